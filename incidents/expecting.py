"""Expecting: when a unit says that it will be there; one that comes much later is told of, and one that is lost."""

from dataclasses import replace
from datetime import datetime

from incidents.guards import Attempt, guard
from incidents.incident import Assignment, Expected, UnitState
from incidents.timing.ladder import LOST_TIMES

_ON_ITS_WAY = (UnitState.DISPATCHED, UnitState.ACKNOWLEDGED, UnitState.EN_ROUTE, UnitState.STAGED)

ARRIVAL_AHEAD = guard(
    "arrival_ahead",
    "预计到达时间不得早于出发。",
    "It cannot be there before it leaves. Correct the time at which it will be there, or leave it out.",
    lambda _, attempt: attempt.details.until is None or attempt.details.until >= attempt.at,
)
ARRIVAL_GIVEN = guard(
    "arrival_given",
    "请给出晚于当前的预计到达时间。",
    "Say at which time, still to come, the unit will be there.",
    lambda _, attempt: attempt.details.until is not None and attempt.details.until > attempt.at,
)


def expected(before: Assignment, attempt: Attempt) -> Assignment:
    """The assignment with the time at which its unit will be there, where that was said."""
    until = attempt.details.until
    if until is None:
        return before
    return replace(before, expected=(*before.expected, Expected(at=until, told_at=attempt.at)))


def lost_at(one: Assignment) -> datetime | None:
    """When a unit on its way is called lost, after twice the time that it first gave; None where it gave none."""
    if not one.live or not one.expected or one.state not in _ON_ITS_WAY:
        return None
    sent_at = one.times[UnitState.DISPATCHED]
    return sent_at + LOST_TIMES * (one.expected[0].at - sent_at)
