"""Slopes: the median of all slopes between two points, which a single wrong point hardly moves.

Sen, P. K. (1968), Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1379-1389. Written out
here because importing scipy.stats takes most of a second; the suite holds it to scipy.
"""

import numpy as np

from city.readings import Floats


def theil_sen(at: Floats, value: Floats) -> float:
    """The slope of values (k,) over times (k,) in any order; NaN where there are no two distinct times.

    >>> theil_sen(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 2.0, 400.0, 6.0]))
    2.0
    """
    known = ~(np.isnan(at) | np.isnan(value))
    at, value = at[known], value[known]
    one, other = np.triu_indices(len(at), 1)
    run = at[other] - at[one]
    apart = run != 0
    slopes = (value[other] - value[one])[apart] / run[apart]
    return float(np.median(slopes)) if len(slopes) else float("nan")
