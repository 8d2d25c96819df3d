"""The network under the roads: who leads where, built once, and searched with the times of the moment.

An *arc* is an edge in one direction: arc i < m is edge i from tail to head, the others lead back. A *vertex* is a
junction, or a copy of one: an approach from which some turns are banned arrives at a copy of its own, which lacks those
exits. So a plain search over vertices obeys every ban (cf. Winter 2002, "Modeling costs of turns in route planning").
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from geo.place import Floats, Mask

Ints = npt.NDArray[np.intp]
Bans = Mapping[int, frozenset[int]]  # by approaching arc the arcs that may not follow
STRAY_NODES = 50  # a net of fewer junctions is a stray: no journey starts or ends there


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Star:
    """A directed graph by rows: row i leads to `column[first[i]:first[i + 1]]` at `seconds` of the same places."""

    first: npt.NDArray[np.int32]
    column: npt.NDArray[np.int32]
    seconds: Floats

    def search(self, start: Ints, offset_s: Floats, limit_s: float) -> tuple[Floats, Ints]:
        """Seconds to every vertex from the nearest start, each start (k,) at its offset, and the vertex before each.

        Infinite beyond the limit and where no road leads; before a start stands the number of vertices.
        """
        size = len(self.first) - 1
        first = np.append(self.first, np.int32(len(self.column) + len(start)))
        column = np.concatenate([self.column, start.astype(np.int32)])
        seconds = np.concatenate([self.seconds, offset_s])
        graph = csr_array((seconds, column, first), shape=(size + 1, size + 1))
        found, before = cast(
            "tuple[Floats, Ints]", dijkstra(graph, indices=size, return_predecessors=True, limit=limit_s)
        )
        return found[:size], before[:size]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """The structure: per arc its edge, the junction it leaves, and the vertex where it arrives.

    `entry_vertex[entry_first[a]:entry_first[a + 1]]` are the vertices from which arc a may be entered. `back_arc` (m,)
    is the arc of an edge from head to tail, -1 where it is one-way. `junction` (v,) says which junction a vertex is;
    the first ones are the junctions themselves.
    """

    junctions: int
    junction: Ints
    arc_edge: Ints
    arc_from: Ints
    arrives: Ints
    back_arc: Ints
    entry_first: Ints
    entry_vertex: Ints
    _pair_arc: Ints
    _pair_first: Ints
    _first: npt.NDArray[np.int32]
    _column: npt.NDArray[np.int32]
    _back_order: Ints
    _back_first: npt.NDArray[np.int32]
    _back_column: npt.NDArray[np.int32]

    @classmethod
    def of(cls, junctions: int, tail: Ints, head: Ints, oneway: Mask, banned: Ints) -> Self:
        """The network of these edges (m,); `banned` (k, 3) are from edge, at junction, into edge."""
        back = np.flatnonzero(~oneway)
        edge = np.concatenate([np.arange(len(tail)), back])
        leaves, ends = np.concatenate([tail, head[back]]), np.concatenate([head, tail[back]])
        back_arc = np.full(len(tail), -1, dtype=np.intp)
        back_arc[back] = len(tail) + np.arange(len(back))
        bans = _bans(edge, leaves, ends, banned)
        arrives, junction = ends.copy(), np.arange(junctions)
        arrives[list(bans)] = junctions + np.arange(len(bans))
        junction = np.concatenate([junction, ends[list(bans)]]).astype(np.intp)
        arc, vertex = _entries(leaves, ends, bans, junctions)
        return cls(
            junctions=junctions, junction=junction, arc_edge=edge, arc_from=leaves, arrives=arrives, back_arc=back_arc,
            entry_first=np.concatenate([[0], np.cumsum(np.bincount(arc, minlength=len(edge)))]), entry_vertex=vertex,
            **_pairs(arc, vertex, arrives[arc], len(junction)),
        )  # fmt: skip

    def forward(self, edge_s: Floats) -> Star:
        """The graph along the roads, when edges take these seconds (m,); of parallel ones the quickest counts."""
        return Star(first=self._first, column=self._column, seconds=self._pair_s(edge_s))

    def backward(self, edge_s: Floats) -> Star:
        """The graph against the roads: a search in it gives the time *to* its starts."""
        seconds = self._pair_s(edge_s)[self._back_order]
        return Star(first=self._back_first, column=self._back_column, seconds=seconds)

    def entry_s(self, vertex_s: Floats) -> Floats:
        """When each arc (a,) can first be entered, where vertices are reached at these times."""
        if not len(self.arc_edge):
            return np.empty(0)
        return np.minimum.reduceat(vertex_s[self.entry_vertex], self.entry_first[:-1])

    def arc_between(self, start: int, end: int, edge_s: Floats) -> int:
        """The quickest arc that is entered at one vertex and arrives at the next."""
        low, high = self._first[start], self._first[start + 1]
        pair = int(low + np.searchsorted(self._column[low:high], end))
        arcs = self._pair_arc[self._pair_first[pair] : self._pair_first[pair + 1]]
        return int(arcs[np.argmin(edge_s[self.arc_edge[arcs]])])

    def quickest_arcs(self, edge_s: Floats) -> Ints:
        """The quickest arc of each pair of vertices, in the order in which `forward` lists them."""
        order = np.lexsort((edge_s[self.arc_edge[self._pair_arc]], self._pair_of_entry()))
        return self._pair_arc[order[self._pair_first[:-1]]]

    def entries(self, arc: int) -> Ints:
        """The vertices from which an arc may be entered."""
        return self.entry_vertex[self.entry_first[arc] : self.entry_first[arc + 1]]

    def copies(self, junction: int) -> Ints:
        """All vertices that are this junction."""
        return np.append(junction, self.junctions + np.flatnonzero(self.junction[self.junctions :] == junction))

    def stops(self) -> Ints:
        """The junctions of nets in which one can drive from everywhere to everywhere, strays left out."""
        ends = self.junction[self.arrives]
        graph = csr_array((np.ones(len(ends)), (self.arc_from, ends)), shape=(self.junctions, self.junctions))
        _, net = cast("tuple[int, Ints]", connected_components(graph, directed=True, connection="strong"))
        size = np.bincount(net)
        return np.flatnonzero(size[net] >= min(STRAY_NODES, size.max()))

    def _pair_of_entry(self) -> Ints:
        return np.repeat(np.arange(len(self._column)), np.diff(self._pair_first))

    def _pair_s(self, edge_s: Floats) -> Floats:
        if not len(self._pair_arc):
            return np.empty(0)
        return np.minimum.reduceat(edge_s[self.arc_edge[self._pair_arc]], self._pair_first[:-1])


def _bans(edge: Ints, leaves: Ints, ends: Ints, banned: Ints) -> Bans:
    """Which arcs may not follow which, from turns as a pack holds them."""
    arcs_of: dict[int, list[int]] = defaultdict(list)
    named = np.isin(edge, banned[:, [0, 2]])
    for arc in np.flatnonzero(named).tolist():
        arcs_of[int(edge[arc])].append(arc)
    found: dict[int, set[int]] = defaultdict(set)
    for before, at, after in banned.tolist():
        exits = {arc for arc in arcs_of[after] if leaves[arc] == at}
        for approach in (arc for arc in arcs_of[before] if ends[arc] == at):
            if exits:
                found[approach] |= exits
    return {approach: frozenset(exits) for approach, exits in found.items()}


def _entries(leaves: Ints, ends: Ints, bans: Bans, junctions: int) -> tuple[Ints, Ints]:
    """Pairs (e,), sorted by arc: an arc, and a vertex from which it may be entered."""
    arcs, vertices = [np.arange(len(leaves))], [leaves]
    by_junction = np.argsort(leaves, kind="stable")
    first = np.searchsorted(leaves[by_junction], np.arange(junctions + 1))
    for copy, (approach, without) in enumerate(bans.items(), start=junctions):
        at = ends[approach]
        exits: Iterable[int] = by_junction[first[at] : first[at + 1]].tolist()
        kept = [arc for arc in exits if arc not in without]
        arcs.append(np.array(kept, dtype=np.intp))
        vertices.append(np.full(len(kept), copy, dtype=np.intp))
    arc, vertex = np.concatenate(arcs), np.concatenate(vertices)
    order = np.argsort(arc, kind="stable")
    return arc[order], vertex[order]


def _pairs(arc: Ints, start: Ints, end: Ints, size: int) -> dict[str, Any]:
    """The graph's structure forward and backward, each pair of vertices once; loops lead nowhere and are left out."""
    order = np.lexsort((end, start))
    order = order[start[order] != end[order]]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(start[order]) != 0) | (np.diff(end[order]) != 0)
    row, column = start[order][new], end[order][new]
    back = np.lexsort((row, column))

    def firsts(rows: Ints) -> npt.NDArray[np.int32]:
        return np.searchsorted(rows, np.arange(size + 1)).astype(np.int32)

    return {
        "_pair_arc": arc[order], "_pair_first": np.append(np.flatnonzero(new), len(order)),
        "_first": firsts(row), "_column": column.astype(np.int32), "_back_order": back,
        "_back_first": firsts(column[back]), "_back_column": row[back].astype(np.int32),
    }  # fmt: skip
