"""Parts: what each of the made-up sources brings; a source without any is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from geo.pack import CityPack
from sources.base import Fact, Source
from sources.made_up.agents import Agents
from sources.made_up.closures import Closures
from sources.made_up.ground_parts import ground_parts
from sources.made_up.hotline import Hotline
from sources.made_up.motion import Motion
from sources.made_up.people_parts import people_sources
from sources.made_up.reports import Reports
from sources.made_up.roll import WASTE_TRUCK, Roll, roll_of
from sources.made_up.rounds import collections
from sources.made_up.source import DAY, MadeUp, made_up
from sources.made_up.streets import Flow
from sources.made_up.surroundings import Surroundings, bin_fill, places_of
from sources.made_up.town import Town
from sources.made_up.traffic import Closed, Traffic, never
from sources.made_up.vehicles import Vehicles
from sources.made_up.world import World

AIR_REMEMBERS = timedelta(hours=50)  # the means of two days and the hours about them


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


def open_made_up(pack: CityPack, seed: int) -> tuple[Source, ...]:
    """All made-up sources of a city, sharing one world."""
    town = Town(pack, seed)
    world = World(town)
    return tuple(source for source in _all(town, world) if source.parts)


def open_foretime(pack: CityPack, seed: int) -> tuple[MadeUp, ...]:
    """Those of the made-up sources that can tell any time for itself: without incidents, and what comes of them."""
    town = Town(pack, seed)
    quiet = _quiet(town, Flow(town, lambda _: ()), roll_of(town), never)
    return tuple(source for source in quiet if source.parts)


def _all(town: Town, world: World) -> Iterator[MadeUp]:
    # Where only events are told, silence is ordinary at night: the promise is the longest of it.
    yield _heard_of(world, "commands", "119/120/110 警情", "119/120/110 dispatch", 900, "119", "120", "110")
    yield _heard_of(world, "management", "12319 城管", "12319 city management", 5400, "12319")
    yield _heard_of(world, "complaints", "12345 工单", "12345 complaints", 900, "12345")
    yield made_up("reports", "群众、网格与视频上报", "Citizens, officers, cameras", 5, None, Reports(town))
    units = made_up("units", "车辆定位", "Unit positions", 1, 60, Crewed(world), tells_incidents=True)
    units.ordered = world.ordered
    yield units
    flow, roll = Flow(town, world.blockages), roll_of(town)
    closures = Closures(world, roll.ways.edge)
    world.conditions = closures.conditions
    yield made_up("closures", "道路封闭", "Road closures", 5, None, closures)
    yield from _quiet(town, flow, roll, closures.closed)


def _quiet(town: Town, flow: Flow, roll: Roll, closed: Closed) -> Iterator[MadeUp]:
    def kinds(*names: str) -> list[Surroundings]:
        return [Surroundings(town, name) for name in names]

    # Nine weeks of calls, for whoever foretells how many come.
    calls = Hotline(town), Agents(town)
    yield made_up("hotline", "12345 话务", "12345 calls", 1, 1800, *calls, remembers=DAY * 63)
    yield made_up("traffic", "路况", "Road traffic", 1, 90, Traffic(town, flow, closed))
    yield made_up("vehicles", "营运车辆", "Vehicles", 5, 60, Vehicles(Motion(roll, town, flow)))
    air = ("air.pm25", "air.pm10", "air.so2", "air.no2", "air.co", "air.o3")
    yield made_up("air", "空气质量", "Air quality", 5, 600, *kinds(*air), remembers=AIR_REMEMBERS)
    yield made_up("weather", "气象", "Weather", 2, 180, *kinds("weather.temperature", "weather.wind", "weather.rain"))
    lifelines = kinds("water.level", "gas.lel", "bridge.strain")
    yield made_up("lifelines", "水位、燃气与桥梁", "Water, gas and bridges", 2, 180, *lifelines)
    yield made_up("noise", "声环境", "Noise", 2, 180, *kinds("noise.level"))
    bins = places_of(town, "bin.fill")
    emptied = collections(town, *bins, *roll.rounds(WASTE_TRUCK))
    yield made_up("bins", "垃圾箱", "Waste bins", 5, 2700, Surroundings(town, "bin.fill", bin_fill(emptied)))
    yield made_up("devices", "物联设备", "Devices", 1, 120, *kinds("device.heartbeat"))
    yield from ground_parts(town, bins, emptied)
    yield from people_sources(town)


def _heard_of(world: World, name: str, zh: str, en: str, promise_s: float, *commands: str) -> MadeUp:
    """The source of what these commands say."""
    return made_up(name, zh, en, 1, promise_s, Notices(world, commands), tells_incidents=True)
