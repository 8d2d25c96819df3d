"""Closures: the streets that are closed in the made-up city, by works and after accidents, told as readings.

Each is told when it begins and when it is over, at the time when that was so; and whoever begins to listen hears of
those that last. An accident closes a street beside it that no line runs over; elsewhere traffic is led past.
"""

from collections.abc import Iterator

import numpy as np

from city.kinds import CLOSING_CAUSES
from city.readings import Mask, Readings
from geo.areas import Ints
from geo.place import Floats
from geo.ways.conditions import Conditions
from geo.ways.route import shares
from sources.chance import key_of, single
from sources.made_up.detours import shut_only, spares
from sources.made_up.streets import Blockage
from sources.made_up.works import Closure, diggable
from sources.made_up.world import World
from sources.moments import MINUTE_MS, Millis, as_times

KIND = "road.closed"
CLOSES, AFTER_MS = 0.3, 4 * MINUTE_MS  # how many of the accidents, and how long until the tape is out
MOST_KNOWN = 4000  # some days of accidents
OPEN_END_MS = np.iinfo(np.int64).max


class Closures:
    """What is closed when. `driven` are the edges over which lines and rounds lead."""

    def __init__(self, world: World, driven: Ints) -> None:
        self._world = world
        self._works, roads = world.town.works, world.town.pack.roads
        self._may_close = diggable(roads)
        self._may_close[driven] = self._may_close[self._works.edges] = False
        self._beside: dict[tuple[float, float, int], int | None] = {}
        self._told = False
        self._shut: tuple[int, ...] = ()
        self._conditions = shut_only(self._dug_up())

    def __len__(self) -> int:
        return len(self._works.stretches)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What closed and opened after one time and up to another; the first time also what had closed before."""
        self._world.run(until_ms, after_ms)
        begun_ms = after_ms if self._told else 0
        self._told = True
        rows: list[tuple[int, int, float, str]] = []
        for one in self.during(after_ms + 1, until_ms):
            if one.since_ms > begun_ms and one.since_ms <= until_ms:
                rows += [(one.since_ms, edge, 1.0, one.cause) for edge in one.edges]
            if one.until_ms is not None and one.until_ms <= until_ms:
                rows += [(one.until_ms, edge, 0.0, one.cause) for edge in one.edges]
        if rows:
            yield self._readings(sorted(rows))

    def during(self, since_ms: int, until_ms: int) -> Iterator[Closure]:
        """The closures that last at some moment from one time to another, both included."""
        yield from self._works.during(since_ms, until_ms)
        for one in self._world.blockages(until_ms):
            closure = self._after_accident(one, until_ms)
            if closure is not None and (closure.until_ms is None or closure.until_ms >= since_ms):
                yield closure

    def closed(self, edge: Ints, at_ms: Millis) -> Mask:
        """Whether each of these edges (n,) is closed at its time (n,)."""
        found = np.zeros(len(edge), dtype=np.bool_)
        for one in self.during(int(at_ms.min()), int(at_ms.max())) if len(edge) else ():
            end_ms = OPEN_END_MS if one.until_ms is None else one.until_ms
            found |= np.isin(edge, one.edges) & (at_ms >= one.since_ms) & (at_ms < end_ms)
        return found

    def conditions(self, at_ms: int) -> Conditions:
        """What who looks for a way keeps clear of: closed streets, and those that are dug up now and then.

        A crew that set out before an accident is let past it. The very same object comes back while nothing changes.
        """
        lasting = (one for one in self.during(at_ms, at_ms) if one.cause != "works" and one.until_ms != at_ms)
        shut = tuple(edge for one in lasting for edge in one.edges)
        if shut != self._shut:
            closed = self._dug_up()
            closed[list(shut)] = True
            self._shut, self._conditions = shut, shut_only(closed)
        return self._conditions

    def _dug_up(self) -> Mask:
        closed = np.zeros(len(self._may_close), dtype=np.bool_)
        closed[self._works.edges] = True
        return closed

    def _after_accident(self, one: Blockage, until_ms: int) -> Closure | None:
        """The closure after an accident, if it closes a street; told of nothing that is later than `until_ms`."""
        since_ms = one.since_ms + AFTER_MS
        town = self._world.town
        if since_ms > until_ms or (one.until_ms is not None and one.until_ms <= since_ms):
            return None
        key = one.lon, one.lat, one.since_ms
        if key not in self._beside:
            node = town.pack.roads.snap(one.lon, one.lat)
            closes = single(town.seed, key_of("tape"), node, one.since_ms) < CLOSES
            self._beside[key] = self._edge_at(node) if closes else None
            if len(self._beside) > MOST_KNOWN:
                del self._beside[next(iter(self._beside))]
        edge = self._beside[key]
        return None if edge is None else Closure((edge,), since_ms, one.until_ms, "incident")

    def _edge_at(self, node: int) -> int | None:
        """A street at a junction that may be closed without anybody being cut off."""
        roads = self._world.town.pack.roads
        edges = np.flatnonzero(self._may_close & ((roads.tail == node) | (roads.head == node)))
        spared = (edge for edge in edges.tolist() if spares(roads, np.array([edge]), self._dug_up()))
        return next(spared, None)

    def _readings(self, rows: list[tuple[int, int, float, str]]) -> Readings:
        roads = self._world.town.pack.roads
        at: Millis = np.array([at_ms for at_ms, *_ in rows], dtype=np.int64)
        edge = [edge for _, edge, *_ in rows]
        middle = np.array([_middle(roads.outline(one)) for one in edge])
        return Readings(
            kind=KIND, thing=roads.edge_id[edge].tolist(), value=np.array([value for *_, value, _ in rows]),
            at=as_times(at), lon=middle[:, 0], lat=middle[:, 1],
            attributes={"cause": np.array([float(CLOSING_CAUSES.index(cause)) for *_, cause in rows])},
        )  # fmt: skip


def _middle(outline: Floats) -> Floats:
    """The place half-way along an outline (k, 2)."""
    done = shares(outline)
    return np.array([np.interp(0.5, done, column) for column in outline.T])
