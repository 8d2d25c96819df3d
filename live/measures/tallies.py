"""Tallies: per leaf area and minute, how many, how much, how spread; in rings of fixed size.

Only leaves in which something was ever heard have a column: twelve rain gauges do not fill sixty leaves. Counts are
kept in single precision, which is exact up to sixteen million a minute, sums in double.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Times
from city.views import Sums
from geo.areas import Areas, Ints

MINUTE_MS = 60_000
NEVER = np.iinfo(np.int64).min  # numpy reads this number as NaT
MORE_LEAVES = 8  # columns are made so many at a time
# What a cell of nothing holds. "newest" is the ms within the minute, plus one.
EMPTY: Mapping[str, np.generic] = MappingProxyType(
    {
        "count": np.float32(0), "total": np.float64(0), "squares": np.float64(0), "low": np.float64(np.inf),
        "high": np.float64(-np.inf), "newest": np.uint16(0),
    }
)  # fmt: skip
PLAIN = tuple(EMPTY)


class Ring:
    """The tallies of one kind over the last `minutes`: adding costs the batch, asking costs the window."""

    def __init__(self, minutes: int, areas: Areas, edges: Sequence[float]) -> None:
        self._areas = areas
        self._edges = np.asarray(edges, dtype=np.float64)
        self._minutes = minutes
        self._head = -1  # the newest minute since the epoch that was ever added
        self._leaves = np.zeros(0, dtype=np.intp)  # which leaf a column is of
        self._last = np.full(areas.elsewhere + 1, NEVER)  # when each leaf was heard of last, ms
        self._column = np.full(areas.elsewhere + 1, -1, dtype=np.intp)  # which column a leaf has
        self._held: dict[str, npt.NDArray[Any]] = {
            name: np.zeros((minutes, 0), one.dtype) for name, one in EMPTY.items()
        }
        # Of readings without cuts every one is in the only bin, so that their count says all.
        self._bins = np.zeros((minutes, 0, len(edges) + 1 if len(edges) else 0), dtype=np.float32)
        self.changed: set[int] = set()  # minutes to be written down
        self.first: int | None = None  # the first minute since the epoch of which it was ever told

    def add(self, value: Floats, at: Times, leaf: Ints) -> None:
        """Count rows (n,) in; rows older than the ring are left out."""
        at_ms = at.astype("datetime64[ms]").astype(np.int64)
        minute = at_ms // MINUTE_MS
        self._turn_to(int(minute.max(initial=self._head)))
        fits = minute > self._head - self._minutes
        if not fits.all():
            value, at_ms, leaf, minute = value[fits], at_ms[fits], leaf[fits], minute[fits]
        self.changed.update(np.unique(minute).tolist())
        self._hear_of(minute)
        self._make_room(leaf)
        cell = (minute % self._minutes) * self._held["count"].shape[1] + self._column[leaf]
        np.maximum.at(self._last, leaf, at_ms)
        held = {name: column.reshape(-1) for name, column in self._held.items()}
        np.add.at(held["count"], cell, np.float32(1))
        np.add.at(held["total"], cell, value)
        np.add.at(held["squares"], cell, value * value)
        np.minimum.at(held["low"], cell, value)
        np.maximum.at(held["high"], cell, value)
        np.maximum.at(held["newest"], cell, (at_ms - minute * MINUTE_MS + 1).astype(np.uint16))
        if self._edges.size:
            bins = len(self._edges) + 1
            np.add.at(self._bins.reshape(-1), cell * bins + np.searchsorted(self._edges, value), np.float32(1))

    def sums(self, minutes: int, now_ms: int) -> Sums:
        """The sums per area over the last `minutes` up to the running one, merged exactly upwards."""
        last, inside = now_ms // MINUTE_MS, self._areas.membership > 0
        kept = self._kept(last - min(minutes, self._minutes) + 1, last)
        parts = [self._slots(run) for run in kept]
        count = self._merged(self._held["count"], parts)
        return Sums(
            count=count,
            total=self._merged(self._held["total"], parts),
            squares=self._merged(self._held["squares"], parts),
            low=np.where(inside, self._extreme("low", parts, np.minimum), np.inf).min(axis=1),
            high=np.where(inside, self._extreme("high", parts, np.maximum), -np.inf).max(axis=1),
            histogram=self._merged(self._bins, parts) if self._edges.size else count[:, None],
            newest=self._newest_of(kept, inside),
        )

    def steps(self, step_min: int, count: int, now_ms: int) -> tuple[Floats, Floats]:
        """Count and total per area (count, areas) of the last whole steps before now; NaN where no longer kept."""
        last, many = now_ms // MINUTE_MS // step_min * step_min, len(self._leaves)
        first = last - count * step_min
        kept = self._kept(first, last - 1)
        lost = max(self._head - self._minutes + 1 - first, 0)
        found: list[Floats] = []
        for name in ("count", "total"):
            held = np.zeros((count * step_min, many))
            for run in kept:
                held[run.start - first : run.stop - first] = self._held[name][self._slots(run), :many]
            per_step = held.reshape(count, step_min, many).sum(axis=1)
            found.append(per_step @ self._areas.membership[:, self._leaves].T)
            found[-1][: -(-lost // step_min)] = np.nan
        return found[0], found[1]

    def minute(self, minute: int) -> Floats | None:
        """What a minute holds: count, total, squares, low, high, newest, histogram, side by side (6 + bins, leaves).

        None where it is no longer kept, or nothing came.
        """
        slot, many = minute % self._minutes, len(self._leaves)
        if not self._head - self._minutes < minute <= self._head or not self._held["count"][slot].any():
            return None
        found = np.array([EMPTY[name] for name in PLAIN], dtype=np.float64)[:, None].repeat(len(self._column), axis=1)
        for row, name in zip(found, PLAIN, strict=True):
            row[self._leaves] = self._held[name][slot, :many]
        newest = found[PLAIN.index("newest")]
        newest[:] = np.where(newest > 0, minute * MINUTE_MS + newest - 1, NEVER)
        if not self._edges.size:
            return np.vstack([found, found[PLAIN.index("count")]])
        bins = np.zeros((len(self._edges) + 1, len(self._column)))
        bins[:, self._leaves] = self._bins[slot, :many].T
        return np.vstack([found, bins])

    def load(self, minutes: Ints, held: Floats) -> None:
        """Put back what these minutes (k,), rising, held (k, 6 + bins, leaves).

        What does not fit is left out: another city had other areas, and what is too old is not kept.
        """
        if held.shape[1:] != (len(PLAIN) + len(self._edges) + 1, len(self._column)):
            return
        fits = minutes > max(self._head, int(minutes[-1])) - self._minutes
        minutes, held = minutes[fits], held[fits]
        if not len(minutes):
            return
        self._turn_to(int(minutes[-1]))
        self._hear_of(minutes)
        heard = held[:, 0] > 0
        there = np.flatnonzero(heard.any(axis=0))
        self._make_room(there)
        cells = np.ix_(minutes % self._minutes, self._column[there])
        for i, name in enumerate(PLAIN[:-1]):
            self._held[name][cells] = held[:, i, there]
        newest = np.where(heard, held[:, PLAIN.index("newest")], 0)
        inside = newest - minutes[:, None] * MINUTE_MS + 1
        self._held["newest"][cells] = np.where(heard, inside, 0)[:, there]
        self._last[there] = np.maximum(self._last[there], newest.max(axis=0)[there].astype(np.int64))
        if self._edges.size:
            self._bins[cells] = held[:, len(PLAIN) :, there].transpose(0, 2, 1)

    def _merged(self, column: npt.NDArray[np.floating], parts: Sequence[slice]) -> Floats:
        """The sums of a column (minutes, columns, …) over parts of it, per area (areas, …)."""
        per_leaf = np.zeros((len(self._column), *column.shape[2:]))
        for part in parts:
            per_leaf[self._leaves] += column[part].sum(axis=0, dtype=np.float64)[: len(self._leaves)]
        return self._areas.merged(per_leaf)

    def _extreme(self, name: str, parts: Sequence[slice], of: np.ufunc) -> Floats:
        """The least or greatest of a column per leaf."""
        per_leaf = np.full(len(self._column), EMPTY[name], dtype=np.float64)
        for part in parts:
            found = of.reduce(self._held[name][part], axis=0)[: len(self._leaves)]
            per_leaf[self._leaves] = of(per_leaf[self._leaves], found)
        return per_leaf

    def _newest_of(self, minutes: Sequence[range], inside: npt.NDArray[np.bool_]) -> Times:
        if minutes and minutes[-1].stop > self._head:
            per_leaf = np.where(self._last >= minutes[0].start * MINUTE_MS, self._last, NEVER)
            return np.where(inside, per_leaf, NEVER).max(axis=1).astype("datetime64[ms]")
        per_leaf = np.full(len(self._column), NEVER)
        for part in minutes:  # the older first
            held = self._held["newest"][self._slots(part), : len(self._leaves)]
            last = len(held) - 1 - np.argmax(held[::-1] > 0, axis=0)
            within = held[last, np.arange(len(self._leaves))].astype(np.int64)
            heard = within > 0
            per_leaf[self._leaves[heard]] = ((part.start + last) * MINUTE_MS + within - 1)[heard]
        return np.where(inside, per_leaf, NEVER).max(axis=1).astype("datetime64[ms]")

    def _kept(self, first: int, last: int) -> list[range]:
        """The minutes from first to last that are kept, in at most two runs that each lie side by side."""
        first, end = max(first, self._head - self._minutes + 1, 0), min(last, self._head) + 1
        turn = (first // self._minutes + 1) * self._minutes
        return [run for run in (range(first, min(turn, end)), range(turn, end)) if len(run)]

    def _slots(self, minutes: range) -> slice:
        begin = minutes.start % self._minutes
        return slice(begin, begin + len(minutes))

    def _make_room(self, leaf: Ints) -> None:
        """Give each of these leaves a column."""
        new = np.unique(leaf[self._column[leaf] < 0])
        if not new.size:
            return
        self._column[new] = np.arange(len(self._leaves), len(self._leaves) + new.size)
        self._leaves = np.append(self._leaves, new)
        missing = len(self._leaves) - self._held["count"].shape[1]
        if missing > 0:
            more = min(-(-missing // MORE_LEAVES) * MORE_LEAVES, len(self._column))
            for name, column in self._held.items():
                empty = np.full((self._minutes, more), EMPTY[name])
                self._held[name] = np.concatenate([column, empty], axis=1)
            bins = np.zeros((self._minutes, more, self._bins.shape[2]), dtype=self._bins.dtype)
            self._bins = np.concatenate([self._bins, bins], axis=1)

    def _hear_of(self, minutes: Ints) -> None:
        if len(minutes):
            self.first = int(minutes.min()) if self.first is None else min(self.first, int(minutes.min()))

    def _turn_to(self, minute: int) -> None:
        """Empty the slots between the newest minute so far and this one."""
        if minute <= self._head:
            return
        first = max(self._head + 1, minute - self._minutes + 1) if self._head >= 0 else minute - self._minutes + 1
        slots = np.arange(first, minute + 1) % self._minutes
        for name, column in self._held.items():
            column[slots] = EMPTY[name]
        self._bins[slots] = 0
        self._head = minute
