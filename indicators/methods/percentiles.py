"""Percentiles per area, of the rows themselves: never a mean of the percentiles of smaller areas.

Type 7 of Hyndman and Fan (1996), Sample quantiles in statistical packages, as in numpy. One sort serves all areas:
rows in the order of their values are dealt out to every area that holds them, and stay in order there.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from geo.areas import Areas, Ints


def percentiles(
    value: Floats, leaf: Ints, areas: Areas, shares: Sequence[float], at_least: int = 1
) -> npt.NDArray[np.float64]:
    """The percentiles of rows (k,) for each share and area, (len(shares), len(areas)); NaN rows do not count.

    NaN where an area has fewer than `at_least` rows.
    """
    known = np.flatnonzero(~np.isnan(value))
    order = known[np.argsort(value[known])]
    holders = _holders(areas)
    area = holders[:, leaf[order]].ravel()
    ranked = np.tile(value[order], len(holders))[np.argsort(area, kind="stable")]
    count = np.bincount(area, minlength=len(areas) + 1)[:-1]
    first = np.cumsum(count) - count
    found = np.full((len(shares), len(areas)), np.nan)
    enough = np.flatnonzero(count >= max(at_least, 1))
    for at, share in enumerate(shares):
        place = (count[enough] - 1) * share
        below = np.floor(place).astype(np.intp)
        low = ranked[first[enough] + below]
        high = ranked[first[enough] + np.minimum(below + 1, count[enough] - 1)]
        found[at, enough] = low + (place - below) * (high - low)
    return found


def _holders(areas: Areas) -> npt.NDArray[np.int16]:
    """The areas that hold each leaf, one row a level (levels, leaves + 1); `len(areas)` where there are fewer."""
    # Sixteen bits, because numpy sorts those by counting; a city has fewer than 32 767 areas.
    leaf, area = np.nonzero(areas.membership.T > 0)
    first = np.searchsorted(leaf, np.arange(areas.membership.shape[1]))
    level = np.arange(len(leaf)) - first[leaf]
    found = np.full((int(level.max()) + 1, areas.membership.shape[1]), len(areas), dtype=np.int16)
    found[level, leaf] = area
    return found
