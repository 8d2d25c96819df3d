"""The made-up city's pieces of land: what streets and the river enclose, who neighbours whom, and fair shares."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from shapely import Polygon

from geo.areas import Ints
from geo.made_up.blocks import NODE_GRID_M
from geo.made_up.plane import Shapes
from geo.place import Floats

ROUNDS = 4  # of growing anew from the middles of the last shares


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of land (n,) without gaps or overlaps, a place inside each (n, 2), pairs of neighbours (k, 2)."""

    shape: Shapes
    inside: Floats
    links: Ints

    @classmethod
    def of(cls, lines: Shapes, within: Polygon) -> Self:
        """What these lines enclose within a shape, whose border should be one of them."""
        noded = shapely.get_parts(shapely.union_all(lines, grid_size=NODE_GRID_M))
        faces = shapely.get_parts(shapely.polygonize(noded))
        inside = shapely.get_coordinates(shapely.point_on_surface(faces))
        ours = shapely.contains_xy(within.buffer(1), inside)
        return cls(faces[ours], inside[ours], _links(faces[ours]))

    def __len__(self) -> int:
        return len(self.shape)

    def made_whole(self, share: Ints) -> Ints:
        """The share of each piece (n,), where parts cut off from the rest of their share join the share around them."""
        share = share.copy()
        for _ in range(len(self)):
            stray = self._stray(share)
            one, other = np.vstack([self.links, self.links[:, ::-1]]).T
            ways = np.flatnonzero(stray[one] & ~stray[other])
            if not ways.size:
                break
            share[one[ways]] = share[other[ways]]
        return share

    def _stray(self, share: Ints) -> Ints:
        """Which pieces do not lie in the largest connected part of their share."""
        same = self.links[share[self.links[:, 0]] == share[self.links[:, 1]]]
        graph = csr_array((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(len(self), len(self)))
        part = connected_components(graph, directed=False)[1]
        size = np.bincount(part, weights=shapely.area(self.shape))
        largest = {int(share[i]): int(part[i]) for i in np.argsort(size[part], kind="stable").tolist()}
        return part != np.array([largest[one] for one in share.tolist()])

    def shared_out(self, these: Ints, weight: Floats, count: int) -> Ints:
        """Which of `count` shares each of these pieces belongs to: each whole, all of about one weight."""
        xy = self.inside[these]
        middles = xy[_far_apart(xy, weight, count)]
        near = _neighbours(self.links, these, len(self))
        share = np.zeros(len(these), dtype=np.intp)
        for _ in range(ROUNDS):
            share = _grown(xy, weight, near, middles)
            mass = np.maximum(np.bincount(share, weights=weight, minlength=count), 1e-9)
            middles = np.column_stack(
                [np.bincount(share, weights=weight * axis, minlength=count) / mass for axis in xy.T]
            )
        return share


def _links(faces: Shapes) -> Ints:
    """Pairs of faces (k, 2) that share a stretch of border."""
    rings, of = shapely.get_rings(faces, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    ends = np.stack([xy[:-1][same], xy[1:][same]], axis=1).round(2)
    swapped = (ends[:, 0, 0] > ends[:, 1, 0]) | ((ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1]))
    ends[swapped] = ends[swapped][:, ::-1]
    flat, face = ends.reshape(-1, 4), of[ring[1:][same]]
    order = np.lexsort(flat.T)
    twice = (flat[order[1:]] == flat[order[:-1]]).all(axis=1)
    pairs = np.sort(np.column_stack([face[order[1:]][twice], face[order[:-1]][twice]]), axis=1)
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def _neighbours(links: Ints, these: Ints, count: int) -> list[list[int]]:
    """The neighbours of each of these pieces among them, by their position."""
    position = np.full(count, -1)
    position[these] = np.arange(len(these))
    near: list[list[int]] = [[] for _ in these]
    for one, other in position[links].tolist():
        if one >= 0 and other >= 0:
            near[one].append(other)
            near[other].append(one)
    return near


def _far_apart(xy: Floats, weight: Floats, count: int) -> list[int]:
    """So many positions, each far from those before, in places that weigh something."""
    strength = np.sqrt(weight)
    chosen = [int(weight.argmax())]
    off = np.full(len(xy), np.inf)
    while len(chosen) < count:
        off = np.minimum(off, np.hypot(*(xy - xy[chosen[-1]]).T))
        chosen.append(int((off * strength**0.7).argmax()))
    return chosen


def _grown(xy: Floats, weight: Floats, near: list[list[int]], middles: Floats) -> Ints:
    """Shares that grow from the pieces nearest to their middles, always the lightest by the piece nearest to it."""
    off = np.hypot(*(xy[:, None] - middles[None]).T)  # (shares, pieces)
    share = np.full(len(xy), -1)
    rim: list[set[int]] = []
    for i in range(len(middles)):
        start = int(np.where(share < 0, off[i], np.inf).argmin())
        share[start] = i
        rim.append(set(near[start]))
    mass = np.bincount(share[share >= 0], weights=weight[share >= 0], minlength=len(middles))
    while any(rim):
        i = min((k for k in range(len(rim)) if rim[k]), key=lambda k: mass[k])
        free = [piece for piece in sorted(rim[i]) if share[piece] < 0]
        rim[i] = set(free)
        if not free:
            continue
        piece = min(free, key=lambda one: off[i, one])
        share[piece] = i
        mass[i] += weight[piece]
        rim[i].update(near[piece])
    return share
