"""Multi-point trigger: several weak signs are a strong one, one strong sign alone is never critical."""

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from indicators.base import Outcome
from indicators.health.multi_signal_trigger import INDICATOR, compute
from tests.indicators.little_city import NOW, Made, rows
from tests.indicators.plausible.daily import daily

NO_INFECTIONS = rows("infection.daily", [], imported=[], disease=[])
NO_CASES = rows("infectious.case", [], institution=[], syndrome=[], admitted=[], severe=[], died=[])
WEEK = [4.0, 6, 5, 5, 4, 6, 5]  # mean 5, sample sd .8165
SD = np.sqrt(4 / 6)


def cases(now: int, before: int) -> Made:
    age_s = [86_400.0] * now + [10 * 86_400.0] * before
    about = dict.fromkeys(("institution", "syndrome", "admitted", "severe", "died"), 0)
    return rows("infectious.case", np.ones(now + before), age_s=age_s, **about)


def found_of(*c2: float, of_cases: Made = NO_CASES, infections: Made = NO_INFECTIONS, **parameters: float) -> Outcome:
    """Channels of which each has this C2 today, and too short a past for correlations."""
    told = [[*WEEK, 5, 5, 5 + SD * one] for one in c2]
    names = [f"s/{one}" for one in range(len(c2))]
    counts = daily("syndromic.count", np.reshape(told, (len(c2), 10)), thing=names, leaf=0, channel=range(len(c2)))
    tables = [one.table() for one in (counts, infections, of_cases)]
    return compute(*tables, NOW, {**INDICATOR.parameters, **parameters})


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def test_a_worked_fusion():
    """Two channels of C2 2 and 1, assumed to go together by .3."""
    z = norm.isf(student.sf(np.array([2.0, 1.0]) * np.sqrt(7 / 8), 6))
    found = found_of(2, 1)
    np.testing.assert_allclose(found.companions["z"][0], z.sum() / np.sqrt(2 + 2 * 0.3))
    np.testing.assert_allclose(found.value[0], norm.sf(z.sum() / np.sqrt(2.6)))
    assert [one.thing for one in found.greatest()] == ["fever_clinic", "ili"]
    np.testing.assert_allclose([one.amount for one in found.greatest()], z)
    assert found.coverage is not None
    assert found.coverage[0] == 2 / 8


def test_weak_signs_that_agree_are_a_strong_one():
    alone, together = found_of(1.5, 0, rho=0.0), found_of(1.5, 1.5, 1.5, 1.5, 1.5, 1.5, rho=0.0)
    assert band_of(alone) == 0
    assert together.companions["sources"][0] == 0
    assert together.value[0] < 0.005
    assert band_of(together) == 2


def test_one_strong_source_alone_is_never_critical():
    found = found_of(60, 0.5, rho=0.0)
    assert found.value[0] < 0.001
    assert found.companions["sources"][0] == 1
    assert band_of(found) == 2


def test_two_strong_sources_are_critical():
    found = found_of(12, 12, rho=0.0)
    assert found.companions["sources"][0] == 2
    assert band_of(found) == 3


def test_one_source_is_no_fusion():
    found = found_of(5)
    assert np.isnan(found.value[0])
    assert not np.isnan(found_of(5, of_cases=cases(9, 1)).value[0])


def test_cases_in_institutions_are_a_source():
    calm, risen = found_of(0, of_cases=cases(5, 5)), found_of(0, of_cases=cases(12, 1))
    np.testing.assert_allclose(calm.value[0], 0.5)
    assert risen.value[0] < 0.03
    assert risen.greatest()[0].thing == "institutions"


def test_notified_cases_are_a_source():
    told = [[*WEEK, 5, 5, 9]]
    infections = daily("infection.daily", told, thing=["a/influenza"], leaf=0, imported=0, disease=0)
    found = found_of(0, infections=infections)
    assert found.greatest()[0].thing == "notifications"
    assert found.greatest()[0].note["en"].startswith("p 0.00")


def test_a_source_of_no_weight_says_nothing():
    np.testing.assert_allclose(found_of(1, 9, weight_ili=0.0, rho=0.0).value[0], student.sf(np.sqrt(7 / 8), 6))


def test_channels_that_always_go_together_count_once():
    """Six weeks of two copies of one series: today's rise in both is hardly more than in one."""
    chance = np.random.default_rng(6)
    told = np.repeat(chance.normal(100, 5, (1, 56)), 2, axis=0) + chance.normal(0, 0.01, (2, 56))
    told[:, -1] = 112
    counts = daily("syndromic.count", told, thing=["s/a", "s/b"], leaf=0, channel=[0, 1]).table()
    copies = compute(counts, NO_INFECTIONS.table(), NO_CASES.table(), NOW, INDICATOR.parameters)
    told[1] = chance.permutation(told[1])
    told[1, -1] = 112
    apart = daily("syndromic.count", told, thing=["s/a", "s/b"], leaf=0, channel=[0, 1]).table()
    independent = compute(apart, NO_INFECTIONS.table(), NO_CASES.table(), NOW, INDICATOR.parameters)
    share = [found.companions["z"][0] / found.companions["risen"][0] for found in (copies, independent)]
    np.testing.assert_allclose(share[0], 1 / np.sqrt(2 + 2 * 0.95), rtol=1e-3)
    assert share[1] > 0.6
