"""Parts: what each of the made-up sources brings; a source without any is left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from geo.pack import CityPack
from incidents.notice import Order
from sources.base import Fact, Provenance, Source
from sources.made_up.closures import Closures
from sources.made_up.hotline import Hotline
from sources.made_up.motion import Motion
from sources.made_up.roll import WASTE_TRUCK, roll_of
from sources.made_up.rounds import collections
from sources.made_up.streets import Flow
from sources.made_up.surroundings import Surroundings, bin_fill, places_of
from sources.made_up.town import Town
from sources.made_up.traffic import Traffic
from sources.made_up.vehicles import Vehicles
from sources.made_up.world import World
from sources.moments import MINUTE_MS, to_ms

STANDARD = "OneScreen made-up"
NOTE = MappingProxyType({"zh": "本源全部数据均为虚构。", "en": "Everything this source says is made up."})
PAST_STEP_MS = 10 * MINUTE_MS
Words = dict[str, str]

DAY = timedelta(days=1)


class Part(Protocol):
    """Something that a source brings."""

    def __len__(self) -> int:
        """How many things speak; a part without any is left out."""
        ...

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterable[Fact]:
        """The facts after one time and up to another; each thing at most every `least_ms`."""
        ...


@dataclass(frozen=True, slots=True)
class Notices:
    """What some commands say."""

    world: World
    commands: Sequence[str]

    def __len__(self) -> int:
        return len(self.commands)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Fact]:
        """Their notices; told of the past, those of incidents that have begun before it too."""
        yield from self.world.heard(self.commands, after_ms, until_ms, whole=least_ms > 0)


@dataclass(frozen=True, slots=True)
class Crewed:
    """What the crews say that our desk sent out, and where all units are; nobody tells afterwards where a unit was."""

    world: World

    def __len__(self) -> int:
        return len(self.world.town.pack.units)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Fact]:
        """Crews' notices, and positions at the end of the span."""
        self.world.run(until_ms, after_ms)
        yield from self.world.crews.said(until_ms)
        if not least_ms:
            positions = self.world.fleet.positions(after_ms, until_ms)
            if positions is not None:
                yield positions


@dataclass(slots=True, kw_only=True)
class MadeUp:
    """One made-up source. The first reading gives nothing from before; `past` gives that.

    `ordered` is there where crews are behind it.
    """

    name: str
    title: Words
    every_s: float
    promise_s: float | None
    parts: Sequence[Part]
    standard: str = STANDARD
    provenance: Provenance = Provenance.MADE_UP
    note: Words
    ordered: Callable[[Order], None] | None = None
    told_ms: int | None = None
    remembers: timedelta = DAY

    def read(self, now: datetime) -> Iterator[Fact]:
        """The facts since the last reading, `now` included."""
        until_ms = to_ms(now)
        after_ms = until_ms - 1 if self.told_ms is None else self.told_ms
        self.told_ms = max(until_ms, after_ms)
        return self._facts(after_ms, until_ms, 0)

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> Iterator[Fact]:
        """The facts from `since` on and before `now`, and the first time all that was said of incidents then open.

        The first reading goes on from there. Not told `fully`, a thing speaks every ten minutes at most, and of
        most kinds just once.
        """
        self.told_ms = to_ms(now) - 1
        return self._facts(to_ms(since) - 1, self.told_ms, 1 if fully else PAST_STEP_MS)

    def _facts(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Fact]:
        if until_ms > after_ms:
            for part in self.parts:
                yield from part.between(after_ms, until_ms, least_ms)


def open_made_up(pack: CityPack, seed: int) -> tuple[Source, ...]:
    """All made-up sources of a city, sharing one world."""
    town = Town(pack, seed)
    world = World(town)
    return tuple(source for source in _all(town, world) if source.parts)


def _all(town: Town, world: World) -> Iterator[MadeUp]:
    def source(name: str, zh: str, en: str, every_s: float, promise_s: float | None, *parts: Part) -> MadeUp:
        return MadeUp(
            name=f"made_up.{name}", title={"zh": zh, "en": en}, every_s=every_s, promise_s=promise_s, note=dict(NOTE),
            parts=[part for part in parts if len(part)],
        )  # fmt: skip

    def kinds(*names: str) -> list[Part]:
        return [Surroundings(town, name) for name in names]

    # Where only events are told, silence is ordinary at night: the promise is the longest of it.
    yield source("commands", "119/120/110 警情", "119/120/110 dispatch", 1, 900, Notices(world, ("119", "120", "110")))
    yield source("management", "12319 城管", "12319 city management", 1, 5400, Notices(world, ("12319",)))
    yield source("complaints", "12345 工单", "12345 complaints", 1, 900, Notices(world, ("12345",)))
    yield source("hotline", "12345 话务", "12345 calls", 1, 1800, Hotline(town))
    units = source("units", "车辆定位", "Unit positions", 1, 60, Crewed(world))
    units.ordered = world.ordered
    yield units
    flow, roll = Flow(town, world.blockages), roll_of(town)
    closures = Closures(world, roll.ways.edge)
    world.conditions = closures.conditions
    yield source("closures", "道路封闭", "Road closures", 5, None, closures)
    yield source("traffic", "路况", "Road traffic", 1, 90, Traffic(town, flow, closures.closed))
    yield source("vehicles", "营运车辆", "Vehicles", 5, 60, Vehicles(Motion(roll, town, flow)))
    air = ("air.pm25", "air.pm10", "air.so2", "air.no2", "air.co", "air.o3")
    yield source("air", "空气质量", "Air quality", 5, 600, *kinds(*air))
    yield source("weather", "气象", "Weather", 2, 180, *kinds("weather.temperature", "weather.wind", "weather.rain"))
    lifelines = kinds("water.level", "gas.lel", "bridge.strain")
    yield source("lifelines", "水位、燃气与桥梁", "Water, gas and bridges", 2, 180, *lifelines)
    yield source("noise", "声环境", "Noise", 2, 180, *kinds("noise.level"))
    emptied = collections(town, *places_of(town, "bin.fill"), *roll.rounds(WASTE_TRUCK))
    yield source("bins", "垃圾箱", "Waste bins", 5, 2700, Surroundings(town, "bin.fill", bin_fill(emptied)))
    yield source("devices", "物联设备", "Devices", 1, 120, *kinds("device.heartbeat"))
