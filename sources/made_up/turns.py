"""Turns: when something is told that is told once a day or once a month, by the clocks on the wall."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from geo.areas import Ints
from sources.moments import DAY_MS, Millis, from_ms, to_ms

EPOCH_MONTH = 1970 * 12
END_OF_DAY_S = 86_340  # a minute before midnight: still on the day that is told of


def days(zone: ZoneInfo, after_ms: int, until_ms: int, second: int = END_OF_DAY_S) -> tuple[Ints, Millis]:
    """The local days since 1970 (d,) of which is told after one time and up to another, and when.

    >>> days(ZoneInfo("UTC"), 0, 2 * DAY_MS, 3600)
    (array([0, 1]), array([ 3600000, 90000000]))
    """
    # The local clock is up to a day away from UTC.
    near = range(after_ms // DAY_MS - 1, until_ms // DAY_MS + 2)
    return _within(((day, _at_ms(zone, day, second)) for day in near), after_ms, until_ms)


def months(zone: ZoneInfo, after_ms: int, until_ms: int, day: int, second: int) -> tuple[Ints, Millis]:
    """The months since January 1970 (m,) of which is told on that day of theirs after one time and up to another.

    >>> months(ZoneInfo("UTC"), 0, 40 * DAY_MS, 2, 0)
    (array([0, 1]), array([  86400000, 2764800000]))
    """
    first, last = (_month_of(at_ms) for at_ms in (after_ms - DAY_MS, until_ms + DAY_MS))
    near = range(first, last + 1)
    return _within(((month, _at_ms(zone, _day_of(month) + day - 1, second)) for month in near), after_ms, until_ms)


def _within(turns: Iterable[tuple[int, int]], after_ms: int, until_ms: int) -> tuple[Ints, Millis]:
    told = [(turn, at_ms) for turn, at_ms in turns if after_ms < at_ms <= until_ms]
    return np.array([turn for turn, _ in told], dtype=np.intp), np.array([at_ms for _, at_ms in told], dtype=np.int64)


def _month_of(at_ms: int) -> int:
    at = from_ms(at_ms)
    return at.year * 12 + at.month - 1 - EPOCH_MONTH


def _day_of(month: int) -> int:
    """The day since 1970 with which a month begins."""
    year, number = divmod(EPOCH_MONTH + month, 12)
    return datetime(year, number + 1, 1).toordinal() - datetime(1970, 1, 1).toordinal()  # noqa: DTZ001 - only the date counts


def _at_ms(zone: ZoneInfo, day: int, second: int) -> int:
    local = datetime(1970, 1, 1) + timedelta(days=day, seconds=second)  # noqa: DTZ001 - the zone comes next
    return to_ms(local.replace(tzinfo=zone))
