"""Clocks: how much time somebody has, how much of it is used up, and when it runs out.

A clock keeps its budget and what was consumed of it, never only a due date: so a pause moves the due date, and another
priority loses neither what was consumed nor the pauses. Every change makes a new clock of the next generation; what
was to be told of an older one is told no more. Exactly at the due moment is in time. A breach is never taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.timing.calendar import NOTHING
from incidents.timing.calendars import Calendars
from incidents.timing.kinds import ClockKind
from incidents.timing.limit import Limit


class ClockState(StrEnum):
    """Whether it runs, stands, or is over, and how it ended."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"


OVER = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One clock of one incident; `id` is any name that no other clock has.

    `budget` and `consumed` are time of its `calendar` (its id, and the version that it was counted with); what was
    consumed is counted up to `segment_start`, when it was last started, paused, changed or ended. `due_at` is None
    while it is paused. `provisional` says that the holidays until then are not all known (暂估).
    A database that keeps `next_at` of its plan (`scheduler.py`) beside it finds by an index what has its turn.
    """

    id: str
    number: str
    kind: ClockKind
    calendar: str
    calendar_version: str
    budget: timedelta
    started_at: datetime
    segment_start: datetime
    state: ClockState = ClockState.RUNNING
    consumed: timedelta = NOTHING
    due_at: datetime | None = None
    breached_at: datetime | None = None
    generation: int = 1
    provisional: bool = False

    @property
    def over(self) -> bool:
        """Whether it was met or cancelled."""
        return self.state in OVER

    def remaining(self, now: datetime, calendars: Calendars) -> timedelta:
        """What is left of its budget; less than nothing when it is overdrawn."""
        return self.budget - self.spent(now, calendars)

    def spent(self, now: datetime, calendars: Calendars) -> timedelta:
        """What of its budget is used up by then."""
        if self.state is not ClockState.RUNNING:
            return self.consumed
        return self.consumed + calendars[self.calendar].between(self.segment_start, max(now, self.segment_start))


class ClockCannot(ValueError):
    """What is wanted of a clock does not go with its state."""

    def __init__(self, clock: Clock, wanted: str, states: Iterable[ClockState]) -> None:
        super().__init__(
            f"The {clock.kind} clock of {clock.number} is {clock.state} and cannot be {wanted}: "
            f"for that it should be {' or '.join(states)}."
        )


def started(
    id: str,  # noqa: A002 - the record's own word
    number: str,
    kind: ClockKind,
    limit: Limit,
    at: datetime,
    calendars: Calendars,
) -> Clock:
    """A new clock that runs from then."""
    calendar = limit.calendar(calendars)
    return _running(
        Clock(
            id=id, number=number, kind=kind, calendar=calendar.id, calendar_version=calendar.version,
            budget=limit.budget(at, calendars), started_at=at, segment_start=at, generation=0,
        ),
        calendars,
    )  # fmt: skip


def paused(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The clock standing since then: since it was requested, so that a slow approval costs nobody time.

    A breach that was written since the request stays.
    """
    _must(clock, "paused", ClockState.RUNNING)
    return replace(_settled(clock, at, calendars), state=ClockState.PAUSED, due_at=None)


