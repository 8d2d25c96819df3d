"""The roster: which units are free, and which of them would be there first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.pack import Unit
from geo.place import Point
from sources.driving import Fleet
from sources.travel import Travel

SIRENS, CALM = 0.62, 1.25  # against the streets' own speeds


@dataclass(frozen=True, slots=True)
class Sent:
    """A unit that was chosen, and how long it takes to the place once it has left."""

    unit: str
    travel_s: float


class Roster:
    """The made-up commands' units. `ordered` says which of them follow an order of our own desk."""

    def __init__(self, units: list[Unit], fleet: Fleet, travel: Travel, ordered: Callable[[str], bool]) -> None:
        self._units = units
        self._number = {unit.name: i for i, unit in enumerate(units)}
        kinds = {unit.kind for unit in units}
        self._of_kind = {kind: [i for i, unit in enumerate(units) if unit.kind == kind] for kind in kinds}
        self._busy = np.zeros(len(units), dtype=np.bool_)
        self._fleet, self._travel, self._ordered = fleet, travel, ordered

    def knows(self, kind: str) -> bool:
        """Whether the city has units of this kind at all."""
        return kind in self._of_kind

    def is_busy(self, unit: str) -> bool:
        """Whether a made-up command has the unit."""
        return bool(self._busy[self._number[unit]])

    def send(self, kind: str, to: Point, at_ms: int, pace: Callable[[], float]) -> Sent | None:
        """Bind the free unit of a kind that is there first; None when all are busy, and nobody is asked the pace."""
        free = [i for i in self._of_kind.get(kind, ()) if not self._busy[i] and not self._ordered(self._units[i].name)]
        if not free:
            return None
        seconds = self._travel.seconds(free, self._fleet, to, at_ms)
        best = int(seconds.argmin())
        self._busy[free[best]] = True
        return Sent(self._units[free[best]].name, float(seconds[best]) * pace())

    def release(self, unit: str) -> None:
        """Let a unit go."""
        self._busy[self._number[unit]] = False
