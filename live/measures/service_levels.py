"""Service levels: how often OneScreen itself did what it promises, counted minute by minute and told as readings.

beat      a picture came within twice its time     api       an answer came without a fault of ours, within a second
store     what was to be written down was          sources   a source could be read
"""

from datetime import datetime

import numpy as np

from city.events import Read
from city.readings import Readings
from live.bus import Bus
from live.moments import moment

SOURCE = "onescreen"


class ServiceLevels:
    """Counts good and all events of each service, and says so once a minute."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._good: dict[str, int] = {}
        self._all: dict[str, int] = {}
        self._minute = -1

    def count(self, service: str, *, good: bool) -> None:
        """One event of a service, good or not."""
        self._all[service] = self._all.get(service, 0) + 1
        self._good[service] = self._good.get(service, 0) + good

    def turn_to(self, now: datetime) -> None:
        """Once a minute, say what was counted, and begin anew."""
        minute = int(now.timestamp()) // 60
        if minute == self._minute:
            return
        first, self._minute = self._minute < 0, minute
        if self._all and not first:
            self._bus.publish(Read(SOURCE, self._rows(now)))
            self._good, self._all = {}, {}

    def _rows(self, now: datetime) -> Readings:
        names = sorted(self._all)
        nowhere = np.full(len(names), np.nan)  # it is the whole city's
        return Readings(
            kind="service.level",
            thing=names,
            value=np.array([self._good[name] for name in names], dtype=np.float64),
            at=np.full(len(names), moment(now)),
            lon=nowhere,
            lat=nowhere,
            attributes={"total": np.array([self._all[name] for name in names], dtype=np.float64)},
        )
