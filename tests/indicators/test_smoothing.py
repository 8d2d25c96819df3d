"""Smoothing: the figures of Hyndman and Athanasopoulos, and statsmodels' own."""

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import ExponentialSmoothing, Holt, SimpleExpSmoothing

from indicators.methods.smoothing import Weights, begun, decomposed, fitted, foretold, holt, holt_winters, ses
from tests.indicators.reference import agrees, case

# Air passengers of Australia, in millions (Hyndman and Athanasopoulos, 7.2).
AIR = np.array(
    [17.5534, 21.86, 23.8866, 26.9293, 26.8885, 28.8314, 30.0751, 30.9535, 30.1857, 31.5797, 32.577569, 33.477398,
     39.021581, 41.386432, 41.596552]
)  # fmt: skip


def test_oil_is_smoothed_as_printed():
    told, _ = case("ses_oil")
    agrees("ses_oil", ses(np.array(told["y"]), told["alpha"]))


def test_air_passengers_go_on_as_printed():
    level, trend = holt(AIR, 0.8, 0.2)
    np.testing.assert_allclose(level + trend * np.arange(1, 6), [43.76, 45.59, 47.43, 49.27, 51.10], atol=0.01)


@pytest.mark.parametrize("seed", [1, 2])
def test_both_are_those_of_statsmodels(seed: int):
    chance = np.random.default_rng(seed)
    course = np.cumsum(chance.normal(1, 3, (30, 2)), axis=0) + 50
    for one in range(2):
        simple = SimpleExpSmoothing(course[:, one], initialization_method="known", initial_level=course[0, one]).fit(
            smoothing_level=0.3, optimized=False
        )
        np.testing.assert_allclose(ses(course, 0.3)[one], simple.forecast(1)[0])
        start = {"initial_level": course[0, one], "initial_trend": course[1, one] - course[0, one]}
        line = Holt(course[:, one], initialization_method="known", **start).fit(
            smoothing_level=0.6, smoothing_trend=0.25, optimized=False
        )
        level, trend = holt(course, 0.6, 0.25)
        np.testing.assert_allclose(level[one] + trend[one] * np.arange(1, 4), line.forecast(3))


def test_where_the_recursion_begins_is_told_apart():
    """Begun on the second value the passengers go on at 43.80, not at the printed 43.76."""
    level, trend = holt(AIR, 0.8, 0.2, first=1)
    np.testing.assert_allclose(level + trend, 43.80, atol=0.005)


def test_a_straight_line_goes_on_straight():
    level, trend = holt(np.arange(10.0), 0.5, 0.3, first=1)
    assert (level, trend) == (pytest.approx(9.0), pytest.approx(1.0))


def weekly(seed: int, weeks: int = 8, areas: int = 3) -> np.ndarray:
    chance, day = np.random.default_rng(seed), np.arange(7 * weeks)
    rhythm = np.array([40.0, 42, 41, 44, 50, 20, 15])[day % 7]
    return (rhythm + 0.2 * day)[:, None] * np.arange(1, areas + 1) + chance.normal(0, 2, (len(day), areas))


def of_statsmodels(course: np.ndarray) -> ExponentialSmoothing:
    level, trend, rhythm = begun(course, 7)
    return ExponentialSmoothing(
        course, trend="add", damped_trend=True, seasonal="add", seasonal_periods=7, initialization_method="known",
        initial_level=level, initial_trend=trend, initial_seasonal=rhythm,
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_holt_winters_is_that_of_statsmodels(seed: int):
    course = weekly(seed)
    found = holt_winters(course, 7, Weights(0.3, 0.1, 0.2, 0.9))
    for one in range(course.shape[1]):
        theirs = of_statsmodels(course[:, one]).fit(
            smoothing_level=0.3, smoothing_trend=0.1, smoothing_seasonal=0.2, damping_trend=0.9, optimized=False
        )
        np.testing.assert_allclose(found[:-1, one], theirs.fittedvalues)
        np.testing.assert_allclose(found[-1, one], theirs.forecast(1)[0])


def test_the_fitted_weights_err_less_than_others():
    course = weekly(4)[:, 0]

    def error(weights: Weights) -> float:
        return float(((holt_winters(course, 7, weights)[:-1] - course) ** 2).sum())

    best = error(fitted(course, 7))
    for other in (Weights(0.1, 0.05, 0.05, 0.95), Weights(0.5, 0.1, 0.3, 0.9), Weights(0.9, 0.5, 0.9, 0.98)):
        assert best <= error(other) + 1e-6


def test_a_rhythm_of_hours_is_found_again():
    """Four weeks of hours that go by the hour of the week: the last week is expected to within the noise."""
    chance, hour = np.random.default_rng(7), np.arange(4 * 168)
    usual = 30 + 15 * np.sin(2 * np.pi * hour / 24) + 8 * (hour % 168 >= 120)
    course = (usual + chance.normal(0, 1, len(hour)))[:, None]
    expected = decomposed(course, 168)
    assert np.abs(expected[-169:-1, 0] - usual[-168:]).mean() < 1.2
    assert np.isnan(expected[:169]).all()
    changed = course.copy()
    changed[-1] += 500
    np.testing.assert_allclose(decomposed(changed, 168)[-2], expected[-2])


def test_what_is_worse_than_last_season_is_not_believed():
    course = weekly(5)
    good, bad = holt_winters(course, 7, fitted(course[:, 0], 7)), np.zeros((57, 3))
    assert not foretold(course, good, 7, 28).naive.any()
    found = foretold(course, bad, 7, 28)
    assert found.naive.all()
    np.testing.assert_array_equal(found.expected[-1], course[-7])
    np.testing.assert_array_equal(found.expected[-2], course[-8])


def test_the_newest_step_does_not_widen_its_own_interval():
    course = weekly(6)
    spiked = course.copy()
    spiked[-1] += 1000
    weights = Weights(0.3, 0.1, 0.2, 0.9)
    calm, found = (foretold(one, holt_winters(one, 7, weights), 7, 28) for one in (course, spiked))
    np.testing.assert_array_equal(found.sd, calm.sd)
    np.testing.assert_array_equal(found.expected[-2], calm.expected[-2])
    assert (found.covered >= 0.85).all()


def test_the_error_is_relative_to_that_of_last_season():
    course = weekly(8)
    expected = np.full((57, 3), np.nan)
    expected[7:] = course[:50]
    np.testing.assert_allclose(foretold(course, expected, 7, 28).mase, 1.0)
    halved = expected.copy()
    halved[7:56] = (course[7:] + course[:49]) / 2
    np.testing.assert_allclose(foretold(course, halved, 7, 28).mase, 0.5)
