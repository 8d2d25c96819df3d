"""The past of an indicator: trends with gaps, and what is usual at an hour."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from live.measures.past import STEP, Past, step_of
from live.measures.usual import usual, usual_course
from tests.live.builders import NOON

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_trend_has_gaps_where_nothing_was_known() -> None:
    past = Past(areas=1)
    past.keep(NOON - timedelta(minutes=30), np.array([1.0]))
    past.keep(NOON, np.array([3.0]))
    last = past.series(NOON, hours=1).values[:, 0]
    np.testing.assert_array_equal(last, [np.nan, 1.0, np.nan, 3.0])


def test_what_was_looked_back_on_hour_by_hour_is_a_course_and_longer_gaps_stay() -> None:
    past = Past(areas=1)
    for minutes, value in ((240, 9.0), (120, 1.0), (60, 3.0), (0, 5.0)):
        past.keep(NOON - timedelta(minutes=minutes), np.array([value]))
    past.join(NOON, hours=4)
    trend = past.series(NOON, hours=4).values[:, 0]
    np.testing.assert_array_equal(trend[-9:], np.arange(1.0, 5.5, 0.5))
    assert np.isnan(trend[:-9]).all()


def test_nothing_is_usual_before_a_week_is_known() -> None:
    past = Past(areas=1)
    for day in range(1, 7):
        past.keep(NOON - timedelta(days=day), np.array([5.0]))
    assert usual(past, NOON, SHANGHAI, 1) is None


def test_the_usual_is_of_this_hour_alone_and_one_wild_day_does_not_move_it() -> None:
    past = Past(areas=2)
    for day in range(27, 0, -1):
        past.keep(NOON - timedelta(days=day, hours=6), np.array([1000.0, 1000.0]))
        past.keep(NOON - timedelta(days=day), np.array([500.0 if day == 3 else 50.0 + day % 5, np.nan]))
    found = usual(past, NOON, SHANGHAI, 1)
    assert found is not None
    low, middle, high = found
    alone = usual(past, NOON, SHANGHAI, 1, city_alone=True)
    assert alone is not None
    assert [one.tolist() for one in alone] == [[low[0]], [middle[0]], [high[0]]]
    assert 49 < low[0] < middle[0] < high[0] < 56
    assert np.isnan([low[1], middle[1], high[1]]).all()


def test_a_share_is_never_usually_more_than_all() -> None:
    past = Past(areas=1)
    for day in range(27, 0, -1):
        past.keep(NOON - timedelta(days=day), np.array([100.0 - day % 3]))
    found = usual(past, NOON, SHANGHAI, 1)
    assert found is not None
    assert found[2][0] == 100


@pytest.mark.parametrize("quiet", [3, 4, 5])
def test_what_is_usual_of_days_of_two_sorts_holds_both(quiet: int) -> None:
    past, saturday = Past(areas=1), NOON + timedelta(days=1)
    days = [day for day in range(1, 28) if (saturday - timedelta(days=day)).astimezone(SHANGHAI).weekday() >= 5]
    for i, day in enumerate(days[::-1]):
        for step in range(-4, 5):
            level = 64.0 if i < quiet else 90.0
            past.keep(saturday - timedelta(days=day) + step * STEP, np.array([level + step / 4]))
    found = usual(past, saturday, SHANGHAI, 0)
    assert len(days) == 7
    assert found is not None
    assert found[0][0] <= 65
    assert found[2][0] >= 88


def test_what_is_usual_is_never_narrower_than_what_can_be_seen() -> None:
    past = Past(areas=1)
    for day in range(27, 0, -1):
        past.keep(NOON - timedelta(days=day), np.array([40.0]))
    for digits, half in ((0, 0.25), (2, 0.0025)):
        found = usual(past, NOON, SHANGHAI, digits)
        assert found is not None
        assert [one[0] for one in found] == pytest.approx([40 - half, 40, 40 + half])


def test_a_weekend_is_held_against_weekends_once_enough_are_known() -> None:
    past, saturday = Past(areas=1), NOON + timedelta(days=1)
    for day in range(27, 0, -1):
        at = saturday - timedelta(days=day)
        past.keep(at, np.array([10.0 if at.weekday() >= 5 else 90.0]))
    weekend, workday = usual(past, saturday, SHANGHAI, 1), usual(past, NOON, SHANGHAI, 1)
    assert weekend is not None
    assert workday is not None
    assert (weekend[1][0], workday[1][0]) == (10.0, 90.0)


def test_the_course_of_the_usual_says_at_every_step_what_is_usual_then() -> None:
    past, now = Past(areas=2), NOON + timedelta(hours=6)  # a Friday evening; in Shanghai it is Saturday
    for step in range(27 * 96, -1, -1):
        at = now - step * STEP
        weekend = at.astimezone(SHANGHAI).weekday() >= 5
        past.keep(at, np.array([0.0, at.hour + 100.0 * weekend + at.day % 7 / 10]))
    steps = step_of(now) + np.array([-48, -9, 0, 16])
    low, high = usual_course(past, 1, steps, SHANGHAI, 1)
    for i, step in enumerate([-48, -9, 0]):
        found = usual(past, now + step * STEP, SHANGHAI, 1)
        assert found is not None
        assert (low[i], high[i]) == (found[0][1], found[2][1])
    assert max(low[0], low[1]) < 24
    assert low[2] > 100
    assert 121 < (low[3] + high[3]) / 2 < 123
    assert np.isnan(usual_course(Past(areas=1), 0, steps, SHANGHAI, 1)).all()


def test_a_value_of_four_weeks_ago_does_not_come_back_as_new() -> None:
    past = Past(areas=1)
    past.keep(NOON - timedelta(days=28), np.array([7.0]))
    assert np.isnan(past.series(NOON, hours=24).values).all()


def test_what_was_known_within_a_day_is_what_the_last_day_shows() -> None:
    past, chance = Past(areas=3), np.random.default_rng(5)
    for minutes in range(0, 40 * 60, 7):  # some steps are said again, now known and now not
        at = NOON + timedelta(minutes=minutes)
        past.keep(at, np.where(chance.uniform(size=3) < (0.004, 0.02, 0.5), 1.0, np.nan))
        shown = ~np.isnan(past.series(at, hours=6).values).all(axis=0)
        assert past.known_within(at, hours=6).tolist() == shown.tolist()
    earlier = NOON + timedelta(hours=20)
    shown = ~np.isnan(past.series(earlier, hours=6).values).all(axis=0)
    assert past.known_within(earlier, hours=6).tolist() == shown.tolist()
