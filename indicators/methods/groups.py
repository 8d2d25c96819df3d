"""Groups: counts of rows by what they belong to (an office, a type) in every area, merged upwards."""

import numpy as np

from city.readings import Floats
from geo.areas import Areas, Ints


def grouped(group: Ints, many: int, leaf: Ints, areas: Areas, weight: Floats | None = None) -> Floats:
    """Sums per group and area (many, len(areas)) of rows that carry a group and a leaf (k,); counts without weights."""
    width = areas.elsewhere + 1
    per_leaf = np.bincount(group * width + leaf, weights=weight, minlength=many * width).reshape(many, width)
    return per_leaf @ areas.membership.T
