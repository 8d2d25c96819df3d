"""The keeper: writes down what came in and what the indicators were; no beat waits for it.

When the record is away, what is to be written waits, and everybody is told so until it is back.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from city.picture import Picture
from incidents.ports import StoreUnavailable
from live.past import step_of
from live.ports import Memory
from live.registrar import Registrar

log = logging.getLogger(__name__)


class Keeper:
    """Writes notices as they come, and the measures each quarter of an hour; `problem` says why it cannot."""

    def __init__(
        self, registrar: Registrar, record: Memory, clock: Callable[[], datetime], picture: Callable[[], Picture]
    ) -> None:
        self._registrar = registrar
        self._record = record
        self._clock = clock
        self._picture = picture
        self._kept_step = -1
        self.problem = ""

    def write(self) -> None:
        """Write what waits, as far as the record takes it."""
        try:
            self._registrar.write()
            self._keep_measures(self._clock())
        except StoreUnavailable as why:
            if not self.problem:
                log.error("%s What comes in meanwhile waits.", why)  # noqa: TRY400 - the sentence says it all
            self.problem = str(why)
            return
        if self.problem:
            log.info("The record is back; what waited has been written.")
        self.problem = ""

    def _keep_measures(self, now: datetime) -> None:
        measures = self._picture().measures
        if step_of(now) != self._kept_step and measures:
            self._record.keep_measures(now, {name: one.value for name, one in measures.items()})
            self._kept_step = step_of(now)
