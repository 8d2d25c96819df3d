"""Who is reached is told by the street nearest to the home, not by how near the ground beside a street comes."""

import numpy as np
import pytest

from geo.homes import Homes
from geo.pack import CityPack, read_pack
from geo.ways.doorsteps import Doorsteps
from geo.ways.journeys import times_between
from geo.ways.reach import bands
from tests.geo import towns


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    return read_pack(towns.write_town(tmp_path_factory.mktemp("packs") / "town"))


def test_all_who_live_near_a_street_are_reached_once_all_streets_are(town: CityPack):
    assert isinstance(town.homes, Homes)
    steps = Doorsteps.of(town.homes, town.areas, town.roads)
    spot = town.roads.spots(np.array([0.001]), np.array([0.001]))
    near, far = bands(town.roads, spot, [0.1, 30], spots=steps.spots)
    some, every = steps.residents(near.reached), steps.residents(far.reached)
    assert (every.low, every.high) == (100, 100)
    assert some.estimate is not None
    assert 0 <= some.low <= some.estimate <= (some.high or 0) <= 100
    assert some.estimate < 100
    assert near.reached.sum() < far.reached.sum() == len(steps.spots)


def test_the_reached_spots_are_those_that_journeys_reach_in_time(town: CityPack):
    assert isinstance(town.homes, Homes)
    steps = Doorsteps.of(town.homes, town.areas, town.roads)
    spot = town.roads.spots(np.array([0.001]), np.array([0.001]))
    [band] = bands(town.roads, spot, [0.25], spots=steps.spots)
    seconds = times_between(town.roads, spot, steps.spots)[0]
    np.testing.assert_array_equal(band.reached, seconds <= 15 + 1e-9)
