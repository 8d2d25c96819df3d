"""Feeding: a city's readings as they come, for benchmarks: so many things of each kind, each at its own pace.

At one million a day the paces are those of the catalogue of kinds, or nearly; at ten million every instrument speaks
ten times as often. What is no instrument does not grow: events (calls, cases, tickets), what is told by the hour, the
day or the month, and what the house says of itself.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import numpy as np

from city.kinds import KINDS, Kind
from city.readings import Floats, Readings
from live.moments import moment
from tests.indicators.every import plausible_rows

DAY_S = 86_400.0
EVENTS_A_DAY = 1000.0  # of each sort
HEARTBEAT_S, CHANGES_S = 300.0, 4 * 3600.0
FASTEST_SLOW_S = 3600.0  # what comes by the hour or more rarely is a report, not an instrument
SPARE = 30  # things of a kind that is not listed here
THINGS = {
    "device.heartbeat": 1000, "road.speed": 200, "gas.lel": 100, "camera.poll": 1000, "lamp.lit": 60, "crowd.count": 30,
    "noise.level": 60, "bus.headway": 100, "strong_motion.peak": 12, "weather.humidity": 12, "service.level": 6,
    "dataset.state": 57,
}  # fmt: skip
# Numbers that stand for something, drawn from so many; else a share of a tie or a level would be a million of them.
SORTS = {"level": (1, 5), "office": (0, 40), "type": (0, 30), "zone": (0, 5), "question": (0, 5), "half_hour": (0, 48)}


class Feed:
    """Rows of kinds, batch by batch, as in a day of so many `readings`; all things stand in `districts` boxes."""

    def __init__(self, kinds: Iterable[str], readings: int, normal: int, districts: int) -> None:
        self._kinds = [KINDS[name] for name in kinds]
        self._districts = districts
        self._chance = np.random.default_rng(7)
        self._serial = 0
        self._things = {kind.name: _names(kind) for kind in self._kinds}
        fixed = sum(self.a_day(kind) for kind in self._kinds if not _is_instrument(kind))
        instruments = sum(self.a_day(kind) for kind in self._kinds if _is_instrument(kind))
        self.pace = (normal - fixed) / instruments * readings / normal  # how much faster than the catalogue says

    def a_day(self, kind: Kind) -> float:
        """How many rows of a kind a day has at the catalogue's pace."""
        if not kind.standing:
            return EVENTS_A_DAY
        return len(self._things[kind.name]) * DAY_S / _every_s(kind)

    def between(self, since: datetime, until: datetime) -> Iterator[Readings]:
        """What comes between two times, kind by kind, the newest last."""
        span_s = (until - since) / timedelta(seconds=1)
        for kind in self._kinds:
            pace = self.pace if _is_instrument(kind) else 1.0
            count = int(self._chance.poisson(self.a_day(kind) * pace * span_s / DAY_S))
            if count:
                yield self._rows(kind, count, since, span_s)

    def _rows(self, kind: Kind, count: int, since: datetime, span_s: float) -> Readings:
        chance, names = self._chance, self._things[kind.name]
        made = plausible_rows(kind, chance, count)
        thing = chance.integers(0, len(names), count)
        ahead_ms = np.sort(chance.uniform(0, 1000 * span_s, count)).astype("timedelta64[ms]")
        return Readings(
            kind=kind.name,
            thing=[names[one] for one in thing.tolist()] if kind.standing else self._numbers(count),
            value=made.value,
            at=moment(since) + ahead_ms,
            lon=thing % self._districts + 0.5,
            lat=np.full(count, 0.5),
            attributes={name: self._column(name, column) for name, column in made.attributes.items()},
            texts={name: [f"road works {one % 97}" for one in range(count)] for name in kind.texts},
        )

    def _column(self, name: str, drawn: Floats) -> Floats:
        if name == "serial":
            return np.arange(self._serial - len(drawn), self._serial, dtype=np.float64)
        return self._chance.integers(*SORTS[name], len(drawn)).astype(np.float64) if name in SORTS else drawn

    def _numbers(self, count: int) -> list[str]:
        self._serial += count
        return [f"n{one}" for one in range(self._serial - count, self._serial)]


def _names(kind: Kind) -> list[str]:
    """Things that are parts of others, too: "4/17"."""
    return [f"{one % 40}/{one}" for one in range(THINGS.get(kind.name, SPARE))]


def _every_s(kind: Kind) -> float:
    return kind.every_s or (CHANGES_S if kind.name != "device.heartbeat" else HEARTBEAT_S)


def _is_instrument(kind: Kind) -> bool:
    return kind.standing and not kind.own and _every_s(kind) < FASTEST_SLOW_S
