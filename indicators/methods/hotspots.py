"""Hot spots: where great values lie together more than chance would have it.

Ord and Getis (1995), Local spatial autocorrelation statistics, Geographical Analysis 27, 286-306: Gi*.
Benjamini and Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289-300.
Written out here because esda draws permutations and reads its neighbours one by one; the suite holds it to esda.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Mask

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def beside(inside: Mask) -> "csr_array":
    """Which cells of a grid (rows, columns) touch one another, each itself too, as ones (n, n); n are those inside."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - only the worker needs it

    number = np.full(np.array(inside.shape) + 2, -1, dtype=np.intp)
    many = int(inside.sum())
    number[1:-1, 1:-1][inside] = np.arange(many)
    row, column = np.nonzero(inside)
    near = np.stack([number[row + down, column + right] for down in range(3) for right in range(3)], axis=1)
    own = np.broadcast_to(np.arange(many)[:, np.newaxis], near.shape)
    there = near >= 0
    return csr_array((np.ones(int(there.sum())), (own[there], near[there])), shape=(many, many))


def gi_star(values: Floats, weights: "csr_array") -> Floats:
    """Gi* of each place (n,) as a z-score, with weights (n, n) that hold the place itself; NaN where all are alike."""
    many, near = len(values), np.asarray(weights.sum(axis=1)).ravel()
    squares = np.asarray(weights.multiply(weights).sum(axis=1)).ravel()
    spread = values.std() if many else 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        error = spread * np.sqrt((many * squares - near**2) / (many - 1.0))
        found = (weights @ values - near * values.mean()) / error if many > 1 else np.full(many, np.nan)
    return np.where(np.isfinite(found) & (spread > 0), found, np.nan)


def false_discovery(p: npt.NDArray[np.float64]) -> Floats:
    """The chances (n,) adjusted for how many were tried, so that at most such a share of what is found is false.

    >>> false_discovery(np.array([0.01, 0.04, 0.03])).round(3)
    array([0.03, 0.04, 0.04])
    """
    order = np.argsort(-p)
    rank = len(p) - np.arange(len(p))
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(p[order] * len(p) / np.maximum(rank, 1)), 1.0)
    return found


def discovered_z(z: Floats) -> Floats:
    """The z-scores (n,) that two-sided chances would have after Benjamini and Hochberg; never farther from nothing."""
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - only the worker needs it

    known = ~np.isnan(z)
    found = np.full(len(z), np.nan)
    adjusted = false_discovery(2.0 * ndtr(-np.abs(z[known])))
    # Beyond 38 deviations the chance is nothing in floats; the score is then left as it was.
    left = np.where(adjusted > 0, -ndtri(np.maximum(adjusted, 5e-324) / 2.0), np.inf)
    found[known] = np.sign(z[known]) * np.minimum(np.abs(z[known]), np.abs(left))
    return found
