"""Views: the ways in which an indicator may look at what was read, as it asks for them and as it gets them.

Tally     → Sums      per area: count, sum, squares, low, high, histogram of a window
Latest    → Table     the newest row of each thing
Rows      → Table     every row of a window, bounded
Stretches → Table     when each thing kept talking, from its first word to its last before a silence
History   → Series    a kind's sums, or an indicator's own values, at regular steps
Peers     → Judged    what other indicators say now, by name
Clock     → CityTime  what time it is, and in which zone
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from city.readings import Floats, Mask, Times
from geo.areas import Areas, Ints

LOCAL_DAY_MIN = 1440


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
class Stretches:
    """Asks when each thing kept talking within the last `minutes`, a row each time, of a kind whose value is a period.

    A stretch ends with a word after which the thing was silent for longer than `periods` of what that word said. Its
    row is its newest word, with three attributes: `since_s`, how long ago it began; `first_period_s`, what its first
    word said; and, in the newest stretch of each thing, `heard`: how many words came in the last `counted_min`.
    """

    kind: str
    minutes: int
    periods: float
    counted_min: int


@dataclass(frozen=True, slots=True)
class History:
    """Asks for regular values of the last `hours`, one each `step_min` minutes, of whole steps only.

    `of` is a kind of reading, then `what` is "count", "total" or "mean"; or an indicator, then it is "value" or one of
    its companions. Steps of 15, 60 and 1440 minutes; 1440 means days of the city's own calendar.
    """

    of: str
    hours: int
    step_min: int = 60
    what: str = "value"


@dataclass(frozen=True, slots=True)
class Peers:
    """Asks for what other indicators say now: those of these names, or all but the composites where there are none."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Asks what time it is in the city."""


View = Tally | Latest | Rows | Stretches | History | Peers | Clock


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
    NaN: whoever counts rows leaves those out. `texts` are columns of words.
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
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def __len__(self) -> int:
        return len(self.thing)

    def summed(self, weight: Floats | None = None) -> Floats:
        """Sums per area (len(areas),) of a weight per row (k,); counts without one."""
        return self.areas.summed(self.leaf, weight)

    def wholes(self) -> tuple[tuple[str, ...], Ints]:
        """The names before the slash, each once in the order of the alphabet, and which of them each row (k,) is of.

        Of the things a/1, b, a/2 it gives (a, b) and 0, 1, 0.
        """
        names, which = np.unique([name.partition("/")[0] for name in self.thing], return_inverse=True)
        return tuple(names.tolist()), which.astype(np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Regular values: `at` (k,) where each step begins and `values` (k, len(areas)), NaN where unknown; oldest first.

    A step in which the house listened and nothing came has a count of 0; one in which it did not listen is unknown.
    """

    at: Times
    values: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What another indicator says now: per area (n,) its value, what its bands look at, its band, its coverage.

    `cuts` are the three of its bands, good to bad; `lower_is_better` says on which side good is, `unit` what they are
    in. `expected` (n,) says where it has been known within the last day, so that it is missed where it is not known
    now. `age_s` is how old the measure is, `domain` the domain it belongs to.
    """

    value: Floats
    judged: Floats
    band: Ints
    coverage: Floats
    cuts: tuple[float, float, float]
    lower_is_better: bool
    unit: str
    expected: Mask
    domain: str
    age_s: float
    every_s: float
    companions: Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What others say, by name; `size` is how many areas there are."""

    peers: Mapping[str, Peer]
    size: int


@dataclass(frozen=True, slots=True)
class CityTime:
    """The time of asking, UTC to the millisecond, and the city's zone."""

    at: np.datetime64
    zone: ZoneInfo

    def local(self, at: Times) -> Times:
        """What the clocks of the city show at these times (k,)."""
        stamps = at.astype("datetime64[ms]").astype(np.int64)
        hours = stamps // 3_600_000
        distinct, which = np.unique(hours, return_inverse=True)
        offset_ms = np.array([_offset_ms(int(hour), self.zone) for hour in distinct], dtype=np.int64)
        return (stamps + offset_ms[which]).astype("datetime64[ms]") if len(stamps) else at.astype("datetime64[ms]")

    @property
    def now(self) -> np.datetime64:
        """What the clocks of the city show now."""
        return self.local(np.array([self.at]))[0]


@lru_cache(maxsize=32_768)
def _offset_ms(hour: int, zone: ZoneInfo) -> int:
    """What the city's clocks are ahead of UTC in an hour since 1970; asked for the same hours again and again."""
    offset = datetime.fromtimestamp(hour * 3600, zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() * 1000)


Seen = Sums | Table | Series | Judged | CityTime