def resumed(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The clock running again, with what was left of its budget."""
    _must(clock, "resumed", ClockState.PAUSED)
    return _running(replace(clock, segment_start=max(at, clock.segment_start)), calendars)


def handed_on(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The clock running again for another department, which has a quarter of the budget at least.

    The first department's fault takes nothing from what was consumed.
    """
    _must(clock, "handed on", ClockState.PAUSED)
    return resumed(replace(clock, budget=max(clock.budget, clock.consumed + clock.budget / 4)), at, calendars)


def extended(clock: Clock, by: timedelta, at: datetime, calendars: Calendars) -> Clock:
    """The clock with more budget, of its own calendar's time."""
    _must(clock, "extended", ClockState.RUNNING, ClockState.PAUSED)
    return _rebudgeted(clock, clock.budget + by, clock.calendar, at, calendars)


def rebudgeted(clock: Clock, limit: Limit, at: datetime, calendars: Calendars) -> Clock:
    """The clock with another limit, as for another priority or category; what was consumed and its pauses are kept.

    Working days are counted from the day on which it started. What was consumed on another calendar counts in full.
    """
    _must(clock, "given another limit", ClockState.RUNNING, ClockState.PAUSED)
    return _rebudgeted(clock, limit.budget(clock.started_at, calendars), limit.calendar(calendars).id, at, calendars)


def finished(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The clock met: late, if it was finished after its breach; a late word of an earlier end is believed."""
    _must(clock, "met", ClockState.RUNNING, ClockState.PAUSED)
    clock = _settled(clock, at, calendars)
    late = clock.breached_at is not None and at > clock.breached_at
    return replace(clock, state=ClockState.MET_LATE if late else ClockState.MET)


def redone(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The clock running again after a failed check, with what was left; the time of the check is not charged to it."""
    _must(clock, "run again", ClockState.MET, ClockState.MET_LATE)
    return _running(replace(clock, segment_start=max(at, clock.segment_start)), calendars)


def cancelled(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The clock without a result."""
    _must(clock, "cancelled", ClockState.RUNNING, ClockState.PAUSED, ClockState.MET, ClockState.MET_LATE)
    return replace(_settled(clock, at, calendars), state=ClockState.CANCELLED)


def breached(clock: Clock, now: datetime) -> Clock:
    """The clock with its breach, if its time ran out; one that is paused never breaches. The generation stays."""
    ran_out = clock.state is ClockState.RUNNING and clock.due_at is not None and clock.due_at < now
    return replace(clock, breached_at=clock.due_at) if ran_out and clock.breached_at is None else clock


def recounted(clock: Clock, calendars: Calendars) -> Clock:
    """The clock as its calendar counts now, after the holidays of another year became known.

    It may be due later or earlier, in the next generation if so; what is over is over, and a breach stays.
    """
    version = calendars[clock.calendar].version
    if clock.over or version == clock.calendar_version:
        return clock
    known = replace(clock, calendar_version=version)
    if clock.state is ClockState.PAUSED:
        return known
    again = _running(known, calendars)
    return replace(again, generation=clock.generation) if again.due_at == clock.due_at else again


def deadlines(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """The clocks that run, the nearest deadline first: a short one never hides another."""
    running = ((one.due_at, one) for one in clocks if one.state is ClockState.RUNNING and one.due_at is not None)
    return tuple(one for _, one in sorted(running, key=lambda pair: (pair[0], pair[1].kind, pair[1].id)))


def _must(clock: Clock, wanted: str, *states: ClockState) -> None:
    if clock.state not in states:
        raise ClockCannot(clock, wanted, states)


def _settled(clock: Clock, at: datetime, calendars: Calendars) -> Clock:
    """The next generation, counted up to then; nothing that was counted before is taken back."""
    at = max(at, clock.segment_start)
    spent = clock.spent(at, calendars)
    return replace(breached(clock, at), consumed=spent, segment_start=at, generation=clock.generation + 1)


def _rebudgeted(clock: Clock, budget: timedelta, calendar: str, at: datetime, calendars: Calendars) -> Clock:
    settled = replace(
        _settled(clock, at, calendars), budget=budget, calendar=calendar, calendar_version=calendars[calendar].version
    )
    if clock.state is ClockState.PAUSED:
        return settled
    return replace(_running(settled, calendars), generation=settled.generation)


def _running(clock: Clock, calendars: Calendars) -> Clock:
    """The next generation, running from its segment's start; a budget that is used up runs out there, not before."""
    calendar = calendars[clock.calendar]
    due_at = calendar.add(clock.segment_start, clock.budget - clock.consumed)
    if clock.breached_at is None:
        due_at = max(due_at, clock.segment_start)
    return replace(
        clock, state=ClockState.RUNNING, due_at=due_at, generation=clock.generation + 1,
        provisional=not calendar.covers(due_at),
    )  # fmt: skip
