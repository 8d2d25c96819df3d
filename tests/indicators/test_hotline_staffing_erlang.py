"""Hotline staffing: the next day's calls against the roster, half-hour by half-hour."""

import numpy as np
import pytest

from city.views import CityTime
from indicators.base import Outcome
from indicators.livelihood.hotline_staffing_erlang import INDICATOR, compute
from indicators.methods.half_hours import foretold
from indicators.methods.queues import served_within
from tests.indicators.little_city import NOON, NOW, SHANGHAI, Made, rows, series

HOURS = 4 * 7 * 24
FIRST = int(NOON.astype("datetime64[m]").astype(int)) // 30
STEADY = np.full(HOURS, 200.0)  # a hundred calls in each half-hour
TWENTY_S = {**INDICATOR.parameters, "answer_s": 20.0}


def plan(agents: object, *, shrinkage: float = 0.0, handling_s: float = 180.0, only: slice = slice(None)) -> Made:
    """A roster of so many agents in every half-hour of the local day, or in some of them."""
    half = np.arange(48)[only]
    return rows(
        "hotline.roster", np.broadcast_to(np.asarray(agents, dtype=float), half.shape),
        thing=[f"all/{one}" for one in half], half_hour=half, handling_s=handling_s, shrinkage=shrinkage,
    )  # fmt: skip


def found_of(made: Made, calls: np.ndarray = STEADY, parameters: dict[str, float] = TWENTY_S) -> Outcome:
    return compute(series(calls, 60), made.table(), NOW, parameters)


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def test_a_worked_staffing():
    """As pyworkforce prints it: 14 agents answer 88.8 % of 100 calls of 3 minutes within 20 s; 20 are on the roster."""
    found = found_of(plan(20, shrinkage=0.3))
    assert found.value[0] == pytest.approx(88.83500191794669)
    assert (found.companions["needed"][0], found.companions["staffed"][0]) == (14, 14)
    assert found.companions["roster"][0] == 20
    assert found.companions["greatest_gap"][0] == 0
    assert found.companions["calls_24h"][0] == 4800
    assert band_of(found) == 0
    assert found.greatest() == ()


def test_too_few_agents_are_missed_in_hours():
    found = found_of(plan(12))
    assert found.companions["greatest_gap"][0] == 2
    assert found.companions["missing_h"][0] == 48
    np.testing.assert_allclose(
        found.value[0] / 100,
        served_within(np.array([10.0]), np.array([12.0]), within_s=20.0, handling_s=np.array([180.0]))[0],
    )


def test_more_calls_than_agents_can_take_are_answered_by_nobody():
    found = found_of(plan(10))
    assert found.value[0] == 0
    assert band_of(found) == 3


def test_the_worst_half_hour_counts_and_is_named_by_the_local_clock():
    """Noon of UTC is 20:00 in the city; at 09:30 only eleven come."""
    agents = np.full(48, 20.0)
    agents[19] = 11
    found = found_of(plan(agents))
    assert found.companions["worst_half_hour"][0] == 9.5
    assert [one.thing for one in found.greatest()] == ["09:30"]
    assert found.greatest()[0].amount == 1.5
    assert found.greatest()[0].note["en"].startswith("100 calls, 14 agents needed, 11 there")
    assert found.companions["in_time_24h_pct"][0] > found.value[0] + 20


def test_the_half_hour_that_runs_is_the_first():
    later = CityTime(NOON + np.timedelta64(29, "m"), SHANGHAI)
    agents = np.full(48, 20.0)
    agents[40] = 0
    found = compute(series(STEADY, 60), plan(agents).table(), later, TWENTY_S)
    assert found.companions["worst_half_hour"][0] == 20.0
    assert found.value[0] == 0


def test_only_the_city_has_a_value():
    found = found_of(plan(20))
    assert np.isnan(found.value[1:]).all()
    assert found.greatest(1) == ()


