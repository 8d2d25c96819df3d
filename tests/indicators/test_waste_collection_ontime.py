import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from indicators.base import Outcome
from indicators.city_management.waste_collection_ontime import INDICATOR, compute
from tests.indicators.little_city import Made, rows

NAN = np.nan


def found(pickups: Made, **parameters: float) -> Outcome:
    return compute(pickups.table(), {**INDICATOR.parameters, **parameters})


def test_two_hours_to_the_minute_before_or_after_are_on_time():
    made = rows("waste.pickup", [1, 1, 1, 1, 0], delay_min=[-120, 120, 120.01, -121, NAN])
    assert found(made).value[0] == 40
    assert found(made, tolerance_min=121).value[0] == 80


def test_a_stop_that_was_not_served_is_missed_however_near_the_lorry_was():
    assert found(rows("waste.pickup", [0, 1], delay_min=[5, 5])).value[0] == 50


def test_the_interval_is_that_of_wilson_and_judged_by_its_lower_bound():
    one = found(rows("waste.pickup", [1] * 198 + [0] * 2, delay_min=0))
    low, high = proportion_confint(198, 200, method="wilson")
    assert one.low is not None
    assert one.high is not None
    assert one.banded is not None
    np.testing.assert_allclose([one.low[0], one.high[0], one.banded[0]], [100 * low, 100 * high, 100 * low])
    assert one.value[0] == 99
    assert INDICATOR.bands.of(one.banded, INDICATOR.better)[0] == 1


@pytest.mark.parametrize(("count", "band"), [(29, -1), (30, -1), (188, -1), (189, 0)])
def test_so_few_that_all_on_time_shows_nothing_are_not_banded(count: int, band: int):
    one = found(rows("waste.pickup", np.ones(count), delay_min=0))
    assert one.value[0] == 100
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == band


@pytest.mark.parametrize(("count", "band"), [(29, -1), (30, 3)])
def test_a_few_of_which_half_are_late_are_red_for_sure(count: int, band: int):
    one = found(rows("waste.pickup", np.arange(count) % 2, delay_min=0))
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == band


def test_the_day_is_a_day_and_the_week_holds_it():
    one = found(rows("waste.pickup", [1, 0, 0], delay_min=0, age_s=[60, 86_400, 86_401]))
    assert one.value[0] == 50
    np.testing.assert_allclose(one.companions["week_pct"][0], 100 / 3)
    assert one.companions["missed"][0] == 1


def test_the_missed_stops_are_listed_with_what_was_wrong():
    made = rows("waste.pickup", [1, 0, 1], delay_min=[0, NAN, 150], thing=["a", "b", "c"], leaf=[0, 0, 2])
    one = found(made)
    assert {(each.thing, each.note["en"]) for each in one.greatest()} == {
        ("b", "nobody came"), ("c", "+150 min off the plan"),
    }  # fmt: skip
    assert [each.thing for each in one.greatest(area=2)] == ["c"]


def test_what_is_unknown_is_neither_served_nor_missed():
    one = found(rows("waste.pickup", [1, NAN], delay_min=[0, NAN]))
    assert one.value[0] == 100
    assert one.coverage is not None
    assert one.coverage[0] == 0.5
