"""Routes: ways along the roads, computed when a vehicle first needs one, a few at a time, and kept for the next."""

from collections import OrderedDict

import numpy as np

from geo.place import Point
from geo.ways.conditions import Conditions
from geo.ways.roads import Roads, Route

KEPT = 1024  # a way holds some 5 kB
# A way costs about 4 ms; a read that sees many vehicles leave at once must not hold up the others.
FRESH_A_READ = 2


class Routes:
    """The ways of all vehicles. `refill` allows the next few; beyond those `between` gives None and is asked again."""

    def __init__(self, roads: Roads, kept: int = KEPT) -> None:
        self._roads = roads
        self._kept = kept
        self._known: OrderedDict[tuple[int, int], Route] = OrderedDict()
        self._fresh = FRESH_A_READ
        self._conditions: Conditions | None = None

    def refill(self, fresh: int = FRESH_A_READ, conditions: Conditions | None = None) -> None:
        """Allow so many ways to be computed from here on, under these conditions; under others none is known yet."""
        self._fresh = fresh
        if conditions is not self._conditions:
            self._conditions = conditions
            self._known.clear()

    @property
    def spent(self) -> bool:
        """Whether no further way may be computed before the next refill."""
        return self._fresh <= 0

    def between(self, start: Point, end: Point) -> Route | None:
        """The quickest way; a straight line where no road leads there; None when it must wait for the next refill."""
        nodes = self._roads.snap(start.lon, start.lat), self._roads.snap(end.lon, end.lat)
        if nodes in self._known:
            self._known.move_to_end(nodes)
            return self._known[nodes]
        if self.spent:
            return None
        self._fresh -= 1
        self._known[nodes] = self._roads.route(start, end, self._conditions) or straight(start, end)
        if len(self._known) > self._kept:
            self._known.popitem(last=False)
        return self._known[nodes]


def straight(start: Point, end: Point) -> Route:
    """The line between two places, passed in one second."""
    lon, lat = np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
    return Route(lon=lon, lat=lat, seconds=np.array([0.0, 1.0]), length_m=metres(start, end))


def joined(ways: list[Route]) -> Route:
    """One way made of several that follow one another."""
    begins = np.concatenate([[0.0], np.cumsum([way.travel_s for way in ways])])
    return Route(
        lon=np.concatenate([way.lon for way in ways]),
        lat=np.concatenate([way.lat for way in ways]),
        seconds=np.concatenate([way.seconds + begin for way, begin in zip(ways, begins[:-1], strict=True)]),
        length_m=sum(way.length_m for way in ways),
    )


def metres(start: Point, end: Point) -> float:
    """The distance as the crow flies, exact enough within a city."""
    east = (end.lon - start.lon) * np.cos(np.radians((start.lat + end.lat) / 2))
    return float(np.hypot(east, end.lat - start.lat) * 111_195.0)
