"""Travel: how long the units would take to a place, all at once and without computing a single way."""

from collections.abc import Sequence

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from geo.pack import Unit
from geo.place import Point
from geo.roads import Roads
from sources.driving import Fleet
from sources.routes import metres

LEAST_S = 45.0


class Travel:
    """Seconds to any place at the streets' own speeds.

    From home they are exact: a table holds every home's distance to every junction. Whoever is elsewhere is reckoned
    by the crow's way, at the pace that the table shows to be usual in this city.
    """

    def __init__(self, units: Sequence[Unit], roads: Roads) -> None:
        self._roads = roads
        homes = [roads.snap(unit.lon, unit.lat) for unit in units]
        nodes, self._row = np.unique(np.array(homes, dtype=np.intp), return_inverse=True)
        everywhere = np.arange(len(roads.lon))
        self._table = np.array([roads.travel_times_to(int(node), everywhere) for node in nodes], dtype=np.float64)
        self._s_per_m = _usual_pace(self._table, nodes, roads) if len(nodes) else 0.1
        self._names = [unit.name for unit in units]

    def seconds(self, which: Sequence[int], fleet: Fleet, to: Point, at_ms: int) -> Floats:
        """How long each of these units (k,), by number, takes to a place from where it is; never infinite."""
        node = self._roads.snap(to.lon, to.lat)
        seconds = self._table[self._row[list(which)], node]
        for place, number in enumerate(which):
            name = self._names[number]
            if not fleet.is_home(name, at_ms) or not np.isfinite(seconds[place]):
                seconds[place] = metres(fleet.about(name, at_ms), to) * self._s_per_m
        return np.maximum(seconds, LEAST_S)

    def between(self, start: Point, end: Point) -> float:
        """How long it takes from one place to another, by the usual pace."""
        return max(metres(start, end) * self._s_per_m, LEAST_S)


def _usual_pace(table: Floats, nodes: Ints, roads: Roads) -> float:
    """The median of seconds per metre of the crow's way."""
    east = (roads.lon - roads.lon[nodes][:, None]) * np.cos(np.radians(roads.lat.mean()))
    crow_m = np.hypot(east, roads.lat - roads.lat[nodes][:, None]) * 111_195.0
    far = np.isfinite(table) & (crow_m > 500.0)
    return float(np.median(table[far] / crow_m[far])) if far.any() else 0.1
