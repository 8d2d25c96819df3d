"""Smoothing: what comes next in a course of values, by its level, its trend and its rhythm.

Hyndman, R. J. and Athanasopoulos, G., Forecasting: principles and practice, 8. Courses run along the first axis, the
oldest value first. Holt's recursion takes in the first value, too, having begun on it, as statsmodels' does.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from indicators.methods.wilson import Z_95

LEVEL_WEIGHTS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.8)


def ses(course: Floats, alpha: float) -> Floats:
    """What simple exponential smoothing expects next (…) of a course (k, …), begun on its first value.

    >>> ses(np.array([1.0, 3.0]), 0.5)
    np.float64(2.0)
    """
    level = course[0]
    for value in course[1:]:
        level = alpha * value + (1.0 - alpha) * level
    return level


def holt(course: Floats, alpha: float, beta: float, damping: float = 1.0, first: int = 0) -> tuple[Floats, Floats]:
    """The level and the trend (…) at the end of a course (k, …) of two values or more; h steps on: level + trend·h.

    It begins on the first value with the trend to the second, and takes in the values from `first` on: 0 is how
    statsmodels prints its figures, 1 keeps a straight line straight.

    >>> holt(np.array([1.0, 2.0, 3.0]), 0.5, 0.5, first=1)
    (np.float64(3.0), np.float64(1.0))
    """
    level, trend = course[0], course[1] - course[0]
    for value in course[first:]:
        before = level
        level = alpha * value + (1.0 - alpha) * (before + damping * trend)
        trend = beta * (level - before) + (1.0 - beta) * damping * trend
    return level, trend


@dataclass(frozen=True, slots=True)
class Weights:
    """How fast the level, the trend and the rhythm of a course are relearned, and how much of a trend lasts."""

    alpha: float
    beta: float
    gamma: float
    damping: float


@dataclass(frozen=True, slots=True)
class Foretold:
    """What was expected of each step and is of the next (k + 1, n), and how good that was.

    `sd` is the spread of the errors of one step (n,), `mase` their mean size relative to last season's value (n,),
    `covered` the share of them inside the 95 % interval (n,), `naive` whether last season's value is what is expected.
    """

    expected: Floats
    sd: Floats
    mase: Floats
    covered: Floats
    naive: Mask


def begun(course: Floats, season: int) -> tuple[Floats, Floats, Floats]:
    """Level (…), trend (…) and rhythm (season, …) to begin a course with (k, …), of its first four seasons at most."""
    seasons = min(len(course) // season, 4)
    table = course[: seasons * season].reshape(seasons, season, *course.shape[1:])
    means = table.mean(axis=1)
    return means[0], (means[1] - means[0]) / season, (table - means[:, np.newaxis]).mean(axis=0)


def holt_winters(course: Floats, season: int, weights: Weights) -> Floats:
    """What additive Holt-Winters with a damped trend expects of each step and the next (k + 1, …)."""
    level, trend, rhythm = begun(course, season)
    expected = np.empty((len(course) + 1, *course.shape[1:]))
    rhythm = rhythm.copy()
    for step, value in enumerate(course):
        going, usual = level + weights.damping * trend, rhythm[step % season]
        expected[step] = going + usual
        before, level = level, weights.alpha * (value - usual) + (1.0 - weights.alpha) * going
        rhythm[step % season] = weights.gamma * (value - going) + (1.0 - weights.gamma) * usual
        trend = weights.beta * (level - before) + (1.0 - weights.beta) * weights.damping * trend
    expected[-1] = level + weights.damping * trend + rhythm[len(course) % season]
    return expected


def fitted(course: Floats, season: int) -> Weights:
    """The weights with which Holt-Winters errs least on a course (k,), as statsmodels finds them."""
    from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415 - takes seconds; only heavy models ask

    level, trend, rhythm = begun(course, season)
    with warnings.catch_warnings():
        # A search that stopped early is still better than weights from nowhere.
        warnings.simplefilter("ignore")
        found = ExponentialSmoothing(
            course,
            trend="add",
            damped_trend=True,
            seasonal="add",
            seasonal_periods=season,
            initialization_method="known",
            initial_level=float(level),
            initial_trend=float(trend),
            initial_seasonal=rhythm,
        ).fit(use_brute=False)
    told = found.params
    names = ("smoothing_level", "smoothing_trend", "smoothing_seasonal", "damping_trend")
    return Weights(*(float(told[name]) for name in names))


def decomposed(course: Floats, season: int) -> Floats:
    """What is expected of each step and the next (k + 1, n): last season's rhythm by STL, and a smoothed level.

    The newest step has no part in its own expectation; the first season and the step after it are unknown.
    """
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415 - takes seconds; only heavy models ask

    jump = max(season // 10, 1)
    rhythm = np.stack(
        [
            STL(one, period=season, seasonal_deg=0, seasonal_jump=jump, trend_jump=jump, low_pass_jump=jump)
            .fit()
            .seasonal
            for one in course[:-1].T
        ],
        axis=1,
    )
    usual = rhythm[: len(course) + 1 - season]
    plain = course[season:] - usual[:-1]
    tried = np.stack([_levels(plain, alpha) for alpha in LEVEL_WEIGHTS])
    least = ((plain[np.newaxis, 1:-1] - tried[:, :-2]) ** 2).sum(axis=1).argmin(axis=0)
    level = np.take_along_axis(tried, least[np.newaxis, np.newaxis], axis=0)[0]
    expected = np.full((len(course) + 1, course.shape[1]), np.nan)
    expected[season + 1 :] = level + usual[1:]
    return expected


def _levels(course: Floats, alpha: float) -> Floats:
    """The smoothed level after each step of a course (k, n)."""
    levels = course.copy()
    for step in range(1, len(course)):
        levels[step] = alpha * course[step] + (1.0 - alpha) * levels[step - 1]
    return levels


def foretold(course: Floats, expected: Floats, season: int, judged: int) -> Foretold:
    """What to expect of a course (k, n): the given expectations (k + 1, n), or last season's where worse.

    They are measured on the `judged` steps before the newest one, which is to be judged itself.
    """
    naive = np.full(expected.shape, np.nan)
    naive[season:] = course[: len(course) + 1 - season]
    window = slice(-1 - judged, -1)
    errors, usual = (course[window] - each[:-1][window] for each in (expected, naive))
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.abs(usual).mean(axis=0)
        mase = np.where(scale > 0, np.abs(errors).mean(axis=0) / scale, np.nan)
    worse = mase >= 1.0
    chosen = np.where(worse, usual, errors)
    sd = np.sqrt((chosen**2).mean(axis=0))
    return Foretold(
        expected=np.where(worse, naive, expected),
        sd=sd,
        mase=mase,
        covered=(np.abs(chosen) <= Z_95 * sd).mean(axis=0),
        naive=worse,
    )


def without_gaps(course: Floats, season: int) -> Floats:
    """A course (k, n) with unknown steps filled by the value a season before, then by that of a season after.

    >>> without_gaps(np.array([[np.nan], [1.0], [3.0], [np.nan]]), 2).ravel()
    array([3., 1., 3., 1.])
    """
    filled = course.copy()
    for step in range(season, len(filled)):
        filled[step] = np.where(np.isnan(filled[step]), filled[step - season], filled[step])
    for step in range(len(filled) - season - 1, -1, -1):
        filled[step] = np.where(np.isnan(filled[step]), filled[step + season], filled[step])
    return filled
