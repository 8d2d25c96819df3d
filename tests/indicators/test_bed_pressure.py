"""Hospital beds: many beds by how full they are, few by who finds none."""

import numpy as np
import pytest

from city.kinds.health import WARDS
from indicators.base import Outcome
from indicators.health.bed_pressure import INDICATOR, compute, days_until, offered
from indicators.methods.queues import erlang_b
from tests.indicators.little_city import Made, rows

GENERAL, ICU, FEVER = range(len(WARDS))
DAY = 86_400.0


def units(taken: object, open_beds: object, *, ward: object = GENERAL, leaf: object = 0, **more: object) -> Made:
    """Wards with as many admissions as discharges, a fifth of the beds that are taken."""
    turned = np.atleast_1d(np.asarray(taken, dtype=float)) / 5
    about = {"admitted_24h": turned, "discharged_24h": turned, **more}
    return rows("hospital.beds", taken, open_beds=open_beds, ward=ward, leaf=leaf, **about)


def found_of(made: Made, past: Made | None = None) -> Outcome:
    return compute(made.table(), (made if past is None else past).table(), INDICATOR.parameters)


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def course(*daily: float) -> Made:
    """One general ward of a hundred beds, that had so many taken on each day, the newest last."""
    ages = (np.arange(len(daily))[::-1] + 0.5) * DAY
    return rows("hospital.beds", daily, thing=["h/g"] * len(daily), age_s=ages, open_beds=100, ward=GENERAL,
                admitted_24h=5, discharged_24h=5)  # fmt: skip


@pytest.mark.parametrize(("taken", "band"), [(849, 0), (850, 1), (919, 1), (920, 2), (969, 2), (970, 3), (1050, 3)])
def test_on_a_cut_it_is_already_worse(taken: int, band: int):
    found = found_of(units(taken, 1000))
    assert found.value[0] == taken / 10
    assert band_of(found) == band


def test_sums_come_before_the_division():
    found = found_of(units([100, 900], [200, 1000], leaf=[0, 2]))
    np.testing.assert_allclose(found.value[[0, 1, 2]], [100 * 1000 / 1200, 50, 90])
    assert np.isnan(found.value[4])


def test_few_beds_are_judged_by_who_finds_none():
    """Ten beds with eight taken: 80 % is calm for many, but one in eight would find no bed."""
    found = found_of(units([300, 8], [1000, 10], ward=[GENERAL, ICU]))
    blocked = erlang_b(np.array([8.0]), np.array([10.0]))[0]
    np.testing.assert_allclose(found.companions["icu_blocked_pct"][0], 100 * blocked)
    assert blocked > 0.1
    assert band_of(found) == 3
    assert found.companions["icu_pct"][0] == 80
    assert np.isnan(found.companions["fever_pct"][0])
    np.testing.assert_allclose(found.value[0], 100 * 308 / 1010)


@pytest.mark.parametrize(("beds", "by_occupancy"), [(49, 0), (50, 1)])
def test_from_fifty_beds_on_they_are_many(beds: int, by_occupancy: int):
    found = found_of(units(40, beds, ward=ICU))
    assert (found.judged[0] == found.value[0]) == by_occupancy


def test_the_load_is_arrivals_times_stay():
    """Six a day who stay for four days need 24 beds, whoever is there now."""
    np.testing.assert_allclose(offered(np.array([20.0]), np.array([6.0]), np.array([5.0])), 24.0)
    found = found_of(units(20, 24, ward=ICU, admitted_24h=6, discharged_24h=5))
    np.testing.assert_allclose(
        found.companions["icu_blocked_pct"][0], 100 * erlang_b(np.array([24.0]), np.array([24.0]))
    )


def test_a_ward_that_nobody_left_has_those_who_are_there():
    found = found_of(units(8, 10, ward=FEVER, admitted_24h=1, discharged_24h=0))
    np.testing.assert_allclose(
        found.companions["fever_blocked_pct"][0], 100 * erlang_b(np.array([8.0]), np.array([10.0]))
    )


def test_a_steady_rise_reaches_the_limit_when_the_line_does():
    past = course(70, 72, 74, 76, 78, 80, 82).table()
    np.testing.assert_allclose(days_until(92.0, past, INDICATOR.parameters)[0], 5.0)


@pytest.mark.parametrize(
    "daily", [(82, 80, 78, 76, 74, 72, 70), (70.0, 70.1, 70.2, 70.3, 70.4, 70.5, 70.6), (80, 85, 90)]
)
def test_what_falls_or_creeps_or_is_hardly_known_reaches_nothing(daily: tuple[float, ...]):
    assert np.isnan(days_until(92.0, course(*daily).table(), INDICATOR.parameters)[0])


def test_what_is_full_is_full_now():
    assert days_until(92.0, course(95, 95, 95, 95, 95).table(), INDICATOR.parameters)[0] == 0


def test_a_day_without_a_word_breaks_the_line():
    made = course(20, 20, 20, 80, 82, 84, 86)
    np.testing.assert_allclose(
        days_until(92.0, made.only(np.array([0, 1, 3, 4, 5, 6])).table(), INDICATOR.parameters)[0], 3
    )


def test_wards_beyond_the_measure_are_named():
    found = found_of(units([95, 80, 30], [100, 100, 30], leaf=[0, 0, 2]))
    assert [(one.thing, one.amount) for one in found.greatest()] == [("0", 10), ("2", 4.5)]
    assert found.greatest(1)[0].note["en"] == "95/100 beds (95 %)"
    assert found.companions["beds_over"][0] == 14.5


@pytest.mark.parametrize(("taken", "open_beds"), [(5, 0), (-1, 10), (5, -3), (np.nan, 10), (5, np.nan)])
def test_impossible_beds_do_not_count(taken: float, open_beds: float):
    found = found_of(units([taken, 60], [open_beds, 100]))
    assert found.value[0] == 60
    assert found.coverage is not None
    assert found.coverage[0] == 0.5
