"""A made-up past: a house without screens lives through a time gone by, and what its indicators say is kept.

It is invented like the city itself, and says so: its version ends with ", made up".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from city.events import Read
from city.history import Step
from city.readings import Floats, Readings
from geo.pack import CityPack
from indicators.base import Indicator
from live.bus import MemoryBus
from live.chronicle import SOURCE
from live.clock import DAY, Standing
from live.house import House
from live.measures.annals import Told, block_of
from live.measures.judging import Judge
from live.measures.looking import Looking
from live.measures.made_up_cases import MadeUpCases
from live.measures.versions import MADE_UP
from live.parts import Parts
from sources.made_up.source import PAST_STEP_MS, MadeUp, Part
from sources.moments import DAY_MS, to_ms
from store.memory import MemoryRecord


class MadeUpPast:
    """What is told of a time before a city's first start, and what its indicators made of that."""

    def __init__(
        self,
        pack: CityPack,
        judge: Judge,
        indicators: Mapping[str, Indicator],
        sources: Sequence[MadeUp],
        cases: MadeUpCases | None,
        first: datetime,
    ) -> None:
        self.sources = sources
        self._judge = judge
        self._indicators = indicators
        self._cases = cases
        self._clock = Standing(first)
        self.house = House(Parts(
            pack=pack, clock=self._clock, bus=MemoryBus(), record=MemoryRecord(), sources=tuple(sources),
            indicators=indicators, layers={}, judge=judge,
        ))  # fmt: skip
        self.house.connect()
        self._looking = Looking(self.house.measuring, indicators)
        self._kept: dict[str, list[tuple[float, Floats]]] = {}

    def tell(self, source: MadeUp, since: datetime, before: datetime, *, fully: bool) -> None:
        """Let a source tell what was from one time on and before another."""
        self._clock.put(before)
        self.house.ingest.catch_up(source, source.past(since, before, fully=fully), before)

    def tell_cases(self, since: datetime, before: datetime) -> None:
        """Let the chronicle tell what became of cases in that time; everybody listened all along."""
        self._clock.put(before)
        for rows in self._cases.between(since, before) if self._cases is not None else ():
            self.house.parts.bus.publish(Read(SOURCE, rows))
        self.house.measuring.listened(since, before)
        self.house.parts.bus.drain()

    def look(self, at: datetime, names: Collection[str] | None = None) -> None:
        """Keep what these indicators, or all, say as of a time; the others stand as they did."""
        for name, figure in self._looking.figures(at, names):
            self._kept.setdefault(name, []).append((at.timestamp(), figure))

    def days(self, first: datetime, last: datetime, names: Collection[str]) -> Iterator[Step]:
        """A step of each day from one time on and before another, of every figure of these indicators."""
        for name, rows in self._kept.items():
            indicator = name.partition(".")[0]
            if indicator not in names:
                continue
            times, values = np.array([at for at, _ in rows]), np.stack([row for _, row in rows])
            version = self._judge.version(self._indicators[indicator]) + MADE_UP
            day = first.replace(hour=0, minute=0, second=0, microsecond=0)
            while day < last:
                block = _day_of(name, day, times, values, version)
                if block is not None:
                    yield block
                day += DAY


def looked_at(
    sources: Iterable[MadeUp], indicators: Mapping[str, Indicator], at: datetime, skipped: Collection[str] = ()
) -> Iterator[MadeUp]:
    """The sources with those of their parts that some of these indicators looks at, and those that said nothing."""
    wanted = {kind for one in indicators.values() for kind in one.kinds}
    end = to_ms(at)
    for source in sources:
        parts: list[Part] = []
        for part in source.parts if source.name not in skipped else ():
            said = {one.kind for one in part.between(end - DAY_MS, end, PAST_STEP_MS) if isinstance(one, Readings)}
            if not said or said & wanted:
                parts.append(part)
        if parts:
            yield replace(source, parts=parts, told_ms=None)


def _day_of(name: str, day: datetime, times: Floats, values: Floats, version: str) -> Step | None:
    """A value an hour of one day, straight between the looks; None where nothing was known."""
    hours = day.timestamp() + 3600.0 * np.arange(24)
    hours = hours[(hours >= times[0]) & (hours <= times[-1])]
    if not len(hours) or len(times) == 1:
        return None
    after = np.clip(np.searchsorted(times, hours), 1, len(times) - 1)
    share = ((hours - times[after - 1]) / (times[after] - times[after - 1]))[:, None]
    value = values[after - 1] + (values[after] - values[after - 1]) * share
    if np.isnan(value).all():
        return None
    at = (hours * 1000).astype(np.int64).astype("datetime64[ms]")
    band = np.full(value.shape, -1, dtype=np.int8)
    return block_of(name, day, Told(at=at, value=value, band=band, version=(version,) * len(hours)))
