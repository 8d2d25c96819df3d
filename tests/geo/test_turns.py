"""A route is told street by street, with the turns as the driver takes them."""

import numpy as np
import pytest

from geo.place import Point
from geo.ways.journeys import journey
from geo.ways.roads import Roads
from geo.ways.turns import stretches
from tests.geo.test_journeys import of_tables


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


@pytest.mark.parametrize("name", ["", "Ring"])
def test_corners_between_streets_of_one_name_or_none_are_told(name: str):
    town = of_tables(3)
    more = {one: getattr(town, one) for one in (*ROADS, "speed_kmh") if one not in ("zh", "en")}
    alike = Roads(**more, zh=np.full(len(town), name), en=np.full(len(town), name))
    way = journey(alike, Point(0.0, 0.0), Point(0.002, 0.001))
    assert way is not None
    told = stretches(alike, way)
    assert [one.turn for one in told] in (["start", "right"], ["start", "left"], ["start", "right", "left"],
                                          ["start", "left", "right"])  # fmt: skip
    assert sum(one.length_m for one in told) == pytest.approx(way.length_m)
