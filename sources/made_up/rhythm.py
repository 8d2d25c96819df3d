"""Rhythm: how a city's day goes, hour by hour, on working days and weekends; between full hours all is straight."""

from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from sources.moments import HOUR_MS, Millis

DAY_S = 86_400
WEEK = (1.14, 1.07, 1.04, 1.03, 1.05, 0.87, 0.80)
THURSDAY = 3  # 1 January 1970, counted from Monday

Curve = npt.NDArray[np.float64]


def _curve(*hours: float) -> Curve:
    """24 figures, one at each full hour, closed over midnight; their mean is 1."""
    curve = np.array([*hours, hours[0]])
    return curve / curve[:-1].mean()


CURVES = MappingProxyType(
    {
        "all": _curve(5, 4, 4, 3, 3, 4, 6, 8, 10, 11, 11, 10, 9, 9, 9, 9, 9, 10, 10, 10, 9, 8, 7, 6),
        "day": _curve(2, 1, 1, 1, 1, 2, 4, 8, 11, 12, 12, 11, 10, 10, 11, 11, 11, 11, 10, 8, 7, 5, 4, 3),
        "work": _curve(2, 2, 1, 1, 1, 3, 7, 11, 13, 13, 12, 10, 9, 11, 13, 13, 12, 10, 8, 7, 6, 5, 4, 3),
        "peak": _curve(3, 2, 2, 1, 1, 3, 7, 14, 15, 10, 8, 8, 8, 8, 8, 9, 11, 15, 15, 10, 8, 7, 6, 4),
        "evening": _curve(4, 3, 2, 2, 2, 2, 4, 6, 7, 8, 9, 11, 11, 8, 8, 9, 11, 14, 15, 14, 12, 10, 8, 6),
        "night": _curve(12, 10, 8, 6, 4, 3, 3, 4, 5, 5, 5, 6, 6, 6, 6, 6, 7, 8, 10, 12, 14, 16, 16, 14),
        "emergency": _curve(10, 8, 6, 5, 4, 4, 4, 6, 9, 11, 12, 12, 11, 10, 10, 10, 11, 12, 14, 16, 17, 16, 14, 12),
        "calls": _curve(9, 6, 5, 4, 4, 6, 12, 26, 48, 62, 60, 48, 36, 44, 56, 56, 50, 42, 36, 32, 28, 24, 18, 12),
    }
)
# The share of its free speed that a street loses, in the middle of town.
WORKDAY_JAM_PCT = (2, 1, 1, 1, 2, 6, 18, 44, 55, 40, 30, 28, 27, 27, 29, 33, 42, 57, 58, 40, 24, 17, 11, 5, 2)
WEEKEND_JAM_PCT = (4, 2, 1, 1, 1, 2, 5, 11, 19, 27, 33, 34, 33, 33, 35, 37, 38, 39, 36, 30, 24, 18, 12, 7, 4)


def local_s(at_ms: Millis, zone: ZoneInfo) -> npt.NDArray[np.int64]:
    """Seconds of the local clock since 1970 (n,): what the wall clock shows, as a number."""
    hour = at_ms // HOUR_MS
    first = int(hour.min(initial=np.iinfo(np.int64).max))
    last = int(hour.max(initial=np.iinfo(np.int64).min))
    offset_s = np.array([_offset_s(one, zone) for one in range(first, last + 1)], dtype=np.int64)
    return at_ms // 1000 + offset_s[hour - first] if len(at_ms) else at_ms // 1000


def hour_of(local: npt.NDArray[np.int64]) -> Floats:
    """The local hour of the day (n,), 0 to 24 with its fractions."""
    return (local % DAY_S) / 3600.0


def is_weekend(local: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether it is Saturday or Sunday (n,)."""
    return (local // DAY_S + THURSDAY) % 7 >= 5


def usual(curve: str, local: npt.NDArray[np.int64]) -> Floats:
    """How much of a thing there is at a local time (n,), 1 being the day's mean."""
    return np.interp(hour_of(local), np.arange(25.0), CURVES[curve])


def weekly(local: npt.NDArray[np.int64]) -> Floats:
    """How much people call and ask at local times (n,), 1 being the week's mean: most on Mondays, least on Sundays."""
    return np.array(WEEK)[(local // DAY_S + THURSDAY) % 7]


def jam(local: npt.NDArray[np.int64]) -> Floats:
    """The share of the free speed that streets lose at a local time (n,)."""
    hour, hours = hour_of(local), np.arange(25.0)
    weekend, workday = np.interp(hour, hours, WEEKEND_JAM_PCT), np.interp(hour, hours, WORKDAY_JAM_PCT)
    return np.where(is_weekend(local), weekend, workday) / 100.0


@lru_cache(maxsize=32_768)  # more than a year of hours, which every part asks for
def _offset_s(hour: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(hour * 3600, zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
