"""Medians: of columns in which some figures are unknown, all columns at once.

numpy's own `nanmedian` goes column by column, which takes ten times as long for a few weeks of sixty areas.
"""

import numpy as np

from city.readings import Floats


def medians(rows: Floats) -> Floats:
    """The median of what is known in each column (k, …) -> (…); NaN where nothing is.

    >>> medians(np.array([[1.0, np.nan], [4.0, np.nan], [2.0, 7.0], [9.0, np.nan]]))
    array([3., 7.])
    """
    if not len(rows):
        return np.full(rows.shape[1:], np.nan)
    ranked, count = np.sort(rows, axis=0), (~np.isnan(rows)).sum(axis=0)[np.newaxis]  # unknown ones come last
    low = np.take_along_axis(ranked, np.maximum(count - 1, 0) // 2, axis=0)
    high = np.take_along_axis(ranked, count // 2 % len(rows), axis=0)
    return ((low + high) / 2.0)[0]
