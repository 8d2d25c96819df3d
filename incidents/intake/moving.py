"""Moving: from one signal to the next, purely; every step is one version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from incidents.incident import Signal
from incidents.intake.facts import Facts
from incidents.intake.guards import Attempt
from incidents.intake.reception import Reception, Reply, SignalState
from incidents.intake.refusals import NotYourPart, SignalNotPossible
from incidents.intake.sources import admission
from incidents.intake.table import SIGNAL_MOVE, SignalMove
from incidents.roles import account_behind
from incidents.timing.kinds import ClockKind

_ENDED = frozenset({SignalState.ACCEPTED, SignalState.LINKED, SignalState.REJECTED, SignalState.EXPIRED})
CHATTERS = 3  # times within a minute, the first and the third of which are looked at
MINUTE_S = 60.0


def moved(before: Reception, action: str, attempt: Attempt, **changes: Any) -> Reception:  # noqa: ANN401 - its fields
    """The signal after this action, with these fields changed. Raises `SignalNotPossible` or `NotYourPart`."""
    move = SIGNAL_MOVE.get(action)
    if move is None or before.state not in move.comes_from:
        raise SignalNotPossible(before, action, attempt)
    if not attempt.actor.roles & move.roles:
        raise NotYourPart(move, attempt.actor.shown)
    unmet = tuple(one for guard in move.guards for one in guard.unmet(before, attempt))
    if unmet:
        raise SignalNotPossible(before, action, attempt, unmet)
    return _ticked(before, move, attempt, changes)


def _ticked(before: Reception, move: SignalMove, attempt: Attempt, changes: dict[str, Any]) -> Reception:
    state = move.to or before.state
    running = {kind: since for kind, since in before.running.items() if kind not in move.stops}
    running |= dict.fromkeys(move.starts, attempt.at)
    after = replace(
        before, version=before.version + 1, state=state, by=attempt.actor.shown,
        reason=before.reason if move.to is None else attempt.reason, note=attempt.note,
        until=attempt.until if state is SignalState.SHELVED else None, running=running, ticked=0,
        entered_at=before.entered_at if move.to is None else attempt.at,
    )  # fmt: skip
    after = replace(after, **changes)
    if move.to is None:
        return after
    reply = reply_of(after, attempt.at)
    owes = {ClockKind.REPLY: reply.owed_since} if reply.owed_since is not None and reply.answered_at is None else {}
    return replace(after, reply=reply, running={**after.running, **owes})


def admitted(before: Reception, attempt: Attempt, **changes: Any) -> Reception:  # noqa: ANN401 - the same
    """The signal accepted because its source's admission allows it without anybody's hand."""
    return _ticked(before, SIGNAL_MOVE["accept"], attempt, changes)


def reply_of(reception: Reception, at: datetime) -> Reply:
    """What is owed to whoever reported it, now that it came so far; an answer that was given stays given.

    Every signal that ended owes an answer, or says why it does not; linked to another it still has its own reporter.
    """
    before = reception.reply
    if before.answered_at is not None or reception.state not in _ENDED:
        return before
    why_not = _no_reply(reception.signal)
    return Reply(why_not=why_not) if why_not else Reply(owed_since=before.owed_since or at)


def answered(reception: Reception, by: str, at: datetime) -> Reply:
    """The reply as it was given."""
    return replace(reception.reply, answered_at=at, answered_by=by)


def repeated(before: Reception, times: Sequence[datetime]) -> dict[str, Any]:
    """What changes when it is said again: the count, and whether it comes and goes three times a minute."""
    said = (*before.again, *times)
    chatter = any((last - first).total_seconds() < MINUTE_S for first, last in zip(said, said[2:], strict=False))
    return {"count": before.count + len(times), "again": said[-CHATTERS:], "chatter": before.chatter or chatter}


def received_as(
    signal: Signal, *, number: str, by: str, at: datetime, level: int, fired: tuple[str, ...] = (), raised: bool = False
) -> Reception:
    """The signal as it stands when it came in."""
    return Reception(
        number=number, version=1, state=SignalState.NEW, signal=signal, by=by, received_at=at, entered_at=at,
        category=signal.category, level=level, fired=fired, raised=raised, running={ClockKind.ACCEPT: at}, again=(at,),
        sender=account_behind(by),
    )  # fmt: skip


def _no_reply(signal: Signal) -> str:
    source = admission(signal.origin, signal.command)
    if source.code in ("LINKAGE", "DESK", "MEDIA"):
        return {"LINKAGE": "theirs", "DESK": "ours", "MEDIA": "public"}[source.code]
    if source.machine:
        return "machine"
    return "unreachable" if Facts.of(signal).channel == "none" else ""
