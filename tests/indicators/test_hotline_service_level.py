import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from indicators.base import Outcome
from indicators.livelihood.hotline_service_level import INDICATOR, by_half_hour, compute
from tests.indicators.little_city import NOW, Made, rows, series

NAN = np.nan
QUIET = np.zeros(96)


def calls(count: int) -> Made:
    return rows("hotline.offered", np.ones(count))


def answers(*after_s: float) -> Made:
    return rows("hotline.answered", list(after_s))


def found(offered: Made, answered: Made, came: object = QUIET, taken: object = QUIET) -> Outcome:
    return compute(
        offered.sums(), answered.sums(), offered.sums(), answered.sums(), series(came, 15), series(taken, 15), NOW,
        INDICATOR.parameters,
    )  # fmt: skip


def test_calls_answered_at_fifteen_seconds_are_answered_at_once():
    one = found(calls(100), answers(*[15.0] * 80, *[15.1] * 15))
    assert one.value[0] == 95
    assert one.companions["sl15_pct"][0] == 80
    assert one.companions["abandon_pct"][0] == 5
    assert one.companions["quarter_pct"][0] == 95
    assert one.low is not None
    np.testing.assert_allclose(one.low[0], 100 * proportion_confint(95, 100, method="wilson")[0])


def test_calls_nobody_answered_are_none_not_unknown():
    one = found(calls(40), answers())
    assert one.value[0] == 0
    assert np.isnan(one.value[2])


def test_more_answers_than_calls_are_all_calls():
    assert found(calls(40), answers(*[1.0] * 41)).value[0] == 100


@pytest.mark.parametrize("count", [29, 30, 72, 73])
def test_a_few_calls_that_were_all_answered_raise_no_alarm(count: int):
    """Of 73 calls all are needed to show 95 %; of fewer not even all would."""
    one = found(calls(count), answers(*[1.0] * count))
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == (0 if count == 73 else -1)
    assert one.value[0] == 100


@pytest.mark.parametrize(("answered", "band"), [(9600, 0), (9400, 1), (8900, 2), (7900, 3)])
def test_it_is_judged_by_the_lower_bound(answered: int, band: int):
    one = found(calls(10_000), answers(*[1.0] * answered))
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == band


def test_half_hours_are_those_of_the_city():
    """It is eight in the evening: the last two quarters are the half-hour from half past seven."""
    counts = by_half_hour(series(np.repeat([0.0, 3.0, 4.0], [94, 1, 1]), 15), NOW)
    assert counts[39, 0] == 7
    assert counts.sum(axis=0)[0] == 7


def test_the_half_hours_that_lost_most_calls_are_told_and_add_up():
    came, taken = np.full(96, 10.0), np.full(96, 10.0)
    taken[[-1, -2, -5]] = [4, 8, 9]
    one = found(calls(960), answers(*[1.0] * 951), came, taken)
    assert [(each.thing, each.amount, each.note["en"]) for each in one.greatest()] == [
        ("19:30", 8, "8 of 20 calls not answered"), ("18:30", 1, "1 of 20 calls not answered"),
    ]  # fmt: skip
    assert one.companions["lost"][0] == 9


def test_a_call_answered_after_the_quarter_it_came_in_is_not_lost():
    came, taken = QUIET.copy(), QUIET.copy()
    came[-2], taken[-1] = 5, 5
    assert found(calls(5), answers(*[1.0] * 5), came, taken).greatest() == ()


def test_quarters_in_which_nobody_listened_are_no_calls():
    one = found(calls(40), answers(*[1.0] * 40), np.where(np.arange(96) < 48, NAN, 1.0), np.ones(96))
    assert one.coverage is not None
    assert one.coverage[0] == 0.5
    assert one.companions["lost"][0] == 0
