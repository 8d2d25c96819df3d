"""The past of every indicator: its values at regular steps, for trends, what is usual, and models that look back.

Four weeks are kept, a value each quarter of an hour; the store holds them over a restart.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import numpy as np

from city.readings import Floats
from city.views import Series

STEP = timedelta(minutes=15)
STEPS_A_DAY = 96
DAYS = 28
ENOUGH_DAYS = 7  # below this, nobody can say what is usual at an hour
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Past:
    """The last four weeks of one indicator, per area."""

    def __init__(self, areas: int) -> None:
        self._values = np.full((DAYS * STEPS_A_DAY, areas), np.nan)
        self._step = np.full(DAYS * STEPS_A_DAY, -1, dtype=np.int64)

    def keep(self, at: datetime, value: Floats) -> None:
        """Keep the value (areas,) of this step; the newest of a step stays."""
        step = step_of(at)
        slot = step % len(self._step)
        self._values[slot], self._step[slot] = value, step

    def series(self, now: datetime, hours: int, step_min: int = 15) -> Series:
        """The values of the last `hours`, the newest last; steps without a value are NaN."""
        every = max(step_min // 15, 1)
        last = step_of(now)
        steps = np.arange(last - hours * 4 + 1, last + 1)[::-1][::every][::-1]
        slots = steps % len(self._step)
        known = self._step[slots] == steps
        values = np.where(known[:, None], self._values[slots], np.nan)
        return Series(at=(steps * 900_000).astype("datetime64[ms]"), values=values)

    def usual(self, now: datetime) -> tuple[float, float] | None:
        """The 10th and 90th percentile of the city's value at this hour over the last four weeks, today left out.

        None when fewer than seven days are known.
        """
        last = step_of(now)
        days = np.arange(1, DAYS) * STEPS_A_DAY
        around = (last - days[:, None] + np.arange(-2, 3)[None, :]).ravel()
        slots = around % len(self._step)
        known = (self._step[slots] == around) & np.isfinite(self._values[slots, 0])
        if len(np.unique((last - around[known] + 2) // STEPS_A_DAY)) < ENOUGH_DAYS:
            return None
        low, high = np.percentile(self._values[slots[known], 0], [10, 90])
        return float(low), float(high)


class Pasts:
    """The past of all indicators, by name."""

    def __init__(self, areas: int) -> None:
        self._areas = areas
        self._pasts: dict[str, Past] = {}

    def of(self, indicator: str) -> Past:
        """The past of one indicator; empty at first."""
        if indicator not in self._pasts:
            self._pasts[indicator] = Past(self._areas)
        return self._pasts[indicator]

    def keep(self, at: datetime, values: Mapping[str, Floats]) -> None:
        """Keep what was computed at a time."""
        for name, value in values.items():
            self.of(name).keep(at, value)


def step_of(at: datetime) -> int:
    """The number of the quarter of an hour since the epoch."""
    return (at - EPOCH) // STEP
