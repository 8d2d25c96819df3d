"""A forecast learns the rhythm, is tried on the past, and is kept back where it is no better than yesterday's value."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from indicators.base import Bands, Better, Forecast
from live.measures.foretelling import Foretold, crossing, foretold, nothing
from live.measures.past import Past
from tests.live.builders import NOON

UTC, STEP, HOW = ZoneInfo("UTC"), timedelta(minutes=15), Forecast(step_min=15)
CUTS = Bands(60, 80, 100)


def past(days: int, noise: float = 1.0, weekend: float = 1.0, last: float = 0.0) -> Past:
    """A daily rhythm between 30 and 70, whose last hour lies `last` above it."""
    found, chance = Past(areas=1), np.random.default_rng(1)
    for step in range(days * 96, -1, -1):
        at = NOON - step * STEP
        rhythm = 50 + 20 * np.sin(2 * np.pi * (at.hour + at.minute / 60) / 24)
        rhythm *= weekend if at.weekday() >= 5 else 1.0
        found.keep(at, np.array([rhythm + chance.normal(0, noise) + (last if step < 4 else 0)]))
    return found


def test_a_rhythm_is_foretold_better_than_by_yesterday() -> None:
    told = foretold(past(28), 0, NOON, HOW, UTC)
    assert told.why_not == ""
    assert told.score is not None
    assert told.score < 0.9
    hours = np.array([(at.hour + at.minute / 60) for at in told.at])
    np.testing.assert_allclose(told.value, 50 + 20 * np.sin(2 * np.pi * hours / 24), atol=1.5)
    assert (told.low < told.value).all()
    assert (told.value < told.high).all()
    assert told.at[0] == NOON + STEP
    assert len(told.at) == 16


def test_four_of_five_values_lie_in_the_interval() -> None:
    course, inside = past(28, noise=3.0), []
    told = foretold(course, 0, NOON, HOW, UTC)
    chance = np.random.default_rng(7)
    hours = np.array([(at.hour + at.minute / 60) for at in told.at])
    for _ in range(200):
        truth = 50 + 20 * np.sin(2 * np.pi * hours / 24) + chance.normal(0, 3.0, len(hours))
        inside.append((truth >= told.low) & (truth <= told.high))
    assert 0.7 < np.mean(inside) < 0.9


def test_what_is_out_of_the_ordinary_now_is_so_in_a_while_and_less_and_less() -> None:
    plain, raised = (foretold(past(28, last=last), 0, NOON, HOW, UTC).value for last in (0.0, 20.0))
    gap = raised - plain
    assert 14 < gap[0] < 20
    assert (np.diff(gap) < 0).all()


def test_weekends_are_foretold_from_weekends() -> None:
    saturday = NOON + timedelta(days=1)
    course = Past(areas=1)
    for step in range(27 * 96, -1, -1):
        at = saturday - step * STEP
        course.keep(at, np.array([10.0 if at.weekday() >= 5 else 90.0 + np.sin(step)]))
    told = foretold(course, 0, saturday, HOW, UTC)
    np.testing.assert_allclose(told.value, 10.0)


def test_a_forecast_that_is_no_better_than_yesterday_is_kept_back_with_its_score() -> None:
    """Each day repeats the last; ten days ago all was turned about, as only yesterday knows."""
    course = Past(areas=1)
    for step in range(28 * 96, -1, -1):
        at = NOON - step * STEP
        rhythm = 20 * np.sin(2 * np.pi * (at.hour + at.minute / 60) / 24 + (np.pi if step < 10 * 96 else 0))
        course.keep(at, np.array([50 + rhythm]))
    told = foretold(course, 0, NOON, HOW, UTC)
    assert told.why_not == "worse"
    assert told.score is not None
    assert told.score >= 1
    assert told.at == ()
    assert len(told.value) == 0


@pytest.mark.parametrize(("days", "why"), [(9, "short"), (0, "short")])
def test_too_short_a_past_is_said(days: int, why: str) -> None:
    assert foretold(past(days), 0, NOON, HOW, UTC).why_not == why


def test_without_a_value_now_nothing_is_foretold() -> None:
    assert foretold(past(28), 0, NOON + timedelta(hours=1), HOW, UTC).why_not == "unknown"


def course(*values: float, spread: float = 5.0) -> Foretold:
    figures = np.array(values)
    at = tuple(NOON + timedelta(hours=i + 1) for i in range(len(values)))
    return Foretold(at=at, value=figures, low=figures - spread, high=figures + spread)


def test_a_crossing_is_told_with_its_time_and_interval() -> None:
    """50 now, 55 in an hour, 65 in two: 60 is reached after an hour and a half."""
    found = crossing(course(55, 65, 75), 50.0, NOON, CUTS, Better.LOWER)
    assert found is not None
    assert (found.band, found.at) == (1, NOON + timedelta(minutes=90))
    assert found.earliest == NOON + timedelta(hours=1)
    assert found.latest == NOON + timedelta(hours=2)


def test_no_crossing_where_the_band_is_kept_or_nothing_worse_can_come() -> None:
    assert crossing(course(55, 58), 50.0, NOON, CUTS, Better.LOWER) is None
    assert crossing(course(155, 258), 150.0, NOON, CUTS, Better.LOWER) is None
    assert crossing(nothing("short"), 50.0, NOON, CUTS, Better.LOWER) is None


def test_a_falling_rate_crosses_downwards() -> None:
    found = crossing(course(94, 90), 98.0, NOON, Bands(95, 90, 80), Better.HIGHER)
    assert found is not None
    assert found.band == 1
    assert NOON < found.at < NOON + timedelta(hours=1)
