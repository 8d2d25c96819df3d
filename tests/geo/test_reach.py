"""What is reached in some minutes is what journeys reach in them, and no more."""

import numpy as np
import pytest
import shapely

from geo.local import LocalPlane
from geo.pack import CityPack
from geo.ways.conditions import Conditions
from geo.ways.journeys import times_between, times_to
from geo.ways.reach import SIMPLER_M, bands
from geo.ways.roads import Roads
from tests.geo.test_journeys import of_tables, roads


@pytest.fixture(scope="module")
def town() -> Roads:
    return of_tables(9)


def test_half_a_minute_reaches_three_blocks_in_every_direction(town: Roads):
    spot = town.spots(np.array([0.004]), np.array([0.004]))
    near, far = bands(town, spot, [0.5, 0.25])
    assert (near.minutes, far.minutes) == (0.25, 0.5)
    assert far.streets_m == pytest.approx(streets_within(3), rel=0.01)
    assert shapely.contains(far.ground, near.ground.buffer(-1e-5))
    assert far.ground.is_valid


def test_no_metre_is_counted_twice(town: Roads):
    for share in (0.0, 0.0004, 0.001):
        spot = town.spots(np.array([0.004 + share]), np.array([0.004]))
        [band] = bands(town, spot, [0.1])
        assert band.streets_m == pytest.approx(240 if share in (0, 0.001) else 160, abs=2)


def streets_within(blocks: int) -> float:
    """Metres of a grid of 100 m within so many blocks of a junction, as one drives."""
    return float(sum(4 * (2 * ring + 1) for ring in range(blocks)) * 100)


def test_blocks_in_the_middle_of_which_nobody_lives_stay_holes():
    assert (holes(10), holes(3)) == (9, 0), "but the middle of a block is reached from its streets"


def holes(times: float) -> int:
    """How many holes the ground has that is reached in nine blocks, so many times as large."""
    wide = of_tables(4)
    spot = wide.spots(np.array([0.001]), np.array([0.001]))
    [all_of_it] = bands(enlarged(wide, times), spot, [10])
    return sum(len(one.interiors) for one in shapely.get_parts(all_of_it.ground))


def enlarged(town: Roads, times: float) -> Roads:
    """The same town, so many times as large."""
    columns = ("edge_id", "tail", "head", "edge_class", "zh", "en", "speed_kmh", "oneway", "first")
    more = {name: getattr(town, name) * times for name in ("lon", "lat", "points", "length_m")}
    return Roads(**{name: getattr(town, name) for name in columns}, **more)


def test_nobody_is_reached_over_a_closed_street(town: Roads):
    spot = town.spots(np.array([0.0041]), np.array([0.004]))
    closed = np.ones(len(town), bool)
    closed[spot.edge] = False
    [only] = bands(town, spot, [5], Conditions(speed_kmh=np.full(len(town), np.nan), closed=closed))
    assert only.streets_m == pytest.approx(100, rel=0.01)


def test_a_one_way_street_is_reached_ahead_and_reaches_from_behind():
    corners = np.array([(0, 0), (0.001, 0), (0.001, 0.001), (0, 0.001)])
    points = np.array([corners[i % 4] for side in range(4) for i in (side, side + 1)])
    more = {"lon": corners[:, 0], "lat": corners[:, 1], "points": points, "oneway": np.ones(4, bool)}
    ring = roads(np.full(4, 10.0), [0, 1, 2, 3], [1, 2, 3, 0], **more)
    spot = ring.spots(np.array([0.0005]), np.array([0.0]))
    [ahead], [behind] = bands(ring, spot, [1 / 15]), bands(ring, spot, [1 / 15], back=True)
    assert (ahead.streets_m, behind.streets_m) == pytest.approx((40, 40), rel=0.01)
    assert ahead.ground.centroid.x > behind.ground.centroid.x


@pytest.mark.parametrize("back", [False, True])
def test_in_san_francisco_places_are_inside_as_the_times_say(san_francisco: CityPack, *, back: bool):
    net = san_francisco.roads
    spot = net.spots(np.array([-122.4194]), np.array([37.7749]))
    [band] = bands(net, spot, [4], back=back)
    middles = net.points[net.first[:-1]]
    places = net.spots(middles[:, 0], middles[:, 1])
    seconds = times_to(net, spot, places) if back else times_between(net, spot, places)[0]
    plane = LocalPlane.about(net.lon, net.lat)
    ground, points = plane.flat(band.ground), shapely.points(plane.metres(places.lon, places.lat))
    shapely.prepare(ground)
    assert shapely.dwithin(points[seconds <= 240], ground, SIMPLER_M).all()
    beyond = shapely.intersects(points[seconds > 270], ground)
    assert beyond.mean() < 0.01, "only those beside a reached street, over a bridge or behind a corner"
    assert band.ground.is_valid
