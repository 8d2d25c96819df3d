"""Sensors that are stuck, spike or drift are found; those that only follow the weather are not."""

import numpy as np
import pytest

from indicators.base import Better
from indicators.infrastructure import sensor_drift_detection
from indicators.methods.sensor_faults import modified_z, neighbours_median, on_steps, page_hinkley, stuck
from tests.indicators.little_city import Made, rows

STEPS, SENSORS = 36, 200
PARAMETERS = sensor_drift_detection.INDICATOR.parameters


def weather(seed: int = 1) -> np.ndarray:
    """What sensors say that all follow the same weather, each with its own noise and its own offset."""
    chance = np.random.default_rng(seed)
    shared = 15 + 5 * np.sin(np.arange(STEPS) / 8) + np.cumsum(chance.normal(0, 0.2, STEPS))
    return shared + chance.normal(0, 0.3, (SENSORS, STEPS)) + chance.normal(0, 1, (SENSORS, 1))


def made(table: np.ndarray) -> Made:
    age_s = np.broadcast_to((STEPS - 1 - np.arange(STEPS)) * 600.0 + 300.0, table.shape)
    thing = np.repeat(np.arange(len(table)), STEPS)
    places = np.random.default_rng(0).uniform(0, 0.2, (len(table), 2))
    return rows(
        "weather.temperature", table.ravel(), thing=thing, leaf=0, age_s=age_s.ravel(), lon=places[thing, 0],
        lat=places[thing, 1],
    )  # fmt: skip


def found(table: np.ndarray) -> dict[str, str]:
    """The faulty sensors by name, and what is wrong with them."""
    nothing = made(weather()).only(np.array([], dtype=np.intp)).table()
    views = dict.fromkeys(sensor_drift_detection.INDICATOR.inputs, nothing)
    outcome = sensor_drift_detection.compute(PARAMETERS, **{**views, "weather_temperature": made(table).table()})
    return {one.thing: one.note["en"].partition(",")[0] for one in outcome.greatest(most=SENSORS)}


def test_sound_sensors_are_left_alone():
    assert len(found(weather())) <= SENSORS * 0.01


def test_each_fault_is_told_from_the_others():
    table = weather()
    table[3] = table[3, 0]
    table[4, -1] += 30
    table[5, 12:] += np.arange(STEPS - 12) * 0.6
    faults = found(table)
    assert [faults[f"{sensor}/weather.temperature"] for sensor in (3, 4, 5)] == ["stuck", "spike", "drift"]
    assert len(faults) <= 3 + SENSORS * 0.01


def test_a_cloudburst_over_all_is_no_spike():
    table = weather()
    table[:, -1] += 30
    assert "spike" not in found(table).values()


def test_a_gauge_that_says_nought_all_day_is_not_stuck():
    table = weather()
    table[7] = 0.0
    assert found(table).get("7") != "stuck"


def test_levels_of_water_are_not_held_against_one_another():
    assert "water.level" not in sensor_drift_detection.INDICATOR.kinds


@pytest.mark.parametrize(("faulty", "band"), [(1, 0), (2, 1), (5, 2), (10, 3)])
def test_a_share_on_a_cut_is_in_the_worse_band(faulty: int, band: int):
    """Normal is below 2 %, critical from 10 % on."""
    table = np.tile(np.arange(STEPS) % 2, (100, 1)).astype(np.float64)
    table[:faulty] = 0.5
    nothing = made(weather()).only(np.array([], dtype=np.intp)).table()
    views = dict.fromkeys(sensor_drift_detection.INDICATOR.inputs, nothing)
    outcome = sensor_drift_detection.compute(PARAMETERS, **{**views, "weather_temperature": made(table).table()})
    assert outcome.value[0] == faulty
    assert sensor_drift_detection.INDICATOR.bands.of(outcome.judged, Better.LOWER)[0] == band


def test_a_sensor_with_gaps_is_judged_by_what_it_said():
    table = np.array([[1.0, np.nan, 1.0, np.nan, 1.0], [1.0, 2.0, 1.0, 1.0, 1.0]])
    np.testing.assert_array_equal(stuck(table, 3), [True, True])
    np.testing.assert_array_equal(stuck(table, 4), [False, False])


def test_the_last_value_of_a_step_counts():
    grid = on_steps(np.array([0, 0, 0]), np.array([650.0, 100.0, 500.0]), np.array([7.0, 9.0, 8.0]), 1, 600.0, 3)
    np.testing.assert_array_equal(grid, [[np.nan, 7.0, 9.0]])


def test_neighbours_are_the_nearest_three_and_never_oneself():
    lon, lat = np.array([0.0, 0.1, 0.2, 0.3, 9.0]), np.zeros(5)
    around = neighbours_median(np.array([[100.0], [1.0], [2.0], [3.0], [50.0]]), lon, lat)
    assert around[0, 0] == 2
    assert np.isnan(neighbours_median(np.ones((3, 1)), lon[:3], lat[:3])).all()


@pytest.mark.parametrize("way", [1, -1])
def test_page_hinkley_finds_a_shift_either_way_and_no_mere_noise(way: int):
    noise = np.random.default_rng(2).normal(0, 1, (50, 60))
    shifted = noise.copy()
    shifted[:, 30:] += way * 4
    assert page_hinkley(shifted, 0.5, 12).mean() > 0.9
    assert page_hinkley(noise, 0.5, 12).mean() < 0.05


def test_a_spike_is_told_by_the_spread_of_the_sensor_itself():
    z = modified_z(np.array([[1.0, 2, 3, 2, 1, 2, 3, 22], [1.0, 20, 9, 40, 30, 5, 15, 22]]))
    assert z[0] > 5 > abs(z[1])
    assert np.isnan(modified_z(np.array([[5.0, 5, 5, 5, 5, 5, 5, 6]]))[0])


def test_rows_ahead_of_now_are_left_out():
    found = on_steps(np.zeros(3, dtype=np.intp), np.array([-700.0, 5.0, 605.0]), np.array([9.0, 2.0, 1.0]), 1, 600.0, 3)
    np.testing.assert_array_equal(found, [[np.nan, 1.0, 2.0]])
