"""Agenda: what will be done when; acts are done in the order of their times, and may put further acts on it."""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

Act = Callable[[int], None]


class Agenda:
    """Acts to come. Each is told its own time, never the time at which somebody looked."""

    def __init__(self) -> None:
        self._acts: list[tuple[int, int, Act]] = []
        self._order = count()
        self.done_ms = 0

    def put(self, at_ms: int, act: Act) -> None:
        """Do this at that time; of two at the same time the one put first comes first; never before what was done."""
        heappush(self._acts, (max(at_ms, self.done_ms + 1) if self.done_ms else at_ms, next(self._order), act))

    def run(self, until_ms: int) -> None:
        """Do all that is due up to and including this time."""
        while self._acts and self._acts[0][0] <= until_ms:
            at_ms, _, act = heappop(self._acts)
            act(at_ms)
        self.done_ms = max(self.done_ms, until_ms)
