"""Control charts: whether a course has left its usual level by a little, for long.

NIST/SEMATECH e-Handbook 6.3.2.3 and 6.3.2.4; Montgomery, Introduction to statistical quality control, chapter 9.
Courses are rows (m, k), the oldest value first; a NaN leaves a chart as it was.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats

D2 = 1.128  # the mean range of two normal values, in standard deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class Cusum:
    """The two sums of a tabular CUSUM after each value (m, k), and for how many values each has been above zero."""

    upper: Floats
    lower: Floats
    upper_run: npt.NDArray[np.intp]
    lower_run: npt.NDArray[np.intp]


def range_sigma(values: Floats) -> Floats:
    """The standard deviation of each course (m,) from the mean range of neighbours; NaN below two values.

    >>> range_sigma(np.array([[1.0, 2.0, np.nan, 4.0]])).round(3)
    array([1.33])
    """
    found = np.full(len(values), np.nan)
    for row, course in enumerate(values):
        known = course[~np.isnan(course)]
        if len(known) > 1:
            found[row] = np.abs(np.diff(known)).mean() / D2
    return found


def ewma(values: Floats, weight: float, start: float = 0.0) -> Floats:
    """The exponentially weighted mean of each course after each value (m, k), from `start` on.

    >>> ewma(np.array([[52.0, 47.0]]), 0.3, 50.0)
    array([[50.6 , 49.52]])
    """
    found, mean = np.empty(values.shape), np.full(len(values), start)
    for at in range(values.shape[1]):
        value = values[:, at]
        mean = np.where(np.isnan(value), mean, weight * value + (1.0 - weight) * mean)
        found[:, at] = mean
    return found


def ewma_limit(sigma: Floats, weight: float, width: float, count: Floats) -> Floats:
    """How far from the target the weighted mean of so many values may be: `width` standard errors of it.

    >>> ewma_limit(np.array([2.0539]), 0.3, 3.0, np.array([np.inf])).round(4)
    array([2.5884])
    """
    return width * sigma * np.sqrt(weight / (2.0 - weight) * (1.0 - (1.0 - weight) ** (2.0 * count)))


def cusum(deviations: Floats, slack: Floats) -> Cusum:
    """The tabular CUSUM of deviations from the target (m, k), with the slack K of each course (m,)."""
    upper, lower = np.empty(deviations.shape), np.empty(deviations.shape)
    runs = np.zeros((2, *deviations.shape), dtype=np.intp)
    above, below, run = np.zeros(len(slack)), np.zeros(len(slack)), np.zeros((2, len(slack)), dtype=np.intp)
    for at in range(deviations.shape[1]):
        value = deviations[:, at]
        known = ~np.isnan(value)
        above = np.where(known, np.maximum(0.0, above + value - slack), above)
        below = np.where(known, np.maximum(0.0, below - value - slack), below)
        run = np.where(np.stack([above, below]) > 0, run + known, 0)
        upper[:, at], lower[:, at], runs[:, :, at] = above, below, run
    return Cusum(upper=upper, lower=lower, upper_run=runs[0], lower_run=runs[1])
