"""Units leave, drive along the streets, arrive when they are told to, patrol, and come home."""

import numpy as np
import pytest

from geo.place import Point
from sources.driving import Fleet, Round
from sources.routes import Routes, straight
from sources.travel import Travel
from tests.sources.little_city import city, fleet, grid, off_road_m, positions

T0 = 1_700_000_000_000
CORNER = Point(0.006, 0.002)
HOME = fleet(grid())["engine0"]


def a_fleet(**rounds: Round) -> Fleet:
    roads = grid()
    return Fleet(fleet(roads).values(), roads, rounds)


def seen(fleet: Fleet, unit: str, *times: int) -> list[tuple[float, float, float, float]]:
    """Where a unit is at these times, each a moment after the last."""
    return [row for time in times if (said := fleet.positions(time - 1000, time)) for row in positions([said], unit)]


def test_a_unit_arrives_exactly_when_it_is_told_to():
    fleet = a_fleet()
    assert fleet.drive("engine0", CORNER, T0, T0 + 300_000) == T0 + 300_000
    before, there = seen(fleet, "engine0", T0 + 299_000, T0 + 300_000)
    assert before[:2] != there[:2] == (CORNER.lon, CORNER.lat)


def test_a_calm_drive_takes_as_long_as_the_way_is_far():
    near, far = (a_fleet().drive("engine0", Point(HOME.lon + deg, HOME.lat), T0) - T0 for deg in (0.01, 0.02))
    assert far == pytest.approx(2 * near, rel=0.01)
    assert 100_000 < near < 250_000  # 1.1 km


def test_a_unit_that_is_sent_elsewhere_turns_round_where_it_is():
    fleet = a_fleet()
    fleet.drive("engine0", CORNER, T0, T0 + 300_000)
    (half_way,) = seen(fleet, "engine0", T0 + 150_000)
    fleet.go_home("engine0", T0 + 150_000)
    (turned,) = seen(fleet, "engine0", T0 + 150_001)
    assert np.hypot(turned[0] - half_way[0], turned[1] - half_way[1]) * 111_195 < 450  # to the next junction
    assert not fleet.is_home("engine0", T0 + 150_001)
    assert fleet.is_home("engine0", T0 + 900_000)


def test_a_patrol_goes_round_on_the_streets_and_never_stands():
    unit = fleet(grid())["police0"]
    corners = (Point(unit.lon, unit.lat), Point(0.01, 0.01), Point(0.01, -0.01))
    patrol = a_fleet(police0=Round(corners, 24.0))
    track = seen(patrol, "police0", *range(T0, T0 + 600_000, 1_000))
    assert len({row[:2] for row in track}) > 40
    assert all(off_road_m(lon, lat, grid()) < 1 for lon, lat, _, _ in track)
    assert track[-1][3] == 24.0


def test_no_more_ways_are_computed_in_a_read_than_allowed():
    fleet = a_fleet()
    for unit in ("engine0", "engine1", "engine2", "engine3", "engine4"):
        fleet.drive(unit, CORNER, T0, T0 + 300_000)
    first = fleet.positions(T0, T0 + 1)
    assert len(fleet._routes._known) == 2
    for second in range(2, 6):
        fleet.positions(T0 + second - 1, T0 + second)
    assert len(fleet._routes._known) == 5
    assert first is not None


def test_ways_that_were_asked_for_longest_ago_are_forgotten():
    routes = Routes(grid(), kept=2)
    ends = [Point(0.002 + 0.004 * i, 0.002) for i in range(4)]
    routes.refill(9)
    for end in ends:
        assert routes.between(CORNER, end) is not None
    routes.refill(0)
    assert [routes.between(CORNER, end) is None for end in ends] == [True, True, False, False]


def test_where_no_road_leads_a_line_is_driven():
    way = straight(Point(0, 0), Point(0.01, 0))
    assert way.length_m == pytest.approx(1112, rel=0.01)
    assert way.at(0.5)[:2] == (0.005, 0)


def test_travel_times_from_home_are_those_of_the_roads():
    pack = city()
    units = list(pack.units.values())
    travel, there = Travel(units, pack.roads), Fleet(units, pack.roads)
    route = pack.roads.route(Point(units[0].lon, units[0].lat), CORNER)
    assert route is not None
    assert travel.seconds([0], there, CORNER, T0)[0] == pytest.approx(max(route.travel_s, 45.0))


def test_travel_times_from_elsewhere_are_about_right():
    pack = city()
    units = list(pack.units.values())
    travel, there = Travel(units, pack.roads), Fleet(units, pack.roads)
    far = Point(-0.022, -0.022)
    there.drive(units[0].name, CORNER, T0, T0 + 1000)
    route = pack.roads.route(CORNER, far)
    assert route is not None
    assert travel.seconds([0], there, far, T0 + 5000)[0] == pytest.approx(route.travel_s, rel=0.35)
