"""Hotline and on-time closure: two rates with the same care for few and for none."""

import numpy as np

from indicators.city_management import case_ontime_closure
from indicators.livelihood import hotline_service_level
from tests.indicators.little_city import rows


def test_calls_answered_at_fifteen_seconds_are_answered_at_once():
    offered = rows("hotline.offered", np.ones(100)).sums()
    answered = rows("hotline.answered", [15.0] * 80 + [15.1] * 15).sums()
    found = hotline_service_level.compute(offered, answered)
    assert found.value[0] == 95
    assert found.companions["sl15_pct"][0] == 80
    assert found.companions["abandon_pct"][0] == 5
    assert found.low is not None
    np.testing.assert_allclose(found.low[0], 88.82, atol=0.01)


def test_calls_nobody_answered_are_none_not_unknown():
    found = hotline_service_level.compute(
        rows("hotline.offered", np.ones(40)).sums(), rows("hotline.answered", []).sums()
    )
    assert found.value[0] == 0
    assert np.isnan(found.value[2])


def test_more_answers_than_calls_are_all_calls():
    offered, answered = rows("hotline.offered", np.ones(40)).sums(), rows("hotline.answered", np.ones(41)).sums()
    assert hotline_service_level.compute(offered, answered).value[0] == 100


def test_ten_calls_raise_no_alarm():
    ten = rows("hotline.offered", np.ones(10)).sums()
    found = hotline_service_level.compute(ten, ten)
    assert found.banded is not None
    assert np.isnan(found.banded[0])
    assert found.value[0] == 100


def test_each_area_tells_what_it_missed():
    due = rows("incident.due", [1] * 90 + [0] * 10, leaf=[0] * 90 + [0, 2, 2, 2, 2, 2, 2, 2, 4, 4]).table()
    found = case_ontime_closure.compute(due)
    assert found.value[0] == 90
    assert found.companions["n"][0] == 100
    assert found.companions["missed"].tolist() == [10, 1, 7, 1, 0, 7, 0]
    assert [one.thing for one in found.greatest(area=1)] == ["90"]


def test_few_are_shown_but_not_ranked():
    found = case_ontime_closure.compute(rows("incident.due", [1, 0]).table())
    assert found.value[0] == 50
    assert found.banded is not None
    assert np.isnan(found.banded[0])
