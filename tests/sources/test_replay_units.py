"""The units of a replay drive along the roads and arrive when it was recorded."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from incidents.notice import Notice, Order, What
from sources.replay import open_replay
from sources.replay_units import ReplayUnits
from tests.sources.little_city import NOON, off_road_m, positions, read_at, recorded_city, told

LEFT, ARRIVED, CARRIED, THERE, CLEARED = 43_260, 43_500, 43_800, 43_980, 44_100  # seconds of the day; noon is 43 200
RESPONSE = told(
    (43_210, "received", "1", ""), (43_230, "dispatched", "1", "engine1"), (LEFT, "en_route", "1", "engine1"),
    (ARRIVED, "on_scene", "1", "engine1"), (CARRIED, "transporting", "1", "engine1"),
    (THERE, "at_hospital", "1", "engine1"), (CLEARED, "cleared", "1", "engine1"),
)  # fmt: skip
Units = Callable[[], ReplayUnits]


@pytest.fixture
def units(tmp_path: Path) -> ReplayUnits:
    (found,) = [
        one for one in open_replay(recorded_city(tmp_path, {"calls": RESPONSE}), 1) if isinstance(one, ReplayUnits)
    ]
    read_at([found], [NOON])
    return found


def at(second: int):
    return NOON + timedelta(seconds=second - 43_200)


def test_a_unit_arrives_at_the_very_second_that_was_recorded(units: ReplayUnits):
    track = positions(read_at([units], [at(s) for s in range(LEFT, ARRIVED + 1)]), "engine1")
    assert len(track) == ARRIVED - LEFT + 1
    assert track[-1][:2] == (0.006, 0.002)
    assert np.hypot(track[-2][0] - 0.006, track[-2][1] - 0.002) > 0


def test_a_driving_unit_is_on_a_street_and_looks_along_it(units: ReplayUnits):
    for lon, lat, heading, kmh in positions(read_at([units], [at(s) for s in range(LEFT + 1, ARRIVED, 7)]), "engine1"):
        assert off_road_m(lon, lat, units._fleet._routes._roads) < 1
        assert heading % 90 == pytest.approx(0, abs=0.1)
        assert 0 < kmh < 120


def test_a_unit_takes_the_patient_to_the_nearest_hospital_and_drives_home(units: ReplayUnits):
    there = positions(read_at([units], [at(CARRIED), at(THERE)]), "engine1")[-1]
    assert there[:2] == (0.01, 0.01)
    home = positions(read_at([units], [at(CLEARED), at(CLEARED + 3600)]), "engine1")[-1]
    unit = units._fleet._vehicles["engine1"].unit
    assert home[:2] == (unit.lon, unit.lat)


def test_standing_units_are_heard_of_every_half_minute(units: ReplayUnits):
    facts = read_at([units], [at(43_200 + s) for s in range(1, 61)])
    assert len(positions(facts, "medic3")) == 2


def test_a_crew_that_our_desk_sends_goes_there_works_and_comes_home(units: ReplayUnits):
    units.ordered(Order(at=at(43_201), number="A1", unit="police2", go=True, lon=-0.01, lat=0.01))
    facts = read_at([units], [at(s) for s in range(43_201, 47_000)])
    moves = {fact.what: fact for fact in facts if isinstance(fact, Notice)}
    assert list(moves) == [What.EN_ROUTE, What.ON_SCENE, What.MADE_SAFE, What.CLEARED]
    assert {(one.number, one.unit, one.origin, one.reference) for one in moves.values()} == {
        ("A1", "police2", "110", "")
    }
    assert positions(facts, "police2")[-1][3] == 0


def test_after_a_warm_up_the_units_are_where_the_recording_left_them(units: ReplayUnits):
    list(units.past(NOON, at(ARRIVED + 60)))
    track = positions(read_at([units], [at(ARRIVED + 60 + s) for s in range(40)]), "engine1")
    assert track[-1][:2] == (0.006, 0.002)
