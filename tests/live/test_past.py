"""The past of an indicator: trends with gaps, and what is usual at an hour."""

from datetime import timedelta

import numpy as np

from live.past import Past
from tests.live.builders import NOON


def test_a_trend_has_gaps_where_nothing_was_known() -> None:
    past = Past(areas=1)
    past.keep(NOON - timedelta(minutes=30), np.array([1.0]))
    past.keep(NOON, np.array([3.0]))
    last = past.series(NOON, hours=1).values[:, 0]
    np.testing.assert_array_equal(last, [np.nan, 1.0, np.nan, 3.0])


def test_nothing_is_usual_before_a_week_is_known() -> None:
    past = Past(areas=1)
    for day in range(1, 7):
        past.keep(NOON - timedelta(days=day), np.array([5.0]))
    assert past.usual(NOON) is None


def test_the_usual_is_of_this_hour_alone() -> None:
    past = Past(areas=1)
    for day in range(1, 11):
        past.keep(NOON - timedelta(days=day), np.array([50.0 + day]))
        past.keep(NOON - timedelta(days=day, hours=6), np.array([1000.0]))
    usual = past.usual(NOON)
    assert usual is not None
    low, high = usual
    assert 51 <= low < high <= 60


def test_a_value_of_four_weeks_ago_does_not_come_back_as_new() -> None:
    past = Past(areas=1)
    past.keep(NOON - timedelta(days=28), np.array([7.0]))
    assert np.isnan(past.series(NOON, hours=24).values).all()
