"""Courses: per leaf area and hour, how many and how much of a kind, thirteen weeks back; for models that look far back.

An hour counts as known when the house listened (or was told of it) and the kind had been heard of by then: of a known
hour in which nothing came the count is 0, of an unknown one NaN.
"""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Times
from city.views import LOCAL_DAY_MIN, CityTime, History, Series
from geo.areas import Areas, Ints
from live.measures.tallies import MINUTE_MS, Ring

HOUR_MS, HOUR_MIN = 3_600_000, 60
KEPT_HOURS = 24 * 7 * 13 + 24
WHOLE_DAY, PART_OF_DAY = 23, 18  # hours of a day that must be known for its sum, and for its mean

Hours = npt.NDArray[np.int64]


class Course:
    """The hours of one kind."""

    def __init__(self, areas: Areas) -> None:
        self._areas = areas
        shape = (KEPT_HOURS, areas.elsewhere + 1)
        self._count, self._total = np.zeros(shape), np.zeros(shape)
        self._hour = np.full(KEPT_HOURS, -1, dtype=np.int64)  # which hour a slot holds
        self._written = np.zeros(KEPT_HOURS, dtype=np.int64)  # how often a slot was written to
        self._first: int | None = None
        self.changed: set[int] = set()  # hours to be written down

    def add(self, value: Floats, at: Times, leaf: Ints) -> None:
        """Count rows (n,) in, each in the hour in which it was true; those older than what is kept are left out."""
        hour = at.astype("datetime64[ms]").astype(np.int64) // HOUR_MS
        distinct = np.unique(hour)
        self._open(distinct)
        fits = self._hour[hour % KEPT_HOURS] == hour
        if not fits.all():
            value, leaf, hour = value[fits], leaf[fits], hour[fits]
        cell = (hour % KEPT_HOURS) * self._count.shape[1] + leaf
        np.add.at(self._count.reshape(-1), cell, 1.0)
        np.add.at(self._total.reshape(-1), cell, value)
        self._written[distinct % KEPT_HOURS] += 1
        self.changed.update(distinct.tolist())

    def load(self, hours: Hours, held: Floats) -> None:
        """Put back what these hours (k,) were, count and total per leaf (k, 2, leaves + 1)."""
        self._open(hours)
        fits = self._hour[hours % KEPT_HOURS] == hours
        slots = hours[fits] % KEPT_HOURS
        self._count[slots], self._total[slots] = held[fits, 0], held[fits, 1]
        self._written[slots] += 1

    def of(self, hour: int) -> tuple[Floats, Floats] | None:
        """Count and total per leaf of an hour; None before the kind was first heard of."""
        if self._first is None or hour < self._first:
            return None
        slot = hour % KEPT_HOURS
        if self._hour[slot] != hour:
            nothing = np.zeros(self._count.shape[1])
            return nothing, nothing
        return self._count[slot], self._total[slot]

    @property
    def first(self) -> int | None:
        """The first hour since 1970 in which it was heard of."""
        return self._first

    def stamp(self, hours: Hours) -> tuple[int, ...]:
        """A mark of what these hours (k,) hold: it changes when one of them does."""
        since = -1 if self._first is None else self._first
        return int(hours[0]), int(hours[-1]), int(self._written[hours % KEPT_HOURS].sum()), since

    def table(self, hours: Hours, listened: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Count and total per area (k, n) of these hours, NaN where unknown."""
        slots = hours % KEPT_HOURS
        there = self._hour[slots] == hours
        since = np.iinfo(np.int64).max if self._first is None else self._first
        unknown = ~(there | listened) | (hours < since)
        both = (self._count, self._total)
        merged = [np.where(there[:, None], column[slots], 0.0) @ self._areas.membership.T for column in both]
        for column in merged:
            column[unknown] = np.nan
        return merged[0], merged[1]

    def _open(self, hours: Hours) -> None:
        """Empty the slots of hours that are newer than what stands there."""
        newer = hours[self._hour[hours % KEPT_HOURS] < hours]
        slots = newer % KEPT_HOURS
        self._count[slots], self._total[slots], self._hour[slots] = 0.0, 0.0, newer
        if hours.size:
            self._first = int(hours.min()) if self._first is None else min(self._first, int(hours.min()))


class Courses:
    """The courses of those kinds that some indicator looks back on."""

    def __init__(self, kinds: Iterable[str], areas: Areas, zone: ZoneInfo) -> None:
        self._courses = {kind: Course(areas) for kind in sorted(set(kinds))}
        self.leaves = len(areas.leaves)
        self._zone = zone
        self._listened = np.full(KEPT_HOURS, -1, dtype=np.int64)
        self._seen: dict[History, tuple[tuple[int, ...], Series]] = {}  # what was asked last, and of what it was made

    @property
    def kinds(self) -> Mapping[str, Course]:
        """Every course by its kind."""
        return self._courses

    def add(self, kind: str, value: Floats, at: Times, leaf: Ints) -> None:
        """Count rows (n,) of a kind in, if anybody looks back on it."""
        if kind in self._courses:
            self._courses[kind].add(value, at, leaf)

    def listened(self, since: np.datetime64, until: np.datetime64) -> None:
        """The house listened from one time on and until another: these hours are known, even where nothing came."""
        self.listened_in(np.arange(_hour(since), _hour(until) + 1)[-KEPT_HOURS:])

    def listened_in(self, hours: Hours) -> None:
        """The house listened in these hours (k,)."""
        self._listened[hours % KEPT_HOURS] = hours

    def known(self, hours: Hours) -> npt.NDArray[np.bool_]:
        """In which of these hours (k,) the house listened."""
        return self._listened[hours % KEPT_HOURS] == hours

    def quarters(self, view: History, ring: Ring, now: np.datetime64) -> Series:
        """What a view of short steps asks for, from the tallies by minute; a step in an unknown hour is unknown."""
        count, now_ms = view.hours * 60 // view.step_min, int(now.astype("datetime64[ms]").astype(np.int64))
        last = now_ms // MINUTE_MS // view.step_min * view.step_min
        at = (np.arange(last - count * view.step_min, last, view.step_min) * MINUTE_MS).astype("datetime64[ms]")
        counts, totals = ring.steps(view.step_min, count, now_ms)
        hours = at.astype(np.int64) // HOUR_MS
        known = ~np.isnan(self._courses[view.of].table(hours, self.known(hours))[0][:, 0])
        values = np.where(known[:, None], figure_of(view.what, counts, totals), np.nan)
        return Series(at=at, values=values)

    def series(self, view: History, now: np.datetime64) -> Series:
        """What a view by hours or days asks for, up to the last whole step before `now`."""
        by_day = view.step_min == LOCAL_DAY_MIN
        borders = self._midnights(view.hours // 24, now) if by_day else np.array([_hour(now) - view.hours, _hour(now)])
        hours = np.arange(borders[0], borders[-1])
        stamp = (*self._courses[view.of].stamp(hours), int(self.known(hours).sum()))
        said = self._seen.get(view)
        if said is None or said[0] != stamp:
            said = stamp, _shared(self._days(view, hours, borders) if by_day else self._hours(view, hours))
            self._seen[view] = said
        return said[1]

    def _hours(self, view: History, hours: Hours) -> Series:
        count, total = self._courses[view.of].table(hours, self.known(hours))
        return Series(at=(hours * HOUR_MS).astype("datetime64[ms]"), values=figure_of(view.what, count, total))

    def _days(self, view: History, hours: Hours, borders: Hours) -> Series:
        count, total = self._courses[view.of].table(hours, self.known(hours))
        first = borders[:-1] - borders[0]
        known = np.add.reduceat((~np.isnan(count)).astype(np.float64), first, axis=0)
        least = PART_OF_DAY if view.what == "mean" else WHOLE_DAY
        sums = [np.add.reduceat(np.nan_to_num(column), first, axis=0) for column in (count, total)]
        values = np.where(known >= least, figure_of(view.what, sums[0], sums[1]), np.nan)
        return Series(at=(borders[:-1] * HOUR_MS).astype("datetime64[ms]"), values=values)

    def _midnights(self, days: int, now: np.datetime64) -> Hours:
        """The hours in which the last whole local days begin, and in which today does."""
        hours = np.arange(_hour(now) - (days + 2) * 24, _hour(now) + 1)
        local = CityTime(now, self._zone).local((hours * HOUR_MS).astype("datetime64[ms]"))
        day = local.astype("datetime64[D]").astype(np.int64)
        begins = hours[1:][day[1:] != day[:-1]]
        return begins[-(days + 1) :]


def figure_of(what: str, count: Floats, total: Floats) -> Floats:
    """Count, total or mean, by its name."""
    if what == "count":
        return count
    if what == "total":
        return total
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 0, total / count, np.nan)


def _shared(series: Series) -> Series:
    """The same series, which nobody may write to: it is given out more than once."""
    series.at.flags.writeable = series.values.flags.writeable = False
    return series


def _hour(at: np.datetime64) -> int:
    return int(at.astype("datetime64[ms]").astype(np.int64)) // HOUR_MS
