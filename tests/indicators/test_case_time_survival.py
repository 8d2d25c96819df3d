import pickle

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from indicators.base import Outcome
from indicators.city_management.case_time_survival import INDICATOR, compute
from tests.indicators.little_city import Made, rows
from tests.indicators.plausible.case_time_survival import inputs

NAN = np.nan
HOUR_S = 3600.0
DAY_S = 24 * HOUR_S


def received(age_h: object, limit_h: object = 24, level: object = 1, leaf: object = 0) -> Made:
    age = np.atleast_1d(np.asarray(age_h, dtype=float))
    limit = np.broadcast_to(np.asarray(limit_h, dtype=float), age.shape) * HOUR_S
    return rows("incident.received", limit, age_s=age * HOUR_S, serial=np.arange(age.size), level=level, leaf=leaf)


def closed(serial: list[int], took_h: list[float], limit_h: object = 24) -> Made:
    limit = np.broadcast_to(np.asarray(limit_h, dtype=float), (len(serial),)) * HOUR_S
    return rows("incident.closed", np.array(took_h) * HOUR_S, serial=serial, limit_s=limit, thing=serial)


NONE = closed([], [])


def found(came: Made, went: Made = NONE) -> Outcome:
    return compute(came.table(), went.table())


def test_it_is_what_statsmodels_makes_of_the_same_incidents():
    made = inputs(5)
    came, went = made["received"], made["closed"]
    one = found(came, went)
    took, over = came.age_s.copy(), np.isin(came.attributes["serial"], went.attributes["serial"])
    took[went.attributes["serial"].astype(int)] = went.value
    theirs = SurvfuncRight(took / came.value, over)
    upto = np.flatnonzero(theirs.surv_times <= 1)[-1]
    np.testing.assert_allclose(one.value[0], 100 * theirs.surv_prob[upto])
    assert one.low is not None
    np.testing.assert_allclose(one.value[0] - one.low[0], 195.9963984540054 * theirs.surv_prob_se[upto])
    np.testing.assert_allclose(one.companions["median_h"][0], SurvfuncRight(took, over).quantile(0.5) / HOUR_S)
    np.testing.assert_allclose(
        one.companions["levels_p"][0], survdiff(took / came.value, over, came.attributes["level"])[1]
    )


def test_one_closed_at_its_limit_to_the_second_was_closed_in_time():
    came = received(np.full(4, 100.0))
    assert found(came, closed([0, 1, 2, 3], [24, 24, 24.001, 30])).value[0] == 50


def test_open_incidents_are_not_left_out():
    """Two closed in time, two open for four days: half are open at the limit, though all that closed were in time."""
    one = found(received([100, 100, 96, 96]), closed([0, 1], [10, 12]))
    assert one.value[0] == 50
    assert one.companions["open"][0] == 2
    assert one.companions["at_risk"][0] == 2
    assert one.companions["median_h"][0] == 12


def test_one_that_came_in_just_now_is_not_late():
    """Nine closed within ten hours of 24, one open for five: the open one says nothing of the limit."""
    one = found(received([100] * 9 + [5]), closed(list(range(9)), [10] * 9))
    assert one.value[0] == 0


def test_when_nothing_was_watched_until_its_limit_nothing_is_known():
    assert np.isnan(found(received([5, 6, 7]), closed([0], [3])).value[0])


def test_each_incident_has_its_own_limit():
    one = found(received([100, 100], [24, 48]), closed([0, 1], [30, 30], [24, 48]))
    assert one.value[0] == 50


def test_one_without_a_limit_counts_for_the_median_alone():
    one = found(received([100, 100, 100], [24, NAN, NAN]), closed([0, 1, 2], [20, 40, 60], [24, NAN, 50]))
    assert one.companions["n"][0] == 2
    assert one.companions["median_h"][0] == 40
    assert one.value[0] == 50


@pytest.mark.parametrize("count", [29, 30])
def test_fewer_than_thirty_have_no_band(count: int):
    one = found(received(np.full(count, 100.0)), closed([0], [10]))
    assert np.isfinite(one.judged[0]) == (count == 30)
    assert np.isfinite(one.value[0])


@pytest.mark.parametrize(("late", "band"), [(5, 0), (6, 1), (10, 1), (20, 2), (21, 3)])
def test_on_a_cut_it_is_still_well(late: int, band: int):
    took = [30.0] * late + [10.0] * (100 - late)
    one = found(received(np.full(100, 100.0)), closed(list(range(100)), took))
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == band


def test_those_that_are_late_are_listed_by_how_much():
    one = found(received([30, 124, 10, 90], leaf=[0, 0, 0, 2]), closed([3], [50]))
    assert [(each.thing, each.amount, each.note["en"]) for each in one.greatest()] == [
        ("1", 100, "open 124 h, limit 24 h"), ("0", 6, "open 30 h, limit 24 h"),
    ]  # fmt: skip
    np.testing.assert_array_equal(one.companions["late_h"][:3], [106, 106, 0])


def test_a_closing_whose_beginning_nobody_saw_does_not_count():
    one = found(received([100]), closed([0, 77], [30, 5]))
    assert one.value[0] == 100


def test_it_can_be_sent_to_another_process_and_back():
    came, went = received([100, 50]).table(), closed([0], [30]).table()
    sent = pickle.loads(pickle.dumps((came, went)))  # noqa: S301 - our own bytes
    back = pickle.loads(pickle.dumps(compute(*sent)))  # noqa: S301 - our own bytes
    assert back.greatest()[0].thing == "1"
