"""Beats: when things that stay report: every so often, each at its own turn, or at an hour of the local day."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.rhythm import DAY_S
from sources.made_up.town import Town
from sources.moments import DAY_MS, EPOCH, HOUR_MS, Millis, to_ms

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
