"""Routes are the quickest that the streets allow, and vehicles on them move as fast as the street and no faster."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.place import Floats, Point, distance_m
from geo.ways.roads import Roads, Route
from tests.geo.towns import roads

Network = tuple[Roads, Floats]


def all_ways(seconds: Floats) -> Floats:
    """The quickest times between all junctions, by Floyd and Warshall."""
    best = seconds.copy()
    for via in range(len(best)):
        best = np.minimum(best, best[:, via, None] + best[None, via, :])
    return best


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Some streets, doubled, circular and one-way ones among them, and the quickest times between all junctions."""
    size = draw(st.integers(2, 8))
    spots = st.integers(0, size - 1)
    streets = draw(st.lists(st.tuples(spots, spots, st.integers(1, 60), st.booleans()), min_size=1, max_size=25))
    tail, head, seconds, oneway = (list(column) for column in zip(*streets, strict=True))
    net = roads(np.array(seconds, float), tail, head, oneway=np.array(oneway))
    direct = np.full((len(net.lon), len(net.lon)), np.inf)
    np.fill_diagonal(direct, 0)
    for start, end, needed, one in zip(tail, head, seconds, oneway, strict=True):
        direct[start, end] = min(direct[start, end], needed)
        direct[end, start] = direct[end, start] if one else min(direct[end, start], needed)
    return net, all_ways(direct)


def at(net: Roads, node: int) -> Point:
    return Point(float(net.lon[node]), float(net.lat[node]))


def pairs(net: Roads) -> npt.NDArray[np.intp]:
    """All pairs of junctions that journeys may lead between."""
    return np.array([(a, b) for a in net._stops for b in net._stops])


@given(networks())
@settings(deadline=None)
def test_a_route_takes_as_long_as_the_quickest_of_all_ways(network: Network):
    net, quickest = network
    for start, end in pairs(net):
        route = net.route(at(net, start), at(net, end))
        assert (route is None) == bool(np.isinf(quickest[start, end]))
        assert route is None or np.isclose(route.travel_s, quickest[start, end])


@given(networks())
@settings(deadline=None)
def test_travel_times_to_a_junction_are_those_of_the_routes(network: Network):
    net, quickest = network
    everywhere = np.arange(len(net.lon))
    np.testing.assert_allclose(net.travel_times_to(0, everywhere), quickest[:, 0])


@given(networks())
@settings(deadline=None)
def test_a_route_leads_from_start_to_end_and_its_seconds_rise(network: Network):
    net, _ = network
    for start, end in pairs(net):
        route = net.route(at(net, start), at(net, end))
        if route is None:
            continue
        assert (np.diff(route.seconds) > 0).all()
        assert route.seconds[0] == 0
        assert route.at(-1)[:2] == (net.lon[start], net.lat[start])
        np.testing.assert_allclose(route.at(route.travel_s + 1)[:2], (net.lon[end], net.lat[end]), atol=1e-12)


def test_of_two_parallel_streets_the_quicker_is_taken():
    route = roads(np.array([9.0, 4.0]), [0, 0], [1, 1]).route(Point(1, 0), Point(-1, 0))
    assert route is not None
    assert (route.travel_s, route.length_m) == (4.0, 40.0)


def test_a_one_way_street_leads_back_only_around():
    net = roads(np.array([1.0, 2.0, 3.0]), [0, 1, 2], [1, 2, 0], oneway=np.ones(3, bool))
    there, back = net.route(at(net, 0), at(net, 1)), net.route(at(net, 1), at(net, 0))
    assert there is not None
    assert back is not None
    assert (there.travel_s, back.travel_s) == (1.0, 5.0)


def test_a_stray_street_is_no_place_to_start_from():
    ring = list(range(60))
    net = roads(np.ones(61), [*ring, 60], [*ring[1:], 0, 61])
    assert net.snap(float(net.lon[60]), float(net.lat[60])) in ring


def test_a_way_to_where_one_is_has_one_corner_and_no_heading():
    net = roads(np.ones(1), [0], [1])
    route = net.route(at(net, 0), at(net, 0))
    assert route is not None
    assert (route.travel_s, route.length_m) == (0.0, 0.0)
    lon, lat, heading = route.at(5)
    assert (lon, lat) == (net.lon[0], net.lat[0])
    assert np.isnan(heading)


CORNER = Route(
    lon=np.array([0.0, 0.0, 0.01]), lat=np.array([0.0, 0.01, 0.01]), seconds=np.array([0.0, 10.0, 30.0]), length_m=2224
)


@pytest.mark.parametrize(
    ("seconds", "lon", "lat", "heading"),
    [(-5, 0, 0, 0), (0, 0, 0, 0), (5, 0, 0.005, 0), (10, 0, 0.01, 90), (20, 0.005, 0.01, 90), (99, 0.01, 0.01, 90)],
)
def test_a_vehicle_is_where_its_seconds_have_brought_it(seconds: float, lon: float, lat: float, heading: float):
    assert CORNER.at(seconds) == pytest.approx((lon, lat, heading))


def test_a_vehicle_drives_an_edge_at_its_speed_whichever_way_it_goes():
    bend = np.array([[0.0, 0.0], [0.0, 0.001], [0.003, 0.001]])  # 111 m north, then 334 m east
    columns = {"lon": bend[[0, -1], 0], "lat": bend[[0, -1], 1], "points": bend, "first": np.array([0, 3])}
    length = float(distance_m(bend[:-1, 0], bend[:-1, 1], bend[1:, 0], bend[1:, 1]).sum())
    net = roads(np.ones(1), [0], [1], length_m=np.array([length]), **columns)
    for start, end in ((0, 1), (1, 0)):
        route = net.route(at(net, start), at(net, end))
        assert route is not None
        steps = np.array([route.at(second)[:2] for second in range(int(route.travel_s))])
        driven = distance_m(steps[:-1, 0], steps[:-1, 1], steps[1:, 0], steps[1:, 1])
        assert driven.max() <= 10.01
        assert np.median(driven) == pytest.approx(10, rel=0.001)


def test_a_network_read_again_is_the_one_that_was_written(tmp_path: Path):
    net = roads(np.array([9.0, 4.0]), [0, 1], [1, 2])
    net.write(tmp_path / "roads.npz")
    again = Roads.read(tmp_path / "roads.npz")
    assert again.edge_id.tolist() == ["e0", "e1"]
    assert again.outline(1).tolist() == net.outline(1).tolist()
