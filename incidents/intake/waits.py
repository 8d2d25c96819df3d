"""Waits: the clocks of a signal until it is decided on, and the ladder of an urgent one that nobody hears.

The clock to accept it runs on while somebody looks, and while it is shelved. What ran out stays written on the signal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from incidents.annunciation import Alarm, AlarmState
from incidents.categories import Category
from incidents.intake.reception import Reception, SignalState
from incidents.timing import clock as clocks
from incidents.timing import plans
from incidents.timing.clock import Clock
from incidents.timing.kinds import ClockKind
from incidents.timing.plans import Plan
from incidents.timing.scheduler import Turn

UNHEARD = "unheard"
_WAITED_FOR = (ClockKind.ACCEPT, ClockKind.VERIFY)
OF_SIGNALS = frozenset({UNHEARD, *(kind.value for kind in _WAITED_FOR)})  # kinds of turns that no incident has
BEYOND = (timedelta(), timedelta(hours=2), timedelta(days=1))  # a deadline, as the ladder of E.3 climbs
_CALLS = (SignalState.NEW, SignalState.VERIFY)  # on the shelf it calls nobody


def clocks_of(one: Reception, category: Category) -> tuple[Clock, ...]:
    """The clocks of a signal that run, as its category limits them."""
    return tuple(_clocks(one, category))


def deadline(one: Reception, category: Category) -> Clock | None:
    """The clock of a signal that runs out next, or ran out first; None where none runs."""
    running = ((clock.due_at, clock) for clock in clocks_of(one, category) if clock.due_at is not None)
    return min(running, key=lambda due: due[0], default=(None, None))[1]


def plans_of(one: Reception, category: Category, *, heard: bool) -> tuple[Plan, ...]:
    """What will be told of a signal unless it is decided on; `heard` is whether somebody has acknowledged it."""
    found = [
        plans.plan_of(clock, one.level, category.calendars, acknowledged=False) for clock in _clocks(one, category)
    ]
    if one.level == 1 and one.state in _CALLS:
        found.append(
            Plan(
                id=_name(one, UNHEARD, one.entered_at), number=one.number, generation=1, level=one.level,
                calendar=category.calendars.natural.id, since=one.entered_at,
                steps=plans.steps_of_signal(one.level, one.entered_at, acknowledged=heard),
            )
        )  # fmt: skip
    return tuple(found)


def turns_of(one: Reception, category: Category) -> tuple[Turn, ...]:
    """When its plans have their turn, if nothing of them was told yet."""
    return tuple(
        Turn(
            id=plan.id, number=one.number, kind=plan.id.split("/")[1], generation=plan.generation,
            next_at=min((step.at for step in plan.steps), default=None),
        )
        for plan in plans_of(one, category, heard=False)
    )  # fmt: skip


def alarm_of(number: str) -> str:
    """The key of the alarm that a signal raises at the consoles."""
    return f"signal:{number}"


def rungs(one: Reception, now: datetime) -> int:
    """How many rungs those of its clocks have climbed that ran out and still run: at once, two hours, a day beyond."""
    names = {_name(one, kind.value, since) for kind, since in one.running.items()}
    late = [now - at for name, at in one.breached.items() if name in names]
    return sum(beyond <= each for each in late for beyond in BEYOND)


def heard(alarms: Iterable[Alarm]) -> bool:
    """Whether its alarm calls nobody any more: it was acknowledged, shelved or suppressed."""
    return any(one.state is not AlarmState.UNACKNOWLEDGED for one in alarms)


def ran_out(one: Reception, category: Category, now: datetime) -> Reception:
    """The signal with what ran out by now written on it; exactly at the due moment is in time."""
    out = {
        clock.id: clock.due_at for clock in _clocks(one, category) if clock.due_at is not None and clock.due_at < now
    }
    fresh = {name: at for name, at in out.items() if name not in one.breached}
    return replace(one, breached={**one.breached, **fresh}) if fresh else one


def _clocks(one: Reception, category: Category) -> Iterator[Clock]:
    for kind in _WAITED_FOR:
        since, limit = one.running.get(kind), category.limit_of(kind)
        if since is not None and limit is not None:
            name = _name(one, kind.value, since)
            fresh = clocks.started(name, one.number, kind, limit, since, category.calendars)
            yield replace(fresh, breached_at=one.breached.get(name))


def _name(one: Reception, what: str, since: datetime) -> str:
    """Its time is part of the name: what is taken up again has another clock, and calls anew."""
    return f"{one.number}/{what}/{since:%Y%m%dT%H%M%S}"
