"""Syndromic surveillance: EARS as the other software reckons it, and what sites that say nothing must not do."""

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.health.ears_syndromic import INDICATOR, compute
from indicators.methods.ears import C1_LAG, C2_LAG, baseline, c3, statistic, weekday_ratio
from tests.indicators.little_city import NOW
from tests.indicators.plausible.daily import daily
from tests.indicators.reference import agrees, case

Z_95 = 1.6448536269514722
WEEK = [4.0, 6, 5, 5, 4, 6, 5]  # mean 5, sample sd .8165
QUIET = [5.0, 4, 6, 5, 4, 6, 5, 4, 6, 5]


def found_of(*told: list[float], leaf: object = 0, channel: object = 0) -> Outcome:
    names = [f"s{one}/c" for one in range(len(told))]
    return compute(
        daily("syndromic.count", told, thing=names, leaf=leaf, channel=channel).table(), NOW, INDICATOR.parameters
    )


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def test_the_upper_limit_is_the_one_of_the_surveillance_package():
    told, _ = case("ears_c1_newport")
    mean, sd = baseline(np.array(told["counts_weeks_from_2010W46"], dtype=float), C1_LAG)
    agrees("ears_c1_newport", (mean + Z_95 * sd)[-told["evaluate_last"] :])


def test_c1_takes_the_week_before_and_c2_leaves_two_days_out():
    counts = np.array([*WEEK, 50.0, 50.0, 7.0])
    np.testing.assert_allclose(statistic(counts, C2_LAG)[-1], 2.0 / np.sqrt(4 / 6))
    week = np.array([5.0, 5, 4, 6, 5, 50, 50])
    np.testing.assert_allclose(statistic(counts, C1_LAG)[-1], (7 - week.mean()) / week.std(ddof=1))
    assert np.isnan(statistic(counts, C2_LAG)[8])
    assert not np.isnan(statistic(counts, C2_LAG)[9])


def test_a_week_without_spread_counts_as_half_a_person():
    assert statistic(np.array([3.0] * 9 + [4.0]), C2_LAG)[-1] == 2


def test_c3_adds_what_three_days_exceeded_one_by():
    np.testing.assert_allclose(c3(np.array([1.5, -3.0, 2.0]))[-1], 0.5 + 0 + 1.0)
    assert np.isnan(c3(np.array([np.nan, 2.0, 2.0]))[-1])


@pytest.mark.parametrize(("today", "value", "band"), [(5.9, 1.8, 0), (6, 2, 1), (6.4, 2.8, 1), (6.5, 3, 2), (7, 4, 2)])
def test_on_a_cut_it_is_already_worse(today: float, value: float, band: int):
    """Without spread half a person is one of the scale; all days are below the five persons that C3 asks for."""
    found = found_of([5.0 - 2.5] * 11 + [today - 2.5])
    np.testing.assert_allclose(found.value[0], value)
    assert band_of(found) == band


def test_three_on_two_days_is_critical():
    assert band_of(found_of([2.0] * 10 + [3.5, 3.5])) == 3
    assert band_of(found_of([2.0] * 10 + [3.4, 3.5])) == 2
    assert found_of([2.0] * 10 + [3.5, 3.5]).judged[0] == 4


def test_a_slow_rise_is_critical_through_c3_from_five_persons_on():
    """C2 is 1.8 on three days, which is 2.4 beyond one: too little each day, enough together."""
    assert band_of(found_of([4.1] * 9 + [5.0, 5.0, 5.0])) == 3
    assert band_of(found_of([3.1] * 9 + [4.0, 4.0, 4.0])) == 0


def test_the_worst_channel_is_the_areas_and_is_named_with_its_baseline():
    found = found_of([*WEEK, 5, 5, 7], [*WEEK, 5, 5, 6], channel=[2, 5])
    np.testing.assert_allclose(found.value[0], 2.0 / np.sqrt(4 / 6))
    first, second = found.greatest()
    assert (first.thing, second.thing) == ("diarrhoea", "ambulance")
    assert first.note["en"].startswith("7, baseline 5.0 ± 0.8 (days −9 to −3)")
    assert found.companions["channels"][0] == 2


def test_sites_add_up_and_the_district_has_its_own_sum():
    found = found_of([*WEEK, 5, 5, 7], [*WEEK[::-1], 5, 5, 7], leaf=[0, 2])
    total = np.array([*WEEK, 5, 5, 7]) + np.array([*WEEK[::-1], 5, 5, 7])
    np.testing.assert_allclose(found.value[0], statistic(total, C2_LAG)[-1])
    np.testing.assert_allclose(found.value[1], statistic(np.array([*WEEK, 5, 5, 7]), C2_LAG)[-1])
    assert np.isnan(found.value[4])


def test_a_site_that_is_silent_today_does_not_lower_the_city():
    """Half of the patients would be missing; the other site alone is measured by its own past."""
    with_silent = found_of(QUIET, [30.0] * 9 + [np.nan])
    np.testing.assert_allclose(with_silent.value[0], found_of(QUIET).value[0])
    assert with_silent.coverage is not None
    assert with_silent.coverage[0] == 0.5


def test_a_day_that_was_missed_is_no_day_without_patients():
    assert found_of([5.0] * 6 + [np.nan] + [5.0] * 4 + [6.0]).value[0] == found_of([5.0] * 11 + [6.0]).value[0] == 2


def test_too_short_a_past_says_nothing():
    assert np.isnan(found_of([5.0] * 3 + [np.nan] * 4 + [5.0, 5, 9]).value[0])
    assert np.isnan(found_of([5.0, 5, 9]).value[0])


def test_a_newest_day_of_long_ago_is_none():
    made = daily("syndromic.count", [[5.0] * 11 + [9.0]], thing=["s"], leaf=0, channel=0)
    old = made.table()
    later = type(NOW)(NOW.at + np.timedelta64(3, "D"), NOW.zone)
    assert not np.isnan(compute(old, NOW, INDICATOR.parameters).value[0])
    assert np.isnan(compute(old, later, INDICATOR.parameters).value[0])


def test_full_mondays_are_no_outbreak():
    """Eight weeks in which Monday has twice as many: today is a Monday as every other, and no channel stands out."""
    chance = np.random.default_rng(5)
    week = np.array([40.0, 20, 20, 20, 20, 20, 20])
    days = [week[(day + 1) % 7] + chance.normal(0, 1) for day in range(56)]
    assert found_of(days).value[0] < 2
    assert statistic(np.array(days), C2_LAG)[-1] > 2


def test_without_a_pattern_the_days_are_left_as_they_are():
    days = np.random.default_rng(8).poisson(20, 56).astype(float)
    np.testing.assert_array_equal(weekday_ratio(days, np.arange(56) % 7), 1.0)
