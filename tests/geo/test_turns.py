"""A route is told street by street, with the turns as the driver takes them."""

import numpy as np
import pytest

from geo.place import Point
from geo.ways.journeys import journey
from geo.ways.roads import Roads
from geo.ways.turns import stretches
from tests.geo.test_journeys import of_tables, roads


@pytest.fixture
def named() -> Roads:
    """Four by four junctions: streets of a row are called by the row, those of a column by the column."""
    town = of_tables(4)
    begins, ends = town.points[town.first[:-1]], town.points[town.first[1:] - 1]
    along = begins[:, 1] == ends[:, 1]
    number = np.where(along, begins[:, 1], begins[:, 0]) * 1000
    names = np.array([f"{'Row' if row else 'Column'} {one:.0f}" for row, one in zip(along, number, strict=True)])
    columns = (
        "lon",
        "lat",
        "edge_id",
        "tail",
        "head",
        "edge_class",
        "length_m",
        "speed_kmh",
        "oneway",
        "first",
        "points",
    )
    return Roads(**{name: getattr(town, name) for name in columns}, zh=np.full(len(town), "路"), en=names)


def test_streets_that_go_on_are_told_once_and_corners_as_they_are_turned(named: Roads):
    usual = named.speed_kmh.copy()
    usual[np.char.startswith(named.en, "Row 1")] *= 4
    quick = Roads(**{name: getattr(named, name) for name in named.__slots__ if name in ROADS} | {"speed_kmh": usual})
    way = journey(quick, Point(0.0, 0.0004), Point(0.003, 0.0016))
    assert way is not None
    told = stretches(quick, way)
    assert [(one.en, one.turn) for one in told] == [("Column 0", "start"), ("Row 1", "right"), ("Column 3", "left")]
    assert [one.length_m for one in told] == pytest.approx([60, 300, 60], abs=0.5)
    assert sum(one.travel_s for one in told) == pytest.approx(way.travel_s)


ROADS = {"lon", "lat", "edge_id", "tail", "head", "edge_class", "zh", "en", "length_m", "oneway", "first", "points"}


def test_a_way_to_where_one_is_has_no_streets_without_edges(named: Roads):
    here = named.route(Point(0.0, 0.0), Point(0.0, 0.0))
    assert here is not None
    assert stretches(named, here) == ()


@pytest.mark.parametrize(("name", "turns"), [("", 2), ("Ring", 1)])
def test_corners_between_streets_without_names_are_told_and_those_of_one_street_are_not(name: str, turns: int):
    corners = np.array([(0, 0), (0.002, 0), (0.002, 0.002)])
    points = np.vstack([corners[:2], corners[1:]])
    more = {"lon": corners[:, 0], "lat": corners[:, 1], "points": points}
    net = roads(np.array([22.2, 22.2]), [0, 1], [1, 2], zh=np.full(2, name), en=np.full(2, name), **more)
    way = journey(net, Point(0.0, 0.0), Point(0.002, 0.002))
    assert way is not None
    told = stretches(net, way)
    assert [one.turn for one in told] == ["start", "left"][:turns]
    assert sum(one.length_m for one in told) == pytest.approx(way.length_m)
