"""Three rates in one: who waits is not late yet, and who was not asked says nothing."""

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.livelihood.ticket_three_rates import INDICATOR, compute
from tests.indicators.little_city import rows

HOUR = 3600.0


def found_of(
    *, after_min: list[float], solved: int, back: int, closed: int | None = None, satisfied: object = None,
    open_age_h: list[float] | None = None, parameters: dict[str, float] | None = None,
) -> Outcome:  # fmt: skip
    """Requests answered after so many minutes of a promised hour, and some that nobody answered, so many hours old."""
    waiting = open_age_h or []
    names = [f"T{one}" for one in range(len(after_min) + len(waiting))]
    ages = [100 * HOUR] * len(after_min) + [hours * HOUR for hours in waiting]
    opened = rows("ticket.opened", np.ones(len(names)), thing=names, age_s=ages, type=1, caller=1, transferred=0)
    contacted = rows("ticket.contacted", after_min, thing=names[: len(after_min)], limit_min=60, type=1)
    content = [1.0] * solved + [0.0] * (back - solved) if satisfied is None else satisfied
    called = rows("ticket.called_back", [1.0] * solved + [0.0] * (back - solved), satisfied=content, type=1)
    done = rows("ticket.closed", np.ones(back if closed is None else closed), type=1)
    tables = [one.table() for one in (opened, contacted, called, done)]
    return compute(*tables, parameters or INDICATOR.parameters)


def test_a_worked_index():
    """80 of 100 in time, 90 of 100 solved, 50 of 100 content: .8^.2 * .9^.4 * .5^.4."""
    found = found_of(after_min=[60] * 80 + [60.5] * 20, solved=90, back=100, satisfied=[1.0] * 50 + [0.0] * 50)
    np.testing.assert_allclose(found.value[0], 0.8**0.2 * 0.9**0.4 * 0.5**0.4)
    assert found.companions["response_pct"][0] == 80
    np.testing.assert_allclose(found.companions["solving_low_pct"][0], 82.5634, atol=1e-3)
    assert [one.thing for one in found.greatest()] == ["satisfaction", "response", "solving"]
    np.testing.assert_allclose(np.exp(-found.companions["short"][0]), found.value[0])


def test_to_the_minute_is_in_time():
    assert found_of(after_min=[60.0], solved=1, back=1).companions["response_pct"][0] == 100
    assert found_of(after_min=[60.01], solved=1, back=1).companions["response_pct"][0] == 0


def test_who_waits_is_late_only_from_the_limit_on():
    found = found_of(after_min=[10.0] * 3, open_age_h=[0.5, 1.0, 1.01, 50], solved=1, back=1)
    assert found.companions["response_pct"][0] == 60


def test_while_nobody_was_ever_answered_no_limit_is_known():
    found = found_of(after_min=[], open_age_h=[100.0] * 40, solved=40, back=40)
    assert np.isnan(found.value[0])


@pytest.mark.parametrize(("closed", "known"), [(50, 1), (51, 0)])
def test_three_of_five_must_be_called_back(closed: int, known: int):
    found = found_of(after_min=[10.0] * 40, solved=30, back=30, closed=closed)
    assert np.isnan(found.value[0]) != known
    assert found.coverage is not None
    np.testing.assert_allclose(found.coverage[0], 30 / closed)
    assert (INDICATOR.bands.of(found.judged, INDICATOR.better)[0] >= 0) == known


def test_a_caller_who_does_not_say_whether_content_is_not_discontent():
    found = found_of(after_min=[10.0] * 40, solved=40, back=40, satisfied=[1.0] * 30 + [np.nan] * 10)
    assert found.companions["satisfaction_pct"][0] == 100
    assert found.value[0] == 1


def test_few_are_shown_without_a_band():
    found = found_of(after_min=[10.0] * 40, solved=29, back=29)
    assert found.value[0] == 1
    assert np.isnan(found.judged[0])


def test_nobody_content_is_an_index_of_nothing():
    found = found_of(after_min=[10.0] * 40, solved=40, back=40, satisfied=[0.0] * 40)
    assert found.value[0] == 0
    assert INDICATOR.bands.of(found.judged, INDICATOR.better)[0] == 3
    assert found.greatest()[0].thing == "satisfaction"


@pytest.mark.parametrize(("good", "band"), [(90, 0), (85, 1), (75, 2), (74, 3)])
def test_three_equal_rates_are_their_own_index(good: int, band: int):
    found = found_of(after_min=[1.0] * good + [99.0] * (100 - good), solved=good, back=100)
    assert found.value[0] == good / 100
    assert INDICATOR.bands.of(found.judged, INDICATOR.better)[0] == band


@pytest.mark.parametrize(("value", "band"), [(0.9, 0), (0.89, 1), (0.85, 1), (0.84, 2), (0.75, 2), (0.74, 3)])
def test_on_a_cut_it_is_still_good(value: float, band: int):
    assert INDICATOR.bands.of(np.array([value]), INDICATOR.better)[0] == band


def test_a_city_may_weigh_otherwise():
    only = {**INDICATOR.parameters, "weight_response": 1.0, "weight_solving": 0.0, "weight_satisfaction": 0.0}
    found = found_of(after_min=[10.0] * 30 + [90.0] * 10, solved=0, back=40, parameters=only)
    np.testing.assert_allclose(found.value[0], 0.75)
