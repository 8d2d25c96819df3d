"""The worst of an area: where the grain is a thing, an area has the value of its worst one."""

import numpy as np

from city.readings import Floats
from geo.areas import Areas, Ints


def worst_of(value: Floats, leaf: Ints, areas: Areas) -> Floats:
    """The greatest of rows (k,) in each area (n,); NaN rows do not count, NaN where an area has no others."""
    per_leaf = np.full(areas.elsewhere + 1, -np.inf)
    known = ~np.isnan(value)
    np.maximum.at(per_leaf, leaf[known], value[known])
    greatest = np.where(areas.membership > 0, per_leaf, -np.inf).max(axis=1)
    return np.where(np.isneginf(greatest), np.nan, greatest)
