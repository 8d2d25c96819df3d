"""Beats: when things are told: every so often, each at its own turn, or once a day or month by the wall clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.rhythm import DAY_S
from sources.made_up.town import Town
from sources.moments import DAY_MS, EPOCH, HOUR_MS, Millis, from_ms, to_ms

EPOCH_MONTH = 1970 * 12
END_OF_DAY_S = 86_340  # a minute before midnight: still on the day that is told of
NOBODY = (np.empty(0, dtype=np.intp), np.empty(0, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Every:
    """Each of n things reports every `step_ms`, `phase_ms` (n,) after a whole step."""

    step_ms: int
    phase_ms: Millis

    @classmethod
    def spread(cls, town: Town, what: str, count: int, step_ms: int, within_ms: int | None = None) -> "Every":
        """So many things at turns of their own; all `within_ms` after a whole step where that is given."""
        share = uniform(town.seed, key_of(f"{what} phase"), np.arange(count))
        return cls(step_ms, (share * (step_ms if within_ms is None else within_ms)).astype(np.int64))

    def due(self, after_ms: int, until_ms: int, least_ms: int) -> tuple[Ints, Millis]:
        """Which things (k,) report after one time and up to another, and when, in time; at most every `least_ms`."""
        step = max(self.step_ms, least_ms)
        first = (after_ms - self.phase_ms) // step + 1
        count = (until_ms - self.phase_ms) // step - first + 1
        if not count.any():
            return NOBODY
        row = np.repeat(np.arange(len(count)), count)
        turn = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + first[row]
        at_ms = self.phase_ms[row] + turn * step
        order = np.argsort(at_ms, kind="stable")
        return row[order], at_ms[order]


@dataclass(frozen=True, slots=True, eq=False)
class Daily:
    """Each of n things reports once a local day, `second` (n,) seconds after midnight; `monthly` only on the first."""

    zone: ZoneInfo
    second: Ints
    monthly: bool = False

    @classmethod
    def at(cls, town: Town, count: int, hour: float, spread_s: float = 0.0, *, monthly: bool = False) -> "Daily":
        """So many things at one hour of the day, each up to `spread_s` later."""
        share = uniform(town.seed, key_of(f"daily {hour}"), np.arange(count))
        return cls(town.pack.time_zone, (hour * 3600 + share * spread_s).astype(np.intp), monthly)

    def due(self, after_ms: int, until_ms: int, least_ms: int) -> tuple[Ints, Millis]:
        """Which things (k,) report after one time and up to another, and when, in time."""
        days = midnights_ms(after_ms - DAY_MS - HOUR_MS, until_ms, self.zone, monthly=self.monthly)
        if not len(days):
            return NOBODY
        at_ms = (days[:, None] + self.second[None, :].astype(np.int64) * 1000).ravel()
        due = np.flatnonzero((at_ms > after_ms) & (at_ms <= until_ms))
        due = due[np.argsort(at_ms[due], kind="stable")]
        return due % len(self.second), at_ms[due]


def midnights_ms(since_ms: int, until_ms: int, zone: ZoneInfo, *, monthly: bool = False) -> Millis:
    """The beginnings of the local days, or months, that begin between two times, milliseconds since 1970.

    >>> midnights_ms(0, 86_400_000, ZoneInfo("Asia/Shanghai")).tolist()
    [57600000]
    """
    first = (EPOCH + timedelta(milliseconds=since_ms)).astimezone(zone).date()
    count = (until_ms - since_ms) // DAY_MS + 2
    days = [first + timedelta(days=i) for i in range(count)]
    begins = [datetime.combine(day, time(), zone) for day in days if day.day == 1 or not monthly]
    found = np.array([to_ms(begin.astimezone(UTC)) for begin in begins], dtype=np.int64)
    return found[(found >= since_ms) & (found <= until_ms)]


def day_of(local: Ints) -> Ints:
    """The local day since 1970 (n,) of local times."""
    return local // DAY_S


def days(zone: ZoneInfo, after_ms: int, until_ms: int, second: int = END_OF_DAY_S) -> tuple[Ints, Millis]:
    """The local days since 1970 (d,) of which is told after one time and up to another, and when.

    >>> days(ZoneInfo("UTC"), 0, 2 * DAY_MS, 3600)
    (array([0, 1]), array([ 3600000, 90000000]))
    """
    # The local clock is up to a day away from UTC.
    near = range(after_ms // DAY_MS - 1, until_ms // DAY_MS + 2)
    return _within(((day, _at_ms(zone, day, second)) for day in near), after_ms, until_ms)


def months(zone: ZoneInfo, after_ms: int, until_ms: int, day: int, second: int) -> tuple[Ints, Millis]:
    """The months since January 1970 (m,) of which is told on that day of theirs after one time and up to another.

    >>> months(ZoneInfo("UTC"), 0, 40 * DAY_MS, 2, 0)
    (array([0, 1]), array([  86400000, 2764800000]))
    """
    first, last = (_month_of(at_ms) for at_ms in (after_ms - DAY_MS, until_ms + DAY_MS))
    near = range(first, last + 1)
    return _within(((month, _at_ms(zone, _day_of(month) + day - 1, second)) for month in near), after_ms, until_ms)


def _within(turns: Iterable[tuple[int, int]], after_ms: int, until_ms: int) -> tuple[Ints, Millis]:
    told = [(turn, at_ms) for turn, at_ms in turns if after_ms < at_ms <= until_ms]
    return np.array([turn for turn, _ in told], dtype=np.intp), np.array([at_ms for _, at_ms in told], dtype=np.int64)


def _month_of(at_ms: int) -> int:
    at = from_ms(at_ms)
    return at.year * 12 + at.month - 1 - EPOCH_MONTH


def _day_of(month: int) -> int:
    """The day since 1970 with which a month begins."""
    year, number = divmod(EPOCH_MONTH + month, 12)
    return datetime(year, number + 1, 1).toordinal() - datetime(1970, 1, 1).toordinal()  # noqa: DTZ001 - only the date counts


def _at_ms(zone: ZoneInfo, day: int, second: int) -> int:
    local = datetime(1970, 1, 1) + timedelta(days=day, seconds=second)  # noqa: DTZ001 - the zone comes next
    return to_ms(local.replace(tzinfo=zone))
