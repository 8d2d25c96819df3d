import numpy as np
import pytest
from scipy.stats import poisson

from city.readings import Floats
from indicators.base import Outcome
from indicators.emergency.police_call_anomaly import INDICATOR, Asked, at_least, by_service, compute, unusual
from tests.indicators.little_city import AREAS, rows, series

HOURS = 9 * 168
NO_CALLS = rows("call.emergency", np.zeros(0), service=0)
ASKED = Asked(period=168, hours=8 * 168, holes=0.1)


def rhythm(last: float | None = None, seed: int = 1, scale: float = 1) -> Floats:
    """Nine weeks of hours, the newest of which may be told."""
    hour = np.arange(HOURS)
    usual = 20 + 10 * np.sin(2 * np.pi * hour / 24) + 4 * (hour % 168 > 120)
    counts = np.random.default_rng(seed).poisson(scale * usual).astype(np.float64)
    counts[-1] = counts[-1] if last is None else last
    return counts


def anomaly(counts: Floats) -> Outcome:
    return compute(series(counts), NO_CALLS.table(), INDICATOR.parameters)


def band(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def test_a_usual_hour_is_normal_and_a_flood_of_calls_is_critical():
    usual, flood = anomaly(rhythm(21)), anomaly(rhythm(120))
    assert abs(usual.value[0]) < 2.5
    assert band(usual) == 0
    assert flood.value[0] > 5
    assert band(flood) == 3
    np.testing.assert_allclose(flood.companions["expected"][0], 21.4, rtol=0.1)
    assert flood.companions["observed"][0] == 120
    assert flood.companions["upper_p"][0] < 1e-9


def test_silence_is_unusual_too_but_not_critical_for_want_of_calls():
    found = anomaly(rhythm(0, scale=5))
    assert found.value[0] < -5
    assert band(found) == 2
    assert found.companions["upper_p"][0] == 1


def test_expected_and_rest_make_up_what_was_observed():
    found = anomaly(rhythm(60)).companions
    np.testing.assert_allclose(np.log1p(found["observed"]), np.log(found["trend"] * found["season"]) + found["rest"])
    np.testing.assert_allclose(found["expected"], found["trend"] * found["season"] - 1)


def test_eight_weeks_must_be_known():
    counts = rhythm()
    assert np.isnan(unusual(counts[-8 * 168 + 1 :], ASKED)).all()
    assert not np.isnan(unusual(counts[-8 * 168 :], ASKED)).any()
    began_late = np.where(np.arange(HOURS) < 168 + 1, np.nan, counts)
    assert np.isnan(unusual(began_late, ASKED)).all()


def test_a_few_holes_are_bridged_and_many_are_not():
    counts = rhythm(120)
    few, many = counts.copy(), counts.copy()
    few[500:548] = np.nan
    many[500:700] = np.nan
    np.testing.assert_allclose(unusual(few, ASKED)[0], unusual(counts, ASKED)[0], rtol=0.2)
    assert np.isnan(unusual(many, ASKED)).all()


def test_an_hour_not_listened_to_is_unknown():
    counts = rhythm()
    counts[-1] = np.nan
    assert np.isnan(anomaly(counts).value[0])


def test_where_nobody_ever_calls_nothing_is_known():
    assert np.isnan(anomaly(np.zeros(HOURS)).value[0])


@pytest.mark.parametrize(("z", "worse"), [(2.49, 0), (2.5, 1), (3.5, 2), (4.99, 2), (5, 3)])
def test_a_value_on_a_cut_is_the_worse_band(z: float, worse: int):
    assert INDICATOR.bands.of(np.array([z]), INDICATOR.better)[0] == worse


def test_the_tail_is_that_of_poisson():
    observed, expected = np.array([0.0, 1, 5, 40, 200]), np.array([2.5, 0.1, 5, 20, 100])
    np.testing.assert_allclose(at_least(observed, expected), poisson.sf(observed - 1, expected), rtol=1e-9)


def test_calls_are_counted_by_service_area_and_whole_hour():
    """An hour and a minute ago is the hour before the last; half an hour ago is the last; now is none yet."""
    calls = rows(
        "call.emergency", np.ones(4), age_s=[3660, 1800, 1800, 0], leaf=[0, 0, 2, 0], service=[1, 1, 1, 1]
    ).table()
    past = series(rhythm())
    found = by_service(calls, past, 1, 672)
    assert found.shape == (672, len(AREAS))
    np.testing.assert_array_equal(found[-2:, [0, 1, 2]], [[1, 1, 0], [2, 1, 1]])
    assert by_service(calls, past, 0, 672).sum() == 0


def test_the_service_that_is_called_so_often_is_named():
    chance = np.random.default_rng(3)
    hours = np.repeat(np.arange(672), 8)
    ages = np.concatenate([3600.0 * hours + chance.uniform(1, 3599, hours.size), chance.uniform(1, 3599, 90)])
    service = np.concatenate([chance.integers(0, 3, hours.size), np.full(90, 1)])
    calls = rows("call.emergency", np.ones(ages.size), age_s=ages, leaf=0, service=service).table()
    found = compute(series(rhythm()), calls, INDICATOR.parameters)
    assert found.greatest()[0].thing == "119"
    assert found.companions["z_119"][0] > 5
    assert abs(found.companions["z_110"][0]) < 5
    assert np.isnan(found.companions["z_119"][2])
