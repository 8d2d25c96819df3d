"""Half-hours: how many calls the next day will bring, by the rhythm of the week and the level of the last day."""

import numpy as np

from city.readings import Floats
from city.views import Series
from geo.areas import Ints
from indicators.methods.gaps import filled

HALF_HOURS, WEEKS = 48, 4
LEAST_LEVEL, MOST_LEVEL = 0.5, 2.0  # a day of silence or of storm is no measure for the next


def half_hours(calls: Series) -> tuple[Ints, Floats]:
    """The half-hours since the epoch that a series of hours reaches over (h,), and the city's calls in each (h,).

    Each half has half of its hour's calls: single quarters are kept for a day only, and four weeks are asked for. NaN
    where the hour is unknown.
    """
    hour = calls.at.astype("datetime64[h]").astype(np.int64)
    if not hour.size:
        return np.zeros(0, dtype=np.intp), np.zeros(0)
    at = np.arange(2 * hour[0], 2 * hour[-1] + 2)
    found = np.full(at.size, np.nan)
    for half in (0, 1):
        found[2 * (hour - hour[0]) + half] = calls.values[:, 0] / 2.0
    return at.astype(np.intp), found


def _mean(figures: Floats) -> Floats:
    """The mean over rows (r, k) of what is known, NaN where nothing is."""
    many = (~np.isnan(figures)).sum(axis=0)
    return np.where(many > 0, filled(figures).sum(axis=0) / np.maximum(many, 1), np.nan)


def usual(at: Ints, count: Floats, wanted: Ints) -> Floats:
    """What half-hours (w,) usually have: the mean of the same one of up to four weeks, else of six days, before."""

    def before(days: Ints) -> Floats:
        place = wanted[np.newaxis, :] - days[:, np.newaxis] * HALF_HOURS - (at[0] if at.size else 0)
        there = (place >= 0) & (place < at.size)
        return _mean(np.where(there, np.append(count, np.nan)[np.where(there, place, -1)], np.nan))

    weeks = before(7 * np.arange(1, WEEKS + 1))
    return np.where(np.isnan(weeks), before(np.arange(1, 7)), weeks)


def foretold(calls: Series, first: int) -> Floats:
    """The calls expected in the 48 half-hours from `first` on (48,), by rhythm and level; NaN where unknown."""
    at, count = half_hours(calls)
    expected = usual(at, count, np.arange(first, first + HALF_HOURS))
    last = np.arange(first - HALF_HOURS, first)
    place = last - (at[0] if at.size else 0)
    there = (place >= 0) & (place < at.size)
    came = np.where(there, np.append(count, np.nan)[np.where(there, place, -1)], np.nan)
    was = usual(at, count, last)
    both = ~np.isnan(came) & ~np.isnan(was)
    level = came[both].sum() / was[both].sum() if was[both].sum() > 0 else 1.0
    return expected * float(np.clip(level, LEAST_LEVEL, MOST_LEVEL))
