"""Made-up cases: a week of them as the made-up city makes them, laid over the weeks before its first start.

Every case of eight weeks would take minutes: the units drive their ways. So one week is lived, from hour to hour, and
told again for every week before, as what the chronicle says of it: when who arrived, and whether limits were kept.
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
from live.house import House, Parts
from live.moments import moment
from sources.made_up.parts import open_made_up
from sources.made_up.source import MadeUp
from store.memory import MemoryRecord

WEEK, STEP = timedelta(weeks=1), timedelta(hours=6)
WEEK_MS = np.timedelta64(7 * 86_400_000, "ms")
FLEETING = frozenset({"incident.received", "incident.closed"})  # only heavy models look at these


class MadeUpCases:
    """What became of the cases of one week, to be told of any week before."""

    def __init__(self, pack: CityPack, seed: int, until: datetime, rest: Callable[[], None] = lambda: None) -> None:
        self._until = moment(until)
        self._rows = _joined(_week(pack, seed, until, rest))

    def between(self, since: datetime, before: datetime) -> list[Readings]:
        """What the chronicle would have said from one time on and before another, no later than the week's end."""
        told: list[Readings] = []
        first, last = moment(since), moment(before)
        for rows in self._rows:
            for back in range((self._until - last) // WEEK_MS, (self._until - first) // WEEK_MS + 1):
                at = rows.at - back * WEEK_MS
                chosen = np.flatnonzero((at >= first) & (at < last))
                if len(chosen):
                    some = rows.taken(chosen)
                    told.append(replace(some, at=at[chosen], thing=[f"{name}-{back}" for name in some.thing]))
        return told


def _week(pack: CityPack, seed: int, until: datetime, rest: Callable[[], None]) -> list[Readings]:
    clock, said = Standing(until - WEEK), list[Readings]()
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
