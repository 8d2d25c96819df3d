"""The made-up city's main roads: three rings, avenues through the middle, motorways outwards, roads along the water."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geo.areas import Words
from geo.made_up.ground import Ground
from geo.made_up.names import MAIN_ROADS, SHORE_ROADS, bridge_title
from geo.made_up.plane import FRAME, flowing, squarish

Corners = tuple[tuple[float, float], ...]

# Corners in km from the centre; each avenue is named in names.MAIN_ROADS.
AVENUES: Mapping[str, Corners] = MappingProxyType({
    "north_south": (
        (0.6, 18), (0.4, 13), (-0.4, 9), (0.4, 5), (0, 2), (0.2, -1.4), (-0.4, -5.4), (0.4, -9.6), (0.2, -12),
        (1.0, -18),
    ),
    "west_east": ((-21, 4.6), (-14, 1.6), (-9, 2.4), (-5, 1.8), (0, 2.0), (5, 2.7), (9, 2.5), (14, 3.4), (21, 2.4)),
    "south": (
        (-21, -1.2), (-14, -2.4), (-9.4, -3.4), (-6, -3.9), (-3, -5.0), (0.4, -6.0), (4.2, -6.5), (8, -6.6), (13, -9.0),
        (21, -10.4),
    ),
})  # fmt: skip
MOTORWAYS: Mapping[str, Corners] = MappingProxyType({
    "north_east": ((0.8, 1.6), (3.4, 5.4), (5.2, 8.6), (9.0, 11.0), (14, 18)),
    "north_west": ((-0.8, 2.4), (-5.2, 4.7), (-9.4, 7.4), (-13, 8.6), (-21, 12.4)),
    "south_east": ((0.4, -1.2), (3.4, -2.2), (6.4, -2.9), (8.8, -5.0), (11.2, -8.4), (17, -15), (19, -18)),
    "south_west": ((-0.7, -1.5), (-2.6, -6.0), (-5.2, -10.0), (-8.4, -12.2), (-11, -18)),
})  # fmt: skip
BRIDGE_DENSITY = 0.36
RINGS = MappingProxyType({"ring_1": (3_500, 3_900), "ring_2": (6_900, 6_600), "ring_3": (11_200, 10_000)})


@dataclass(frozen=True, slots=True)
class Street:
    """One street before it is cut at its crossings: its line on the board, class 1 to 5, names ({} for none yet)."""

    line: BaseGeometry
    rank: int
    title: Words


def main_roads(ground: Ground, seed: int) -> list[Street]:
    """All roads that are there before the blocks are divided: classes 1 and 2, and the roads along water and hill."""
    rng = np.random.default_rng([seed, 3])
    rings = {name: _ring(rng, radii) for name, radii in RINGS.items()}
    inner, middle, _ = rings.values()
    roads = [Street(ring.exterior, 2 if name == "ring_1" else 1, MAIN_ROADS[name]) for name, ring in rings.items()]
    for name, corners in AVENUES.items():
        roads.append(Street(_line(rng, corners).intersection(FRAME), 2, MAIN_ROADS[name]))
    for name, corners in MOTORWAYS.items():
        line = _line(rng, corners).intersection(FRAME).difference(inner)
        roads.append(Street(line.intersection(middle), 2, MAIN_ROADS[name]))
        roads.append(Street(line.difference(middle), 1, MAIN_ROADS[f"{name}_motorway"]))
    return roads + _shore_roads(ground)


def bridges(ground: Ground, roads: list[Street]) -> list[Street]:
    """Bridges of class 3 in town, from bank to bank, where no main road crosses nearby."""
    main = shapely.union_all([road.line for road in roads if road.rank <= 2])
    found: list[Street] = []
    for course, every_m, reach_m in ((ground.river_line, 1_300.0, 1_100.0), (ground.brook_line, 800.0, 320.0)):
        for at in np.arange(every_m, course.length, every_m):
            xy, ahead = shapely.get_coordinates(shapely.line_interpolate_point(course, [at, at + 10]))
            aside = np.array([xy[1] - ahead[1], ahead[0] - xy[0]]) / 10 * reach_m
            across = LineString([xy - aside, xy + aside]).intersection(ground.closed)
            lines = [main, *(bridge.line for bridge in found)]
            crowded = shapely.dwithin(lines, across, every_m * 0.75).any()
            if crowded or across.geom_type != "LineString" or across.length > 1.6 * reach_m:
                continue
            if ground.density(xy[None])[0] > BRIDGE_DENSITY:
                found.append(Street(across, 3, bridge_title(len(found) + 1) if course is ground.river_line else {}))
    return found


def _ring(rng: np.random.Generator, radii: tuple[float, float]) -> Polygon:
    ring = squarish(rng, radii, 3.0, 0.05, range(2, 7))
    return translate(ring, *rng.normal(0, 120, 2))


def _line(rng: np.random.Generator, corners_km: Corners) -> LineString:
    corners = np.array(corners_km) * 1e3
    corners[1:-1] += rng.normal(0, 160, (len(corners) - 2, 2))
    return flowing(corners)


def _shore_roads(ground: Ground) -> list[Street]:
    """Roads along the river, round the lakes and the hill, where people live near enough."""
    shore = ground.closed.boundary.intersection(ground.outline)
    shore = shapely.intersection(shore, _where_built(ground, 0.30))
    by_river = shapely.buffer(ground.river_line, 900).difference(shapely.buffer(ground.lakes, 400).tolist()[-1])
    return [
        Street(shore.intersection(by_river), 3, SHORE_ROADS["river"]),
        *(Street(part, 4, {}) for part in shapely.get_parts(shapely.line_merge(shore.difference(by_river)))),
    ]


def _where_built(ground: Ground, density: float) -> BaseGeometry:
    """The squares of 400 m that are denser than this, as one shape."""
    side = 400.0
    x, y = np.meshgrid(np.arange(-16_000, 16_000, side), np.arange(-14_000, 14_000, side))
    corner = np.column_stack([x.ravel(), y.ravel()])
    dense: Any = corner[ground.density(corner + side / 2) > density]
    return shapely.union_all(shapely.box(dense[:, 0], dense[:, 1], dense[:, 0] + side, dense[:, 1] + side))
