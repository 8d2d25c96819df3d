"""Ways between candidates: how long the roads are from one position's arcs to the next one's, many at once.

The surroundings of some positions in a row are cut out of the network and searched once, from every arc's end.
"""

from dataclasses import dataclass, field
from typing import cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.place import Floats
from geo.ways.candidates import USUAL_M, Candidates
from geo.ways.network import Star
from geo.ways.roads import Roads
from geo.ways.route import Ints

BETA_M = 10.0  # by how much the way along the roads usually differs from the straight line
BACK_M = 2 * USUAL_M  # on one arc, so far back is noise; farther back is once more round the block
DETOUR, ALWAYS_M = 3.0, 300.0  # no way longer than this times the straight line, and this more, is looked for
CHUNK = 48  # positions whose surroundings are searched at once


@dataclass(slots=True)
class Ways:
    """How likely moves are. `crow_m` (n - 1,) are the straight lines between positions, NaN where they are apart."""

    roads: Roads
    found: Candidates
    crow_m: Floats
    graph: Star = field(init=False)
    _until: int = 0
    _metres: Floats = field(init=False)
    _row: Ints = field(init=False)
    _column: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.graph = self.roads.network.forward(self.roads.length_m)

    def moves(self, before: Ints, here: Ints, position: int) -> Floats:
        """The logarithm of how likely each move is (before, here) to this position; minus infinite where none leads."""
        crow_m = float(self.crow_m[position - 1])
        if np.isnan(crow_m):
            return np.full((len(before), len(here)), -np.inf)
        if position >= self._until:
            self._look_around(position)
        found, network = self.found, self.roads.network
        from_rows = self._row[network.arrives[found.arc[before]]]
        way_m = np.column_stack(
            [self._metres[np.ix_(from_rows, self._column[network.entries(arc)])].min(axis=1)
             for arc in found.arc[here].tolist()]
        )  # fmt: skip
        way_m += found.left_m[before][:, None] + found.passed_m[here]
        ahead_m = found.passed_m[here] - found.passed_m[before][:, None]
        on_arc = (found.arc[before][:, None] == found.arc[here]) & (ahead_m >= -BACK_M)
        way_m = np.where(on_arc, np.abs(ahead_m), way_m)
        way_m[way_m > crow_m * DETOUR + ALWAYS_M] = np.inf
        return -np.abs(way_m - crow_m) / BETA_M

    def _look_around(self, position: int) -> None:
        """Search the surroundings of the next positions."""
        found, network = self.found, self.roads.network
        self._until = min(position + CHUNK, len(found.first) - 1)
        rows = np.arange(found.first[position - 1], found.first[self._until])
        limit_m = float(np.nanmax(self.crow_m[position - 1 : self._until - 1])) * DETOUR + ALWAYS_M
        inside = np.flatnonzero(self._near(rows, limit_m)[network.junction])
        self._column = np.full(len(network.junction), len(inside), dtype=np.intp)
        self._column[inside] = np.arange(len(inside))
        starts = np.unique(network.arrives[found.arc[rows]])
        self._row = np.zeros(len(network.junction), dtype=np.intp)
        self._row[starts] = np.arange(len(starts))
        size = len(network.junction)
        whole = csr_array((self.graph.seconds, self.graph.column, self.graph.first), shape=(size, size))
        part = whole[inside][:, inside]
        found_m = cast("Floats", dijkstra(part, indices=self._column[starts], limit=limit_m))
        self._metres = np.column_stack([found_m, np.full(len(starts), np.inf)])

    def _near(self, rows: Ints, limit_m: float) -> npt.NDArray[np.bool_]:
        """Which junctions lie in the box around these candidates, or end one of their arcs."""
        roads, spots = self.roads, self.found.spots.taken(rows)
        north = limit_m / 111_195.0
        east = north / np.cos(np.radians(float(spots.lat.mean())))
        box = (roads.lon >= spots.lon.min() - east) & (roads.lon <= spots.lon.max() + east)
        box &= (roads.lat >= spots.lat.min() - north) & (roads.lat <= spots.lat.max() + north)
        ends = np.concatenate([roads.tail[spots.edge], roads.head[spots.edge]])
        box[ends] = True
        return box
