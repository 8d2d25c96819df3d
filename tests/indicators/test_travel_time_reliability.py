import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.traffic.travel_time_reliability import INDICATOR, buffer_index, compute, is_workday, ranked
from tests.indicators.little_city import NOON, NOW, Made, rows
from tests.indicators.reference import agrees, case

DAY_S, QUARTER_S = 86_400.0, 900.0
# It is Monday, 2 March 2026, 20:00 in the city; these are the workdays before it, the newest first.
WORKDAYS = tuple(back for back in range(1, 28) if is_workday(np.array([20_514 - back]))[0])


def corridor(minutes: ArrayLike, *, name: str = "a", leaf: int = 0, later_s: float = 0, free_min: float = 10) -> Made:
    """A corridor at a quarter to eight in the evening on the workdays before today, the newest first."""
    took = 60.0 * np.asarray(minutes, dtype=np.float64)
    age_s = DAY_S * np.array(WORKDAYS[: took.size]) + QUARTER_S - later_s
    return rows(
        "corridor.travel_time", took, thing=[name] * took.size, leaf=leaf, age_s=age_s, free_flow_s=60 * free_min
    )


def both(one: Made, other: Made) -> Made:
    return rows(
        "corridor.travel_time", [*one.value, *other.value], thing=[*one.thing, *other.thing],
        leaf=[*one.leaf, *other.leaf], age_s=[*one.age_s, *other.age_s],
        free_flow_s=[*one.attributes["free_flow_s"], *other.attributes["free_flow_s"]],
    )  # fmt: skip


def reliability(made: Made) -> Outcome:
    return compute(made.table(), NOW, INDICATOR.parameters)


def test_the_buffer_of_the_guide_is_met():
    told, expected = case("buffer_index")
    mean = np.array([told["mean_tt_min"]])
    p95 = mean * (1 + told["buffer_index"])
    agrees("buffer_index", [p95[0] - mean[0], p95[0]], [expected["buffer_min"], expected["p95_min"]])
    np.testing.assert_allclose(buffer_index(p95, mean), told["buffer_index"])


def test_nineteen_days_are_reckoned_by_hand():
    """1 to 19 minutes more than 11: the 95th percentile lies 0.95 · 18 = 17.1 places up, at 29.1; the mean is 21."""
    found = reliability(corridor(11 + np.arange(1, 20)))
    assert len(WORKDAYS) >= 19
    np.testing.assert_allclose(found.value[0], 2.91)
    np.testing.assert_allclose(found.companions["buffer_index"][0], 8.1 / 21)
    np.testing.assert_allclose(found.companions["tti"][0], 2.1)
    assert found.companions["days"][0] == 19


def test_fifteen_days_are_enough_and_fourteen_are_not():
    assert reliability(corridor(np.full(15, 20))).value[0] == 2
    found = reliability(corridor(np.full(14, 20)))
    assert np.isnan(found.value[0])
    assert found.coverage is not None
    assert found.coverage[0] == 0


def test_weekends_do_not_count():
    days = np.arange(1, 28)
    age_s = DAY_S * days + QUARTER_S
    free = np.isin(days, WORKDAYS)
    made = rows("corridor.travel_time", np.where(free, 900, 9000), thing=["a"] * 27, age_s=age_s, free_flow_s=600)
    assert reliability(made).value[0] == 1.5


def test_the_days_are_the_citys_own():
    """23:30 UTC on a Sunday is Monday morning in Shanghai, and 16:30 UTC on a Friday is Saturday."""
    monday, saturday = NOON - np.timedelta64(12, "h"), np.datetime64("2026-02-27T16:30")
    local = NOW.local(np.array([monday - np.timedelta64(30, "m"), saturday]))
    np.testing.assert_array_equal(is_workday(local.astype("datetime64[D]").astype(np.int64)), [True, False])


def test_each_quarter_of_an_hour_stands_for_itself_and_the_worst_speaks():
    calm, busy = corridor(np.full(19, 12)), corridor(np.full(19, 25), later_s=-QUARTER_S)
    found = reliability(both(calm, busy))
    assert found.value[0] == 2.5
    assert found.greatest()[0].note["en"].startswith("plan 25 min from 19:30, 10 when free")


def test_several_times_of_one_quarter_are_one_day():
    early, late = corridor(np.full(15, 10)), corridor(np.full(15, 30), later_s=300)
    found = reliability(both(early, late))
    assert (found.value[0], found.companions["days"][0]) == (2, 15)


def test_an_area_has_its_worst_corridor_and_the_worst_days_are_told():
    bad = [20.0] * 16 + [41, 42, 43]
    found = reliability(both(corridor(bad, name="bad", leaf=1), corridor(np.full(19, 15), name="good", leaf=2)))
    assert found.greatest()[0].thing == "bad"
    np.testing.assert_allclose(found.value[2], 1.5)
    assert found.value[0] == found.value[1]
    assert found.greatest()[0].note["en"].endswith("2-03 43, 2-04 42, 2-05 41 min")


@pytest.mark.parametrize(("pti", "band"), [(1.49, 0), (1.5, 1), (2, 2), (2.99, 2), (3, 3)])
def test_a_value_on_a_cut_is_the_worse_band(pti: float, band: int):
    found = reliability(corridor(np.full(15, 10 * pti)))
    assert INDICATOR.bands.of(np.round(found.value, 9), INDICATOR.better)[0] == band


def test_impossible_times_are_no_days():
    assert np.isnan(reliability(corridor([-5.0, *[10.0] * 14])).value[0])
    assert np.isnan(reliability(corridor(np.full(15, 10), free_min=0)).value[0])


@given(st.lists(st.floats(1, 1e4), min_size=1, max_size=25), st.floats(0, 1))
def test_percentiles_are_those_of_numpy(values: list[float], share: float):
    rising = np.array([[*sorted(values), np.nan, np.nan]])
    np.testing.assert_allclose(ranked(rising, share), [np.quantile(values, share)])
