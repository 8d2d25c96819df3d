import numpy as np
import pytest

from indicators.environment.aqi_nowcast import compute, nowcast, weight_factor
from tests.indicators.little_city import series
from tests.indicators.reference import agrees, case

NAN = np.nan


def column(values: object) -> np.ndarray:
    return np.asarray(values, dtype=float)[:, None]


def test_it_is_what_the_agency_printed():
    given, _ = case("aqi_nowcast")
    hours = column(given["hourly_oldest_first"])
    agrees("aqi_nowcast", nowcast(hours)[0])
    np.testing.assert_allclose(nowcast(hours)[0], 17.41391942, atol=1e-8)
    assert weight_factor(hours)[0] == 0.5


def test_steady_air_is_the_plain_mean_and_the_newest_hour_counts_most():
    assert nowcast(column(np.full(12, 40.0)))[0] == 40
    rising, falling = np.arange(1.0, 13.0), np.arange(12.0, 0.0, -1.0)
    assert nowcast(column(rising))[0] > rising.mean() > nowcast(column(falling))[0]


def test_clean_air_of_nothing_is_nothing():
    assert nowcast(column(np.zeros(12)))[0] == 0


@pytest.mark.parametrize(
    ("newest", "known"), [((NAN, 5, 5), True), ((5, NAN, 5), True), ((5, 5, NAN), True), ((NAN, NAN, 5), False)]
)
def test_two_of_the_newest_three_hours_are_needed(newest: tuple[float, ...], known: bool):  # noqa: FBT001 - a case
    assert np.isfinite(nowcast(column([5.0] * 9 + list(newest)))[0]) == known


def test_a_missing_hour_is_left_out_and_the_others_keep_their_age():
    """With w of 0.5 and hours 8, -, 4 ago 2, 1, 0: (8 · 0.25 + 4) ÷ 1.25."""
    np.testing.assert_allclose(nowcast(column([NAN] * 9 + [8, NAN, 4]))[0], 4.8)


def test_the_greater_of_the_two_is_the_index_and_is_named():
    one = compute(series(np.full(12, 35.0)), series(np.full(12, 250.0)))
    assert one.value[0] == 150
    assert [each.thing for each in one.greatest()] == ["PM10"]
    assert one.level is not None
    assert one.level[0] == 2


def test_one_of_the_two_is_enough_and_the_coverage_tells():
    one = compute(series(np.full(12, 60.0)), series(np.full(12, NAN)))
    assert one.value[0] == 100
    assert one.coverage is not None
    assert one.coverage[0] == 0.5
    assert np.isnan(one.companions["w_pm10"][0])
