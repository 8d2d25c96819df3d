import numpy as np

from indicators.base import Outcome
from indicators.city_management.streetlight_availability import INDICATOR, compute
from tests.indicators.little_city import Made, rows

NAN = np.nan


def circuits(value: list[float], lamps: object = 100, main_road: object = 1, **more: object) -> Made:
    return rows("lamp.lit", value, lamps=lamps, main_road=main_road, **more)


def found(made: Made) -> Outcome:
    return compute(made.table(), INDICATOR.parameters)


def band(one: Outcome) -> int:
    return int(INDICATOR.bands.of(one.judged, INDICATOR.better)[0])


def test_lamp_minutes_are_summed_before_they_are_divided():
    """A small circuit that is out does not outweigh a large one: 90 of 110 lamps, for a quarter of an hour each."""
    one = found(circuits([90, 0], lamps=[100, 10]))
    np.testing.assert_allclose(one.value[0], 100 * 90 / 110)
    assert one.denominator is not None
    assert one.denominator[0] == 110 * 15
    assert one.companions["dark_lamp_min"][0] == 20 * 15


def test_ninety_eight_on_a_main_road_is_normal_and_ninety_six_elsewhere():
    assert band(found(circuits([98]))) == 0
    assert band(found(circuits([97.9]))) == 1
    assert band(found(circuits([96], main_road=0))) == 0
    assert band(found(circuits([95.9], main_road=0))) == 1
    assert band(found(circuits([93]))) == 2
    assert band(found(circuits([92.9]))) == 3


def test_the_worse_class_of_road_decides():
    one = found(circuits([100, 90], main_road=[1, 0]))
    assert one.value[0] == 95
    assert one.companions["main_pct"][0] == 100
    assert one.companions["other_pct"][0] == 90
    assert one.judged[0] == 92
    assert np.isnan(found(circuits([90])).companions["other_pct"][0])


def test_lamps_that_burn_when_they_need_not_make_good_for_none():
    assert found(circuits([150, 50])).value[0] == 75


def test_five_dark_lamps_are_a_fault_four_are_not():
    one = found(circuits([95, 96], thing=["a", "b"]))
    assert one.companions["faults"][0] == 1
    assert one.companions["dark_now"][0] == 9


def test_what_is_dark_now_is_told_by_the_newest_report_alone():
    one = found(circuits([0, 100, 0], thing=["a", "a", "b"], age_s=[1000, 100, 1801]))
    assert one.companions["dark_now"][0] == 0
    np.testing.assert_allclose(one.value[0], 100 / 3)


def test_each_circuit_is_listed_once_with_its_whole_night():
    one = found(circuits([0, 100, 40], thing=["a", "a", "b"], age_s=[1000, 100, 50], leaf=[0, 0, 2]))
    assert [(each.thing, each.amount, each.note["en"]) for each in one.greatest()] == [
        ("a", 1500, "0 of 100 dark now"), ("b", 900, "60 of 100 dark now"),
    ]  # fmt: skip


def test_a_circuit_without_lamps_or_without_word_does_not_count():
    one = found(circuits([50, 5, NAN], lamps=[100, 0, 100]))
    assert one.value[0] == 50
    assert one.coverage is not None
    np.testing.assert_allclose(one.coverage[0], 1 / 3)
