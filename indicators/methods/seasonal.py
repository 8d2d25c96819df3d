"""Seasons: a course taken apart into trend, season and rest, and how unusual the rest is.

Cleveland and others (1990), STL: a seasonal-trend decomposition procedure based on loess, as statsmodels has it.
Iglewicz and Hoaglin (1993), How to detect and handle outliers: the modified z-score.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from city.readings import Floats

NORMAL_MAD = 0.6745  # the median absolute deviation of a standard normal
NORMAL_MEAN_DEVIATION = 0.797885  # and its mean absolute deviation


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposed:
    """The parts of a course (k,), which add up to it."""

    trend: Floats
    season: Floats
    rest: Floats


def decomposed(values: Floats, period: int) -> Decomposed:
    """A course (k,) without holes, of at least two periods, taken apart by robust STL with a season that stays.

    The season is the mean over all periods ("periodic" in R): in a narrow window the newest value would be its own
    measure. Loess is reckoned at every tenth of its window and drawn straight between, as R does: ten times as fast.
    """
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415 - takes seconds to import

    season = _odd(10.0 * len(values) + 1.0)
    trend = _odd(1.5 * period / (1.0 - 1.5 / season))
    low_pass = _odd(period + 1.0)
    fitted = STL(
        values, period=period, seasonal=season, trend=trend, low_pass=low_pass, seasonal_deg=0, robust=True,
        seasonal_jump=ceil(season / 10), trend_jump=ceil(trend / 10), low_pass_jump=ceil(low_pass / 10),
    ).fit()  # fmt: skip
    return Decomposed(trend=np.asarray(fitted.trend), season=np.asarray(fitted.seasonal), rest=np.asarray(fitted.resid))


def _odd(least: float) -> int:
    """The smallest odd number from here on."""
    whole = ceil(least)
    return whole + 1 - whole % 2


def modified_z(value: float, among: Floats) -> float:
    """How many robust deviations a value lies from the median of a sample (k,), to which it may belong.

    Where more than half of the sample are alike the mean deviation stands in; where all are, nothing is known: NaN.

    >>> round(modified_z(9.0, np.array([1.0, 2.0, 3.0, 4.0, 9.0])), 3)
    4.047
    """
    away = np.abs(among - np.median(among))
    middle, mean = float(np.median(away)), float(np.mean(away))
    if middle > 0:
        return NORMAL_MAD * (value - float(np.median(among))) / middle
    return NORMAL_MEAN_DEVIATION * (value - float(np.median(among))) / mean if mean > 0 else float("nan")


def without_holes(values: Floats, period: int) -> Floats:
    """A course (k,) with its holes filled by the mean of the same place in all other periods; NaN where none is known.

    >>> without_holes(np.array([1.0, 2.0, np.nan, 4.0]), 2)
    array([1., 2., 1., 4.])
    """
    place = np.arange(len(values)) % period
    known = ~np.isnan(values)
    count = np.bincount(place[known], minlength=period)
    total = np.bincount(place[known], weights=values[known], minlength=period)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, values, (total / count)[place])
