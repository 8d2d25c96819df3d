"""First-contact resolution: a week is given to everyone, and who comes back was not helped."""

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.livelihood.first_contact_resolution import INDICATOR, back_after_s, compute
from tests.indicators.little_city import Made, rows

DAY = 86_400.0


def contacts(age_d: object, caller: object, transferred: object = 0, kind: object = 1, leaf: object = 0) -> Made:
    age_s = np.asarray(age_d, dtype=float) * DAY
    one = np.ones(np.size(age_s))
    return rows("ticket.opened", one, age_s=age_s, caller=caller, transferred=transferred, type=kind, leaf=leaf)


def found_of(made: Made) -> Outcome:
    return compute(made.table(), INDICATOR.parameters)


def test_who_is_passed_on_or_comes_back_was_not_helped():
    """Five contacts of three weeks ago: one passed on, one came back after two days; the coming back counts, too."""
    found = found_of(contacts([20, 20, 20, 20, 18], [1, 2, 3, 4, 4], [1, 0, 0, 0, 0]))
    assert found.value[0] == 60
    assert found.companions["passed_on"][0] == 1
    assert found.companions["repeated"][0] == 1
    assert found.companions["unsolved"][0] == 2
    assert [one.note["en"] for one in found.greatest()] == ["passed on", "back after 2.0 d"]


def test_passed_on_and_back_again_is_one_request_unsolved():
    found = found_of(contacts([20, 19], [4, 4], [1, 0]))
    assert found.companions["unsolved"][0] == 1
    assert found.value[0] == 50


@pytest.mark.parametrize(("days", "value"), [(7.0, 50), (7.01, 100)])
def test_seven_days_to_the_second_are_within_the_week(days: float, value: float):
    assert found_of(contacts([20, 20 - days], [4, 4])).value[0] == value


def test_another_matter_is_no_repetition():
    assert found_of(contacts([20, 19], [4, 4], kind=[1, 2])).value[0] == 100


def test_who_cannot_be_told_apart_does_not_come_back():
    assert found_of(contacts([20, 19], [np.nan, np.nan])).value[0] == 100


def test_contacts_of_the_last_week_are_still_open():
    """They say nothing of themselves yet, but they tell that an earlier one was not solved."""
    found = found_of(contacts([8, 6], [4, 4]))
    assert found.denominator is not None
    assert found.denominator[0] == 1
    assert found.value[0] == 0
    assert np.isnan(found_of(contacts([6.9, 1], [4, 5])).value).all()


def test_the_window_is_half_open():
    found = found_of(contacts([7, 37, 36.99], [1, 2, 3]))
    assert found.denominator is not None
    assert found.denominator[0] == 2


def test_of_three_contacts_the_first_two_came_back():
    after = back_after_s(np.full(3, 5.0), np.zeros(3), np.array([100.0, 300.0, 200.0]))
    np.testing.assert_array_equal(after, [np.nan, 100.0, 100.0])


def test_it_is_judged_by_the_lower_bound_and_not_below_thirty():
    found = found_of(contacts(np.full(100, 20.0), np.arange(100), [1] * 15 + [0] * 85))
    assert found.value[0] == 85
    assert found.banded is not None
    np.testing.assert_allclose(found.banded[0], 76.7167, atol=1e-3)
    assert INDICATOR.bands.of(found.banded, INDICATOR.better)[0] == 1
    few = found_of(contacts(np.full(29, 20.0), np.arange(29)))
    assert few.value[0] == 100
    assert few.banded is not None
    assert np.isnan(few.banded[0])


def test_a_city_may_give_a_shorter_time():
    made = contacts([20, 16], [4, 4]).table()
    assert compute(made, INDICATOR.parameters).value[0] == 50
    assert compute(made, {"follow_days": 3.0}).value[0] == 100
