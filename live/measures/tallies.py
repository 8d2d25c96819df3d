"""Tallies: per leaf area and minute, how many, how much, how spread; in rings of fixed size."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Times
from city.views import Sums
from geo.areas import Areas, Ints

MINUTE_MS = 60_000


class Ring:
    """The tallies of one kind over the last `minutes`: adding costs the batch, asking costs the window."""

    def __init__(self, minutes: int, areas: Areas, edges: Sequence[float]) -> None:
        self._areas = areas
        self._edges = np.asarray(edges, dtype=np.float64)
        self._minutes = minutes
        self._head = -1  # the newest minute since the epoch that was ever added
        shape = (minutes, areas.elsewhere + 1)
        self._count = np.zeros(shape)
        self._total = np.zeros(shape)
        self._squares = np.zeros(shape)
        self._low = np.full(shape, np.inf)
        self._high = np.full(shape, -np.inf)
        self._histogram = np.zeros((*shape, len(edges) + 1))
        self._newest = np.full(shape, np.iinfo(np.int64).min)
        self.changed: set[int] = set()  # minutes to be written down

    def add(self, value: Floats, at: Times, leaf: Ints) -> None:
        """Count rows (n,) in; rows older than the ring are left out."""
        at_ms = at.astype("datetime64[ms]").astype(np.int64)
        minute = at_ms // MINUTE_MS
        self._turn_to(int(minute.max(initial=self._head)))
        fits = minute > self._head - self._minutes
        if not fits.all():
            value, at_ms, leaf, minute = value[fits], at_ms[fits], leaf[fits], minute[fits]
        self.changed.update(np.unique(minute).tolist())
        width = self._count.shape[1]
        cell = (minute % self._minutes) * width + leaf
        np.add.at(self._count.reshape(-1), cell, 1.0)
        np.add.at(self._total.reshape(-1), cell, value)
        np.add.at(self._squares.reshape(-1), cell, value * value)
        np.minimum.at(self._low.reshape(-1), cell, value)
        np.maximum.at(self._high.reshape(-1), cell, value)
        np.maximum.at(self._newest.reshape(-1), cell, at_ms)
        if self._edges.size:
            bins = len(self._edges) + 1
            np.add.at(self._histogram.reshape(-1), cell * bins + np.searchsorted(self._edges, value), 1.0)

    def sums(self, minutes: int, now_ms: int) -> Sums:
        """The sums per area over the last `minutes` up to the running one, merged exactly upwards."""
        last = now_ms // MINUTE_MS
        wanted = np.arange(last - min(minutes, self._minutes) + 1, last + 1)
        wanted = wanted[(wanted <= self._head) & (wanted > self._head - self._minutes)]
        slots = wanted % self._minutes
        inside = self._areas.membership > 0
        return Sums(
            count=self._areas.merged(self._count[slots].sum(axis=0)),
            total=self._areas.merged(self._total[slots].sum(axis=0)),
            squares=self._areas.merged(self._squares[slots].sum(axis=0)),
            low=np.where(inside, self._low[slots].min(axis=0, initial=np.inf), np.inf).min(axis=1),
            high=np.where(inside, self._high[slots].max(axis=0, initial=-np.inf), -np.inf).max(axis=1),
            histogram=self._areas.merged(self._histogram[slots].sum(axis=0)),
            newest=self._newest_of(slots, inside),
        )

    def steps(self, step_min: int, count: int, now_ms: int) -> tuple[Floats, Floats]:
        """Count and total per area (count, areas) of the last whole steps before now; NaN where no longer kept."""
        last = now_ms // MINUTE_MS // step_min * step_min
        wanted = np.arange(last - count * step_min, last)
        kept = (wanted > self._head - self._minutes) & (wanted <= self._head)
        slots = wanted % self._minutes
        found: list[Floats] = []
        for column in (self._count, self._total):
            held = np.where(kept[:, None], column[slots], 0.0).reshape(count, step_min, -1).sum(axis=1)
            found.append(held @ self._areas.membership.T)
        beyond = (wanted <= self._head - self._minutes).reshape(count, step_min).any(axis=1)
        for column in found:
            column[beyond] = np.nan
        return found[0], found[1]

    def minute(self, minute: int) -> Floats | None:
        """What a minute holds: count, total, squares, low, high, newest, histogram, side by side (6 + bins, leaves).

        None where it is no longer kept, or nothing came.
        """
        slot = minute % self._minutes
        if not self._head - self._minutes < minute <= self._head or not self._count[slot].any():
            return None
        plain = (self._count, self._total, self._squares, self._low, self._high, self._newest)
        return np.vstack([*(column[slot].astype(np.float64) for column in plain), self._histogram[slot].T])

    def load(self, minute: int, held: Floats) -> None:
        """Put back what a minute held; shapes that do not fit are left out (another city had other areas)."""
        slot = minute % self._minutes
        if held.shape != (6 + self._histogram.shape[2], self._count.shape[1]) or minute <= self._head - self._minutes:
            return
        self._turn_to(minute)
        self._count[slot], self._total[slot], self._squares[slot], self._low[slot], self._high[slot] = held[:5]
        self._newest[slot] = held[5].astype(np.int64)
        self._histogram[slot] = held[6:].T

    def _newest_of(self, slots: npt.NDArray[np.intp], inside: npt.NDArray[np.bool_]) -> Times:
        never = np.iinfo(np.int64).min  # numpy reads this number as NaT
        per_leaf = self._newest[slots].max(axis=0, initial=never)
        return np.where(inside, per_leaf, never).max(axis=1).astype("datetime64[ms]")

    def _turn_to(self, minute: int) -> None:
        """Empty the slots between the newest minute so far and this one."""
        if minute <= self._head:
            return
        first = max(self._head + 1, minute - self._minutes + 1) if self._head >= 0 else minute - self._minutes + 1
        slots = np.arange(first, minute + 1) % self._minutes
        for column, empty in (
            (self._count, 0.0),
            (self._total, 0.0),
            (self._squares, 0.0),
            (self._histogram, 0.0),
            (self._low, np.inf),
            (self._high, -np.inf),
            (self._newest, np.iinfo(np.int64).min),
        ):
            column[slots] = empty
        self._head = minute
