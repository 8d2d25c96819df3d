"""Played: a recording laid over the city's time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from incidents.notice import Notice
from sources.base import Fact
from sources.loops import Loops, Span
from sources.recording import Recorded, RecordedNotices

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """One recording and the loops in which it is played."""

    recorded: Recorded
    loops: Loops

    @property
    def usual_gap_s(self) -> float:
        """A silence that only one in a thousand exceeds: being silent for as long is nothing to worry about."""
        gaps_ms = np.diff(self.recorded.at_ms)
        return float(np.percentile(gaps_ms, 99.9)) / 1000 if gaps_ms.size else 0.0

    @property
    def longest_ms(self) -> int:
        """How long after its beginning a loop still tells something."""
        return max(int(self.recorded.at_ms.max(initial=0)) + 1, self.loops.length_ms)

    def going_on(self, at_ms: int) -> Iterator[Fact]:
        """What was told before a time of incidents that go on after it."""
        if isinstance(self.recorded, RecordedNotices):
            for span in self.loops.spans(at_ms, at_ms, self.longest_ms):
                yield from self.recorded.going_on(span)

    def between(self, since_ms: int, before_ms: int, begun_ms: int | None = None) -> Iterator[tuple[Span, Fact]]:
        """The facts from one time on and before another, notices in order, each with the span it comes from.

        Incidents that began before `begun_ms` are left out.
        """
        spans = self.loops.spans(since_ms, before_ms, self.longest_ms, begun_ms)
        facts = [(span, fact) for span in spans for fact in self.recorded.between(span)]
        if isinstance(self.recorded, RecordedNotices):
            facts.sort(key=lambda played: played[1].at if isinstance(played[1], Notice) else NEVER)
        yield from facts
