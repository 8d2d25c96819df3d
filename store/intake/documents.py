"""Signals as rows, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from incidents.incident import Signal
from incidents.intake.facts import Facts
from incidents.intake.pending import matter_of, reporter_of
from incidents.intake.ports import Review
from incidents.intake.reception import Reception, Reply, SignalState
from incidents.timing.kinds import ClockKind

Row = dict[str, Any]

_AT = datetime.fromisoformat
_REVIEW = tuple(field.name for field in fields(Review))
_PLAIN = ("number", "version", "by", "category", "level", "raised", "incident", "reason", "note", "count", "chatter",
          "visit")  # fmt: skip


def reception_row(one: Reception) -> Row:
    """The row of a signal: its document, and what is searched."""
    facts = Facts.of(one.signal)
    return {
        "number": one.number, "version": one.version, "state": one.state.value, "origin": one.signal.origin,
        "key": one.signal.key, "matter": matter_of(one), "caller": reporter_of(one), "lon": one.signal.lon,
        "lat": one.signal.lat, "marked": bool(facts.asset or facts.camera or facts.caller),
        "category": one.category, "level": one.level, "incident": one.incident or None, "received_at": one.received_at,
        "entered_at": one.entered_at, "body": one,
    }  # fmt: skip


def reception_from(body: Mapping[str, Any]) -> Reception:
    """The signal that a document holds."""
    return Reception(
        **{name: body[name] for name in _PLAIN},
        state=SignalState(body["state"]),
        signal=signal_from(body["signal"]),
        received_at=_AT(body["received_at"]),
        entered_at=_AT(body["entered_at"]),
        fired=tuple(body["fired"]),
        until=_maybe(body["until"]),
        running={ClockKind(kind): _AT(since) for kind, since in body["running"].items()},
        again=tuple(_AT(at) for at in body["again"]),
        normal_at=_maybe(body["normal_at"]),
        reply=Reply(
            owed_since=_maybe(body["reply"]["owed_since"]),
            why_not=body["reply"]["why_not"],
            answered_at=_maybe(body["reply"]["answered_at"]),
            answered_by=body["reply"]["answered_by"],
            outcome=body["reply"].get("outcome", ""),
            message=body["reply"].get("message", ""),
        ),
        breached={name: _AT(at) for name, at in body.get("breached", {}).items()},
        ticked=body.get("ticked", 0),
        looker=body.get("looker", ""),
        sender=body.get("sender", ""),
        sensors=body.get("sensors", 1),
    )


def signal_from(body: Mapping[str, Any]) -> Signal:
    """The untouched original that a document holds."""
    said: Row = {**body, "at": _AT(body["at"]), "close_by": _maybe(body["close_by"])}
    return Signal(**said)


def review_row(review: Review) -> Row:
    """The row of what somebody said of a hit."""
    return {name: getattr(review, name) for name in _REVIEW}


def _maybe(at: str | None) -> datetime | None:
    return None if at is None else _AT(at)
