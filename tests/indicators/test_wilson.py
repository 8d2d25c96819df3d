import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from indicators.base import Bands, Better
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


def banded(part: float, whole: float, bands: Bands, better: Better) -> int:
    low, high = wilson_pct(np.array([part]), np.array([whole]))
    return int(bands.of(bandable(low, high, np.array([whole]), bands), better)[0])


@pytest.mark.parametrize(
    ("part", "whole", "band"),
    [
        (29, 29, -1),
        (31, 31, -1),
        (72, 72, -1),
        (73, 73, 0),
        (73, 74, 1),
        (28, 31, -1),
        (27, 31, 1),
        (24, 31, 2),
        (22, 31, 2),
        (20, 31, 3),
    ],
)
def test_a_rate_is_judged_where_it_could_be_good_or_is_bad_for_sure(part: float, whole: float, band: int):
    assert banded(part, whole, Bands(95, 90, 80), Better.HIGHER) == band
    assert banded(whole - part, whole, Bands(5, 10, 20), Better.LOWER) == band


def test_an_easier_cut_of_the_city_needs_fewer():
    assert banded(31, 31, Bands(85, 80, 70), Better.HIGHER) == 0
    assert banded(73, 73, Bands(98, 95, 90), Better.HIGHER) == -1
