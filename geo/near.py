"""Near: which of many places are the nearest, or within some metres; exact anywhere on the earth.

The tree holds the places as points of a sphere, not of a map: whoever is nearer through the ground is nearer along it.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from geo.place import EARTH_RADIUS_M, Floats, Point, distance_m

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Places (n,) ready to be asked which are near; those without longitude or latitude are near to nothing."""

    lon: Floats
    lat: Floats
    _rows: Ints
    _tree: KDTree

    @classmethod
    def of(cls, lon: Floats, lat: Floats) -> Self:
        """The tree over these places (n,), degrees."""
        rows = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
        return cls(lon, lat, rows, KDTree(_on_sphere(lon[rows], lat[rows])))

    def nearest(self, place: Point, most: int, radius_m: float = np.inf) -> tuple[Ints, Floats]:
        """The nearest places no farther than the radius, and their distances in metres, the nearest first (k,)."""
        spot = _on_sphere(np.array([place.lon]), np.array([place.lat]))[0]
        asked = min(most, len(self._rows))
        if not asked:
            return np.empty(0, dtype=np.intp), np.empty(0)
        _, found = self._tree.query(spot, k=np.arange(1, asked + 1), distance_upper_bound=_chord(radius_m))
        return self._measured(place, found[found < len(self._rows)], radius_m)

    def within(self, place: Point, radius_m: float) -> tuple[Ints, Floats]:
        """All places no farther than the radius, and their distances in metres, the nearest first (k,)."""
        spot = _on_sphere(np.array([place.lon]), np.array([place.lat]))[0]
        found = np.array(self._tree.query_ball_point(spot, _chord(radius_m)), dtype=np.intp)
        return self._measured(place, found, radius_m)

    def _measured(self, place: Point, found: Ints, radius_m: float) -> tuple[Ints, Floats]:
        rows = self._rows[found]
        metres = distance_m(self.lon[rows], self.lat[rows], place.lon, place.lat)
        order = np.argsort(metres, kind="stable")
        kept = order[metres[order] <= radius_m]
        return rows[kept], metres[kept]


def _on_sphere(lon: Floats, lat: Floats) -> Floats:
    """The places as points of a sphere of radius one (n, 3)."""
    east, north = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _chord(radius_m: float) -> float:
    """The straight way through the sphere to where the way along it is so long, a little more against rounding."""
    if radius_m >= np.pi * EARTH_RADIUS_M:
        return np.inf
    return float(2 * np.sin(radius_m / (2 * EARTH_RADIUS_M)) * (1 + 1e-9)) + 1e-12
