"""The edges as a tree: which street is nearest to a place, and where on it."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely import STRtree

from geo.local import LocalPlane, Shapes
from geo.place import Floats, Mask

Ints = npt.NDArray[np.intp]
AROUND_M = 50.0  # how far beyond a closed street one first looks for an open one
FARTHEST_M = 5_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Places on streets, as columns (k,): the edge, how much of it lies before the place (0 to 1 from its tail).

    `off_m` is how far the street is from the place that was asked for.
    """

    edge: Ints
    share: Floats
    lon: Floats
    lat: Floats
    off_m: Floats

    def __len__(self) -> int:
        return len(self.edge)

    def taken(self, rows: Ints | slice) -> "Spots":
        """These of the spots, in this order."""
        return Spots(
            edge=self.edge[rows], share=self.share[rows], lon=self.lon[rows], lat=self.lat[rows], off_m=self.off_m[rows]
        )


@dataclass(frozen=True, slots=True, eq=False)
class EdgeTree:
    """The outlines (m,) in metres, and a tree over those edges (u,) that journeys may begin and end on."""

    plane: LocalPlane
    lines: Shapes
    usable: Ints
    _tree: STRtree = field(init=False, repr=False)

    def __post_init__(self) -> None:
        shapely.prepare(self.lines)
        object.__setattr__(self, "_tree", STRtree(self.lines[self.usable]))

    @classmethod
    def of(cls, points: Floats, first: Ints, usable: Ints) -> Self:
        """The tree over outlines `points[first[i]:first[i + 1]]`, longitude and latitude."""
        plane = LocalPlane.about(points[:, 0], points[:, 1])
        owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
        lines: Shapes = shapely.linestrings(plane.metres(points[:, 0], points[:, 1]), indices=owner)
        return cls(plane, lines, usable)

    def nearest(self, lon: Floats, lat: Floats, closed: Mask | None = None) -> Spots:
        """The nearest place (k,) on a street; where that is `closed` (m,), on an open one if there is any near.

        Raises `ValueError` for a place that is none: no street is nearest to it.
        """
        if not (np.isfinite(lon) & np.isfinite(lat)).all():
            raise ValueError("A place has no longitude or no latitude; ask only for those that have both.")
        places: Shapes = shapely.points(self.plane.metres(lon, lat))
        _, found = self._tree.query_nearest(places, all_matches=False)
        edge = self.usable[found]
        if closed is not None:
            for row in np.flatnonzero(closed[edge]).tolist():
                edge[row] = self._open(places[row], closed, int(edge[row]))
        return self.spots(edge, places)

    def within(self, lon: Floats, lat: Floats, radius_m: Floats | float) -> tuple[Ints, Ints]:
        """Pairs (p,) of a place and an edge no farther from it, ordered by place; NaN is near to nothing."""
        known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
        places: Shapes = shapely.points(self.plane.metres(lon[known], lat[known]))
        radius_m = radius_m if isinstance(radius_m, float | int) else radius_m[known]
        place, found = self._tree.query(places, predicate="dwithin", distance=radius_m)
        order = np.lexsort((found, place))
        return known[place[order]], self.usable[found[order]]

    def spots(self, edge: Ints, places: Shapes) -> Spots:
        """Where on its edge (k,) each place, in metres, is nearest."""
        lines = self.lines[edge]
        share = np.nan_to_num(shapely.line_locate_point(lines, places, normalized=True))
        on_line = shapely.line_interpolate_point(lines, share, normalized=True)
        where = self.plane.degrees(shapely.get_coordinates(on_line))
        return Spots(edge=edge, share=share, lon=where[:, 0], lat=where[:, 1], off_m=shapely.distance(places, on_line))

    def _open(self, place: Shapes, closed: Mask, otherwise: int) -> int:
        """The nearest open edge; the closed one where all around are closed."""
        radius_m = AROUND_M
        while radius_m < FARTHEST_M:
            near = self.usable[self._tree.query(place, predicate="dwithin", distance=radius_m)]
            near = near[~closed[near]]
            if near.size:
                return int(near[np.argmin(shapely.distance(self.lines[near], place))])
            radius_m *= 2
        return otherwise
