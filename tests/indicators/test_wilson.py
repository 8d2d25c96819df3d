import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from indicators.methods.wilson import bandable, percent, wilson_pct


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R binom::binom.confint(methods = "wilson")
        (18, 20, 0.6989663547715128, 0.972133518786232),
        (4, 20, 0.0806576625797981, 0.4160174322518935),
        (4, 200, 0.00780442641634947, 0.0502870869058263),
    ],
)
def test_the_interval_is_the_one_that_r_gives(part: float, whole: float, low: float, high: float):
    found = wilson_pct(np.array([part], dtype=float), np.array([whole], dtype=float))
    np.testing.assert_allclose(np.ravel(found), [100 * low, 100 * high], rtol=0, atol=1e-6)


def test_the_interval_is_the_one_that_statsmodels_gives():
    whole = np.arange(1.0, 400.0).repeat(5)
    part = np.floor(whole * np.tile([0.0, 0.2, 0.5, 0.97, 1.0], 399))
    theirs = proportion_confint(part, whole, method="wilson")
    np.testing.assert_allclose(wilson_pct(part, whole), 100 * np.array(theirs), rtol=0, atol=1e-9)


def test_of_nothing_nothing_is_known():
    nothing = np.zeros(1)
    assert np.isnan([percent(nothing, nothing), *wilson_pct(nothing, nothing)]).all()


def test_a_few_are_not_banded():
    np.testing.assert_array_equal(bandable(np.array([50.0, 50.0]), np.array([29.0, 30.0])), [np.nan, 50.0])
