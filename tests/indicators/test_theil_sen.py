import numpy as np
import pytest
from scipy.stats import theilslopes

from indicators.methods.theil_sen import theil_sen


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_slope_that_scipy_gives(seed: int):
    chance = np.random.default_rng(seed)
    at, value = chance.choice(40, 25).astype(float), chance.normal(0, 3, 25)
    np.testing.assert_allclose(theil_sen(at, value), theilslopes(value, at).slope)


def test_one_wrong_point_moves_nothing():
    at = np.arange(9.0)
    value = 3 * at
    value[4] = 1e6
    assert theil_sen(at, value) == 3


def test_of_one_moment_no_slope_is_known():
    assert np.isnan(theil_sen(np.array([1.0]), np.array([1.0])))
    assert np.isnan(theil_sen(np.ones(3), np.arange(3.0)))
    assert theil_sen(np.array([0.0, 1.0, np.nan]), np.array([0.0, 2.0, 5.0])) == 2
