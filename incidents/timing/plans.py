"""Plans: which rungs of the ladder a clock, a unit or a signal will reach, and when, unless something changes.

A change makes another plan in the next generation. A rung is reached once its moment has passed: exactly then is in
time, as with the clock itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.timing import ladder
from incidents.timing.calendar import Calendar
from incidents.timing.calendars import Calendars
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind
from incidents.timing.ladder import Light, Rung, Share

CLIMBING = frozenset({ClockKind.DISPOSE, ClockKind.REPLY, ClockKind.SUPERVISE, ClockKind.MAKE_SAFE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung, and the moment after which it is reached. `name` tells it from all others of its plan."""

    name: str
    at: datetime
    rung: Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps of one clock, unit or signal `id` of an incident, in their order.

    What is told of it is held back until its `calendar` opens, unless the incident's `level` is 1 or 2.
    `since` is when the plan was made: what had been told before and lay before it is not told again. `unit` names the
    unit that it watches, "" where none.
    """

    id: str
    number: str
    generation: int
    level: int
    calendar: str
    since: datetime
    steps: tuple[Step, ...]
    unit: str = ""

    def light(self, now: datetime) -> Light:
        """What its clock shows by then."""
        lit = [step.rung.light for step in self.steps if step.at < now and step.rung.light]
        return lit[-1] if lit else Light.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWatched:
    """What is known of a unit that was sent to an emergency; None for what has not happened.

    `turnout` is its limit to leave. It first said that it would be there at `promised_at`, and at `told_at` last that
    it will be at `expected_at`. `reported_at` is its last word from the scene.
    """

    dispatched_at: datetime
    acknowledged_at: datetime | None = None
    en_route_at: datetime | None = None
    on_scene_at: datetime | None = None
    cleared_at: datetime | None = None
    turnout: timedelta | None = None
    promised_at: datetime | None = None
    expected_at: datetime | None = None
    told_at: datetime | None = None
    reported_at: datetime | None = None


def plan_of(clock: Clock, level: int, calendars: Calendars, *, acknowledged: bool) -> Plan:
    """What will be told of this clock: nothing of one that does not run."""
    return Plan(
        id=clock.id, number=clock.number, generation=clock.generation, level=level, calendar=clock.calendar,
        since=clock.segment_start, steps=_steps(clock, calendars[clock.calendar], acknowledged=acknowledged),
    )  # fmt: skip


def _steps(clock: Clock, calendar: Calendar, *, acknowledged: bool) -> tuple[Step, ...]:
    if clock.state is not ClockState.RUNNING or clock.due_at is None:
        return ()
    if clock.kind not in CLIMBING:
        return (_step(ladder.RAN_OUT, clock.due_at),)
    rungs = ladder.SAFETY if clock.kind is ClockKind.MAKE_SAFE else ladder.SHARES
    shares = [one for one in rungs if not (one.unless_acknowledged and acknowledged)]
    steps = [_step(one.rung, _reached(one, clock, clock.due_at, calendar)) for one in shares]
    return tuple(sorted(steps, key=lambda step: step.at))


def _reached(share: Share, clock: Clock, due_at: datetime, calendar: Calendar) -> datetime:
    """When; what lies before the present segment was reached when it began, for what is known now."""
    at = due_at
    if share.percent != 100:
        at = calendar.add(clock.segment_start, clock.budget * share.percent / 100 - clock.consumed)
    if share.ahead is not None:
        at = max(at, calendar.add(due_at, -share.ahead[calendar.continuous]))
    if share.beyond is not None:
        at = min(at, calendar.add(due_at, share.beyond))
    if share.days_beyond:
        at = min(at, calendar.add(due_at, share.days_beyond * calendar.day))
    return max(at, clock.segment_start)


def steps_of_unit(unit: UnitWatched, now: datetime) -> tuple[Step, ...]:
    """What will be told of a unit on its way to an emergency or at work there, its next report by the last."""
    if unit.cleared_at is not None:
        return ()
    if unit.on_scene_at is not None:
        return _reports(max(unit.reported_at or unit.on_scene_at, unit.on_scene_at), now)
    sent, steps = unit.dispatched_at, list[Step]()
    if unit.acknowledged_at is None and unit.en_route_at is None:
        steps += [_step(ladder.PAGE_AGAIN, sent + ladder.PAGED_AFTER)]
        steps += [_step(ladder.ALTERNATE, sent + ladder.ALTERNATE_AFTER)]
    if unit.en_route_at is None and unit.turnout is not None:
        steps += [_step(ladder.NOT_LEFT, sent + unit.turnout + ladder.LEFT_AFTER)]
    if unit.promised_at is not None:
        way = unit.promised_at - sent
        slip = (unit.expected_at or unit.promised_at) - unit.promised_at
        if unit.told_at is not None and slip > min(way * ladder.SLIP_PERCENT / 100, ladder.SLIP):
            steps += [_step(ladder.SLIPPED, unit.told_at)]
        steps += [_step(ladder.LOST, sent + ladder.LOST_TIMES * way)]
    return tuple(sorted(steps, key=lambda step: step.at))


def _reports(since: datetime, now: datetime) -> tuple[Step, ...]:
    """One every twenty minutes since the crew last spoke, up to the next."""
    times = max((now - since) // ladder.REPORTED_EVERY, 0) + 1
    name = f"{ladder.REPORT.name} {since:%Y%m%dT%H%M%S}"
    return tuple(
        Step(name=f"{name} {i}", at=since + i * ladder.REPORTED_EVERY, rung=ladder.REPORT) for i in range(1, times + 1)
    )


def steps_of_signal(level: int, raised_at: datetime, *, acknowledged: bool) -> tuple[Step, ...]:
    """What will be told of a signal that nobody acknowledges: nothing below level 1."""
    if level != 1 or acknowledged:
        return ()
    return tuple(_step(rung, raised_at + after) for after, rung in ladder.UNHEARD.items())


def step_of_count(times: int, at: datetime) -> tuple[Step, ...]:
    """The conference after so many returns or times redone, once for each from the second on."""
    if times < ladder.CONFER_AT:
        return ()
    return (Step(name=f"{ladder.CONFER.name} {times}", at=at, rung=ladder.CONFER),)


def step_of_review(review_at: datetime) -> tuple[Step, ...]:
    """The review of what is suspended, on its day."""
    return (_step(ladder.REVIEW, review_at),)


def _step(rung: Rung, at: datetime) -> Step:
    return Step(name=rung.name, at=at, rung=rung)
