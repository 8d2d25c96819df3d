"""Volume of requests: a rhythm that goes on is no surge, and what breaks it is."""

import pickle

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.livelihood.hotline_volume_forecast import DAYS, HOURS, INDICATOR, compute
from tests.indicators.little_city import AREAS, series

RHYTHM = np.array([200.0, 210, 205, 220, 250, 100, 75])


def days(seed: int = 1, noise: float = 4.0) -> np.ndarray:
    chance, day = np.random.default_rng(seed), np.arange(DAYS)
    return np.rint(RHYTHM[day % 7] + chance.normal(0, noise, DAYS))


def hours(seed: int = 1) -> np.ndarray:
    chance, hour = np.random.default_rng(seed), np.arange(HOURS)
    return chance.poisson(40 + 30 * np.sin(2 * np.pi * hour / 24) - 10 * (hour % 168 >= 120)).astype(float)


UNKNOWN = np.full(HOURS, np.nan)


def found_of(by_day: np.ndarray, by_hour: np.ndarray = UNKNOWN) -> Outcome:
    return compute(series(by_day, 1440), series(by_hour, 60))


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def test_a_rhythm_that_goes_on_is_no_surge():
    found = found_of(days(), hours())
    assert abs(found.companions["day_z"][0]) < 2
    assert band_of(found) <= 1
    assert found.companions["day_mase"][0] < 1
    assert found.companions["day_naive"][0] == 0
    assert 0.85 <= found.companions["day_covered"][0] <= 1
    assert 0.85 <= found.companions["hour_covered"][0] <= 1


def test_the_next_day_is_foretold_by_its_weekday():
    """Eight whole weeks are over: the next day is the first of the rhythm."""
    found = found_of(days())
    low, high = found.companions["day_low"][0], found.companions["day_high"][0]
    assert found.companions["day_next"][0] == pytest.approx(RHYTHM[0], abs=8)
    assert low < RHYTHM[0] < high
    np.testing.assert_allclose((low + high) / 2, found.companions["day_next"][0])


def test_a_day_beyond_all_expectation_is_critical_and_is_named():
    course = days()
    course[-1] += 60
    found = found_of(course, hours())
    assert band_of(found) == 3
    assert found.greatest()[0].thing == "day"
    assert found.greatest()[0].note["en"].startswith(f"{course[-1]:.0f} came, ")
    assert found.value[0] == found.companions["day_z"][0]


def test_a_surge_of_one_hour_is_seen_in_the_hour():
    course = hours()
    course[-1] += 60
    found = found_of(days(), course)
    assert found.greatest()[0].thing == "hour"
    assert found.value[0] == found.companions["hour_z"][0] > 4


def test_fewer_than_expected_is_no_surge():
    course = days()
    course[-1] = 0
    found = found_of(course)
    assert found.value[0] < -10
    assert band_of(found) == 0


def test_each_area_has_a_rhythm_of_its_own():
    both = np.repeat(days()[:, None], len(AREAS), axis=1)
    both[:, 2] = np.roll(both[:, 2], 3)
    both[-1, 3] += 80
    found = compute(series(both, 1440), series(np.repeat(UNKNOWN[:, None], len(AREAS), axis=1)))
    assert abs(found.value[2]) < 2.5
    assert found.value[3] > 4
    assert found.companions["day_next"][2] == pytest.approx(np.roll(RHYTHM, 3)[0], abs=10)


def test_a_few_silent_days_are_bridged_and_many_are_not():
    few, many = days(), days()
    few[[10, 30]] = np.nan
    many[5:30] = np.nan
    assert abs(found_of(few).value[0]) < 2.5
    assert np.isnan(found_of(many).value[0])


def test_a_newest_day_that_is_unknown_is_judged_by_nobody():
    course = days()
    course[-1] = np.nan
    assert np.isnan(found_of(course).value[0])


def test_the_same_number_every_day_is_expected_to_stay():
    found = found_of(np.full(DAYS, 20.0))
    assert found.value[0] == pytest.approx(0, abs=1e-6)
    assert found.companions["day_next"][0] == pytest.approx(20)
    assert found_of(np.zeros(DAYS)).value[0] == pytest.approx(0, abs=1e-6)


def test_it_can_be_sent_to_another_process():
    found = found_of(days(), hours())
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    np.testing.assert_array_equal(again.value, found.value)
