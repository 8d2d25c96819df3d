import numpy as np
import pytest
from statsmodels.tsa.seasonal import STL

from indicators.methods.seasonal import decomposed, modified_z, without_holes


@pytest.mark.parametrize("period", [12, 24])
def test_it_is_the_stl_of_statsmodels_within_its_jumps(period: int):
    at = np.arange(20 * period)
    course = 5 + 0.01 * at + np.sin(2 * np.pi * at / period) + np.random.default_rng(1).normal(0, 0.1, at.size)
    exact = STL(course, period=period, seasonal=10 * at.size + 1, seasonal_deg=0, robust=True).fit()
    ours = decomposed(course, period)
    np.testing.assert_allclose(ours.season, exact.seasonal, atol=5e-3)
    np.testing.assert_allclose(ours.trend, exact.trend, atol=5e-3)


def test_a_wild_last_value_is_no_measure_of_itself():
    at = np.arange(24 * 14)
    course = 3 + np.sin(2 * np.pi * at / 24) + np.random.default_rng(3).normal(0, 0.1, at.size)
    usual = course[-1]
    course[-1] += 2
    parts = decomposed(course, 24)
    np.testing.assert_allclose(parts.trend[-1] + parts.season[-1], usual, atol=0.3)


def test_the_parts_add_up():
    course = np.random.default_rng(2).uniform(0, 5, 200)
    parts = decomposed(course, 24)
    np.testing.assert_allclose(parts.trend + parts.season + parts.rest, course)


def test_a_spike_stays_in_the_rest():
    at = np.arange(24 * 14)
    course = 3 + np.sin(2 * np.pi * at / 24)
    course[200] += 10
    parts = decomposed(course, 24)
    np.testing.assert_allclose(parts.rest[200], 10, atol=0.1)
    assert np.abs(np.delete(parts.rest, 200)).max() < 0.1


def test_the_modified_score_by_hand():
    """Median 3, deviations 2, 1, 0, 1, 6: their median is 1."""
    sample = np.array([1.0, 2.0, 3.0, 4.0, 9.0])
    np.testing.assert_allclose(modified_z(9, sample), 0.6745 * 6)
    np.testing.assert_allclose(modified_z(1, sample), -0.6745 * 2)


def test_where_most_are_alike_the_mean_deviation_stands_in():
    np.testing.assert_allclose(modified_z(5, np.array([0.0, 0, 0, 0, 5])), 0.797885 * 5 / 1)
    assert np.isnan(modified_z(0, np.zeros(5)))


def test_holes_take_the_mean_of_their_place():
    np.testing.assert_array_equal(without_holes(np.array([1.0, 5, 3, np.nan, np.nan, 9]), 2), [1, 5, 3, 7, 2, 9])
    assert np.isnan(without_holes(np.array([1.0, np.nan]), 2)[1])
