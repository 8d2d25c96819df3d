"""What is near is what a measuring tape would say, at every latitude."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from geo.areas import Area, Areas
from geo.grid import Grid
from geo.homes import Homes
from geo.inside import area_m2, circle, inside, residents, strip
from geo.near import Nearby
from geo.place import Point, distance_m

LATITUDES = st.sampled_from([0.0, 22.5, -33.0, 60.0, 78.0])


@given(st.integers(0, 2**32), st.integers(1, 200), LATITUDES, st.integers(1, 20), st.floats(10, 20_000))
@settings(max_examples=50)
def test_the_nearest_are_those_of_all_distances_sorted(seed: int, count: int, lat: float, most: int, radius_m: float):
    rng = np.random.default_rng(seed)
    lon, lats = rng.uniform(114, 114.4, count), lat + rng.uniform(-0.1, 0.1, count)
    lon[::7] = np.nan
    place = Point(114.2, lat)
    metres = distance_m(lon, lats, place.lon, place.lat)
    order = [row for row in np.argsort(metres, kind="stable") if metres[row] <= radius_m]
    nearby = Nearby.of(lon, lats)
    rows, far = nearby.within(place, radius_m)
    np.testing.assert_allclose(far, metres[order])
    assert set(rows) == set(order)
    rows, far = nearby.nearest(place, most, radius_m)
    np.testing.assert_allclose(far, metres[order][:most])


def test_nothing_is_near_where_nothing_is():
    nearby = Nearby.of(np.array([]), np.array([]))
    assert len(nearby.nearest(Point(0, 0), 3)[0]) == 0
    assert len(nearby.within(Point(0, 0), 1e9)[0]) == 0


@given(LATITUDES, st.floats(50, 10_000))
@settings(max_examples=30)
def test_a_circle_is_as_wide_as_its_radius_says(lat: float, radius_m: float):
    centre = Point(114.2, lat)
    corners = shapely.get_coordinates(circle(centre, radius_m))
    np.testing.assert_allclose(distance_m(corners[:, 0], corners[:, 1], centre.lon, centre.lat), radius_m, rtol=0.004)


def test_a_strip_along_a_street_is_so_many_metres_wide_in_the_north_too():
    street = shapely.LineString([(10.0, 60.0), (10.02, 60.0), (10.02, 60.01)])
    ground = strip(street, 50)
    north_of, east_of = 49 / 111_195, 49 / 111_195 / np.cos(np.radians(60))
    assert inside(ground, np.array([10.01, 10.02 + east_of]), np.array([60 + north_of, 60.005])).all()
    north_of, east_of = 51 / 111_195, 51 / 111_195 / np.cos(np.radians(60))
    assert not inside(ground, np.array([10.01, 10.02 + east_of, np.nan]), np.array([60 - north_of, 60.005, 60])).any()


def test_ground_is_measured_in_square_metres():
    [km2] = area_m2(np.array([shapely.box(10, 60, 10 + 1 / 55.5975, 60 + 1 / 111.195)]))
    assert km2 == pytest.approx(1e6, rel=1e-3)


def city(*people: int | None, whole_city: int | None = None) -> Areas:
    """A city of squares of a hundredth of a degree, side by side, with so many people each."""
    whole = shapely.box(0, 0, 0.01 * len(people), 0.01)
    parts = [
        Area(code=f"s{i}", title={}, level=1, parent="city", shape=shapely.box(i / 100, 0, (i + 1) / 100, 0.01),
             population=number)
        for i, number in enumerate(people)
    ]  # fmt: skip
    return Areas((Area(code="city", title={}, level=0, parent=None, shape=whole, population=whole_city), *parts))


def test_residents_are_estimated_by_ground_where_no_homes_are_known():
    found = residents(shapely.box(0.005, 0, 0.02, 0.01), city(100, 40, 7))
    assert found.estimate == pytest.approx(90)
    assert (found.low, found.high) == (40, 140)
    assert residents(shapely.box(5, 5, 6, 6), city(100, 40)).estimate == 0


def test_residents_are_unknown_where_a_part_is():
    found = residents(shapely.box(0.0, 0, 0.015, 0.01), city(100, None, 7))
    assert (found.estimate, found.low, found.high) == (None, 100, None)
    assert residents(shapely.box(0.02, 0, 0.03, 0.01), city(100, None, 7)).estimate == pytest.approx(7)


def test_what_the_streets_do_not_tell_is_shared_out_from_the_city():
    found = residents(shapely.box(0.01, 0, 0.025, 0.01), city(100, None, 7, whole_city=147))
    assert found.estimate == pytest.approx(40 + 3.5)
    assert (found.low, found.high) == (40, 47)


def layer(*shapes: Polygon, **columns: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({**columns, "geometry": list(shapes)}, geometry="geometry", crs=4326)


def house(lon: float, lat: float) -> Polygon:
    return shapely.box(lon, lat, lon + 1e-4, lat + 1e-4)


def homes(areas: Areas, **base: gpd.GeoDataFrame) -> Homes:
    return Homes.of(Grid.of(areas), areas, base)


def test_people_live_in_houses_and_the_more_the_higher():
    areas = city(100, 40)
    low, high, factory = house(0.0021, 0.0051), house(0.0071, 0.0051), house(0.0091, 0.0091)
    live = homes(
        areas,
        buildings=layer(low, high, factory, height=[3.0, 27.0, 60.0]),
        urban=layer(shapely.box(0.008, 0.008, 0.01, 0.01), **{"class": ["industrial"]}),
    )
    found = residents(shapely.box(0, 0, 0.005, 0.01), areas, live)
    assert found.estimate == pytest.approx(10)
    assert (found.low, found.high) == (10, 10)
    assert residents(shapely.box(0.0085, 0.0085, 0.01, 0.01), areas, live).estimate == 0
    other = residents(shapely.box(0.01, 0, 0.015, 0.01), areas, live)
    assert other.estimate == pytest.approx(20, rel=0.01), "a street without a house is shared out by its ground"


def test_houses_of_unknown_height_are_as_high_as_most():
    areas = city(90)
    built = layer(house(0.0011, 0.001), house(0.0051, 0.001), house(0.0081, 0.001), height=[np.nan, 9.0, 9.0])
    found = residents(shapely.box(0, 0, 0.004, 0.01), areas, homes(areas, buildings=built))
    assert found.estimate == pytest.approx(30)


def test_nobody_lives_on_water_or_in_parks():
    areas = city(100)
    lake, park = shapely.box(0, 0, 0.005, 0.01), shapely.box(0.005, 0.005, 0.01, 0.01)
    live = homes(areas, water=layer(lake), green=layer(park))
    dry = residents(shapely.box(0.005, 0, 0.01, 0.005), areas, live)
    assert dry.estimate == pytest.approx(100, rel=0.1)
    assert residents(shapely.box(0, 0, 0.004, 0.01), areas, live).high == 0
    drowned = residents(shapely.box(0, 0, 0.005, 0.01), areas, homes(areas, water=layer(areas.all[0].shape)))
    assert drowned.estimate == pytest.approx(50, rel=0.1), "where all is water the ground is all there is"


@given(st.integers(0, 2**32), st.floats(0.001, 0.01), st.floats(0.001, 0.009))
@settings(max_examples=30)
def test_the_estimate_lies_between_its_bounds_and_parts_make_the_whole(seed: int, wide: float, split: float):
    areas = city(1000, 500)
    rng = np.random.default_rng(seed)
    built = layer(*(house(lon, lat) for lon, lat in rng.uniform(0.0002, 0.0097, (20, 2))), height=[np.nan] * 20)
    live = homes(areas, buildings=built)
    found = residents(shapely.box(0, 0, wide, 0.02), areas, live)
    assert found.high is not None
    assert found.low - 1e-6 <= (found.estimate or 0) <= found.high + 1e-6 <= 1500 + 1e-6
    parts = (shapely.box(0, 0, split, 0.02), shapely.box(split, 0, 0.02, 0.02))
    assert sum(residents(part, areas, live).estimate or 0 for part in parts) == pytest.approx(1500)


def test_the_outline_of_an_area_holds_its_own_people():
    """Beside it another touches its bounds along their whole length."""
    whole = shapely.box(0, 0, 0.02, 0.01)
    left = shapely.difference(whole, right := shapely.Polygon([(0.01, 0), (0.02, 0), (0.02, 0.01), (0.005, 0.01)]))
    parts = [Area(code=code, title={}, level=1, parent="city", shape=shape, population=people)
             for code, shape, people in (("l", left, 60), ("r", right, 40))]  # fmt: skip
    areas = Areas((Area(code="city", title={}, level=0, parent=None, shape=whole), *parts))
    live = homes(areas, buildings=layer(*(house(x / 1000, 0.0052) for x in range(20)), height=[3.0] * 20))
    for shape, people in ((left, 60), (right, 40)):
        found = residents(shape, areas, live)
        assert found.estimate == pytest.approx(people, abs=0.1)
        assert found.low <= people <= (found.high or 0)


def test_homes_of_another_grid_are_refused(tmp_path: Path):
    homes(city(1)).write(tmp_path / "homes.npz")
    with pytest.raises(ValueError, match="another grid"):
        Homes.read(tmp_path / "homes.npz", Grid.of(city(1, 2)))
