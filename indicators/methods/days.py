"""Days: what things that speak once a day told, side by side, by the city's own calendar."""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Times
from city.views import CityTime, Table
from geo.areas import Ints

HALF_A_DAY = np.timedelta64(12 * 3600 * 1000, "ms")
STALE_DAYS = 2  # a day whose count is not in by then is not the newest any more; there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What each thing (t,) told on each day (t, d), the oldest first, NaN where nothing; `row` is its newest row.

    `newest` is the last day that any thing told of, as a date; None when that is too long ago, or never was.
    """

    told: Floats
    row: Ints
    newest: np.datetime64 | None

    @property
    def weekday(self) -> Ints:
        """The day of the week of each day (d,), Monday is 0."""
        many = self.told.shape[1]
        last = 0 if self.newest is None else int(self.newest.astype("datetime64[D]").astype(np.int64))
        return ((np.arange(last - many + 1, last + 1) + 3) % 7).astype(np.intp)


def day_of(at: Times, clock: CityTime) -> Times:
    """The local day that ended nearest to each moment (k,): a count that comes in after midnight is of the day before.

    >>> from zoneinfo import ZoneInfo
    >>> clock = CityTime(np.datetime64("2026-03-02T12:00"), ZoneInfo("Asia/Shanghai"))
    >>> day_of(np.array(["2026-03-01T16:05", "2026-03-02T15:59"], dtype="datetime64[ms]"), clock).astype(str).tolist()
    ['2026-03-01', '2026-03-02']
    """
    return (clock.local(at) - HALF_A_DAY).astype("datetime64[D]")


def by_day(table: Table, value: Floats, clock: CityTime, days: int) -> Days:
    """The last `days` days of each thing in a table, by a value a row (k,); of two rows of one day the newer counts."""
    known = np.flatnonzero(~np.isnan(value))
    # The value breaks a tie of two rows of one moment, so that their order means nothing.
    order = known[np.lexsort((value[known], table.at[known], table.who[known]))]
    who, which = np.unique(table.who[order], return_inverse=True)
    row = np.zeros(len(who), dtype=np.intp)
    row[which] = order
    told = np.full((len(who), days), np.nan)
    if not order.size:
        return Days(told=told, row=row, newest=None)
    day = day_of(table.at[order], clock)
    newest = day.max()
    if day_of(np.array([clock.at]), clock)[0] - newest > np.timedelta64(STALE_DAYS, "D"):
        return Days(told=told, row=row, newest=None)
    back = (newest - day).astype(np.int64)
    kept = back < days
    told[which[kept], days - 1 - back[kept]] = value[order][kept]
    return Days(told=told, row=row, newest=newest)
