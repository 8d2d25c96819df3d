import warnings

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from indicators.methods.survival import Curve, kaplan_meier, log_rank
from tests.indicators.little_city import AREAS

# Remission under 6-MP and placebo, weeks (Freireich 1963), the example of most textbooks; 1 is over, 0 was watched.
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TREATED_OVER = [1] * 9 + [0] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def city(time: object, over: object) -> Curve:
    times = np.asarray(time, dtype=float)
    return kaplan_meier(times, np.asarray(over, dtype=bool), np.zeros(len(times), dtype=np.intp), AREAS)


def test_the_remissions_of_freireich_are_as_printed():
    """Cox and Oakes 1984: 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448; medians 23 and 8 weeks."""
    treated = city(TREATED, TREATED_OVER)
    left = [treated.at(time)[0] for time in (6, 7, 10, 13, 16, 22, 23)]
    np.testing.assert_allclose(left, [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], atol=5e-4)
    assert treated.median()[0] == 23
    assert city(PLACEBO, np.ones(21)).median()[0] == 8


def test_the_two_remissions_differ_as_printed():
    """The log-rank statistic is 16.79."""
    time, over = np.array(TREATED + PLACEBO, dtype=float), np.array(TREATED_OVER + [1] * 21, dtype=bool)
    chi, p = log_rank(time, over, np.repeat([0, 1], 21), np.zeros(42, dtype=np.intp), AREAS)
    np.testing.assert_allclose(chi[0], 16.79, atol=0.005)
    assert p[0] < 1e-4
    np.testing.assert_allclose(chi[[0, 1, 3]], chi[0])
    assert np.isnan(chi[2])


@pytest.mark.parametrize("seed", range(4))
def test_every_area_has_the_curve_that_statsmodels_gives(seed: int):
    chance = np.random.default_rng(seed)
    time, over = np.ceil(chance.exponential(20, 301)), chance.random(301) < 0.7
    leaf = chance.integers(0, 5, 301)
    curve = kaplan_meier(time, over, leaf, AREAS)
    for area in range(len(AREAS)):
        inside = AREAS.membership[area, leaf] > 0
        theirs = SurvfuncRight(time[inside], over[inside])
        mine = (curve.area == area) & (curve.ended > 0)
        np.testing.assert_allclose(curve.left[mine], theirs.surv_prob, atol=1e-12)
        np.testing.assert_allclose(curve.at_risk[mine], theirs.n_risk)
        for at, error in list(zip(theirs.surv_times, theirs.surv_prob_se, strict=True))[:-1]:
            np.testing.assert_allclose(curve.error(at)[area], error, atol=1e-12)
        if not np.isclose(theirs.surv_prob, 0.5).any():
            assert curve.median()[area] == theirs.quantile(0.5)


@pytest.mark.parametrize("groups", [2, 3])
def test_every_area_has_the_test_that_statsmodels_gives(groups: int):
    chance = np.random.default_rng(groups)
    group, leaf = chance.integers(0, groups, 300), chance.integers(0, 5, 300)
    time, over = np.ceil(chance.exponential(20 + 5 * group)), chance.random(300) < 0.7
    chi, p = log_rank(time, over, group, leaf, AREAS)
    for area in range(len(AREAS)):
        inside = AREAS.membership[area, leaf] > 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = survdiff(time[inside], over[inside], group[inside])
        np.testing.assert_allclose([chi[area], p[area]], theirs, rtol=1e-7)


def test_without_open_cases_it_is_the_plain_share_and_the_plain_median():
    curve = city([1, 2, 3, 4], np.ones(4))
    assert [curve.at(time)[0] for time in (0.5, 1, 2.5, 4, 99)] == pytest.approx([1, 0.75, 0.5, 0, 0])
    assert curve.median()[0] == 2.5
    assert city([1, 2], [1, 0]).median()[0] == 1


def test_open_cases_count_as_long_as_they_were_watched():
    """Of four, one ended at 1, one was last seen at 2, one ended at 3: 3/4, then 3/4 · 1/2."""
    curve = city([1, 2, 3, 4], [1, 0, 1, 0])
    assert [curve.at(time)[0] for time in (1, 2, 3, 4)] == pytest.approx([0.75, 0.75, 0.375, 0.375])
    assert [curve.watched(time)[0] for time in (0, 1, 1.5, 4, 5)] == [4, 4, 3, 1, 0]


def test_one_that_ends_when_another_was_last_seen_still_had_it_beside_it():
    assert city([5, 5], [1, 0]).at(5)[0] == 0.5


def test_beyond_what_was_watched_nothing_is_known():
    curve = city([1, 2], [1, 0])
    assert curve.at(2)[0] == 0.5
    assert np.isnan(curve.at(2.1)[0])


def test_of_open_cases_only_there_is_no_median():
    curve = city([3, 4, 5], np.zeros(3))
    assert curve.at(5)[0] == 1
    assert np.isnan(curve.median()[0])
    nothing = np.zeros(3, dtype=np.intp)
    assert np.isnan(log_rank(np.array([3.0, 4, 5]), np.zeros(3, dtype=bool), np.arange(3), nothing, AREAS)[0]).all()


def test_of_nothing_nothing_is_known():
    nothing = city([], [])
    assert np.isnan(nothing.at(0)).all()
    assert np.isnan(nothing.median()).all()
    assert nothing.watched(0).tolist() == [0] * len(AREAS)
