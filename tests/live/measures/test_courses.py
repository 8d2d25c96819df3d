"""Courses by hour and day: a silent hour is nought, one in which nobody listened is unknown."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from city.views import History
from live.measures.courses import Courses
from live.moments import moment
from tests.live.builders import NOON, areas, batch

KIND = "hotline.offered"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Room:
    """Courses of calls in the little city."""

    def __init__(self, zone: ZoneInfo = SHANGHAI) -> None:
        self.courses = Courses([KIND], areas(), zone)

    def call(self, hours_ago: float, many: int = 1, leaf: int = 0) -> None:
        rows = batch(*[1.0] * many, kind=KIND, at=NOON - timedelta(hours=hours_ago))
        self.courses.add(KIND, rows.value, rows.at, np.full(many, leaf))

    def listen(self, since: float, until: float) -> None:
        self.courses.listened(moment(NOON - timedelta(hours=since)), moment(NOON - timedelta(hours=until)))

    def hours(self, many: int, what: str = "count") -> np.ndarray:
        return self.courses.series(History(KIND, many, 60, what), moment(NOON)).values

    def days(self, many: int, what: str = "count") -> np.ndarray:
        return self.courses.series(History(KIND, 24 * many, 1440, what), moment(NOON)).values


def test_a_silent_hour_is_nought_and_one_nobody_listened_to_is_unknown() -> None:
    room = Room()
    room.call(3.5, many=2)
    room.listen(4, 3)
    room.listen(1, 0)
    np.testing.assert_array_equal(room.hours(5)[:, 0], [np.nan, 2, 0, np.nan, 0])


def test_before_the_first_call_nobody_can_tell_silence_from_absence() -> None:
    room = Room()
    room.listen(10, 0)
    room.call(2.5)
    np.testing.assert_array_equal(room.hours(5)[:, 0], [np.nan, np.nan, 1, 0, 0])


def test_a_late_call_counts_in_the_hour_in_which_it_was_made() -> None:
    room = Room()
    room.listen(5, 0)
    room.call(4.5)
    room.call(0.5)
    room.call(3.5, many=3, leaf=1)
    np.testing.assert_array_equal(room.hours(5), [[1, 1, 0], [3, 0, 3], [0, 0, 0], [0, 0, 0], [1, 1, 0]])


def test_days_are_those_of_the_citys_own_calendar() -> None:
    """Noon in UTC is eight in the evening in Shanghai: today began twenty hours ago."""
    room = Room()
    room.listen(24 * 4, 0)
    for hour in range(24 * 4):
        room.call(hour + 0.5)
    np.testing.assert_array_equal(room.days(2)[:, 0], [24, 24])
    room.call(20.5, many=100)
    np.testing.assert_array_equal(room.days(2)[:, 0], [24, 124])


def test_a_day_of_which_hours_are_missing_has_no_sum_but_may_have_a_mean() -> None:
    room = Room()
    room.listen(24 * 4, 27)
    room.listen(21, 0)
    for hour in range(24 * 4):
        if hour not in (22, 23, 24, 25):
            room.call(hour + 0.5)
    assert np.isnan(room.days(1)[0, 0])
    assert room.days(1, "mean")[0, 0] == 1.0


def test_summer_time_makes_a_day_of_twenty_five_hours() -> None:
    """Berlin, the night to 25 October 2026."""
    room = Room(ZoneInfo("Europe/Berlin"))
    room.listen(24 * 40, 0)
    for hour in range(24 * 40):
        room.call(hour + 0.5)
    days = room.days(30)[:, 0]
    assert sorted(set(days.tolist())) == [24, 25]
    assert days.tolist().count(25) == 1


def test_a_call_of_long_ago_does_not_come_back_as_one_of_today() -> None:
    room = Room()
    room.listen(30, 0)
    room.call(0.5)
    room.call(24 * 7 * 13 + 24 + 0.5, many=50)
    assert np.nansum(room.hours(24)) == 2
