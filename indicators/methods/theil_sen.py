"""Slopes: the median of all slopes between two points, which a single wrong point hardly moves.

Sen, P. K. (1968), Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1379-1389. Written out
here because importing scipy.stats takes most of a second; the suite holds it to scipy.
"""

import numpy as np

from city.readings import Floats
from indicators.methods.medians import medians


def theil_sen(at: Floats, value: Floats) -> float:
    """The slope of values (k,) over times (k,) in any order; NaN where there are no two distinct times.

    >>> theil_sen(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 2.0, 400.0, 6.0]))
    2.0
    """
    return float(slopes(at[np.newaxis], value[np.newaxis])[0])


def slopes(at: Floats, value: Floats) -> Floats:
    """The slopes (m,) of as many courses (m, k), each in any order and with gaps.

    >>> slopes(np.array([[0.0, 1.0], [5.0, 7.0]]), np.array([[0.0, 2.0], [3.0, np.nan]]))
    array([ 2., nan])
    """
    one, other = np.triu_indices(at.shape[1], 1)
    run = at[:, other] - at[:, one]
    with np.errstate(invalid="ignore", divide="ignore"):
        rise = np.where(run != 0, (value[:, other] - value[:, one]) / run, np.nan)
    return medians(rise.T)
