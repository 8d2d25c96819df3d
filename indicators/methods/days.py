"""Days: what things that speak once a day told, side by side, by the city's own calendar."""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask, Times
from city.views import CityTime, Table
from geo.areas import Areas, Ints
from indicators.methods.groups import grouped

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Which things (t,) are reckoned with, what they told with the gaps filled, and since when they tell (t, d)."""

    used: Mask
    filled: Floats
    begun: Mask


def panel(days: Days, reach: int, needed: int) -> Panel:
    """The things that told of the newest day and of at least `needed` of the `reach` days before.

    A day that it missed is filled with the mean of its other days before the newest, because silence is not a count of
    nothing.
    """
    told = ~np.isnan(days.told)
    past = np.nan_to_num(days.told[:, :-1])
    mean = past.sum(axis=1) / np.maximum(told[:, :-1].sum(axis=1), 1)
    return Panel(
        used=told[:, -1] & (told[:, -1 - reach : -1].sum(axis=1) >= needed),
        filled=np.where(told, days.told, mean[:, np.newaxis]),
        begun=np.logical_or.accumulate(told, axis=1),
    )


def summed_days(things: Panel, group: Ints, many: int, leaf: Ints, areas: Areas) -> Floats:
    """Sums per group, area and day (many, n, d) of the things used, by their group and leaf (t,).

    NaN on days before the first of a group's things in an area began to tell.
    """
    used = things.used

    def summed(weights: Floats) -> Floats:
        return np.stack([grouped(group[used], many, leaf[used], areas, day) for day in weights[used].T], axis=-1)

    return np.where(summed(things.begun.astype(np.float64)) > 0, summed(things.filled), np.nan)
