"""The sea lies right of the coast, whichever way the extract cuts it."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from geo.importing.report import Report
from geo.osm.coast import coastline, sea
from geo.osm.records import Line
from geo.place import Bounds

BOX = Bounds(0.0, 0.0, 1.0, 1.0)


def wet(*lines: list[tuple[float, float]]) -> shapely.Geometry:
    return shapely.union_all(sea([LineString(line) for line in lines], BOX, Report()))


def test_north_of_a_coast_that_leads_west_lies_the_sea():
    water = wet([(1.2, 0.5), (-0.2, 0.5)])
    assert water.area == pytest.approx(0.5)
    assert water.contains(shapely.Point(0.5, 0.9))


def test_an_island_is_dry():
    island = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4)]
    assert wet(island).area == pytest.approx(1 - 0.04)


def test_a_bay_within_the_box_is_wet():
    bay = [(0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4), (0.4, 0.4)]
    assert wet(bay).area == pytest.approx(0.04)


def test_a_strait_has_two_dry_shores():
    water = wet([(-0.1, 0.4), (1.1, 0.4)][::-1], [(-0.1, 0.6), (1.1, 0.6)])
    assert water.area == pytest.approx(0.2)


def test_a_coast_that_breaks_off_within_the_box_is_led_on():
    report = Report()
    water = shapely.union_all(sea([LineString([(0.95, 0.5), (0.05, 0.5)])], BOX, report))
    assert water.area == pytest.approx(0.5)
    assert sum(report.mended.values()) == 1


def test_two_pieces_of_coast_with_a_gap_between_them_are_one():
    assert wet([(1.1, 0.5), (0.52, 0.5)], [(0.48, 0.5), (-0.1, 0.5)]).area == pytest.approx(0.5)


def test_without_a_coast_there_is_no_sea():
    assert sea([], BOX, Report()) == []
    assert sea([LineString([(2, 2), (3, 3)])], BOX, Report()) == []


def test_the_stretches_of_a_coast_are_joined_and_gaps_stay():
    first = Line(number=1, tags={"natural": "coastline"}, refs=(1, 2), xy=np.array([[0.0, 0.0], [1.0, 0.0]]))
    second = Line(number=2, tags={"natural": "coastline"}, refs=(2, 3, 4),
                  xy=np.array([[1.0, 0.0], [2.0, 0.0], [np.nan, np.nan]]))  # fmt: skip
    assert [len(line.coords) for line in coastline([first, second])] == [3]


@given(st.lists(st.floats(0.1, 0.9), min_size=2, max_size=9))
def test_turning_the_coast_round_swaps_land_and_sea(heights: list[float]):
    steps = np.linspace(-0.1, 1.1, len(heights)).tolist()
    coast = list(zip(steps, heights, strict=True))
    below, above = wet(coast), wet(coast[::-1])
    assert below.area + above.area == pytest.approx(1.0)
    assert below.intersection(above).area == pytest.approx(0.0, abs=1e-9)
    assert below.contains(shapely.Point(0.5, 0.01))
