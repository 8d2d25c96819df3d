"""CRITIC: weights from the data: an item counts for how much it varies, and for how little others say it too.

Diakoulaki, Mavrotas and Papayannakis (1995), Determining objective weights in multiple criteria problems: the CRITIC
method, Computers & Operations Research 22, 763-770.
"""

import numpy as np

from city.readings import Floats


def critic_weights(matrix: Floats) -> Floats:
    """The weights (items,) of a table (samples, items), summing to 1; an item that never varies weighs nothing.

    Raises `ValueError` where no item varies, or there are fewer than two samples.

    >>> critic_weights(np.array([[0.0, 5.0], [1.0, 5.0]]))
    array([1., 0.])
    """
    low, high = matrix.min(axis=0), matrix.max(axis=0)
    varies = high > low
    if len(matrix) < 2 or not varies.any():
        raise ValueError("Nothing varies in this table, so it gives no weights. Take more samples.")
    scaled = (matrix[:, varies] - low[varies]) / (high - low)[varies]
    alike = np.atleast_2d(np.corrcoef(scaled, rowvar=False))
    told = scaled.std(axis=0) * np.maximum((1.0 - alike).sum(axis=0), 0.0)
    if not told.any():
        told = scaled.std(axis=0)
    weights = np.zeros(matrix.shape[1])
    weights[varies] = told / told.sum()
    return weights
