"""The keeper: writes down what came in and what the indicators were; no beat waits for it.

When the record is away, what is to be written waits, and everybody is told so until it is back.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from city.picture import Measure
from incidents.ports import StoreUnavailable
from live.lines import LineNotes
from live.measures.measuring import Measuring
from live.measures.past import EPOCH, name_of
from live.registrar import Registrar

SOON = timedelta(seconds=10)
log = logging.getLogger(__name__)


class Keeper:
    """Writes notices as they come, what the indicators say each five minutes, and what was read each minute.

    What programs sent is written sooner, within `SOON`: nobody tells that again. `sent` counts it. `wake` are
    called each minute for what is due by itself. `problem` says why it cannot.
    """

    def __init__(
        self,
        registrar: Registrar,
        measuring: Measuring,
        notes: LineNotes,
        clock: Callable[[], datetime],
        sent: Callable[[], int],
        wake: Iterable[Callable[[datetime], None]] = (),
    ) -> None:
        self._registrar = registrar
        self._notes = notes
        self._archive = measuring.archive
        self._annals = measuring.annals
        self._clock = clock
        self._measuring = measuring
        self._sent = sent
        self._wake = tuple(wake)
        self._written_at, self._written = EPOCH, 0
        self._minute = -1
        self.problem = ""

    def write(self, rest: Callable[[], None] = lambda: None) -> None:
        """Write what waits, as far as the record takes it; `rest` is called between two indicators or kinds."""
        try:
            self._registrar.write()
            self._keep_history(self._clock(), rest)
        except StoreUnavailable as why:
            if not self.problem:
                log.error("%s What comes in meanwhile waits.", why)  # noqa: TRY400 - the sentence says it all
            self.problem = str(why)
            return
        if self.problem:
            log.info("The record is back; what waited has been written.")
        self.problem = ""

    def _keep_history(self, now: datetime, rest: Callable[[], None]) -> None:
        evaluator = self._measuring.evaluator
        measures, grounds = dict(evaluator.said), dict(evaluator.grounds)  # as they stand now, whoever has a turn
        self._annals.write(now, measures, rest)
        self._measuring.accounts.write(now, grounds, rest)
        minute, sent = int(now.timestamp()) // 60, self._sent()
        if minute != self._minute or (sent != self._written and now - self._written_at >= SOON):
            self._archive.write(now, rest)
            self._notes.write()
            self._written_at, self._written = now, sent
        if minute != self._minute:
            self._measuring.left_out.tell()
            for wake in self._wake:
                wake(now)
            self._annals.gather_one(_series(measures), now)
            self._measuring.accounts.forget_one(measures, now)
            self._minute = minute


def _series(measures: Mapping[str, Measure]) -> list[str]:
    """The names of all series that the annals keep of these measures."""
    return [*measures, *(name_of(name, what) for name, one in measures.items() for what in one.courses)]
