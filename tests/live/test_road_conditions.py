"""The streets run as their sensors tell, others like them, and closed ones not at all."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from city.picture import Newest, Picture
from geo.pack import CityPack
from live.road_conditions import conditions_now, measured_edges
from tests.sources.little_city import city

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMPTY = Picture(version=1, at=NOON)


@pytest.fixture(scope="module")
def pack() -> CityPack:
    return city()


def said(thing: list[str], value: list[float], age_s: float = 60, lon: float = np.nan, lat: float = np.nan) -> Newest:
    """Rows of one kind, equally old, of five samples each."""
    count = len(thing)
    at = np.full(count, np.datetime64("2026-11-20T12:00:00.000") - np.timedelta64(int(age_s * 1000), "ms"))
    return Newest(
        thing=thing, value=np.array(value), at=at, lon=np.full(count, lon), lat=np.full(count, lat),
        leaf=np.zeros(count, dtype=np.intp), attributes={"samples": np.full(count, 5.0)},
    )  # fmt: skip


def speeds(pack: CityPack, newest: Newest) -> np.ndarray:
    return conditions_now(replace(EMPTY, newest={"road.speed": newest}), pack).speed_kmh


def test_without_readings_the_city_runs_as_usual(pack: CityPack):
    now = conditions_now(EMPTY, pack)
    assert np.isnan(now.speed_kmh).all()
    assert not now.closed.any()


def test_a_fresh_speed_holds_for_the_edge_that_its_sensor_watches(pack: CityPack):
    newest = said(["speed_detector_0"], [20.0])
    found = speeds(pack, newest)
    assert found[0] == 20.0
    assert np.isnan(found[1:]).all(), "one street tells nothing of the others"
    assert measured_edges(replace(EMPTY, newest={"road.speed": newest}), pack) == 1


def test_an_old_speed_or_one_of_too_few_vehicles_tells_nothing(pack: CityPack):
    assert np.isnan(speeds(pack, said(["speed_detector_0"], [20.0], age_s=3600))).all()
    few = replace(said(["speed_detector_0"], [20.0]), attributes={"samples": np.array([1.0])})
    assert np.isnan(speeds(pack, few)).all()


def test_streets_without_a_sensor_run_like_those_of_their_class(pack: CityPack):
    found = speeds(pack, said([f"speed_detector_{i}" for i in range(4)], [10.0, 20.0, 30.0, 25.0]))
    assert found[:4].tolist() == [10.0, 20.0, 30.0, 25.0]
    assert found[40:].tolist() == pytest.approx([22.5] * len(found[40:])), "the median, at the same usual speed"


def test_a_street_is_closed_by_its_sensor_its_name_or_its_place_until_it_is_opened(pack: CityPack):
    def closed(newest: Newest) -> list[int]:
        now = conditions_now(replace(EMPTY, newest={"road.closed": newest}), pack)
        return np.flatnonzero(now.closed).tolist()

    assert closed(said(["speed_detector_3", "e7"], [1.0, 1.0], age_s=86_400)) == [3, 7]
    assert closed(said(["speed_detector_3", "e7"], [0.0, 1.0])) == [7]
    roads = pack.roads
    lon, lat = roads.outline(5).mean(axis=0)
    assert closed(said(["works 12"], [1.0], lon=float(lon), lat=float(lat))) == [5]
    assert closed(said(["works 13"], [1.0], lon=float(lon), lat=float(lat) + 0.001)) == [], "a hundred metres away"
    assert closed(said(["works 14"], [1.0])) == []
