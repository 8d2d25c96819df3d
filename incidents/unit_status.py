"""Unit status: how a unit stands, told by its live assignments; nobody ever writes it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from types import MappingProxyType

from incidents.incident import UnitState

AVAILABLE, RETURNING = "available", "returning"
RETURNS_WITHIN = timedelta(minutes=10)

# What counts most of several assignments: where the unit is tells more than where it shall go.
_WEIGHT = MappingProxyType(
    {
        UnitState.ON_SCENE: 7,
        UnitState.TRANSPORTING: 6,
        UnitState.AT_HOSPITAL: 5,
        UnitState.STAGED: 4,
        UnitState.EN_ROUTE: 3,
        UnitState.ACKNOWLEDGED: 2,
        UnitState.DISPATCHED: 1,
    }
)


def foremost(states: Iterable[UnitState]) -> UnitState | None:
    """The state that counts of all those in which a unit is bound; None where it is bound nowhere.

    >>> str(foremost([UnitState.DISPATCHED, UnitState.ON_SCENE]))
    'on_scene'
    """
    return max((one for one in states if one in _WEIGHT), key=_WEIGHT.__getitem__, default=None)


def status(
    states: Iterable[UnitState], *, set_by_hand: str = "", freed_at: datetime | None = None, now: datetime | None = None
) -> str:
    """How a unit stands: as was set by hand (out of service, off duty), as it is bound, on its way home, or available.

    A unit that was freed at `freed_at` is taken to be on its way home for ten minutes; leave it out once it is there.
    """
    if set_by_hand:
        return set_by_hand
    bound = foremost(states)
    if bound is not None:
        return bound.value
    returning = freed_at is not None and now is not None and now - freed_at < RETURNS_WITHIN
    return RETURNING if returning else AVAILABLE
