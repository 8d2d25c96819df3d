"""Loops lie end to end, keep the time of day, and tell to its end what they began."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from geo.pack import Recording
from sources.loops import Loops, Span
from sources.moments import DAY_MS, HOUR_MS, from_ms, to_ms

WINTER = datetime(2017, 1, 1, 8, tzinfo=UTC)  # midnight in San Francisco
COAST = ZoneInfo("America/Los_Angeles")


def loops(days: int = 2) -> Loops:
    return Loops(Recording(start=WINTER, end=WINTER + timedelta(days=days), days=days, note={}), COAST)


def test_loop_nought_is_the_recorded_days():
    assert loops().begin_ms(0) == to_ms(WINTER)


def test_a_loop_begins_at_the_recording_s_time_of_day_in_summer_too():
    begin = from_ms(loops().begin_ms(90)).astimezone(COAST)
    assert (begin.hour, begin.utcoffset()) == (0, timedelta(hours=-7))


@pytest.mark.parametrize("days_later", [-3, 0, 1, 69, 70, 71, 3000])
def test_every_time_lies_in_the_loop_that_has_begun_last(days_later: int):
    at_ms = to_ms(WINTER) + days_later * DAY_MS + 5 * HOUR_MS
    number = loops().at(at_ms)
    assert loops().begin_ms(number) <= at_ms < loops().begin_ms(number + 1)


def test_a_span_over_the_seam_is_told_by_two_loops():
    one = loops(days=1)
    seam = one.begin_ms(5)
    assert list(one.spans(seam - HOUR_MS, seam + HOUR_MS, DAY_MS)) == [
        Span(4, 23 * HOUR_MS, 25 * HOUR_MS, one.begin_ms(4)),
        Span(5, 0, HOUR_MS, seam),
    ]


def test_a_loop_is_told_until_its_longest_story_ends():
    one = loops(days=1)
    spans = list(one.spans(one.begin_ms(5) + HOUR_MS, one.begin_ms(5) + 2 * HOUR_MS, DAY_MS + 2 * HOUR_MS))
    assert [span.loop for span in spans] == [4, 5]
    assert spans[0].since_ms == 25 * HOUR_MS
