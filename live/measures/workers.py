"""Workers: where formulas are computed: the light ones here and now, the heavy ones in a process of their own.

The process reads what it shall compute from its standard input and writes what came out to its standard output. One
that dies is started again, and its model is shown as failed until then.
"""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from city.views import Seen, Table
from geo.areas import Areas
from indicators.base import Indicator, Outcome
from live.lasting import Lasting, Piece, received, send
from live.measures.grounds import Looked, looked_at
from live.measures.judging import Terms
from live.measures.pipe import packed, unpacked

log = logging.getLogger(__name__)

Done = tuple[str, tuple[Outcome | Exception, Looked]]


class Workers(Protocol):
    """Whoever computes."""

    def compute(self, one: Indicator, seen: Mapping[str, Seen], terms: Terms, now: datetime) -> Outcome | None:
        """What a formula gives on these terms, or raises; None where it will be `finished` later."""
        ...

    def busy_with(self, name: str) -> bool:
        """Whether this indicator is being computed now."""
        ...

    def finished(self) -> Iterator[Done]:
        """What has been computed since the last time: the name, what came out, and what it looked at."""
        ...


class Inline:
    """Everything here and now."""

    def compute(self, one: Indicator, seen: Mapping[str, Seen], terms: Terms, now: datetime) -> Outcome:
        """What the formula gives."""
        return computed(one, seen, terms)

    def busy_with(self, name: str) -> bool:
        """Never."""
        return False

    def finished(self) -> Iterator[Done]:
        """Nothing is ever late."""
        return iter(())


class OneProcess:
    """The light ones here, the heavy ones one after the other in a process; `spawn` starts whoever waits for it."""

    def __init__(self, spawn: Callable[[Callable[[], None]], object]) -> None:
        self._spawn = spawn
        self._lasting = Lasting("live.measures.worker")
        self._waiting: deque[tuple[str, list[Piece], Looked]] = deque()
        self._busy: set[str] = set()
        self._done: list[Done] = []
        self._running = False
        self._areas: list[Areas] = []  # of which the process is told
        self._told = 0  # how many of them it has been told

    def compute(self, one: Indicator, seen: Mapping[str, Seen], terms: Terms, now: datetime) -> Outcome | None:
        """What the formula gives; a heavy one takes its place in the queue."""
        if not one.heavy:
            return computed(one, seen, terms)
        for view in seen.values():
            if isinstance(view, Table) and not any(view.areas is known for known in self._areas):
                self._areas.append(view.areas)
        asked = packed((one.name, dict(seen), dict(terms)), self._areas)
        self._waiting.append((one.name, asked, looked_at(seen)))
        self._busy.add(one.name)
        if not self._running:
            self._running = True
            self._spawn(self._work_off)
        return None

    def busy_with(self, name: str) -> bool:
        """Whether it waits or is being computed."""
        return name in self._busy

    def finished(self) -> Iterator[Done]:
        """What is done since the last time."""
        done, self._done = self._done, []
        self._busy -= {name for name, _ in done}
        return iter(done)

    def close(self) -> None:
        """Let the process go."""
        self._lasting.close()

    def _work_off(self) -> None:
        try:
            while self._waiting:
                name, asked, looked = self._waiting.popleft()
                outcome = self._asked(asked)  # meanwhile others take what is done, and the list with it
                self._done.append((name, (outcome, looked)))
        finally:
            self._running = False

    def _asked(self, asked: list[Piece]) -> Outcome | Exception:
        try:
            asking, answering, anew = self._lasting.opened()
            if anew:
                self._told = 0
            for areas in self._areas[self._told :]:
                send(asking, packed(areas))
            self._told = len(self._areas)
            send(asking, asked)
            return unpacked(received(answering), self._areas)
        except (OSError, EOFError, pickle.UnpicklingError) as problem:
            log.error("The process for heavy models is gone: %s. It is started again.", problem)  # noqa: TRY400 - said
            self.close()
            return RuntimeError("the process that computes it died; it is started again")


def computed(one: Indicator, seen: Mapping[str, Seen], terms: Terms) -> Outcome:
    """What a formula gives of what it looks at, on these terms; what is infinite is unknown."""
    return one.compute(**seen, **terms).sound()
