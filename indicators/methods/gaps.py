"""Gaps: what stands in the place of figures that nobody knows."""

import numpy as np

from city.readings import Floats


def filled(values: Floats, by: float = 0.0) -> Floats:
    """Figures of any shape with `by` where they are NaN; what is infinite stays so.

    `np.nan_to_num` looks for the infinite, too: on arrays of the size of a city it takes ten times as long.

    >>> filled(np.array([1.0, np.nan, np.inf]))
    array([ 1.,  0., inf])
    """
    return np.where(np.isnan(values), by, values)
