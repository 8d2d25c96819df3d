"""Roads: the street network as columns, the graph and the tree over them, and the quickest way between junctions.

`journeys.py` leads from anywhere on a street to anywhere on another; `reach.py` says how far one gets.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Self
from zipfile import is_zipfile

import numpy as np
import numpy.typing as npt

from geo.place import Floats, Mask, Point
from geo.ways.conditions import Conditions
from geo.ways.edge_tree import EdgeTree, Spots
from geo.ways.network import Network
from geo.ways.route import Ints, Route, all_shares, part

__all__ = ("Roads", "Route")

Texts = npt.NDArray[np.str_]

COLUMNS = (
    "lon", "lat", "edge_id", "tail", "head", "edge_class", "zh", "en",
    "length_m", "speed_kmh", "oneway", "banned", "first", "points",
)  # fmt: skip
FARTHEST_OFF_M = 1000.0  # who is farther from every street does not begin or end a journey there
AT_LEAST_S = 1e-3  # a route's seconds rise from corner to corner


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Roads:
    """The street network as columns: junctions (n,), edges (m,), and the edges' outlines as one list of points (p, 2).

    Edge i leads from junction `tail[i]` to `head[i]`, and back unless `oneway[i]`; its outline, from tail to head, is
    `points[first[i]:first[i + 1]]`, longitude and latitude. `edge_class`: 0 alley, 1 freeway, 2 major, 3 arterial,
    4 collector, 5 local, 6 ramp. `banned` (k, 3) are turns that nobody may take: from this edge, at this junction, into
    that edge.
    """

    lon: Floats
    lat: Floats
    edge_id: Texts
    tail: Ints
    head: Ints
    edge_class: npt.NDArray[np.int8]
    zh: Texts
    en: Texts
    length_m: Floats
    speed_kmh: Floats
    oneway: Mask
    first: Ints
    points: Floats
    banned: Ints = field(default_factory=lambda: np.empty((0, 3), dtype=np.intp))
    network: Network = field(init=False, repr=False)
    tree: EdgeTree = field(init=False, repr=False)
    _stops: Ints = field(init=False, repr=False)
    _share: Floats = field(init=False, repr=False)  # how much of its edge lies before each point (p,)

    def __post_init__(self) -> None:
        network = Network.of(len(self.lon), self.tail, self.head, self.oneway, self.banned)
        stops = network.stops()
        usable = np.flatnonzero(np.isin(self.tail, stops) & np.isin(self.head, stops))
        if not usable.size:
            usable = np.arange(len(self))
        object.__setattr__(self, "network", network)
        object.__setattr__(self, "tree", EdgeTree.of(self.points, self.first, usable))
        object.__setattr__(self, "_stops", stops)
        object.__setattr__(self, "_share", all_shares(self.points, self.first))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The network in this file; raises OSError, KeyError or ValueError where there is none."""
        with path.open("rb") as file:
            if not is_zipfile(file):  # numpy would say how to trust it
                raise ValueError("it is no .npz file")
            with np.load(file, allow_pickle=False) as stored:
                return cls(**{name: stored[name] for name in COLUMNS})

    def write(self, path: Path) -> None:
        """Write the network into a file that `read` understands."""
        np.savez_compressed(path, **{name: getattr(self, name) for name in COLUMNS})

    def __len__(self) -> int:
        return len(self.edge_id)

    @property
    def travel_s(self) -> Floats:
        """How long each edge takes at its usual speed (m,)."""
        return np.maximum(self.length_m / (self.speed_kmh / 3.6), AT_LEAST_S)

    def seconds(self, conditions: Conditions | None = None) -> Floats:
        """How long each edge takes (m,) under these conditions, as usual without any; infinite where it is closed."""
        return self.travel_s if conditions is None else conditions.seconds(self.travel_s, self.length_m)

    def outline(self, edge: int) -> Floats:
        """The points of an edge (k, 2), longitude and latitude, from its tail to its head."""
        return self.points[self.first[edge] : self.first[edge + 1]]

    def snap(self, lon: float, lat: float) -> int:
        """The nearest junction that journeys may start from and end at."""
        east = (self.lon[self._stops] - lon) * np.cos(np.radians(lat))
        north = self.lat[self._stops] - lat
        return int(self._stops[np.argmin(east * east + north * north)])

    def spots(self, lon: Floats, lat: Floats, conditions: Conditions | None = None) -> Spots:
        """The nearest place on an open street for each of these (k,), strays left out."""
        return self.tree.nearest(lon, lat, None if conditions is None else conditions.closed)

    def route(self, start: Point, end: Point, conditions: Conditions | None = None) -> Route | None:
        """The quickest way between the junctions nearest to two places; None where no road leads there."""
        first, last = self.snap(start.lon, start.lat), self.snap(end.lon, end.lat)
        edge_s, network = self.seconds(conditions), self.network
        found, before = network.forward(edge_s).search(np.array([first]), np.zeros(1), np.inf)
        ends = network.copies(last)
        to = int(ends[np.argmin(found[ends])])
        if np.isinf(found[to]):
            return None
        return self.along(self.arcs(vertices(before, to), edge_s), edge_s) or self._standing(first)

    def travel_times_to(self, node: int, origins: Ints, conditions: Conditions | None = None) -> Floats:
        """Seconds from each of the junctions (k,) to this one; infinite where no road leads there."""
        ends = self.network.copies(node)
        found, _ = self.network.backward(self.seconds(conditions)).search(ends, np.zeros(len(ends)), np.inf)
        return found[origins]

    def along(self, arcs: list[int], edge_s: Floats, begin: float = 0.0, end: float = 1.0) -> Route | None:
        """The route over these arcs, each edge at its own time, from a share of the first to a share of the last.

        The shares count in the direction of the arcs. None where there is no arc.
        """
        if not arcs:
            return None
        edges, share = self.network.arc_edge[arcs], np.array([[0.0, 1.0]]).repeat(len(arcs), axis=0)
        share[0, 0], share[-1, 1] = begin, end
        driven = share[:, 1] - share[:, 0]
        entered_s = np.concatenate([[0.0], np.cumsum(driven * edge_s[edges])])[:-1]
        pieces = [self._cut(arcs[0], float(share[0, 0]), float(share[0, 1]), 0)]
        if len(arcs) > 1:
            pieces += [
                self._whole(np.array(arcs)),
                self._cut(arcs[-1], float(share[-1, 0]), float(share[-1, 1]), len(arcs) - 1),
            ]
        points, done, which = (np.concatenate(column) for column in zip(*pieces, strict=True))
        passed = entered_s[which] + (done - share[which, 0]) * edge_s[edges[which]]
        moves = np.concatenate([[True], np.diff(np.maximum.accumulate(passed)) > 0])
        return Route(
            lon=points[moves, 0], lat=points[moves, 1], seconds=passed[moves], edges=edges, entered_s=entered_s,
            length_m=float((driven * self.length_m[edges]).sum()),
        )  # fmt: skip

    def _cut(self, arc: int, low: float, high: float, which: int) -> tuple[Floats, Floats, Ints]:
        """The points (k, 2) of an arc between two shares, the share of each (k,), and which arc of the way it is."""
        edge = int(self.network.arc_edge[arc])
        points, share = part(self.outline(edge) if arc < len(self) else self.outline(edge)[::-1], low, high)
        return points, share, np.full(len(points), which)

    def _whole(self, arcs: Ints) -> tuple[Floats, Floats, Ints]:
        """The same of all arcs of a way but the first and the last, each from end to end."""
        which = np.arange(1, len(arcs) - 1)
        edges, back = self.network.arc_edge[arcs[which]], arcs[which] >= len(self)
        count = self.first[edges + 1] - self.first[edges]
        owner = np.repeat(np.arange(len(which)), count)
        step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        at = np.where(back[owner], self.first[edges + 1][owner] - 1 - step, self.first[edges][owner] + step)
        share = np.where(back[owner], 1 - self._share[at], self._share[at])
        return self.points[at], share, which[owner]

    def arcs(self, path: list[int], edge_s: Floats) -> list[int]:
        """The arcs between vertices that follow one another."""
        return [self.network.arc_between(*ends, edge_s) for ends in pairwise(path)]

    def _standing(self, node: int) -> Route:
        return Route(lon=self.lon[[node]], lat=self.lat[[node]], seconds=np.zeros(1), length_m=0.0)


def vertices(before: Ints, end: int) -> list[int]:
    """The vertices of the way that a search found to this one, its start first."""
    path = [end]
    while before[path[-1]] < len(before):
        path.append(int(before[path[-1]]))
    return path[::-1]
