"""The made-up city's ground: its outline, river, lakes, hill, and how densely people live where."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

from geo.made_up.plane import FRAME, blob, flowing, ribbon, squarish
from geo.place import Floats

RIVER = (
    (-26, 9.5), (-17, 5.6), (-12.6, 4.4), (-10.2, 0.8), (-7.2, -1.6), (-3, -2.3), (0.5, -1.2), (4.2, 0.9), (8.0, -0.2),
    (10.6, -3.4), (14.6, -5.6), (19, -5.0), (26, -8),
)  # fmt: skip
RIVER_HALF_WIDTH_M = (210, 230, 200, 260, 210, 250, 230, 260, 300, 640, 330, 320, 300)
BROOK = ((3.0, 20), (3.9, 12.5), (2.2, 9.0), (4.2, 6.0), (3.4, 3.2), (4.0, 0.6))
BROOK_HALF_WIDTH_M = (26, 30, 34, 38, 42, 60)
OXBOW = ((2.0, -3.9), (2.6, -5.0), (4.0, -5.2), (5.2, -4.4), (5.5, -3.4))
# Centres of town: x, y and reach in km, and how dense, the old town being 1.
CENTRES = (
    (0.0, 0.8, 5.2, 1.0), (-0.5, -5.2, 3.4, 0.75), (-6.6, 2.8, 3.0, 0.6), (8.6, 1.9, 3.2, 0.6), (0.2, 8.4, 2.8, 0.52),
    (8.2, -7.2, 3.0, 0.5), (-10.4, -3.6, 2.2, 0.42), (-8.2, 8.4, 2.2, 0.42), (11.6, 6.4, 1.9, 0.36),
    (-3.6, -9.6, 2.4, 0.42),
)  # fmt: skip
AIRPORT_KM, AIRPORT_HALF_M, AIRPORT_TURN_DEG = (10.1, 8.5), (1_450.0, 420.0), -45.0
VILLAGES = 30  # strewn anywhere; in town they do not show
TOWN = 0.27  # built-up where denser than this
BANK_M = 105.0  # between the water and the road along it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What was there before the streets, in metres on the drawing board."""

    outline: Polygon
    river_line: LineString
    brook_line: LineString
    river: BaseGeometry
    island: Polygon
    lakes: tuple[Polygon, ...]
    hill: Polygon
    airport: Polygon
    centres: Floats
    water: BaseGeometry = field(init=False)
    closed: BaseGeometry = field(init=False)  # where no block may be: water with its banks, hill, airport

    def __post_init__(self) -> None:
        wet = [self.river.union(self.island).buffer(BANK_M), *shapely.buffer(self.lakes, BANK_M * 0.8)]
        object.__setattr__(self, "water", shapely.union_all([self.river, *self.lakes]))
        object.__setattr__(self, "closed", shapely.union_all([*wet, self.hill, self.airport]))

    @classmethod
    def of(cls, seed: int) -> Self:
        """The ground that belongs to a seed: always the same plan, never the same shores."""
        rng = np.random.default_rng([seed, 2])
        line = _course(rng, RIVER, 0.35)
        island = ribbon(_middle(line, 0.625, 0.70), np.array([0, 170, 260, 240, 110, 0]))
        brook_line = _course(rng, BROOK, 0.25)
        brook = ribbon(brook_line, np.array(BROOK_HALF_WIDTH_M))
        river = shapely.union_all([ribbon(line, np.array(RIVER_HALF_WIDTH_M)), brook]).difference(island)
        centres = np.array(CENTRES) * [1e3, 1e3, 1e3, 1]
        centres[1:, :2] += rng.normal(0, 450, (len(centres) - 1, 2))
        village = rng.uniform((-14_500, -12_500, 350, 0.45), (14_500, 12_500, 700, 0.55), (VILLAGES, 4))
        return cls(
            outline=squarish(rng, (14_600, 12_600), 2.7, 0.085, range(3, 48)),
            river_line=line,
            brook_line=brook_line,
            river=river.intersection(FRAME),
            island=island,
            lakes=_lakes(rng),
            hill=blob(rng, -7_400, -6_700, (2_400, 1_200), -42, 0.26),
            airport=_airport(),
            centres=np.vstack([centres, village]),
        )

    def tarmac(self) -> list[BaseGeometry]:
        """The airport's runway and apron."""
        x, y = AIRPORT_KM[0] * 1e3, AIRPORT_KM[1] * 1e3
        parts = [
            shapely.box(-1_380, -330, 1_380, -270),
            shapely.box(-900, 20, 700, 190),
            shapely.box(-620, -270, -580, 20),
        ]
        parts.append(shapely.box(560, -270, 600, 20))
        return [translate(rotate(part, AIRPORT_TURN_DEG, origin=(0, 0)), x, y) for part in parts]

    def density(self, xy: Floats) -> Floats:
        """How densely built places (n, 2) are: 1 in the middle of the old town, near 0 in the fields."""
        return _density(self.centres, xy)

    def town_density(self, xy: Floats) -> Floats:
        """How densely built places (n, 2) would be without the villages."""
        return _density(self.centres[: len(CENTRES)], xy)

    @property
    def villages(self) -> Floats:
        """The middles of the villages (n, 2) that lie in the city, outside the towns."""
        xy = self.centres[len(CENTRES) :, :2]
        alone = shapely.contains_xy(self.outline, xy) & ~shapely.contains_xy(self.closed, xy)
        return xy[alone & (self.town_density(xy) < TOWN)]


def _density(centres: Floats, xy: Floats) -> Floats:
    east, north = xy[:, :1] - centres[:, 0], xy[:, 1:] - centres[:, 1]
    share = centres[:, 3] * np.exp((east * east + north * north) * (-0.5 / centres[:, 2] ** 2))
    return 1 - (1 - share).prod(axis=1)


def _course(rng: np.random.Generator, corners_km: tuple[tuple[float, float], ...], stray_km: float) -> LineString:
    corners = np.array(corners_km)
    corners[1:-1] += rng.normal(0, stray_km, (len(corners) - 2, 2))
    return flowing(corners * 1e3)


def _middle(line: LineString, start: float, end: float) -> LineString:
    return LineString(
        shapely.get_coordinates(shapely.line_interpolate_point(line, np.linspace(start, end, 40), normalized=True))
    )


def _airport() -> Polygon:
    """The airfield: a long rectangle, turned."""
    long_m, wide_m = AIRPORT_HALF_M
    field_ = shapely.box(-long_m, -wide_m, long_m, wide_m)
    return translate(rotate(field_, AIRPORT_TURN_DEG, origin=(0, 0)), AIRPORT_KM[0] * 1e3, AIRPORT_KM[1] * 1e3)


def _lakes(rng: np.random.Generator) -> tuple[Polygon, ...]:
    """The lakes: a large one with bays, one in the north, one in the south, and an old bend of the river."""
    bend = ribbon(_course(rng, OXBOW, 0.1), np.array([60, 150, 170, 150, 60])).buffer(40)
    return (
        blob(rng, 7_700, 5_800, (1_950, 1_050), -48, 0.34),
        blob(rng, -4_700, 7_000, (1_050, 720), -20, 0.26),
        blob(rng, 3_000, -8_000, (1_250, 800), 15, 0.30),
        bend,
    )
