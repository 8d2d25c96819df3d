"""Out of sight: a picture without the incidents that somebody may not see, and without what betrays them.

Where its crews drive is where an incident is. So those of a hidden one are told as engaged, by no task, and their place
is not told. Nobody learns from them where to go.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from city.picture import Newest, Picture, UnitNow
from incidents.incident import Incident, UnitState
from incidents.sight import Sensitivity
from live.masked import placeless

POSITION = "unit.position"
ENGAGED = UnitState.DISPATCHED.value  # all that is told of a unit on an incident that is not to be seen
_NONE: Mapping[str, UnitNow] = MappingProxyType({})


def for_eyes(picture: Picture, incidents: Mapping[str, Incident], may: Callable[[str], bool]) -> Picture:
    """The picture with these incidents, and the units of those alone whose number `may` be told with their place."""
    hidden = frozenset(name for name, one in picture.units.items() if one.incident and not may(one.incident))
    units = {name: engaged(one) if name in hidden else one for name, one in picture.units.items()} if hidden else {}
    return replace(picture, incidents=incidents, units=units or picture.units, newest=_without(picture.newest, hidden))


def engaged(one: UnitNow) -> UnitNow:
    """A unit as whoever may not see its incident is told of it."""
    return replace(one, state=ENGAGED, incident="")


class OnWalls:
    """Makes of each picture what walls may show; what did not change for a wall is the very same object again."""

    def __init__(self) -> None:
        self._last: tuple[Picture, Picture] | None = None
        self._seen: dict[str, tuple[Incident, Incident]] = {}
        self._units: Mapping[str, UnitNow] = _NONE

    def of(self, picture: Picture) -> Picture:
        """This picture as a wall may show it: no secret incident, and of a sensitive one not where it is."""
        if self._last is not None and self._last[0] is picture:
            return self._last[1]
        incidents = self._incidents(picture)
        told = for_eyes(picture, incidents, lambda number: _is_placed(incidents.get(number)))
        told = self._as_before(picture, told)
        self._last = picture, told
        return told

    def _incidents(self, picture: Picture) -> Mapping[str, Incident]:
        if self._last is not None and self._last[0].incidents is picture.incidents:
            return self._last[1].incidents
        shown: dict[str, tuple[Incident, Incident]] = {}
        for number, one in picture.incidents.items():
            known = self._seen.get(number)
            if one.sensitivity < Sensitivity.SECRET:
                shown[number] = known if known is not None and known[0] is one else (one, placeless(one))
        self._seen = shown
        return {number: one for number, (_, one) in shown.items()}

    def _as_before(self, picture: Picture, told: Picture) -> Picture:
        """The same, with each unit and each part that is as it was taken from the last picture."""
        if self._last is None:
            return told
        before, last = self._last
        units = {name: last.units[name] if last.units.get(name) == one else one for name, one in told.units.items()}
        same = len(units) == len(last.units) and all(last.units.get(name) is one for name, one in units.items())
        newest = last.newest if same and before.newest is picture.newest else told.newest
        return replace(told, units=last.units if same else units, newest=newest)


def _is_placed(one: Incident | None) -> bool:
    return one is not None and one.sensitivity < Sensitivity.SENSITIVE


def _without(newest: Mapping[str, Newest], hidden: frozenset[str]) -> Mapping[str, Newest]:
    positions = newest.get(POSITION)
    if positions is None or hidden.isdisjoint(positions.thing):
        return newest
    keep = np.array([one not in hidden for one in positions.thing], dtype=np.bool_)
    left = replace(
        positions, thing=[one for one in positions.thing if one not in hidden], value=positions.value[keep],
        at=positions.at[keep], lon=positions.lon[keep], lat=positions.lat[keep], leaf=positions.leaf[keep],
        attributes={name: column[keep] for name, column in positions.attributes.items()},
    )  # fmt: skip
    return {**newest, POSITION: left}
