"""Views: the four ways in which an indicator may look at what was read, as it asks for them and as it gets them.

Tally    → Sums     per area: count, sum, squares, low, high, histogram of a window
Latest   → Table    the newest row of each thing
Rows     → Table    every row of a window, bounded
History  → Series   one indicator's own values, at regular steps
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Times
from geo.areas import Areas, Ints


@dataclass(frozen=True, slots=True)
class Tally:
    """Asks for sums per area over the last `minutes`, those of the running minute included."""

    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Latest:
    """Asks for the newest row of every thing that is no older than `minutes`."""

    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Asks for every row of the last `minutes`, the newest `at_most` of them."""

    kind: str
    minutes: int
    at_most: int = 1_000_000


@dataclass(frozen=True, slots=True)
class History:
    """Asks for an indicator's own values of the last `hours`, one each `step_min` minutes."""

    indicator: str
    hours: int
    step_min: int = 15


View = Tally | Latest | Rows | History


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a tally holds, per area (n,), merged exactly upwards; `histogram` is (n, bins): value <= edge, …, above."""

    count: Floats
    total: Floats
    squares: Floats
    low: Floats
    high: Floats
    histogram: Floats
    newest: Times

    @property
    def mean(self) -> Floats:
        """The mean per area (n,), NaN where nothing was read."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.count > 0, self.total / self.count, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows as columns (k,), each with its leaf area; `age_s` is counted from the moment of asking.

    Rows of the same `who` are of the same thing, also between the tables of one kind. `value` and attributes may be
    NaN: whoever counts rows leaves those out.
    """

    thing: Sequence[str]
    who: Ints
    value: Floats
    at: Times
    age_s: Floats
    leaf: Ints
    lon: Floats
    lat: Floats
    attributes: Mapping[str, Floats]
    areas: Areas

    def __len__(self) -> int:
        return len(self.thing)

    def summed(self, weight: Floats | None = None) -> Floats:
        """Sums per area (len(areas),) of a weight per row (k,); counts without one."""
        return self.areas.summed(self.leaf, weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Regular values: `at` (k,) and `values` (k, len(areas)), NaN where unknown."""

    at: Times
    values: Floats


Seen = Sums | Table | Series
