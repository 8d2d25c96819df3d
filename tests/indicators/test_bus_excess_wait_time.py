import numpy as np
import pytest
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.traffic.bus_excess_wait_time import INDICATOR, compute
from tests.indicators.little_city import rows


def buses(headway_min: ArrayLike, planned_min: ArrayLike = 10, **more: ArrayLike) -> Outcome:
    headway_s, planned_s = 60.0 * np.asarray(headway_min), 60.0 * np.asarray(planned_min)
    return compute(rows("bus.headway", headway_s, planned_s=planned_s, **more).table(), INDICATOR.parameters)


def test_bunched_buses_are_reckoned_by_hand():
    """5 and 15 minutes: (25 + 225) ÷ 40 = 6.25 instead of 5."""
    found = buses([5, 15])
    np.testing.assert_allclose(
        [found.companions["awt_min"][0], found.companions["swt_min"][0], found.value[0]], [6.25, 5, 1.25]
    )


def test_buses_on_time_cost_no_wait():
    assert buses([10, 10, 10]).value[0] == 0


def test_an_uneven_timetable_is_no_excess():
    np.testing.assert_allclose(buses([4, 12, 4, 12], [4, 12, 4, 12]).value[0], 0, atol=1e-12)


def test_a_missing_bus_makes_one_gap_of_two():
    """10, 20, 10: 600 ÷ 80 = 7.5 minutes, though the mean headway says 6.7."""
    np.testing.assert_allclose(buses([10, 20, 10]).value[0], 2.5)


def test_the_city_is_made_of_headways_not_of_districts():
    """One stop of 2 and 2, another of 12: (4 + 4 + 144) ÷ 32 = 4.75; a mean of districts would say 3.5."""
    found = buses([2, 2, 12], [2, 2, 12], leaf=[0, 0, 2])
    np.testing.assert_allclose(found.companions["awt_min"][:3], [4.75, 1, 6])


def test_only_routes_of_twelve_minutes_or_oftener_count():
    found = buses([30, 15, 30], [12, 12.5, 25])
    assert found.companions["headways"][0] == 1
    np.testing.assert_allclose(found.value[0], 9)


def test_the_others_are_on_time_from_one_early_to_five_late():
    assert buses([24, 30, 23.9, 30.1], 25).companions["rare_on_time_pct"][0] == 50
    assert np.isnan(buses([24, 30], 25).value[0])
    assert np.isnan(buses([5]).companions["rare_on_time_pct"][0])


@pytest.mark.parametrize(("headway", "planned"), [(0, 10), (-5, 10), (10, 0), (10, np.nan), (np.nan, 10)])
def test_impossible_headways_are_left_out(headway: float, planned: float):
    found = buses([headway, 5, 15], [planned, 10, 10])
    np.testing.assert_allclose(found.value[0], 1.25)
    assert found.coverage is not None
    np.testing.assert_allclose(found.coverage[0], 2 / 3)
    assert np.isnan(buses(headway, planned).value[0])


@pytest.mark.parametrize(("excess", "band"), [(0.99, 0), (1, 1), (2, 2), (2.99, 2), (3, 3)])
def test_a_value_on_a_cut_is_the_worse_band(excess: float, band: int):
    """One headway of h planned p waits (h − p) ÷ 2 too long."""
    found = buses(8 + 2 * excess, 8)
    assert INDICATOR.bands.of(np.round(found.judged, 9), INDICATOR.better)[0] == band


def test_the_greatest_gaps_are_named():
    found = buses([8, 25, 18, 40], [10, 10, 10, 20], thing=["1/up/a", "1/up/b", "2/up/a", "9/up/a"])
    first, second = found.greatest()
    assert (first.thing, second.thing, first.amount) == ("1/up/b", "2/up/a", 15)
    assert first.note["en"] == "a gap of 25.0 min, 10.0 planned"


def test_regular_buses_wait_least():
    """Of all ways to send six buses in an hour, even gaps wait least."""
    chance = np.random.default_rng(1)
    for _ in range(20):
        gaps = chance.dirichlet(np.ones(6)) * 60
        assert buses(gaps).value[0] >= -1e-9


@pytest.mark.parametrize("planned_s", range(721, 1000, 7))
def test_a_bus_on_the_edge_of_its_tolerance_is_on_time(planned_s: int):
    """Five minutes more than planned, or one less, are still kept, whatever minutes of seconds come to in floats."""
    headways = rows("bus.headway", [planned_s + 300, planned_s - 60], planned_s=planned_s).table()
    found = compute(headways, INDICATOR.parameters)
    assert found.companions["rare_on_time_pct"][0] == 100
