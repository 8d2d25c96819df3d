"""Shifts and alarms as rows, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from incidents.annunciation import Alarm, AlarmState
from incidents.lines import stream_of
from incidents.office.ports import Errand, OfficeChanges
from incidents.roles import Role
from incidents.shifts import Line, Remark, Shift, ShiftState

Row = dict[str, Any]
SHIFT, ALARM = "shift", "alarm"  # kinds of streams

_AT = datetime.fromisoformat
_SHIFT = tuple(field.name for field in fields(Shift))
_ERRAND = tuple(field.name for field in fields(Errand))


def rows_told(changes: OfficeChanges) -> dict[str, Row]:
    """The rows that are written, by the stream of the log that tells of each."""
    shifts = {stream_of(SHIFT, one.name): shift_row(one) for one in changes.shifts}
    return shifts | {stream_of(ALARM, one.key): alarm_row(one) for one in changes.alarms}


def shift_row(one: Shift) -> Row:
    """The row of a shift: its document, and what is searched."""
    roster = {by: sorted(role.value for role in roles) for by, roles in one.roster.items()}
    body = {name: getattr(one, name) for name in _SHIFT} | {"roster": roster}
    return {
        "name": one.name, "version": one.version, "state": one.state.value, "on_duty": one.on,
        "begins_at": one.begins_at, "ends_at": one.ends_at, "body": body,
    }  # fmt: skip


def shift_from(body: Mapping[str, Any]) -> Shift:
    """The shift that a document holds."""
    said: Row = {
        **body,
        "state": ShiftState(body["state"]),
        "roster": {by: frozenset(Role(one) for one in roles) for by, roles in body["roster"].items()},
        "begins_at": _AT(body["begins_at"]),
        "ends_at": _AT(body["ends_at"]),
        "handed_at": _maybe(body["handed_at"]),
        "told_at": _maybe(body["told_at"]),
        "lines": tuple(Line(**one) for one in body["lines"]),
        "remarks": tuple(_remark(one) for one in body["remarks"]),
    }
    return Shift(**said)


def alarm_row(one: Alarm) -> Row:
    """The row of an alarm: its document, and what is searched."""
    return {
        "key": one.key, "version": one.version, "state": one.state.value, "level": one.level, "at": one.at,
        "announced_at": one.announced_at, "body": one,
    }  # fmt: skip


def alarm_from(body: Mapping[str, Any]) -> Alarm:
    """The alarm that a document holds."""
    times = ("shelved_until", "raised_at", "announced_at")
    said: Row = {**body, **{name: _maybe(body[name]) for name in times}}
    said |= {"at": _AT(body["at"]), "state": AlarmState(body["state"]), "seen_on": tuple(body["seen_on"])}
    return Alarm(**said)


def errand_row(one: Errand) -> Row:
    """The row of what was asked under a key."""
    return {name: getattr(one, name) for name in _ERRAND}


def _remark(body: Mapping[str, Any]) -> Remark:
    said: Row = {**body, "at": _AT(body["at"]), "due_at": _maybe(body["due_at"])}
    return Remark(**said)


def _maybe(at: str | None) -> datetime | None:
    return None if at is None else _AT(at)
