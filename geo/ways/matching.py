"""Map matching: which streets a vehicle drove, from its positions, by a hidden Markov model.

After Newson & Krumm 2009, "Hidden Markov map matching through noise and sparseness". States are arcs, so that the
direction is found too; a position is likely on a near arc, a move where the way along the roads is about as long as
the straight line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from geo.place import Floats, distance_m
from geo.ways.candidates import FARTHEST_M, USUAL_M, Candidates, candidates
from geo.ways.edge_tree import Spots
from geo.ways.matching_ways import BACK_M, Ways
from geo.ways.network import Star
from geo.ways.roads import Roads, vertices
from geo.ways.route import Ints, part

GAP_S = 180.0  # who was silent so long may have been anywhere
FASTEST_KMH = 200.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A part of a trace without gaps: which positions (k,) it has, where on the streets each was, and the way driven.

    `edges` (e,) are the edges driven in order, `forward` (e,) whether from tail to head.
    """

    positions: Ints
    spots: Spots
    edges: Ints
    forward: npt.NDArray[np.bool_]

    def line(self, roads: Roads) -> Floats:
        """The way driven, from the first position's spot to the last one's: longitude and latitude (k, 2), k > 1."""
        begin, end = float(self.spots.share[0]), float(self.spots.share[-1])
        last = len(self.edges) - 1
        parts: list[Floats] = []
        for i, (edge, forward) in enumerate(zip(self.edges.tolist(), self.forward.tolist(), strict=True)):
            outline = roads.outline(edge) if forward else roads.outline(edge)[::-1]
            low = (begin if forward else 1 - begin) if i == 0 else 0.0
            high = (end if forward else 1 - end) if i == last else 1.0
            parts.append(part(outline, low, max(low, high))[0])
        line = np.vstack(parts)
        again = np.append(False, (np.diff(line, axis=0) == 0).all(axis=1))
        line = line[~again]
        return line if len(line) > 1 else line.repeat(2, axis=0)


def matched(
    roads: Roads, lon: Floats, lat: Floats, at_s: Floats, accuracy_m: Floats | None = None
) -> tuple[Piece, ...]:
    """The streets driven by a vehicle with these positions (n,) at these rising times, seconds.

    `accuracy_m` (n,) is how far off each position is usually, NaN where that is not known.

    Positions nearer to the one before than twice the usual error tell nothing of the way and are left out. Where
    nobody can have driven (no street near, silence, a jump) one piece ends and another begins.
    """
    kept = _telling(lon, lat, 2 * USUAL_M)
    lon, lat, at_s = lon[kept], lat[kept], at_s[kept]
    off_m = np.full(len(kept), USUAL_M)
    if accuracy_m is not None:
        off_m = np.maximum(np.where(np.isnan(accuracy_m[kept]), USUAL_M, accuracy_m[kept]), USUAL_M / 2)
    found = candidates(roads, lon, lat, max(FARTHEST_M, 3 * float(np.max(off_m, initial=0))))
    fit = -0.5 * (found.off_m / off_m[found.position]) ** 2
    crow_m = distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    waited_s = np.diff(at_s)
    apart = (waited_s > GAP_S) | (crow_m > np.maximum(waited_s, 1.0) * (FASTEST_KMH / 3.6))
    ways = Ways(roads, found, np.where(apart, np.nan, crow_m))
    return tuple(_piece(roads, found, np.array(states), kept, ways.graph) for states in _likeliest(found, fit, ways))


def _telling(lon: Floats, lat: Floats, least_m: float) -> Ints:
    """The positions that are so far from the one kept before."""
    kept: list[int] = []
    for row in np.flatnonzero(np.isfinite(lon) & np.isfinite(lat)).tolist():
        if not kept or float(distance_m(lon[[row]], lat[[row]], lon[kept[-1]], lat[kept[-1]])[0]) >= least_m:
            kept.append(row)
    return np.array(kept, dtype=np.intp)


def _likeliest(found: Candidates, fit: Floats, ways: Ways) -> list[list[int]]:
    """The likeliest candidates, position by position, piece by piece (Viterbi)."""
    pieces: list[list[int]] = []
    steps: list[tuple[Ints, Ints]] = []  # the candidates of a position, and for each the best one before
    score = np.empty(0)
    for position in range(len(found.first) - 1):
        here = np.arange(found.first[position], found.first[position + 1])
        if steps and len(here):
            move = score[:, None] + ways.moves(steps[-1][0], here, position)
            if np.isfinite(move.max()):
                steps.append((here, np.argmax(move, axis=0)))
                score = move.max(axis=0) + fit[here]
                continue
        pieces += _traced(steps, score)
        steps, score = ([(here, here)], fit[here]) if len(here) else ([], np.empty(0))
    return pieces + _traced(steps, score)


def _traced(steps: Sequence[tuple[Ints, Ints]], score: Floats) -> list[list[int]]:
    """The best way back through a piece, as a list of one; none where there is no piece."""
    if not steps:
        return []
    at, states = int(np.argmax(score)), list[int]()
    for here, before in reversed(steps):
        states.append(int(here[at]))
        at = int(before[at]) if len(states) < len(steps) else 0
    return [states[::-1]]


def _piece(roads: Roads, found: Candidates, states: Ints, kept: Ints, graph: Star) -> Piece:
    """A piece with its whole way, that between the positions too."""
    arcs = found.arc[states].tolist()
    way = arcs[:1]
    for i, (arc, after) in enumerate(pairwise(arcs)):
        behind_m = found.passed_m[states[i]] - found.passed_m[states[i + 1]]
        if arc != after or behind_m > BACK_M:
            way += [*_between(roads, graph, arc, after), after]
    edges = roads.network.arc_edge[way]
    return Piece(
        positions=kept[found.position[states]], spots=found.spots.taken(states), edges=edges,
        forward=np.array(way) < len(roads),
    )  # fmt: skip


def _between(roads: Roads, graph: Star, arc: int, after: int) -> list[int]:
    """The arcs between two that the vehicle drove."""
    start, entries = roads.network.arrives[arc], roads.network.entries(after)
    if start in entries:
        return []
    metres, before = graph.search(np.array([start]), np.zeros(1), np.inf)
    path = vertices(before, int(entries[np.argmin(metres[entries])]))
    return roads.arcs(path, roads.length_m)
