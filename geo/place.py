"""Places on the earth: points, bounds and distances, in degrees (WGS 84) and metres."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Point:
    """One place, longitude and latitude in degrees, WGS 84."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box along the meridians, degrees; the edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    def contain(self, lon: Floats, lat: Floats) -> Mask:
        """Which of the points (n,) lie inside; NaN lies nowhere."""
        return (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)

    def widened(self, by_deg: float) -> "Bounds":
        """The same box with a margin on every side."""
        return Bounds(self.west - by_deg, self.south - by_deg, self.east + by_deg, self.north + by_deg)


def distance_m(lon: Floats, lat: Floats, other_lon: Floats | float, other_lat: Floats | float) -> Floats:
    """Great-circle distances in metres, broadcast over the inputs (haversine).

    >>> float(distance_m(np.array([0.0]), np.array([0.0]), 0.0, 1.0)[0].round())
    111195.0
    """
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half_lat, half_lon = (other_phi - phi) / 2, np.radians(np.subtract(other_lon, lon)) / 2
    h = np.sin(half_lat) ** 2 + np.cos(phi) * np.cos(other_phi) * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(h))
