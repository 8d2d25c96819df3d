import numpy as np
import pytest
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.emergency.heat_health_index import INDICATOR, compute, heat_index_c, heat_index_f, rothfusz, warned
from tests.indicators.little_city import rows, series
from tests.indicators.reference import agrees, case


def weather(
    temp_c: ArrayLike, rh_pct: ArrayLike, hottest_c: ArrayLike = (), past: ArrayLike = (np.nan,), **more: ArrayLike
) -> Outcome:
    air = rows("weather.humidity", rh_pct, temp_c=temp_c, **more).table()
    return compute(air, rows("weather.temperature", hottest_c).sums(), series(past))


def band(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def celsius(fahrenheit: float) -> float:
    return (fahrenheit - 32) / 1.8


def test_the_chart_is_the_bare_regression():
    told, expected = case("heat_index_nws_chart")
    for temp, printed in expected.items():
        humidity = np.array(told["rh_pct"][: len(printed)], dtype=np.float64)
        agrees("heat_index_nws_chart", rothfusz(np.full(len(printed), float(temp)), humidity), printed)


def test_the_printed_example_is_met():
    told, _ = case("heat_index_ops")
    agrees("heat_index_ops", heat_index_f(np.array(told["temp_f"]), np.array(told["rh_pct"])))
    found = weather(celsius(96), 65)
    np.testing.assert_allclose(found.value[0], celsius(121), atol=0.3)
    assert found.level is not None
    assert (band(found), INDICATOR.levels[int(found.level[0])]["en"]) == (2, "Danger")


def test_the_algorithm_is_not_the_chart_where_it_is_very_humid():
    """82 °F at 95 %: (95 − 85) ÷ 10 · (87 − 82) ÷ 5 = 1 more."""
    temp, humidity = np.array([82.0, 82.0, 88.0]), np.array([95.0, 85.0, 95.0])
    np.testing.assert_allclose(heat_index_f(temp, humidity) - rothfusz(temp, humidity), [1, 0, 0], atol=1e-12)


def test_very_dry_air_feels_cooler():
    """95 °F at 5 %: (13 − 5) ÷ 4 · √(17 ÷ 17) = 2 less; beyond 112 °F nothing."""
    temp, humidity = np.array([95.0, 95.0, 113.0]), np.array([5.0, 13.0, 5.0])
    np.testing.assert_allclose(rothfusz(temp, humidity) - heat_index_f(temp, humidity), [2, 0, 0], atol=1e-12)


def test_below_eighty_the_simple_form_averaged_with_the_temperature_speaks():
    """70 °F at 50 %: Steadman 0.5 · (70 + 61 + 2.4 + 4.7) = 69.05, and with 70 averaged 69.525."""
    np.testing.assert_allclose(heat_index_f(np.array([70.0]), np.array([50.0])), [69.525])


def test_just_at_eighty_the_regression_begins():
    """The simple average reaches 80 °F where 1.05 t − 5.15 + 0.0235 h does."""
    temp = (80 + 5.15 - 0.0235 * 50) / 1.05
    below, above = heat_index_f(np.array([temp - 1e-6, temp + 1e-6]), np.array([50.0, 50.0]))
    np.testing.assert_allclose([below, above], [80, rothfusz(np.array(temp), np.array(50.0))], atol=1e-4)


def test_the_hotter_of_two_stations_speaks():
    found = weather([30, 36], [50, 50], thing=["a", "b"], leaf=[0, 1])
    assert found.greatest()[0].thing == "b"
    assert (found.companions["temp_c"][0], found.companions["temp_c"][1]) == (36, 36)
    assert found.greatest()[0].note["en"] == "36.0 °C, 50 % humidity"
    np.testing.assert_allclose(found.value[0], heat_index_c(np.array(36.0), np.array(50.0)))


@pytest.mark.parametrize(
    ("hottest", "warning", "worse"), [(34.9, 0, 0), (35, 1, 1), (37, 2, 2), (39.9, 2, 2), (40, 3, 3)]
)
def test_the_statutory_warning_is_the_least_that_is_shown(hottest: float, warning: int, worse: int):
    found = weather(20, 50, hottest)
    assert (found.companions["warning"][0], band(found)) == (warning, worse)
    assert warned(np.array([hottest]))[0] == warning


def test_the_heat_index_may_be_worse_than_the_warning():
    found = weather(34, 80, 34)
    assert (found.companions["warning"][0], band(found)) == (0, 3)


@pytest.mark.parametrize(("felt", "worse"), [(26.69, 0), (26.7, 1), (39.39, 1), (39.4, 2), (51.69, 2), (51.7, 3)])
def test_a_value_on_a_cut_is_the_worse_band(felt: float, worse: int):
    assert INDICATOR.bands.of(np.array([felt]), INDICATOR.better)[0] == worse


def test_hours_of_danger_are_counted_and_unknown_ones_are_not():
    assert weather(30, 50, past=[39.3, 39.4, 45, np.nan, 20]).companions["danger_h"][0] == 2
    assert np.isnan(weather(30, 50, past=[np.nan]).companions["danger_h"][0])


@pytest.mark.parametrize(("temp", "humidity"), [(np.nan, 50), (30, np.nan), (30, -1), (30, 101)])
def test_without_both_it_is_unknown_even_when_warned(temp: float, humidity: float):
    found = weather(temp, humidity, 41)
    assert np.isnan(found.value[0])
    assert band(found) == -1


@pytest.mark.parametrize(("temp_c", "rh_pct"), [(42.0, 90.0), (60.0, 100.0), (61.0, 1.0), (1e12, 50.0), (-61.0, 50.0)])
def test_air_that_never_was_is_not_believed(temp_c: float, rh_pct: float):
    found = weather(temp_c, rh_pct)
    assert np.isnan([found.value[0], found.judged[0]]).all()
    assert weather([temp_c, 30.0], [rh_pct, 50.0], thing=["a", "b"]).companions["temp_c"][0] == 30.0


def test_the_dampest_and_the_driest_air_that_was_are_believed():
    """Dhahran, 8 July 2003: 42 °C and a dew point of 35; Kuwait, 54 °C and next to no moisture."""
    assert np.isfinite(weather(42.0, 68.0).value[0])
    assert np.isfinite(weather(54.0, 0.0).value[0])
