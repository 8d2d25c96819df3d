import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes, Excess_Risk

from indicators.methods.empirical_bayes import empirical_bayes
from tests.indicators.reference import agrees, case


def test_the_counties_of_north_carolina_are_as_esda_has_them():
    given, expected = case("eb_sids")
    found = empirical_bayes(np.array(given["events"], dtype=float), np.array(given["base"], dtype=float))
    agrees("eb_sids", found.smoothed[:5], expected["eb_first5"])
    agrees("eb_sids", (found.own / found.mean)[:5], expected["excess_risk_first5"])


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_esda_gives(seed: int):
    chance = np.random.default_rng(seed)
    base = chance.integers(20, 2000, 60).astype(float)
    events = chance.poisson(base * chance.gamma(2, 0.02, 60)).astype(float)
    found = empirical_bayes(events, base)
    np.testing.assert_allclose(found.smoothed, Empirical_Bayes(events, base).r.ravel())
    np.testing.assert_allclose(found.own / found.mean, Excess_Risk(events, base).r.ravel())


def test_by_hand():
    """Rates 0.1 and 0.3, mean 0.2, variance 0.01 less 0.2/100: w is 0.008 by (0.008 + 0.002)."""
    found = empirical_bayes(np.array([10.0, 30.0]), np.array([100.0, 100.0]))
    np.testing.assert_allclose(found.weight, 0.8)
    np.testing.assert_allclose(found.smoothed, [0.12, 0.28])
    np.testing.assert_allclose(found.relative, [0.6, 1.4])


def test_rates_that_differ_by_chance_are_all_the_mean():
    found = empirical_bayes(np.array([1.0, 2.0]), np.array([100.0, 100.0]))
    np.testing.assert_array_equal(found.weight, 0)
    np.testing.assert_allclose(found.relative, 1)


def test_the_more_a_rate_rests_on_the_less_it_is_drawn():
    base = np.array([10.0, 100.0, 1000.0, 1000.0])
    found = empirical_bayes(base * [0.3, 0.3, 0.3, 0.05], base)
    assert (np.diff(found.weight[:3]) > 0).all()
    assert (found.smoothed[:3] < 0.3).all()
    assert found.smoothed[3] > 0.05


def test_what_has_no_base_has_no_rate_and_moves_no_other():
    events, base = np.array([5.0, 1.0, 9.0]), np.array([10.0, 20.0, 30.0])
    found = empirical_bayes(np.append(events, [3.0, 3.0]), np.append(base, [0.0, np.nan]))
    np.testing.assert_array_equal(np.isnan(found.smoothed), [False, False, False, True, True])
    np.testing.assert_allclose(found.smoothed[:3], empirical_bayes(events, base).smoothed)


def test_where_nothing_happened_there_is_no_risk_to_compare():
    found = empirical_bayes(np.zeros(2), np.ones(2))
    np.testing.assert_array_equal(found.smoothed, 0)
    assert np.isnan(found.relative).all()
    assert np.isnan(empirical_bayes(np.zeros(0), np.zeros(0)).mean)
