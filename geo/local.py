"""The local plane: metres east and north of a place, near enough to flat within a city."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from geo.place import EARTH_RADIUS_M, Floats, Point

Shapes = Any  # one shapely geometry, or an array of them: what goes in comes out
M_PER_DEG = float(np.radians(EARTH_RADIUS_M))


@dataclass(frozen=True, slots=True)
class LocalPlane:
    """Metres about a place, the earth unrolled along its parallel (equirectangular).

    North and south are exact; east and west are exact on the parallel of `centre`, and off by the tangent of its
    latitude times how far north one goes from there: at 60° and 10 km away by 0.3 %.
    """

    centre: Point

    @classmethod
    def about(cls, lon: Floats, lat: Floats) -> "LocalPlane":
        """The plane about the middle of some places (n,), n > 0."""
        return cls(Point(float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2))

    @property
    def east_m_per_deg(self) -> float:
        """How many metres a degree of longitude is."""
        return M_PER_DEG * float(np.cos(np.radians(self.centre.lat)))

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        """Metres east and north (n, 2) of places in degrees."""
        return np.column_stack([(lon - self.centre.lon) * self.east_m_per_deg, (lat - self.centre.lat) * M_PER_DEG])

    def degrees(self, metres: Floats) -> Floats:
        """Longitude and latitude (n, 2) of places in metres (n, 2)."""
        return metres / (self.east_m_per_deg, M_PER_DEG) + (self.centre.lon, self.centre.lat)

    def flat(self, shapes: Shapes) -> Shapes:
        """Shapes in degrees, in metres."""
        return shapely.transform(shapes, lambda at: self.metres(at[:, 0], at[:, 1]))

    def round(self, shapes: Shapes) -> Shapes:
        """Shapes in metres, in degrees."""
        return shapely.transform(shapes, self.degrees)
