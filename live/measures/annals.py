"""The annals: what every indicator said, each with the version of the formula that it was made with.

"measure:<name>"      a step each five minutes; after two days the steps of a day are gathered into
"measure-day:<name>"  one block, kept for 400 days; from then on a value an hour stays
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from city.history import Step
from city.picture import Measure
from city.readings import Floats, Times
from live.measures.left_out import LeftOut
from live.measures.packed import packed
from live.measures.past import EPOCH, STEP_MS, Past, Pasts, name_of
from live.measures.versions import plain
from live.moments import aware
from live.ports import Memory

STEP, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)
NEAR, JUST = timedelta(minutes=10), timedelta(milliseconds=1)
GATHERED_AFTER, FINE, REMEMBERED = 2 * DAY, 400 * DAY, 28 * DAY
Read = tuple[datetime, list[str], Mapping[str, npt.NDArray[np.generic]]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an indicator said over a while: `at` (k,), value and band (k, n), and the version of each.

    The version of what was said afterwards, an hour apart, of before a start ends with ", made up" where it rests on
    what was invented, else with ", looked back".
    """

    at: Times
    value: Floats
    band: npt.NDArray[np.int8]
    version: tuple[str, ...]


class Annals:
    """Writes and reads them; only what was said of as many areas as there are now is read."""

    def __init__(self, record: Memory, areas: int, left_out: LeftOut | None = None) -> None:
        self._record = record
        self._left_out = left_out or LeftOut()
        self._areas = areas
        self._step = -1
        self._written: set[str] = set()  # whose words of this step are written
        self._gathered: dict[str, datetime] = {}

    def write(self, now: datetime, measures: Mapping[str, Measure], rest: Callable[[], None] = lambda: None) -> None:
        """Write down what is said in this step, each once; `rest` is called between two. Raises `StoreUnavailable`."""
        step = (now - EPOCH) // STEP
        if step != self._step:
            self._step, self._written = step, set()
        fresh = {name: one for name, one in measures.items() if name not in self._written}
        if fresh:
            self.write_at(now, fresh, rest)
            self._written |= fresh.keys()

    def write_at(self, at: datetime, measures: Mapping[str, Measure], rest: Callable[[], None] = lambda: None) -> None:
        """Write down what was said at a time, under its step. Raises `StoreUnavailable`."""
        steps: list[Step] = []
        for name, one in measures.items():
            steps += _steps(name, EPOCH + (at - EPOCH) // STEP * STEP, one)
            rest()
        self._record.keep(steps)

    def gather_one(self, names: Iterable[str], now: datetime) -> None:
        """Gather the old steps of one indicator whose turn it is, at most one at a time, each once a day."""
        border = _day(now - GATHERED_AFTER)
        for name in names:
            if self._gathered.get(name, EPOCH) < border:
                self._gather(name, border)
                self._gathered[name] = border
                return

    def between(self, name: str, since: datetime, until: datetime) -> Told:
        """What an indicator said from one time on and before another."""
        days = self._record.kept(f"measure-day:{name}", _day(since), until)
        steps = self._record.kept(f"measure:{name}", since, until)
        return _joined([self._read(each) for each in (*days, *steps)], self._areas, since, until)

    def reach_back(self, names: Iterable[str], now: datetime) -> bool:
        """Whether anything is known of any of these from more than two days ago."""
        return any(self._record.kept(f"measure-day:{name}", EPOCH, now - GATHERED_AFTER) for name in names)

    def remember(
        self, names: Iterable[str], pasts: Pasts, now: datetime, rest: Callable[[], None] = lambda: None
    ) -> None:
        """Put what was said in the last four weeks back into the pasts; `rest` is called between two."""
        for name in names:
            self._put_back(self.between(name, now - REMEMBERED, now), pasts.of(name))
            rest()

    def said(self, name: str, at: datetime, now: datetime) -> tuple[datetime, Measure] | None:
        """What was said of every area at a time: the step at or before it, at most ten minutes, and the measure.

        An hour where there is but one step an hour; None where there is none.
        """
        told = self.between(name, at - HOUR, at + JUST)
        if not len(told.at):
            return None
        step, version = aware(told.at[-1]), told.version[-1]
        thin = version != plain(version) or at < now - FINE
        if at - step > (HOUR if thin else NEAR):
            return None
        return step, Measure(indicator=name, at=step, value=told.value[-1], band=told.band[-1], version=version)

    def past_of(self, name: str, at: datetime) -> Past:
        """The four weeks of an indicator before a time, as they were said."""
        past = Past(self._areas)
        self._put_back(self.between(name, at - REMEMBERED, at + JUST), past)
        return past

    def begins(self, name: str, now: datetime) -> datetime | None:
        """When the first was said that is still known, to the day; None where nothing is."""
        since, span = now - FINE - 2 * DAY, DAY
        while since <= now:
            kept = self._record.kept(f"measure-day:{name}", since, since + span)
            if kept:
                return kept[0].at
            since, span = since + span, 2 * span
        kept = self._record.kept(f"measure:{name}", EPOCH, now + DAY)
        return kept[0].at if kept else None

    def _put_back(self, told: Told, past: Past) -> None:
        step = told.at.astype("datetime64[ms]").astype(np.int64) // STEP_MS
        newest = _last_of_each(step)
        past.load(step[newest], told.value[newest])

    def _gather(self, name: str, border: datetime) -> None:
        by_day: dict[datetime, list[Step]] = {}
        for step in self._record.kept(f"measure:{name}", EPOCH, border):
            by_day.setdefault(_day(step.at), []).append(step)
        blocks: list[Step | None] = []
        for day, steps in by_day.items():
            # The day before a first start has a block already: its beginning was made up.
            before = self._record.kept(f"measure-day:{name}", day, day + JUST)
            blocks.append(_block(name, day, [self._read(each) for each in (*before, *steps)], self._areas))
        self._record.keep([one for one in blocks if one is not None])
        self._record.forget(f"measure:{name}", border)
        old = self._record.kept(f"measure-day:{name}", border - FINE - 2 * DAY, border - FINE)
        self._record.keep([thin for one in old if (thin := _thinned(one, self._read(one))) is not None])

    def _read(self, step: Step) -> Read:
        found = self._left_out.unpacked(step)
        return None if found is None else (step.at, found[0]["version"], found[1])


def _steps(name: str, at: datetime, one: Measure) -> Iterator[Step]:
    """The step of an indicator, and one of each companion that is followed, which has no bands of its own."""
    yield _step(name, at, one.value, one.band, one.version)
    for what in one.courses:
        yield _step(name_of(name, what), at, one.companions[what], np.full_like(one.band, -1), one.version)


def _step(name: str, at: datetime, value: Floats, band: npt.NDArray[np.int8], version: str) -> Step:
    columns = {"at": np.zeros(1, dtype="<i4"), "value": value[None].astype("<f4"), "band": band[None]}
    return Step(series=f"measure:{name}", at=at, body=packed({"version": [version]}, columns))


def _joined(reads: Iterable[Read], areas: int, since: datetime, until: datetime) -> Told:
    """What was read of a while, each time once: of what was said twice of it, the last."""
    at: list[npt.NDArray[np.generic]] = []
    value: list[npt.NDArray[np.generic]] = []
    band: list[npt.NDArray[np.generic]] = []
    version: list[str] = []
    for first, versions, columns in _fitting(reads, areas):
        at.append(np.datetime64(first.replace(tzinfo=None), "ms") + columns["at"].astype("timedelta64[m]"))
        value.append(columns["value"])
        band.append(columns["band"])
        version += versions
    if not at:
        nothing = np.empty((0, areas))
        return Told(at=np.empty(0, "datetime64[ms]"), value=nothing, band=nothing.astype(np.int8), version=())
    times = np.concatenate(at).astype("datetime64[ms]")
    low, high = (np.datetime64(one.replace(tzinfo=None), "ms") for one in (since, until))
    kept = np.flatnonzero((times >= low) & (times < high))
    kept = kept[np.argsort(times[kept], kind="stable")]
    kept = kept[_last_of_each(times[kept])]
    return Told(
        at=times[kept], value=np.concatenate(value)[kept].astype(np.float64),
        band=np.concatenate(band)[kept].astype(np.int8), version=tuple(version[i] for i in kept.tolist()),
    )  # fmt: skip


def _last_of_each(rising: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Which of these (k,), rising, have none like them behind them."""
    return np.append(rising[1:] != rising[:-1], np.ones(min(len(rising), 1), dtype=np.bool_))


def _fitting(
    reads: Iterable[Read], areas: int
) -> Iterator[tuple[datetime, list[str], Mapping[str, npt.NDArray[np.generic]]]]:
    for one in reads:
        if one is not None and one[2]["value"].shape[1:] == (areas,):
            yield one


def _block(name: str, day: datetime, reads: Iterable[Read], areas: int) -> Step | None:
    told = _joined(reads, areas, day, day + DAY)
    if not len(told.at):
        return None
    return block_of(name, day, told)


def block_of(name: str, day: datetime, told: Told) -> Step:
    """One day of what an indicator said."""
    begin = np.datetime64(day.replace(tzinfo=None), "ms")
    minutes = ((told.at - begin) // np.timedelta64(1, "m")).astype("<i4")
    columns = {"at": minutes, "value": told.value.astype("<f4"), "band": told.band}
    return Step(series=f"measure-day:{name}", at=day, body=packed({"version": list(told.version)}, columns))


def _thinned(block: Step, read: Read) -> Step | None:
    """A day with a value an hour: the first of each; None where it is so already, or damaged."""
    if read is None:
        return None
    at, version, columns = read
    hours = columns["at"].astype(np.int64) // 60
    first = np.flatnonzero(np.diff(hours, prepend=-1) > 0)
    if len(first) == len(hours):
        return None
    thin = {key: column[first] for key, column in columns.items()}
    return Step(series=block.series, at=at, body=packed({"version": [version[i] for i in first.tolist()]}, thin))


def _day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
