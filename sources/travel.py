"""Travel: how long the units would take to a place, all at once and without computing a single way."""

from collections.abc import Sequence

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from geo.pack import Unit
from geo.place import Point
from geo.ways.roads import Roads
from sources.driving import Fleet
from sources.routes import metres

LEAST_S = 45.0
URGENT = frozenset({"119", "120", "110"})


class Travel:
    """Seconds to any place at the streets' own speeds.

    From home they are exact for whom seconds count: a table holds each such home's distance to every junction. Whoever
    else, and whoever is elsewhere, is reckoned by the crow's way, at the pace that the table shows to be usual here.
    """

    def __init__(self, units: Sequence[Unit], roads: Roads) -> None:
        self._roads = roads
        homes = {unit.name: roads.snap(unit.lon, unit.lat) for unit in units if unit.command in URGENT}
        nodes = np.unique(np.array(list(homes.values()), dtype=np.intp))
        everywhere = np.arange(len(roads.lon))
        unknown = np.full((1, len(roads.lon)), np.inf, dtype=np.float32)  # the last row, for all others
        exact = [roads.travel_times_to(int(node), everywhere).astype(np.float32)[None] for node in nodes]
        self._table = np.concatenate([*exact, unknown])
        self._row = np.array([_row_of(nodes, homes.get(unit.name)) for unit in units], dtype=np.intp)
        self._s_per_m = _usual_pace(self._table[:-1].astype(np.float64), nodes, roads) if len(nodes) else 0.1
        self._names = [unit.name for unit in units]

    def seconds(self, which: Sequence[int], fleet: Fleet, to: Point, at_ms: int) -> Floats:
        """How long each of these units (k,), by number, takes to a place from where it is; never infinite."""
        node = self._roads.snap(to.lon, to.lat)
        seconds = self._table[self._row[list(which)], node].astype(np.float64)
        for place, number in enumerate(which):
            name = self._names[number]
            if not fleet.is_home(name, at_ms) or not np.isfinite(seconds[place]):
                seconds[place] = metres(fleet.about(name, at_ms), to) * self._s_per_m
        return np.maximum(seconds, LEAST_S)

    def between(self, start: Point, end: Point) -> float:
        """How long it takes from one place to another, by the usual pace."""
        return max(metres(start, end) * self._s_per_m, LEAST_S)


def _row_of(nodes: Ints, home: int | None) -> int:
    """The row of the table for a home; the last one for none."""
    return len(nodes) if home is None else int(np.searchsorted(nodes, home))


def _usual_pace(table: Floats, nodes: Ints, roads: Roads) -> float:
    """The median of seconds per metre of the crow's way."""
    east = (roads.lon - roads.lon[nodes][:, None]) * np.cos(np.radians(roads.lat.mean()))
    crow_m = np.hypot(east, roads.lat - roads.lat[nodes][:, None]) * 111_195.0
    far = np.isfinite(table) & (crow_m > 500.0)
    return float(np.median(table[far] / crow_m[far])) if far.any() else 0.1