def test_skills_are_pooled_and_their_times_weighed_by_agents():
    """Fifteen agents at 120 s and five at 360 s take 180 s a call."""
    both = rows(
        "hotline.roster", [15.0] * 48 + [5.0] * 48, half_hour=[*range(48)] * 2, shrinkage=0,
        handling_s=[120.0] * 48 + [360.0] * 48,
    )  # fmt: skip
    np.testing.assert_allclose(found_of(both).value, found_of(plan(20)).value)


def test_half_hours_that_nobody_planned_are_unknown():
    found = found_of(plan(20, only=slice(0, 12)))
    assert found.coverage is not None
    assert found.coverage[0] == 0.25
    assert found.companions["calls_24h"][0] == 1200
    assert np.isnan(found_of(plan([], only=slice(0, 0))).value).all()


@pytest.mark.parametrize(("handling_s", "shrinkage"), [(0.0, 0.0), (180.0, 1.0), (180.0, -0.1), (np.nan, 0.0)])
def test_an_impossible_plan_is_none(handling_s: float, shrinkage: float):
    assert np.isnan(found_of(plan(20, handling_s=handling_s, shrinkage=shrinkage)).value[0])


def test_where_nobody_calls_nobody_is_needed():
    found = found_of(plan(0), calls=np.zeros(HOURS))
    assert found.value[0] == 100
    assert found.companions["needed"][0] == 0


def test_the_next_day_is_like_the_same_weekday():
    """Four weeks whose Tuesdays are twice as full; noon of the Monday is now, so midnight on is Tuesday in the city."""
    at = series(STEADY, 60).at
    tuesday = ((NOW.local(at).astype("datetime64[D]").astype(int) + 3) % 7) == 1
    found = foretold(series(np.where(tuesday, 400.0, 200.0), 60), FIRST)
    np.testing.assert_allclose(found[:8], 100)
    np.testing.assert_allclose(found[8:], 200)


def test_a_louder_day_makes_the_next_louder_but_not_without_end():
    louder, storm = STEADY.copy(), STEADY.copy()
    louder[-24:], storm[-24:] = 300, 4000
    np.testing.assert_allclose(foretold(series(louder, 60), FIRST)[0], 150)
    np.testing.assert_allclose(foretold(series(storm, 60), FIRST)[0], 200)


def test_before_a_week_is_known_the_last_days_are_taken():
    young = STEADY.copy()
    young[: -3 * 24] = np.nan
    np.testing.assert_allclose(foretold(series(young, 60), FIRST), 100)
    assert np.isnan(foretold(series(np.full(HOURS, np.nan), 60), FIRST)).all()


@pytest.mark.parametrize("handling_s", [7201.0, 1e12, np.inf])
def test_a_row_that_plans_for_endless_calls_is_not_believed(handling_s: float):
    assert np.isnan(found_of(plan(20, handling_s=handling_s)).value[0])
    mistyped = plan(np.full(1, 20.0), handling_s=handling_s, only=slice(7, 8))
    assert found_of(mistyped).coverage == pytest.approx(0)


def test_millions_of_agents_are_not_believed():
    assert np.isnan(found_of(plan(1e9)).value[0])


def test_a_half_hour_says_of_which_day_it_is_and_how_far_ahead():
    """It is 20:00 in the city: the half-hours up to midnight are today's, that of 09:30 is tomorrow's."""
    agents = np.full(48, 20.0)
    agents[[19, 45]] = 11
    found = found_of(plan(agents))
    assert {one.thing: one.title for one in found.greatest()} == {
        "22:30": {"zh": "今日22:30", "en": "22:30 today"}, "09:30": {"zh": "明日09:30", "en": "09:30 tomorrow"},
    }  # fmt: skip
    assert found.companions["worst_in_h"][0] == 2.5
    assert "14 agents needed, 11 there (14 to be rostered, 11 are)" in found.greatest()[0].note["en"]
