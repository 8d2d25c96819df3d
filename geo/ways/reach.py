"""Reach: how far one gets along the streets in so many minutes, or from how far one gets here, as ground on the map.

The ground of a band is what lies beside the reached parts of the streets. A band holds those within it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.local import Shapes
from geo.place import Floats, Mask
from geo.ways.conditions import Conditions
from geo.ways.edge_tree import Spots
from geo.ways.journeys import reached_from, reached_to
from geo.ways.roads import Roads
from geo.ways.route import part

BESIDE_M = 50.0  # what lies so far beside a reached street is reached
SIMPLER_M = 5.0
BLOCK_M2 = 400.0**2  # a smaller hole is the middle of a block, which is reached from the streets around it
GRID_DEG = 1e-6  # 11 cm: coordinates are written with so many digits, and must be valid as written


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """What is reached within so many minutes: the ground, degrees, the length of the streets, and which spots (n,)."""

    minutes: float
    ground: BaseGeometry
    streets_m: float
    reached: Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Covered:
    """How much of each edge (m,) is reached from its tail and from its head, 0 to 1, and one piece of `own` edge."""

    from_tail: Floats
    from_head: Floats
    own: int
    piece: tuple[float, float]

    @property
    def whole(self) -> Mask:
        """Which edges are reached from end to end."""
        return self.from_tail + self.from_head >= 1

    def holds(self, spots: Spots) -> Mask:
        """Which spots (n,) are reached."""
        edge, share = spots.edge, spots.share
        on_own = (edge == self.own) & (share >= self.piece[0]) & (share <= self.piece[1])
        ends = (share <= self.from_tail[edge]) & (self.from_tail[edge] > 0)
        return ends | ((1 - share <= self.from_head[edge]) & (self.from_head[edge] > 0)) | on_own

    @property
    def parts(self) -> list[tuple[int, float, float]]:
        """The pieces of the others: edge, and the shares where each begins and ends."""
        cut = ~self.whole
        others = cut.copy()
        others[self.own] = False
        tails, heads = np.flatnonzero(others & (self.from_tail > 0)), np.flatnonzero(others & (self.from_head > 0))
        return [
            *((edge, 0.0, float(self.from_tail[edge])) for edge in tails.tolist()),
            *((edge, 1 - float(self.from_head[edge]), 1.0) for edge in heads.tolist()),
            *((self.own, low, high) for low, high in self._on_own() if cut[self.own]),
        ]

    def _on_own(self) -> list[tuple[float, float]]:
        """The pieces of the edge that one sets out on, which may be reached from its ends too."""
        ends = [(0.0, float(self.from_tail[self.own])), (1 - float(self.from_head[self.own]), 1.0)]
        merged = list[tuple[float, float]]()
        for low, high in sorted([*ends, self.piece]):
            if merged and low <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(high, merged[-1][1])
            elif high > low:
                merged.append((low, high))
        return [(low, high) for low, high in merged if high > low]


def bands(
    roads: Roads,
    spot: Spots,
    minutes: Sequence[float],
    conditions: Conditions | None = None,
    *,
    back: bool = False,
    spots: Spots | None = None,
) -> tuple[Band, ...]:
    """The ground reached from one spot within each of these minutes, rising; with `back`, from where it is reached.

    Each band tells which of the `spots` (n,) are reached.

    One search to the longest time, then the ground, which costs more: about a second for all of a large city. Not for
    a thread that others wait for.
    """
    asked = sorted(minutes)
    edge_s = roads.seconds(conditions)
    first_s = _first_s(roads, spot, edge_s, asked[-1] * 60, back=back)
    known, ground, found = np.zeros(len(roads), dtype=np.bool_), shapely.Polygon(), list[Band]()
    for limit in asked:
        covered = _covered(roads, spot, first_s, edge_s, limit * 60, back=back)
        ground = shapely.union_all([ground, *_beside(roads, covered, known)])
        known = covered.whole
        reached = np.zeros(0, dtype=np.bool_) if spots is None else covered.holds(spots)
        found.append(
            Band(minutes=limit, ground=_written(roads, ground), streets_m=_length_m(roads, covered), reached=reached)
        )
    return tuple(found)


def _first_s(roads: Roads, spot: Spots, edge_s: Floats, limit_s: float, *, back: bool) -> Floats:
    """When each arc (a,) is begun: at its beginning on the way out, at its end on the way back."""
    if back:
        found = reached_to(roads, roads.network.backward(edge_s), spot, edge_s, limit_s)
        return found[roads.network.arrives]
    found, _, _ = reached_from(roads, roads.network.forward(edge_s), spot, edge_s, limit_s)
    return roads.network.entry_s(found)


def _covered(roads: Roads, spot: Spots, first_s: Floats, edge_s: Floats, limit_s: float, *, back: bool) -> Covered:
    """How far along each edge one is when the time is over."""
    network, edge, share = roads.network, int(spot.edge[0]), float(spot.share[0])
    with np.errstate(invalid="ignore"):
        far = np.clip((limit_s - first_s) / edge_s[network.arc_edge], 0, 1)
    far = np.where(np.isfinite(first_s) & np.isfinite(edge_s[network.arc_edge]), far, 0.0)
    ahead = far[: len(roads)]
    against = np.where(network.back_arc >= 0, far[network.back_arc], 0.0)
    from_tail, from_head = (against, ahead) if back else (ahead, against)
    both = 0.0 if np.isinf(edge_s[edge]) else limit_s / float(edge_s[edge])
    only = 0.0 if roads.oneway[edge] else both
    before, after = (both, only) if back else (only, both)
    piece = max(share - before, 0.0), min(share + after, 1.0)
    return Covered(from_tail=from_tail, from_head=from_head, own=edge, piece=piece)


def _beside(roads: Roads, covered: Covered, known: Mask) -> list[BaseGeometry]:
    """The ground beside what is reached, leaving out the edges that an earlier band holds as a whole."""
    plane = roads.tree.plane
    pieces = [plane.metres(*part(roads.outline(edge), low, high)[0].T) for edge, low, high in covered.parts]
    lines: Shapes = np.array(
        [*roads.tree.lines[covered.whole & ~known], *map(shapely.linestrings, pieces)], dtype=object
    )
    return list(shapely.buffer(shapely.simplify(lines, SIMPLER_M), BESIDE_M, quad_segs=2))


def _written(roads: Roads, ground: BaseGeometry) -> BaseGeometry:
    """The ground in degrees, simpler, with the middle of its blocks, and valid as it is written."""
    round_ = roads.tree.plane.round(_with_blocks(shapely.simplify(ground, SIMPLER_M)))
    return shapely.set_precision(shapely.make_valid(round_), GRID_DEG)


def _with_blocks(ground: BaseGeometry) -> BaseGeometry:
    """The ground with its small holes filled."""
    filled = [_filled(part_) for part_ in shapely.get_parts(ground).tolist() if isinstance(part_, shapely.Polygon)]
    return shapely.union_all(filled)


def _filled(polygon: shapely.Polygon) -> shapely.Polygon:
    kept = [hole for hole in polygon.interiors if shapely.area(shapely.Polygon(hole)) >= BLOCK_M2]
    return shapely.Polygon(polygon.exterior, kept)


def _length_m(roads: Roads, covered: Covered) -> float:
    pieces = sum((high - low) * float(roads.length_m[edge]) for edge, low, high in covered.parts)
    return float(roads.length_m[covered.whole].sum()) + pieces
