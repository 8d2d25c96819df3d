import numpy as np

from indicators.methods.percentiles import percentiles
from tests.indicators.little_city import AREAS

SHARES = (0.0, 0.25, 0.5, 0.9, 1.0)


def test_they_are_what_numpy_gives_for_each_area_alone():
    chance = np.random.default_rng(7)
    value, leaf = chance.exponential(300, 997), chance.integers(0, AREAS.elsewhere + 1, 997)
    found = percentiles(value, leaf, AREAS, SHARES)
    for at in range(len(AREAS)):
        held = value[AREAS.membership[at, leaf] > 0]
        np.testing.assert_allclose(found[:, at], np.quantile(held, SHARES))


def test_a_percentile_of_too_few_is_unknown():
    found = percentiles(np.array([1.0, 2.0, np.nan, 3.0]), np.array([0, 0, 1, 2]), AREAS, (0.5,), at_least=3)
    np.testing.assert_array_equal(found[0], [2.0, *[np.nan] * 6])
