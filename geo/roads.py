"""Roads: the street network, the quickest way between two places, and where a vehicle is on its way."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Self, cast
from zipfile import is_zipfile

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from geo.place import Floats, Mask, Point

Ints = npt.NDArray[np.intp]
Texts = npt.NDArray[np.str_]

COLUMNS = (
    "lon", "lat", "edge_id", "tail", "head", "edge_class", "zh", "en",
    "length_m", "speed_kmh", "oneway", "banned", "first", "points",
)  # fmt: skip
STRAY_NODES = 50  # a net of fewer junctions is a stray: no journey starts or ends there
AT_LEAST_S = 1e-3  # scipy reads a zero as "no road"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way along the roads: its corners (k,), and after how many seconds each is passed, strictly rising from 0."""

    lon: Floats
    lat: Floats
    seconds: Floats
    length_m: float

    @property
    def travel_s(self) -> float:
        """How long the whole way takes."""
        return float(self.seconds[-1])

    def at(self, seconds: float) -> tuple[float, float, float]:
        """Longitude, latitude and heading (degrees clockwise from north) after so many seconds.

        Before the start and after the end the vehicle stands there; on a way without length its heading is NaN.
        """
        last = len(self.seconds) - 1
        if last == 0:
            return float(self.lon[0]), float(self.lat[0]), float("nan")
        to = min(max(int(np.searchsorted(self.seconds, seconds, side="right")), 1), last)
        begun, done = self.seconds[to - 1], self.seconds[to]
        share = min(max((seconds - begun) / (done - begun), 0.0), 1.0)
        east, north = self.lon[to] - self.lon[to - 1], self.lat[to] - self.lat[to - 1]
        heading = np.degrees(np.arctan2(east * np.cos(np.radians(self.lat[to])), north)) % 360
        return float(self.lon[to - 1] + share * east), float(self.lat[to - 1] + share * north), float(heading)


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
    _graph: csr_array = field(init=False, repr=False)
    _back: csr_array = field(init=False, repr=False)
    _arc_edge: Ints = field(init=False, repr=False)
    _stops: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        graph, arc_edge = _quickest_arcs(self)
        object.__setattr__(self, "_graph", graph)
        object.__setattr__(self, "_back", graph.T.tocsr())
        object.__setattr__(self, "_arc_edge", arc_edge)
        object.__setattr__(self, "_stops", _stops(graph))

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
        """How long each edge takes at its speed (m,)."""
        return np.maximum(self.length_m / (self.speed_kmh / 3.6), AT_LEAST_S)

    def outline(self, edge: int) -> Floats:
        """The points of an edge (k, 2), longitude and latitude, from its tail to its head."""
        return self.points[self.first[edge] : self.first[edge + 1]]

    def snap(self, lon: float, lat: float) -> int:
        """The nearest junction that journeys may start from and end at."""
        east = (self.lon[self._stops] - lon) * np.cos(np.radians(lat))
        north = self.lat[self._stops] - lat
        return int(self._stops[np.argmin(east * east + north * north)])

    def route(self, start: Point, end: Point) -> Route | None:
        """The quickest way between the junctions nearest to two places; None where no road leads there."""
        nodes = self._nodes_between(self.snap(start.lon, start.lat), self.snap(end.lon, end.lat))
        return self._along(nodes) if nodes else None

    def travel_times_to(self, node: int, origins: Ints) -> Floats:
        """Seconds from each of the junctions (k,) to this one; infinite where no road leads there."""
        return cast("Floats", dijkstra(self._back, indices=node))[origins]

    def _nodes_between(self, start: int, end: int) -> list[int]:
        """The junctions of the quickest way, both ends included; empty where no road leads there."""
        seconds, before = cast("tuple[Floats, Ints]", dijkstra(self._graph, indices=start, return_predecessors=True))
        if np.isinf(seconds[end]):
            return []
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
        return nodes[::-1]

    def _along(self, nodes: list[int]) -> Route:
        """The route over these junctions, corner by corner, each edge at its own speed."""
        corners, seconds = [np.array([[self.lon[nodes[0]], self.lat[nodes[0]]]])], [np.zeros(1)]
        length_m = 0.0
        for start, end in pairwise(nodes):
            edge, travel_s = self._arc(start, end)
            outline = self.outline(edge) if self.tail[edge] == start else self.outline(edge)[::-1]
            corners.append(outline[1:])
            seconds.append(seconds[-1][-1] + travel_s * _shares(outline)[1:])
            length_m += float(self.length_m[edge])
        (lon, lat), passed = np.concatenate(corners).T, np.concatenate(seconds)
        moves = np.concatenate([[True], np.diff(passed) > 0])
        return Route(lon=lon[moves], lat=lat[moves], seconds=passed[moves], length_m=length_m)

    def _arc(self, start: int, end: int) -> tuple[int, float]:
        """The quickest edge between two neighbouring junctions, and its seconds."""
        low, high = self._graph.indptr[start], self._graph.indptr[start + 1]
        at = low + np.searchsorted(self._graph.indices[low:high], end)
        return int(self._arc_edge[at]), float(self._graph.data[at])


def _quickest_arcs(roads: Roads) -> tuple[csr_array, Ints]:
    """The directed graph in seconds, the quickest edge for each pair of junctions, and which edge each arc is."""
    back = np.flatnonzero(~roads.oneway)
    edge = np.concatenate([np.arange(len(roads)), back])
    tail = np.concatenate([roads.tail, roads.head[back]])
    head = np.concatenate([roads.head, roads.tail[back]])
    seconds = roads.travel_s[edge]
    order = np.lexsort((seconds, head, tail))
    edge, tail, head, seconds = edge[order], tail[order], head[order], seconds[order]
    kept = tail != head
    kept[1:] &= (np.diff(tail) != 0) | (np.diff(head) != 0)
    size = len(roads.lon)
    starts = np.concatenate([[0], np.cumsum(np.bincount(tail[kept], minlength=size))])
    return csr_array((seconds[kept], head[kept], starts), shape=(size, size)), edge[kept]


def _stops(graph: csr_array) -> Ints:
    """The junctions of nets in which one can drive from everywhere to everywhere, strays left out."""
    _, net = cast("tuple[int, Ints]", connected_components(graph, directed=True, connection="strong"))
    size = np.bincount(net)
    return np.flatnonzero(size[net] >= min(STRAY_NODES, size.max()))


def _shares(outline: Floats) -> Floats:
    """How much of an outline's length lies before each of its points (k,), 0 to 1."""
    narrowing = np.array([np.cos(np.radians(outline[0, 1])), 1.0])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*(np.diff(outline, axis=0) * narrowing).T))])
    return along / along[-1] if along[-1] > 0 else np.linspace(0.0, 1.0, len(outline))
