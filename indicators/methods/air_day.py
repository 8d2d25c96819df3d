"""Days of air: the means of the last whole day that the daily index wants, from hourly means, all areas at once.

How many hours make a mean: GB 3095, table 4 (20 of 24 for a day, 6 of 8 for ozone); HJ 663-2013 (14 of the 17 windows
of eight hours that end at 8 to 24 o'clock, unless the greatest is above the limit anyway).
"""

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Times
from city.views import CityTime, Series
from geo.areas import Ints

HOURS, DAY_NEEDS, WINDOW, WINDOW_NEEDS, WINDOWS_NEEDED = 24, 20, 8, 6, 14
O3_LIMIT = 160.0  # µg/m³, grade II


def hours_of_yesterday(at: Times, clock: CityTime) -> Ints:
    """Which hour of the last whole day by the clocks of the city each time (k,) is; below 0 or above 23 is none."""
    day = clock.now.astype("datetime64[D]") - np.timedelta64(1, "D")
    return ((clock.local(at) - day.astype("datetime64[ms]")) // np.timedelta64(1, "h")).astype(np.intp)


def yesterday(series: Series, hour: Ints) -> Floats:
    """The hourly means (24, n) of the last whole day, of which each step (k,) is an hour; NaN where unknown."""
    inside = (hour >= 0) & (hour < HOURS)
    found = np.full((HOURS, series.values.shape[1]), np.nan)
    found[hour[inside]] = series.values[inside]
    return found


def mean(hours: npt.NDArray[np.float64], needs: int = DAY_NEEDS) -> Floats:
    """The mean of hourly means (hours, …, n) per area; NaN where fewer than so many are known.

    >>> mean(np.array([[10.0, 10.0], [20.0, np.nan]]), 2)
    array([15., nan])
    """
    count = (~np.isnan(hours)).sum(axis=0)
    return np.where(count >= needs, np.nansum(hours, axis=0) / np.maximum(count, 1), np.nan)


def greatest_8h(hours: npt.NDArray[np.float64]) -> Floats:
    """The greatest mean over eight hours of a day (24, n) per area; NaN where too few are known."""
    # Hour by hour of all windows at once: (8, 17, n).
    windows = mean(np.stack([hours[lag : HOURS + 1 - WINDOW + lag] for lag in range(WINDOW)]), WINDOW_NEEDS)
    known = ~np.isnan(windows)
    found = np.max(np.where(known, windows, -np.inf), axis=0)
    return np.where((known.sum(axis=0) >= WINDOWS_NEEDED) | (found > O3_LIMIT), found, np.nan)
