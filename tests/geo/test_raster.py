"""The raster answers as an exact test of every polygon would, on borders and corners too."""

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo.place import Floats
from geo.raster import Raster


def exactly(polygons: list[BaseGeometry], lon: Floats, lat: Floats) -> npt.NDArray[np.intp]:
    """The first polygon that holds each point, tested one by one."""
    held = np.array([shapely.intersects_xy(polygon, lon, lat) for polygon in polygons])
    return np.where(held.any(axis=0), held.argmax(axis=0), -1)


def telling_points(polygons: list[BaseGeometry], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Corners, middles of borders, points a hair beside both, and points anywhere around."""
    corners = shapely.get_coordinates(polygons)
    middles = (corners[1:] + corners[:-1]) / 2
    edges = np.concatenate([corners, middles])
    west, south, east, north = shapely.total_bounds(polygons)
    anywhere = rng.uniform((west - 0.2, south - 0.2), (east + 0.2, north + 0.2), (500, 2))
    points = np.concatenate([edges, edges + rng.normal(0, 1e-9, edges.shape), anywhere])
    return points[:, 0], points[:, 1]


@given(st.integers(0, 2**32), st.integers(2, 30), st.floats(0.001, 10))
@settings(max_examples=25, deadline=None)
def test_a_divided_plane_is_answered_exactly(seed: int, towns: int, scale: float):
    rng = np.random.default_rng(seed)
    cells = shapely.voronoi_polygons(shapely.multipoints(rng.uniform(0, scale, (towns, 2))))
    polygons = list(shapely.get_parts(cells))
    lon, lat = telling_points(polygons, rng)
    assert (Raster.of(polygons).which(lon, lat) == exactly(polygons, lon, lat)).all()


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=25, deadline=None)
def test_of_overlapping_shapes_with_holes_the_first_holds_the_point(seed: int, count: int):
    rng = np.random.default_rng(seed)
    rings = [shapely.Point(*rng.uniform(0, 1, 2)).buffer(rng.uniform(0.1, 0.5), quad_segs=3) for _ in range(count)]
    polygons = [ring.difference(ring.centroid.buffer(0.08)) for ring in rings]
    lon, lat = telling_points(polygons, rng)
    assert (Raster.of(polygons).which(lon, lat) == exactly(polygons, lon, lat)).all()


@pytest.mark.parametrize("point", [(np.nan, 0.5), (0.5, np.nan), (np.inf, 0.5), (1e300, -1e300)])
def test_a_point_that_is_no_place_lies_nowhere(point: tuple[float, float]):
    raster = Raster.of([shapely.box(0, 0, 1, 1)])
    assert raster.which(np.array([point[0]]), np.array([point[1]])).tolist() == [-1]


def test_no_points_give_no_answers():
    assert Raster.of([shapely.box(0, 0, 1, 1)]).which(np.array([]), np.array([])).shape == (0,)


def test_a_sliver_and_an_island_smaller_than_a_cell_are_found():
    city = shapely.box(0, 0, 1, 1)
    sliver, island = shapely.box(0.5, 0, 0.5001, 1), shapely.box(0.2, 0.2, 0.20001, 0.20001)
    together = shapely.MultiPolygon([sliver, island])
    polygons: list[BaseGeometry] = [together, city.difference(together)]
    lon, lat = np.array([0.50005, 0.200005, 0.5, 0.5001, 0.4999, 0.2]), np.array([0.3, 0.200005, 0.7, 0.0, 0.3, 0.1])
    assert Raster.of(polygons).which(lon, lat).tolist() == [0, 0, 0, 0, 1, 1]


def test_a_point_on_a_border_lies_in_the_first_of_both_sides():
    sides: list[BaseGeometry] = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    assert Raster.of(sides).which(np.array([1.0]), np.array([0.5])).tolist() == [0]
    assert Raster.of(sides[::-1]).which(np.array([1.0]), np.array([0.5])).tolist() == [0]


def test_a_strip_too_thin_for_its_cells_is_answered_exactly():
    strip = [shapely.box(0, 0, 1, 1e-6), shapely.box(1, 0, 2, 1e-6)]
    lon, lat = np.array([0.5, 1.0, 1.5, 0.5]), np.array([5e-7, 0.0, 1e-6, 2e-6])
    assert Raster.of(strip).which(lon, lat).tolist() == [0, 0, 1, -1]
