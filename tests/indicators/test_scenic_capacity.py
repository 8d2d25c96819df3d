import numpy as np
import pytest

from indicators.base import Outcome
from indicators.economy.scenic_capacity import INDICATOR, compute, opened_at
from tests.indicators.little_city import NOW, Made, rows

NAN = np.nan
HOUR_S = 3600.0


def gates(entered: object, left: object = 0, **more: object) -> Made:
    return rows("scenic.gate", entered, **{"left": left, "capacity": 100, "counted": NAN, **more})


def found(made: Made) -> Outcome:
    return compute(made.table(), NOW, INDICATOR.parameters)


def band(one: Outcome) -> int:
    return int(INDICATOR.bands.of(one.judged, INDICATOR.better)[0])


def test_counting_begins_at_four_in_the_morning_by_the_clocks_of_the_city():
    """It is eight in the evening: sixteen hours ago it was four."""
    assert opened_at(NOW, 4.0) == np.datetime64("2026-03-02T04:00")
    assert opened_at(NOW, 21.0) == np.datetime64("2026-03-01T21:00")
    one = found(gates([50, 7, 1], thing=["a", "a", "a"], age_s=[16 * HOUR_S + 1, 16 * HOUR_S, 60]))
    assert one.value[0] == 8


@pytest.mark.parametrize(("people", "worst"), [(59, 0), (60, 1), (80, 2), (99, 2), (100, 3)])
def test_each_cut_belongs_to_the_worse_side(people: int, worst: int):
    assert band(found(gates(people))) == worst


def test_all_gates_of_a_scenic_area_are_counted_together():
    one = found(gates([30, 40], [0, 20], thing=["lake/east", "lake/west"], age_s=[120, 60]))
    assert one.value[0] == 50
    assert [each.thing for each in one.greatest()] == ["lake"]
    np.testing.assert_allclose(one.companions["full_min"][0], 2.5)


def test_a_camera_corrects_the_gates_and_the_flows_after_it_still_count():
    one = found(gates([30, 10, 5], [0, 0, 1], thing=["a"] * 3, age_s=[300, 200, 100], counted=[NAN, 60, NAN]))
    assert one.companions["inside"][0] == 64


def test_more_who_left_than_came_are_nobody():
    assert found(gates(5, 9)).value[0] == 0


def test_the_time_until_it_is_full_follows_the_last_half_hour():
    """Ten more each five minutes: 50 of 100 inside, so 25 minutes. What came before half an hour does not matter."""
    ages = np.array([3000, 1200, 900, 600, 300, 0]) + 1.0
    one = found(gates([0, 10, 10, 10, 10, 10], thing=["a"] * 6, age_s=ages))
    np.testing.assert_allclose(one.companions["full_min"][0], 25)
    assert one.greatest()[0].note["en"] == "50 of 100 persons, full in 25 min"


def test_one_that_empties_will_not_be_full_and_one_that_is_full_is_full_now():
    emptying = found(gates([50, 0], [0, 10], thing=["a", "a"], age_s=[600, 60]))
    assert np.isnan(emptying.companions["full_min"][0])
    assert found(gates(120)).companions["full_min"][0] == 0


def test_the_fullest_decides_and_districts_have_their_own():
    one = found(gates([50, 90], thing=["a", "b"], leaf=[0, 2], capacity=[100, 200]))
    np.testing.assert_array_equal(one.value[:3], [50, 50, 45])
    np.testing.assert_array_equal(one.companions["inside"][:3], [50, 50, 90])
    np.testing.assert_array_equal(one.companions["visitors"][:3], [140, 50, 90])


def test_without_an_approved_capacity_nothing_is_known():
    assert np.isnan(found(gates(50, capacity=0)).value[0])
    assert np.isnan(found(gates(50, capacity=NAN)).value[0])
