"""Loops: how a recording of whole days is played over and over, each time of day at its own time of day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from geo.pack import Recording
from sources.moments import DAY_MS, to_ms


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the recording, milliseconds from its start (`since` in, `before` out), and when its loop begins.

    `begun_ms` is since when incidents must have begun to be told.
    """

    loop: int
    since_ms: int
    before_ms: int
    begin_ms: int
    begun_ms: int = 0


@dataclass(frozen=True, slots=True)
class Loops:
    """Numbered loops, laid end to end; loop 0 is the recorded days themselves.

    A loop begins at the recording's local time of day, also where the offset from UTC has changed since.
    """

    recording: Recording
    zone: ZoneInfo

    @property
    def length_ms(self) -> int:
        """How much of the recording is played."""
        return self.recording.days * DAY_MS

    def begin_ms(self, loop: int) -> int:
        """When a loop begins."""
        first = self.recording.start.astimezone(self.zone).replace(tzinfo=None)
        return to_ms((first + timedelta(days=loop * self.recording.days)).replace(tzinfo=self.zone))

    def at(self, at_ms: int) -> int:
        """The number of the loop that has begun last."""
        loop = (at_ms - to_ms(self.recording.start)) // self.length_ms
        while self.begin_ms(loop) > at_ms:
            loop -= 1
        while self.begin_ms(loop + 1) <= at_ms:
            loop += 1
        return loop

    def spans(self, since_ms: int, until_ms: int, longest_ms: int, begun_ms: int | None = None) -> Iterator[Span]:
        """What the loops play from `since_ms` on and before `until_ms`; what a loop began goes on up to `longest_ms`.

        Loops overlap: an incident of the last evening is told to its end while the next loop has begun.
        """
        first = self.at(since_ms)
        while self.begin_ms(first - 1) + longest_ms > since_ms:
            first -= 1
        for loop in range(first, self.at(until_ms) + 1):
            begin_ms = self.begin_ms(loop)
            begun = 0 if begun_ms is None else max(begun_ms - begin_ms, 0)
            yield Span(loop, max(since_ms - begin_ms, 0), max(until_ms - begin_ms, 0), begin_ms, begun)
