"""Management grid cells divide the city's streets without gaps, and every place knows its cell's code."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import Area, Areas
from geo.grid import NO_CELL, Grid
from geo.pack import CityPack
from geo.place import Bounds


def city(*streets: shapely.Polygon) -> Areas:
    """A city of these streets."""
    whole = Area(code="city", title={}, level=0, parent=None, shape=shapely.union_all(streets))
    parts = (Area(code=f"s{i}", title={}, level=1, parent="city", shape=one) for i, one in enumerate(streets))
    return Areas((whole, *parts))


@given(st.integers(0, 2**32), st.integers(2, 8))
@settings(max_examples=15)
def test_cells_cover_every_street_and_nothing_else(seed: int, count: int):
    rng = np.random.default_rng(seed)
    towns = shapely.multipoints(rng.uniform(0, 0.008, (count, 2)))
    box = shapely.box(0, 0, 0.008, 0.008)
    cells = [shapely.intersection(one, box) for one in shapely.voronoi_polygons(towns, extend_to=box).geoms]
    areas = city(*cells)
    grid = Grid.of(areas)
    ground = [grid.outline(areas, cell) for cell in range(len(grid))]
    assert min(one.area for one in ground) > 0
    assert sum(one.area for one in ground) == pytest.approx(box.area, rel=1e-6)
    corners = shapely.get_coordinates([one.shape for one in areas.all[1:]])
    lon, lat = np.concatenate([corners, rng.uniform(0, 0.008, (300, 2))]).T
    found = grid.cell_of(areas, lon, lat)
    assert (found == NO_CELL).tolist() == (areas.leaf_of(lon, lat) == areas.elsewhere).tolist()
    for cell, x, y in zip(found, lon, lat, strict=True):
        assert cell == NO_CELL or ground[cell].distance(shapely.Point(x, y)) < 1e-9


def test_cells_are_numbered_from_the_north_west_row_by_row_in_each_street():
    areas = city(shapely.box(0, 0, 0.002, 0.002), shapely.box(0.002, 0, 0.004, 0.002))
    grid = Grid.of(areas)
    lon, lat = np.array([0.0001, 0.0019, 0.0001, 0.0021]), np.array([0.0019, 0.0019, 0.0001, 0.0019])
    codes = [grid.code(cell) for cell in grid.cell_of(areas, lon, lat).tolist()]
    assert codes == ["s0-00001", "s0-00003", "s0-00007", "s1-00001"]
    numbers = [grid.code(cell) for cell in range(len(grid))]
    assert len(set(numbers)) == len(numbers)


def test_a_whole_cell_is_ten_thousand_square_metres_in_the_north_too():
    areas = city(shapely.box(10, 60, 10.02, 60.01))
    grid = Grid.of(areas)
    [cell] = grid.cell_of(areas, np.array([10.01]), np.array([60.005]))
    west, south, east, north = grid.outline(areas, int(cell)).bounds
    assert (east - west) * 111_195 * np.cos(np.radians(60.005)) == pytest.approx(100, rel=1e-3)
    assert (north - south) * 111_195 == pytest.approx(100, rel=1e-3)


def test_a_vast_street_gets_larger_cells_and_says_so():
    grid = Grid.of(city(shapely.box(0, 0, 0.4, 0.4)))
    assert grid.cell_m == 200


def test_cells_of_a_box_are_those_whose_squares_touch_it():
    areas = city(shapely.box(0, 0, 0.01, 0.01))
    grid = Grid.of(areas)
    found = grid.within(Bounds(0.0031, 0.0031, 0.0049, 0.0049))
    near = [
        cell
        for cell in range(len(grid))
        if grid.outline(areas, cell).intersects(shapely.box(0.0031, 0.0031, 0.0049, 0.0049))
    ]
    assert found.tolist() == near


def test_a_grid_read_again_is_the_one_that_was_written_and_fits_no_other_city(tmp_path: Path):
    areas = city(shapely.box(0, 0, 0.002, 0.002))
    grid = Grid.of(areas)
    grid.write(tmp_path / "grid.npz")
    again = Grid.read(tmp_path / "grid.npz", areas)
    assert [again.code(i) for i in range(len(again))] == [grid.code(i) for i in range(len(grid))]
    other = city(shapely.box(0, 0, 0.001, 0.002), shapely.box(0.001, 0, 0.002, 0.002))
    with pytest.raises(ValueError, match="other areas"):
        Grid.read(tmp_path / "grid.npz", other)


def test_every_place_of_san_francisco_has_a_cell_in_its_neighbourhood(san_francisco: CityPack):
    pack = san_francisco
    assert pack.grid is not None
    assert len(pack.grid) > 12_000
    corners = shapely.get_coordinates([pack.areas.all[leaf].shape for leaf in pack.areas.leaves])
    lon, lat = corners.T
    leaf = pack.areas.leaf_of(lon, lat)
    found = pack.grid.cell_of(pack.areas, lon, lat)
    assert ((found == NO_CELL) == (leaf == pack.areas.elsewhere)).all()
    assert pack.cell_at(-122.4194, 37.7793) is not None


def test_a_far_island_costs_no_more_than_its_ground():
    near, far = shapely.box(114, 22, 114.02, 22.02), shapely.box(118, 14, 118.01, 14.01)
    grid = Grid.of(city(shapely.union(near, far)))
    assert grid.cell_m == 100
    assert len(grid) == pytest.approx((20 * 22 + 11 * 11), rel=0.2)
    assert (
        grid.cell_of(city(shapely.union(near, far)), np.array([118.005, 116]), np.array([14.005, 18])) >= 0
    ).tolist() == [True, False]
