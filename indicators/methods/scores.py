"""Scores: how good values are on a common scale from 0 to 100, by the cuts of their bands.

A value on the cuts to attention, warning and critical scores 80, 60 and 30; one step better than the first cut scores
100, one step worse than the last 0, a step being the distance to the neighbouring cut.
OECD and JRC (2008), Handbook on constructing composite indicators.
"""

from collections.abc import Sequence

import numpy as np

from city.readings import Floats

ANCHORS = np.array([100.0, 80.0, 60.0, 30.0, 0.0])


def score(value: Floats, cuts: Sequence[float], best: float | None = None) -> Floats:
    """The score of values (n,), straight between the anchors; NaN stays NaN. `best` is what nothing can be better than.

    >>> score(np.array([2.0, 4.0, 5.0, 8.0, 12.0]), (4, 6, 8))
    array([100.,  80.,  70.,  30.,   0.])
    >>> score(np.array([100.0, 95.0, 70.0]), (95, 90, 80), best=100)
    array([100.,  80.,   0.])
    """
    attention, warning, critical = cuts
    top = attention - (warning - attention)
    if best is not None:
        top = min(top, best) if attention > warning else max(top, best)
    nodes = np.array([top, attention, warning, critical, critical + (critical - warning)])
    way = -1.0 if attention > warning else 1.0
    return np.where(np.isnan(value), np.nan, np.interp(way * value, way * nodes, ANCHORS))


def geometric(scores: Floats, weights: Floats) -> Floats:
    """The weighted geometric mean of scores (items, n) per column; NaN items count neither way, so their weight falls.

    A score below 1 counts as 1, so that one item at nothing does not hide how the others do.

    >>> geometric(np.array([[100.0, 81.0], [25.0, np.nan]]), np.array([1.0, 1.0]))
    array([50., 81.])
    """
    return geometric_of_all(scores, weights[None])[0]


def geometric_of_all(scores: Floats, weights: Floats) -> Floats:
    """`geometric` for several sets of weights (sets, items) at once: (sets, n)."""
    known = ~np.isnan(scores)
    logs = np.log(np.maximum(np.where(known, scores, 1.0), 1.0))
    whole = weights @ known.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        # Rounding takes back what logarithms lose: items that all score 80 come to 80, which is still good.
        return np.where(whole > 0, np.exp(weights @ logs / whole).round(9), np.nan)


def shaken(weights: Floats, by: float = 0.2) -> Floats:
    """The weights with one of them at a time raised or lowered by a share, (2 · items, items).

    >>> shaken(np.array([0.5, 0.5]))
    array([[0.6, 0.5],
           [0.5, 0.6],
           [0.4, 0.5],
           [0.5, 0.4]])
    """
    ones = np.eye(len(weights))
    return np.concatenate([weights * (1 + by * ones), weights * (1 - by * ones)])
