"""The archive of what was read: it survives a restart.

"minutes"   the tallies of every kind, a step a minute, for eight days; the last day is put back at a start
"hours"     the courses of those kinds that are looked far back on, a step an hour, for 400 days
"told"      until when all of this and the ledger are written, and who told it
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import chain

import numpy as np

from city.history import Step
from city.kinds import KINDS
from city.readings import Floats, Readings
from incidents.ports import StoreUnavailable
from live.measures.ledger import Ledger
from live.measures.left_out import LeftOut
from live.measures.packed import packed
from live.measures.past import EPOCH
from live.ports import Memory
from live.projector import Projector

HOURS = "hours"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MINUTES_KEPT, HOURS_KEPT = timedelta(days=8), timedelta(days=400)
REBUILT = timedelta(hours=24)
AT_ONCE = 250_000  # bytes written in one transaction
HOURS_AT_ONCE = 24  # taken in without a rest: some milliseconds


@dataclass(frozen=True, slots=True)
class Recorded:
    """Until when everything is known that these sources told; None where that is not."""

    until: datetime | None = None
    sources: frozenset[str] = frozenset()


class Archive:
    """Writes down what changed since the last time, and puts it back after a restart."""

    def __init__(
        self, record: Memory, projector: Projector, sources: Sequence[str] = (), left_out: LeftOut | None = None
    ) -> None:
        self._record = record
        self._projector = projector
        self._sources = list(sources)
        self._left_out = left_out or LeftOut()
        self._ledger = Ledger(record, projector, self._left_out)
        self._forgotten = datetime.min.replace(tzinfo=UTC)

    def write(self, now: datetime, rest: Callable[[], None] = lambda: None) -> None:
        """Write down the minutes, hours and rows that are new; `rest` is called between.

        Raises `StoreUnavailable`; then they wait.
        """
        rings, courses = self._projector.rings, self._projector.courses.kinds
        minutes, hours = self._changed()
        for one in (*rings.values(), *courses.values()):
            one.changed.clear()  # what comes in meanwhile changes them anew
        try:
            self._keep(chain(self._minutes(minutes), self._hours(hours), self._ledger.steps(now)), rest)
            self._record.keep([self._note(now)])
        except StoreUnavailable:
            for ring in rings.values():
                ring.changed |= minutes
            for course in courses.values():
                course.changed |= hours
            raise
        self._ledger.written()
        self._ledger.tidy(now, rest)
        if now - self._forgotten > HOUR:
            self._record.forget("minutes", now - MINUTES_KEPT)
            self._record.forget(HOURS, now - HOURS_KEPT)
            self._forgotten = now

    def restore(self, now: datetime) -> datetime | None:
        """Put the tallies of the last day back, and the courses; gives until when they are known, if at all."""
        last: datetime | None = None
        kept: dict[str, dict[int, Floats]] = {}
        for step in self._record.kept("minutes", now - REBUILT):
            for kind, held in self._columns(step).items():
                kept.setdefault(kind, {})[_minute(step.at)] = held
            last = step.at + MINUTE
        for kind, minutes in kept.items():
            shape = next(reversed(minutes.values())).shape
            alike = {minute: held for minute, held in minutes.items() if held.shape == shape}
            self._projector.ring(kind).load(np.array(list(alike)), np.stack(list(alike.values())))
        self._put_hours(self._record.kept(HOURS, now - HOURS_KEPT), {})
        return self._noted().until or last

    def restore_rows(self, now: datetime) -> tuple[Recorded, list[Readings]]:
        """Put the rows back; gives who need not tell again until when, and the rows that may be told once more."""
        recent = list(self._ledger.restore(now))
        return (self._noted() if self._ledger.whole else Recorded()), recent

    def take(self, hours: Iterable[Step], rest: Callable[[], None] = lambda: None) -> None:
        """Take in hours of before anything was known of a kind; they are written down with what comes next.

        `rest` is called between two.
        """
        courses, steps = self._projector.courses, tuple(hours)
        known_from = {kind: course.first for kind, course in courses.kinds.items() if course.first is not None}
        for first in range(0, len(steps), HOURS_AT_ONCE):
            for kind, put in self._put_hours(steps[first : first + HOURS_AT_ONCE], known_from).items():
                courses.kinds[kind].changed.update(put)
            rest()

    def _keep(self, steps: Iterable[Step], rest: Callable[[], None]) -> None:
        """Keep steps, some at a time."""
        waiting: list[Step] = []
        for step in steps:
            waiting.append(step)
            if sum(len(one.body) for one in waiting) >= AT_ONCE:
                self._record.keep(waiting)
                waiting = []
            rest()
        self._record.keep(waiting)

    def _note(self, now: datetime) -> Step:
        said = {"until": now.isoformat(), "sources": self._sources, "kinds": _kinds()}
        return Step(series="told", at=EPOCH, body=json.dumps(said).encode())

    def _noted(self) -> Recorded:
        """What was noted when these kinds were written last."""
        for step in self._record.kept("told", EPOCH):
            said = self._left_out.loaded(step)
            if said is not None and said["kinds"] == _kinds():
                return Recorded(datetime.fromisoformat(said["until"]), frozenset(said["sources"]))
        return Recorded()

    def _put_hours(self, steps: Sequence[Step], known_from: Mapping[str, int]) -> dict[str, list[int]]:
        """Put hours back, of each kind those before it is known; gives which were put of which kind."""
        courses, held = self._projector.courses, dict[str, dict[int, Floats]]()
        courses.listened_in(np.array([(step.at - EPOCH) // HOUR for step in steps], dtype=np.int64))
        shape = (2, courses.leaves + 1)
        for step in steps:
            hour = (step.at - EPOCH) // HOUR
            for kind, columns in self._columns(step).items():
                if kind in courses.kinds and columns.shape == shape and hour < known_from.get(kind, hour + 1):
                    held.setdefault(kind, {})[hour] = columns
        for kind, hours in held.items():
            courses.kinds[kind].load(np.array(list(hours), dtype=np.int64), np.stack(list(hours.values())))
        return {kind: list(hours) for kind, hours in held.items()}

    def _columns(self, step: Step) -> Mapping[str, np.ndarray]:
        found = self._left_out.unpacked(step)
        return {} if found is None else found[1]

    def _changed(self) -> tuple[set[int], set[int]]:
        minutes = {minute for ring in self._projector.rings.values() for minute in ring.changed}
        hours = {hour for course in self._projector.courses.kinds.values() for hour in course.changed}
        return minutes, hours

    def _minutes(self, minutes: Iterable[int]) -> Iterator[Step]:
        for minute in sorted(minutes):
            held = {
                kind: found
                for kind, ring in self._projector.rings.items()
                if (found := ring.minute(minute)) is not None
            }
            if held:
                yield Step(series="minutes", at=EPOCH + minute * MINUTE, body=packed({}, held))

    def _hours(self, hours: Iterable[int]) -> Iterator[Step]:
        for hour in sorted(hours):
            held = {
                kind: np.stack(found)
                for kind, course in self._projector.courses.kinds.items()
                if (found := course.of(hour)) is not None
            }
            yield Step(series=HOURS, at=EPOCH + hour * HOUR, body=packed({}, held))


def _kinds() -> str:
    """A mark of all that is kept of every kind: where that changes, sources tell anew."""
    return sha256(repr(sorted((one.name, one.rows_min, one.attributes) for one in KINDS.values())).encode()).hexdigest()


def _minute(at: datetime) -> int:
    return (at - EPOCH) // MINUTE
