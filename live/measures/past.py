"""The past of every indicator: its values at regular steps, for trends, what is usual, and models that look back.

Four weeks are kept in memory, a value each quarter of an hour; the archive holds them over a restart, and longer.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Mask
from city.views import LOCAL_DAY_MIN, CityTime, Series

STEP = timedelta(minutes=15)
STEP_MIN, STEPS_A_DAY, HOUR_STEPS = 15, 96, 4
STEP_MS = 900_000
SATURDAY, THURSDAY = 5, 3  # counted from Monday; 1970 began on a Thursday
DAYS = 28
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Past:
    """The last four weeks of one figure, per area."""

    def __init__(self, areas: int) -> None:
        self._values = np.full((DAYS * STEPS_A_DAY, areas), np.nan, dtype=np.float32)
        self._step = np.full(DAYS * STEPS_A_DAY, -1, dtype=np.int64)
        self._known = np.full(areas, -1, dtype=np.int64)  # the newest step in which each area was known
        self._newest = -1

    def keep(self, at: datetime, value: Floats) -> None:
        """Keep the value (areas,) of this step; the newest of a step stays, and never one older than what is there."""
        step = step_of(at)
        slot = step % len(self._step)
        if step >= self._step[slot]:
            self._values[slot], self._step[slot] = value, step
            self._newest = max(self._newest, step)
            known = ~np.isnan(value)
            if bool(((self._known == step) & ~known).any()):
                self._look_again()  # what was known a moment ago is not any more
            else:
                np.maximum(self._known, step, out=self._known, where=known)

    def load(self, steps: npt.NDArray[np.int64], values: Floats) -> None:
        """Put values (k, areas) of rising steps back; between two that lie an hour apart at most, all is straight."""
        if not len(steps):
            return
        every = np.arange(steps[0], steps[-1] + 1)[-len(self._step) :]
        after = np.minimum(np.searchsorted(steps, every), len(steps) - 1)
        before = np.maximum(np.where(steps[after] == every, after, after - 1), 0)
        gap = steps[after] - steps[before]
        share = (every - steps[before]) / np.maximum(gap, 1)
        filled = values[before] + (values[after] - values[before]) * share[:, None]
        fits = (gap <= HOUR_STEPS) & (every >= self._step[every % len(self._step)])
        slots = every[fits] % len(self._step)
        self._values[slots], self._step[slots] = filled[fits], every[fits]
        self._look_again()

    def join(self, now: datetime, hours: int) -> None:
        """Draw straight lines between the values of the last `hours`, where two lie an hour apart at most."""
        last = step_of(now)
        steps = np.arange(last - hours * HOUR_STEPS, last + 1)
        known = steps[self._step[steps % len(self._step)] == steps]
        self.load(known, self._values[known % len(self._step)].astype(np.float64))

    def series(self, now: datetime, hours: int, step_min: int = 15) -> Series:
        """The values of the last `hours`, the newest last; steps without a value are NaN."""
        every = max(step_min // STEP_MIN, 1)
        last = step_of(now)
        steps = np.arange(last - hours * 4 + 1, last + 1)[::-1][::every][::-1]
        return Series(at=(steps * STEP_MS).astype("datetime64[ms]"), values=self.at_steps(steps))

    def trend(self, now: datetime, hours: int, area: int = 0) -> Floats:
        """The values (k,) of one area, the city's if none is named, over the last `hours`, the newest last."""
        last = step_of(now)
        return self.at_steps(np.arange(last - hours * HOUR_STEPS + 1, last + 1), area)

    def whole(self, now: datetime, hours: int, step_min: int) -> Series:
        """Means over the last whole steps before `now`, for models that look back on other indicators."""
        every = step_min // STEP_MIN
        if step_min == LOCAL_DAY_MIN:  # the last day's worth of hours, whatever the wall clock says
            every = STEPS_A_DAY
        last = step_of(now) // every
        steps = np.arange((last - hours * 60 // step_min) * every, last * every)
        values = self.at_steps(steps).reshape(-1, every, self._values.shape[1])
        known = ~np.isnan(values)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(known.any(axis=1), np.nan_to_num(values).sum(axis=1) / known.sum(axis=1), np.nan)
        return Series(at=(steps[::every] * STEP_MS).astype("datetime64[ms]"), values=mean)

    def known_within(self, now: datetime, hours: int) -> npt.NDArray[np.bool_]:
        """In which areas (n,) anything was known in the last hours."""
        last = step_of(now)
        if self._newest <= last:
            return self._known > last - hours * HOUR_STEPS
        known = ~np.isnan(self.series(now, hours).values)  # it is asked of a time gone by
        return np.asarray(known.any(axis=0))

    def at_steps(self, steps: npt.NDArray[np.int64], area: int | None = None) -> Floats:
        """The values (k, areas) of these steps, or (k,) those of one area, NaN where unknown."""
        slots = steps % len(self._step)
        known = self._step[slots] == steps
        found = self._values[slots] if area is None else self._values[slots, area]
        return np.where(known[..., None] if area is None else known, found, np.nan).astype(np.float64)

    def _look_again(self) -> None:
        """Find for each area when it was known last."""
        self._newest = int(self._step.max())
        self._known = np.where(np.isnan(self._values), -1, self._step[:, None]).max(axis=0)


class Pasts:
    """The past of all figures: of indicators by their names, of companions as "indicator.companion"."""

    def __init__(self, areas: int) -> None:
        self.areas = areas
        self._pasts: dict[str, Past] = {}

    def of(self, name: str) -> Past:
        """The past of one figure; empty at first."""
        if name not in self._pasts:
            self._pasts[name] = Past(self.areas)
        return self._pasts[name]

    def join(self, now: datetime, hours: int) -> None:
        """Draw straight lines in all of them between what was looked back on hour by hour."""
        for past in self._pasts.values():
            past.join(now, hours)

    def keep(self, at: datetime, values: Mapping[str, Floats]) -> None:
        """Keep what was computed at a time."""
        for name, value in values.items():
            self.of(name).keep(at, value)


def step_of(at: datetime) -> int:
    """The number of the quarter of an hour since the epoch."""
    return (at - EPOCH) // STEP


def name_of(indicator: str, what: str = "value") -> str:
    """The name under which a figure's past is kept."""
    return indicator if what == "value" else f"{indicator}.{what}"


def at_weekend(steps: npt.NDArray[np.int64], zone: ZoneInfo) -> Mask:
    """Which of these steps (k,) lie on a Saturday or Sunday of the city."""
    local = CityTime(np.datetime64(0, "ms"), zone).local((steps * STEP_MS).astype("datetime64[ms]"))
    return (local.astype("datetime64[D]").astype(np.int64) + THURSDAY) % 7 >= SATURDAY
