"""The made-up city's districts: land between the main roads and the river, shared out, and who lives there."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Ints
from geo.made_up_ground import Ground
from geo.made_up_names import CITY, DISTRICTS
from geo.made_up_plane import Bend
from geo.made_up_roads import Street

CODE = "yunzhou"
RESIDENTS = 3_060_000
SQUARE_M = 250.0  # residents are counted on squares of this side
# The middle of each district in made_up_names.DISTRICTS, km from the centre; the first four lie north of the river.
MIDDLES_KM = ((0.4, 2.2), (0.6, 9.0), (8.6, 4.8), (-8.2, 5.6), (0.6, -4.4), (9.2, -6.6), (-5.4, -8.6), (-11.6, -1.8))
NORTH = 4


def districts(ground: Ground, roads: list[Street], bend: Bend) -> gpd.GeoDataFrame:
    """The city and its districts as areas of a pack, on earth; neighbours share their border to the last vertex."""
    shapes = _shapes(ground, roads)
    on_earth = bend.on_earth(np.array(shapes))
    rows: list[dict[str, Any]] = [
        {"code": f"D{i}", **title, "level": 1, "parent": CODE, "population": residents}
        for i, (title, residents) in enumerate(zip(DISTRICTS, _residents(ground, shapes), strict=True), start=1)
    ]
    city = {"code": CODE, **CITY, "level": 0, "parent": None, "population": sum(row["population"] for row in rows)}
    return gpd.GeoDataFrame([city, *rows], geometry=[shapely.union_all(on_earth), *on_earth], crs=4326)


def _shapes(ground: Ground, roads: list[Street]) -> list[BaseGeometry]:
    """The districts on the board: each takes the pieces of land on its side of the river that are nearest to it."""
    borders = [ground.outline.boundary, ground.river_line, *(road.line for road in roads if road.rank <= 2)]
    noded = shapely.union_all(borders, grid_size=0.5)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    middle = shapely.get_coordinates(shapely.point_on_surface(pieces))
    inside = shapely.contains_xy(ground.outline.buffer(1), middle)
    pieces, middle = pieces[inside], middle[inside]
    river = shapely.get_coordinates(ground.river_line)
    # The river runs from west to east, so the land on its left is the north.
    northern = middle[:, 1] > np.interp(middle[:, 0], river[:, 0], river[:, 1])
    off = np.hypot(*(middle[:, None, :] - np.array(MIDDLES_KM) * 1e3).T).T
    off[northern[:, None] != (np.arange(len(MIDDLES_KM)) < NORTH)] = np.inf
    chosen = off.argmin(axis=1)
    return [shapely.coverage_union_all(pieces[chosen == i]) for i in range(len(MIDDLES_KM))]


def _residents(ground: Ground, shapes: list[BaseGeometry]) -> list[int]:
    """How many live in each district, in hundreds: by density, and nobody on water or on the hill."""
    west, south, east, north = ground.outline.bounds
    x, y = np.meshgrid(np.arange(west, east, SQUARE_M), np.arange(south, north, SQUARE_M))
    xy = np.column_stack([x.ravel(), y.ravel()])
    weight = ground.density(xy) ** 1.3 * ~shapely.contains_xy(ground.closed, xy)
    shapely.prepare(shapes)
    per_district = np.array([weight[shapely.contains_xy(shape, xy)].sum() for shape in shapes])
    people: Ints = (RESIDENTS * per_district / per_district.sum() / 100).round().astype(np.intp) * 100
    return people.tolist()
