"""Fusion: held to the figures of metap and to scipy's own combination."""

import numpy as np
import pytest
from scipy.stats import combine_pvalues, norm

from indicators.methods.fusion import fisher, quiet_correlations, stouffer, tail_of_ears, tail_of_rise, z_of
from tests.indicators.reference import agrees, case


def test_the_figures_are_those_of_metap():
    told, wanted = case("fisher_stouffer")
    p, none = np.array(told["p"])[:, None], np.zeros((3, 3, 1))
    statistic, fishers = fisher(p)
    z, stouffers = stouffer(z_of(p), np.ones(3), none)
    weighted = stouffer(z_of(p), np.array(told["weights"], dtype=float), none)
    found = [statistic[0], fishers[0], z[0], stouffers[0], weighted[0][0], weighted[1][0]]
    names = ("fisher_stat", "fisher_p", "stouffer_z", "stouffer_p", "weighted_z", "weighted_p")
    agrees("fisher_stouffer", found, [wanted[name] for name in names])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_combines_as_scipy_does(seed: int):
    chance = np.random.default_rng(seed)
    p, weight = chance.uniform(1e-9, 1, (5, 1)), chance.uniform(0.1, 5, 5)
    np.testing.assert_allclose(fisher(p)[1][0], combine_pvalues(p[:, 0], "fisher").pvalue, rtol=1e-9)
    theirs = combine_pvalues(p[:, 0], "stouffer", weights=weight)
    np.testing.assert_allclose(stouffer(z_of(p), weight, np.zeros((5, 5, 1)))[1][0], theirs.pvalue, rtol=1e-9)


def test_two_sources_that_are_one_say_no_more_than_one():
    z = np.array([[2.0], [2.0]])
    assert stouffer(z, np.ones(2), np.ones((2, 2, 1)))[0][0] == pytest.approx(2.0)
    assert stouffer(z, np.ones(2), np.zeros((2, 2, 1)))[0][0] == pytest.approx(2 * np.sqrt(2))


def test_a_source_that_says_nothing_is_left_out():
    z, rho = np.array([[2.0], [np.nan], [1.0]]), np.full((3, 3, 1), 0.5)
    two = stouffer(z[[0, 2]], np.array([1.0, 3.0]), rho[:2, :2])
    assert stouffer(z, np.array([1.0, 9.0, 3.0]), rho) == two
    assert fisher(norm.sf(z)) == fisher(norm.sf(z[[0, 2]]))
    assert np.isnan(stouffer(np.full((2, 1), np.nan), np.ones(2), rho[:2, :2])[0][0])
    assert np.isnan(fisher(np.full((2, 1), np.nan))[1][0])


def test_c2_of_normal_days_gives_p_values_that_are_evenly_spread():
    """Three per cent and not half a per cent of quiet days are beyond 2.4: seven days know little of their spread."""
    chance = np.random.default_rng(3)
    days = chance.normal(100, 10, (200_000, 8))
    statistic = (days[:, 7] - days[:, :7].mean(axis=1)) / days[:, :7].std(axis=1, ddof=1)
    p = tail_of_ears(statistic)
    for share in (0.5, 0.05, 0.01, 0.001):
        assert (p < share).mean() == pytest.approx(share, rel=0.2)


def test_a_week_like_the_last_one_says_a_half():
    assert tail_of_rise(np.array([7.0]), np.array([7.0]))[0] == pytest.approx(0.5)
    np.testing.assert_allclose(tail_of_rise(np.array([3.0, 0.0]), np.array([0.0, 3.0])), [1 / 16, 15 / 16])


def test_correlations_are_of_quiet_days_and_never_below_nothing():
    chance = np.random.default_rng(4)
    one = np.clip(chance.normal(0, 0.5, 45), -1.9, 1.9)
    z = np.stack([one, one + chance.normal(0, 0.02, 45), -one])[:, None, :]
    rho = quiet_correlations(z, 0.3)[:, :, 0]
    assert rho[0, 1] == pytest.approx(0.95)
    assert rho[0, 2] == 0
    spiked = z.copy()
    spiked[2, 0, :3] = 9.0
    np.testing.assert_allclose(quiet_correlations(spiked, 0.3)[0, 1], rho[0, 1])
    np.testing.assert_allclose(
        quiet_correlations(spiked[[0, 1]], 0.3)[0, 1], np.clip(np.corrcoef(z[0, 0], z[1, 0])[0, 1], 0, 0.95)
    )


def test_with_too_few_quiet_days_the_correlation_is_assumed():
    z = np.random.default_rng(5).normal(0, 0.5, (2, 1, 19))
    assert quiet_correlations(z, 0.3)[0, 1, 0] == 0.3
