"""The archive of what was read: it survives a restart.

"minutes"   the tallies of every kind, a step a minute, for eight days; the last day is put back at a start
"hours"     the courses of those kinds that are looked far back on, a step an hour, for 400 days
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from city.history import Step
from live.measures.packed import NotPacked, packed, unpacked
from live.measures.past import EPOCH
from live.ports import Memory
from live.projector import Projector

log = logging.getLogger(__name__)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MINUTES_KEPT, HOURS_KEPT = timedelta(days=8), timedelta(days=400)
REBUILT = timedelta(hours=24)


class Archive:
    """Writes down what changed since the last time, and puts it back after a restart."""

    def __init__(self, record: Memory, projector: Projector) -> None:
        self._record = record
        self._projector = projector
        self._forgotten = datetime.min.replace(tzinfo=UTC)

    def write(self, now: datetime) -> None:
        """Write down the minutes and hours that changed. Raises `StoreUnavailable`; then they wait."""
        minutes, hours = self._changed()
        self._record.keep([*self._minutes(minutes), *self._hours(hours)])
        for ring in self._projector.rings.values():
            ring.changed -= minutes
        for course in self._projector.courses.kinds.values():
            course.changed -= hours
        if now - self._forgotten > HOUR:
            self._record.forget("minutes", now - MINUTES_KEPT)
            self._record.forget("hours", now - HOURS_KEPT)
            self._forgotten = now

    def restore(self, now: datetime) -> datetime | None:
        """Put the tallies of the last day back, and the courses; gives until when they are known, if at all."""
        last: datetime | None = None
        for step in self._record.kept("minutes", now - REBUILT):
            for kind, held in _columns(step):
                self._projector.ring(kind).load(_minute(step.at), held)
            last = step.at + MINUTE
        for step in self._record.kept("hours", now - HOURS_KEPT):
            self._put_hour(step)
        return last

    def _put_hour(self, step: Step) -> None:
        courses = self._projector.courses
        at = np.datetime64(step.at.replace(tzinfo=None), "ms")
        courses.listened(at, at)
        width = courses.leaves + 1
        for kind, held in _columns(step):
            if kind in courses.kinds and held.shape == (2, width):
                courses.kinds[kind].load(_minute(step.at) // 60, held[0], held[1])

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
            yield Step(series="hours", at=EPOCH + hour * HOUR, body=packed({}, held))


def _columns(step: Step) -> Iterator[tuple[str, np.ndarray]]:
    try:
        yield from unpacked(step.body)[1].items()
    except NotPacked as why:
        log.warning("%s of %s: %s", step.series, step.at, why)


def _minute(at: datetime) -> int:
    return (at - EPOCH) // MINUTE
