"""Ways: journeys along the roads that are known before anybody drives them, as one table of arcs.

An arc is an edge driven in one direction. A way is a run of arcs; where a vehicle is on it is one number, metres.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from geo.areas import Ints
from geo.ways.roads import Roads

Arcs = tuple[Ints, Mask]  # edges, and which of them are driven from head to tail
Spots = tuple[Floats, Floats, Floats]  # longitude, latitude, heading in degrees
M_A_DEGREE = 111_195.0
AT_LEAST_M = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Ways (w,): way i has the arcs `first[i]` to `first[i + 1]`; arc a is an edge, driven `back` or not.

    `laid_m` (a,) is where each arc ends when all ways are laid end to end, `begin_m` (w,) where each way begins.
    `along_m` (p,) is the same for the points of the roads.
    """

    roads: Roads
    edge: Ints
    back: Mask
    first: Ints
    laid_m: Floats
    begin_m: Floats
    length_m: Floats
    along_m: Floats

    @classmethod
    def of(cls, roads: Roads, arcs: Sequence[Arcs]) -> "Ways":
        """The ways over these edges, each by its arcs."""
        edge = np.concatenate([np.empty(0, np.intp), *(edges for edges, _ in arcs)])
        back = np.concatenate([np.empty(0, np.bool_), *(backs for _, backs in arcs)])
        first = np.concatenate([[0], np.cumsum([len(edges) for edges, _ in arcs], dtype=np.intp)])
        laid = np.concatenate([[0.0], np.cumsum(np.maximum(roads.length_m[edge], AT_LEAST_M))])
        begin = laid[first[:-1]]
        return cls(roads, edge, back, first, laid[1:], begin, laid[first[1:]] - begin, _along_m(roads))

    def __len__(self) -> int:
        return len(self.length_m)

    def arc_at(self, way: Ints, at_m: Floats) -> Ints:
        """The arc (n,) on which one is after so many metres of a way; its last one at the end."""
        arc = np.searchsorted(self.laid_m, self.begin_m[way] + at_m, side="right")
        return np.clip(arc, self.first[way], self.first[way + 1] - 1)

    def spots(self, way: Ints, at_m: Floats) -> Spots:
        """Where one is (n,) after so many metres of a way, and which way it looks there."""
        arc = self.arc_at(way, at_m)
        edge, back = self.edge[arc], self.back[arc]
        left_m = self.laid_m[arc] - self.begin_m[way] - at_m
        share = np.clip(left_m / np.maximum(self.roads.length_m[edge], AT_LEAST_M), 0.0, 1.0)
        return self._on(edge, np.where(back, share, 1 - share), back)

    def _on(self, edge: Ints, share: Floats, back: Mask) -> Spots:
        points, first, last = self.roads.points, self.roads.first[edge], self.roads.first[edge + 1] - 1
        at_m = self.along_m[first] + share * (self.along_m[last] - self.along_m[first])
        to = np.clip(np.searchsorted(self.along_m, at_m), first + 1, last)
        step_m = self.along_m[to] - self.along_m[to - 1]
        part = np.clip((at_m - self.along_m[to - 1]) / np.where(step_m > 0, step_m, 1.0), 0.0, 1.0)
        (lon, lat), (east, north) = points[to - 1].T, (points[to] - points[to - 1]).T
        heading = np.degrees(np.arctan2(east * np.cos(np.radians(lat)), north)) + np.where(back, 180.0, 0.0)
        return lon + part * east, lat + part * north, heading % 360


def _along_m(roads: Roads) -> Floats:
    """How far along all outlines, laid end to end, each of their points lies (p,)."""
    if not len(roads):
        return np.zeros(0)
    east, north = np.diff(roads.points, axis=0, prepend=roads.points[:1]).T
    step_m = np.hypot(east * np.cos(np.radians(roads.points[:, 1])), north) * M_A_DEGREE
    step_m[roads.first[:-1]] = 0.0
    return np.cumsum(step_m)
