"""Made-up cases: some days of them as the made-up city makes them, laid over the weeks before its first start.

Every case of eight weeks would take minutes: the units drive their ways. So one week is lived and told again for every
week before, as what the chronicle says of it: when who arrived, and whether limits were kept.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from city.events import Event, Read
from city.readings import Readings
from geo.pack import CityPack
from live.bus import MemoryBus
from live.chronicle import SAYS
from live.clock import Standing
from live.house import House
from live.moments import moment
from live.parts import Parts
from sources.made_up.parts import open_made_up
from sources.made_up.source import MadeUp
from store.memory import MemoryRecord

STEP = timedelta(hours=6)
FLEETING = frozenset({"incident.received", "incident.closed"})  # only heavy models look at these


class MadeUpCases:
    """What became of the cases of some days, to be told of as many days any time before."""

    def __init__(
        self, pack: CityPack, seed: int, until: datetime, lived: timedelta, rest: Callable[[], None] = lambda: None
    ) -> None:
        self._until = moment(until)
        self._span = np.timedelta64(lived // timedelta(milliseconds=1), "ms")
        told = _joined(_lived(pack, seed, until - lived, until, rest))
        self._rows = [one.only((one.at >= self._until - self._span) & (one.at < self._until)) for one in told]

    def between(self, since: datetime, before: datetime) -> list[Readings]:
        """What the chronicle would have said from one time on and before another, no later than these days' end."""
        told: list[Readings] = []
        first, last = moment(since), moment(before)
        for rows in self._rows:
            for back in range((self._until - last) // self._span, (self._until - first) // self._span + 1):
                at = rows.at - back * self._span
                chosen = np.flatnonzero((at >= first) & (at < last))
                if len(chosen):
                    some = rows.taken(chosen)
                    told.append(replace(some, at=at[chosen], thing=[f"{name}-{back}" for name in some.thing]))
        return told


def _lived(pack: CityPack, seed: int, since: datetime, until: datetime, rest: Callable[[], None]) -> list[Readings]:
    clock, said = Standing(since), list[Readings]()
    sources = [one for one in open_made_up(pack, seed) if isinstance(one, MadeUp) and one.tells_incidents]
    sources = [one for one in sources if one.ordered is None]  # where units were is not asked

    def hear(event: Event) -> None:
        if isinstance(event, Read) and event.readings.kind in SAYS - FLEETING:
            said.append(event.readings)

    house = House(Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=tuple(sources), indicators={},
        layers={},
    ))  # fmt: skip
    house.connect()
    house.parts.bus.subscribe(hear)
    while (before := clock()) < until:
        rest()
        clock.put(before + STEP)
        with house.desk.together():
            for source in sources:
                house.ingest.catch_up(source, source.past(before, clock()), clock())
        house.parts.bus.drain()
        house.chronicle.turn_to(clock())
        house.parts.bus.drain()
    return said


def _joined(said: list[Readings]) -> list[Readings]:
    """One batch of each kind."""
    joined: list[Readings] = []
    for kind in dict.fromkeys(one.kind for one in said):
        some = [one for one in said if one.kind == kind]
        joined.append(Readings(
            kind=kind, thing=[name for one in some for name in one.thing],
            value=np.concatenate([one.value for one in some]), at=np.concatenate([one.at for one in some]),
            lon=np.concatenate([one.lon for one in some if one.lon is not None]),
            lat=np.concatenate([one.lat for one in some if one.lat is not None]),
            attributes={
                name: np.concatenate([one.attributes[name] for one in some]) for name in some[0].attributes
            },
        ))  # fmt: skip
    return joined
