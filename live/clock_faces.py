"""Clock faces: the clocks of an incident as plain data, for screens that count on by themselves, and for machines."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from incidents.agenda import acknowledged
from incidents.incident import Incident
from incidents.timing.calendars import Calendars
from incidents.timing.clock import Clock, ClockState
from incidents.timing.ladder import Light
from incidents.timing.plans import plan_of

Plain = dict[str, Any]
Write = Callable[[datetime], int | str]


def shown(one: Incident, write: Write) -> list[Plain]:
    """The clocks that run or stand, and those that ran out; whoever shows them counts down to `due_at`."""
    return [_face(each, write, each.consumed) for each in one.clocks if not each.over or each.breached_at is not None]


def read(one: Incident, write: Write, now: datetime, calendars: Calendars) -> list[Plain]:
    """All its clocks as they stand now."""
    found: list[Plain] = []
    for each in one.clocks:
        spent = each.spent(now, calendars)
        more = {"consumed_s": round(spent.total_seconds()), "light": _light(each, one, now, calendars)}
        found.append(_face(each, write, spent) | more)
    return found


def _face(one: Clock, write: Write, consumed: timedelta) -> Plain:
    return {
        "kind": one.kind.value,
        "state": one.state.value,
        "started_at": write(one.started_at),
        "due_at": None if one.due_at is None else write(one.due_at),
        "budget_s": round(one.budget.total_seconds()),
        "remaining_s": None if one.over else round((one.budget - consumed).total_seconds()),
        "breached_at": None if one.breached_at is None else write(one.breached_at),
        "provisional": one.provisional,
    }


def _light(clock: Clock, one: Incident, now: datetime, calendars: Calendars) -> str:
    if clock.breached_at is not None or clock.state is not ClockState.RUNNING:
        return _OVERDUE if clock.breached_at is not None else ""
    return plan_of(clock, one.level, calendars, acknowledged=acknowledged(one)).light(now).value


_OVERDUE = Light.OVERDUE.value
