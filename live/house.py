"""The house: joins source, bus, desk, projector, evaluator and broadcaster, and keeps them on the beat."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from city.events import Moved
from city.picture import Picture, UnitNow
from geo.pack import CityPack
from geo.place import Point
from incidents.categories import all_categories
from incidents.desk import Desk
from incidents.incident import Incident, UnitState
from indicators.base import Indicator
from layers.base import Layer
from live.artist import Artist
from live.broadcaster import Broadcaster, Outbox
from live.bus import Bus
from live.caseload import Caseload
from live.chronicle import Chronicle
from live.clock import DAY, CityClock, real_now
from live.closings import Closings
from live.frames import Frames
from live.gate import Gate
from live.ingest import Ingest
from live.keeper import Keeper
from live.measures.alarms import Alarms
from live.measures.explaining import Explainer
from live.measures.judging import Judge
from live.measures.measuring import Measuring, courses_for
from live.measures.rules import Rule
from live.measures.things import Things
from live.measures.watch import OwnWatch
from live.orders import Orders
from live.ports import Memory
from live.projector import Projector
from live.registrar import Registrar
from live.whereabouts import Whereabouts
from sources.base import Provenance, Source

log = logging.getLogger(__name__)
ALWAYS = datetime.min.replace(tzinfo=UTC)
RECENT = 2 * DAY
REMEMBERED = timedelta(days=90)
EMERGENCY_VEHICLES = ("engine", "truck", "medic", "ambulance", "chief", "rescue", "support", "police")
SHORTEST_PAUSE_S = 0.1  # however fast the city runs, other work gets its turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the house is made of."""

    pack: CityPack
    clock: CityClock
    bus: Bus
    record: Memory
    sources: tuple[Source, ...]
    indicators: Mapping[str, Indicator]
    layers: Mapping[str, Layer]
    judge: Judge = field(default_factory=Judge)
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    seed: int = 1  # of whatever is made up
    back_fill_weeks: int = 8
    began: datetime = ALWAYS  # since when the whole life of every incident is known
    beat_s: float = 1.0
    moving_every_s: float = 5.0


class House:
    """Everything that lives behind the screens; `step` does by hand what `run` does on time."""

    def __init__(self, parts: Parts) -> None:
        pack, clock, bus = parts.pack, parts.clock, parts.bus
        self.parts, self.pack, self.clock = parts, pack, clock
        self.started_at = clock()
        self.projector = Projector(
            pack.areas,
            Caseload(_units(pack)),
            clock,
            slack_s=parts.beat_s * clock.speed if clock.speed > 1 else 0.0,
            courses=courses_for(parts.indicators, pack.areas, pack.time_zone),
        )
        self.desk = Desk(
            parts.record,
            clock,
            lambda incidents: bus.publish(Moved(incidents)),
            pack.areas.holding,
            zone=pack.time_zone,
            made_up=self.made_up,
            has_unit=pack.units.__contains__,
        )
        self.watch = OwnWatch(bus)
        self.measuring = self._measuring()
        called = Things.of(pack).called
        self.explainer = Explainer(self.measuring, pack.areas.codes, self.watch.quality.score, called=called)
        self.alarms = Alarms(
            parts.rules, parts.indicators, pack.areas, parts.judge, self.desk, parts.record, self.explainer
        )
        self._gate = Gate(pack.bounds, Whereabouts(_places(pack)), Frames(pack.roads), Closings(pack))
        self.ingest = Ingest(bus, self._gate, clock, self.watch)
        self.chronicle = Chronicle(bus, _emergency_of(pack), parts.began)
        self.orders = Orders(parts.sources, clock)
        self.broadcaster: Broadcaster | None = None
        self.recorded_until: datetime | None = None  # the newest thing that the record knows
        self.told_to: datetime | None = None  # while the past is being told: how far it has come
        self.registrar = Registrar(self.desk.mirror, self.ingest.note)
        self.keeper = Keeper(self.registrar, self.measuring, clock)
        for listener in (self.registrar, self.projector, self.chronicle, self.orders):
            bus.subscribe(listener.hear)

    def _measuring(self) -> Measuring:
        parts, pack = self.parts, self.pack
        return Measuring(
            projector=self.projector, indicators=parts.indicators, judge=parts.judge, record=parts.record,
            bus=parts.bus, clock=parts.clock, areas=pack.areas, zone=pack.time_zone,
            quality=self.watch.quality.score, sources=[one.name for one in parts.sources],
        )  # fmt: skip

    @property
    def picture(self) -> Picture:
        """The newest picture."""
        return self.projector.picture

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by name."""
        return self.parts.indicators

    @property
    def layers(self) -> Mapping[str, Layer]:
        """Every layer by name, the lowest first."""
        return self.parts.layers

    @property
    def speed(self) -> float:
        """How many seconds of the city's time pass in one."""
        return self.clock.speed

    @property
    def problems(self) -> Mapping[str, str]:
        """What the house itself cannot do now, and why: "store" is the record, "bus" what carries the news."""
        said = {"store": self.keeper.problem, "bus": self.parts.bus.problem}
        return {what: why for what, why in said.items() if why}

    @property
    def made_up(self) -> bool:
        """Whether anything on the screens never happened."""
        return any(source.provenance is Provenance.MADE_UP for source in self.parts.sources)

    def open_to(self, outbox: Outbox) -> Broadcaster:
        """Tell screens from now on."""
        artist = Artist(self.parts.layers, self.pack)
        about = {"speed": self.clock.speed, "beat_s": self.parts.beat_s}
        self.broadcaster = Broadcaster(outbox, artist, self.desk.possible, time.monotonic, about)
        return self.broadcaster

    def remember(self) -> None:
        """Read from the store what the first picture needs: what is open, and the last two days."""
        now = self.clock()
        known = self.desk.recent(now - RECENT)
        self.recorded_until = max((one.changed_at for one in known), default=None)
        self.projector.hear(Moved(known))
        self.orders.hear(Moved(known))
        self.chronicle.take(known)
        self.desk.announce_leftovers()
        for rows in self.measuring.remember():
            self._gate.remember(rows)
        self.alarms.remember()

    def remember_long_ago(self, rest: Callable[[], None] = lambda: None) -> None:
        """Read from the store what long windows need, a day at a time; `rest` is called between."""
        at, until = self.started_at - REMEMBERED, self.started_at - RECENT
        while at < until:
            self.chronicle.take(self.parts.record.over(at, min(at + DAY, until)))
            at += DAY
            rest()

    def connect(self) -> None:
        """Know every source."""
        for source in self.parts.sources:
            self.ingest.connect(source)

    def beat(self, rest: Callable[[], None] = lambda: None) -> None:
        """One beat: limits, indicators, the next picture, the screens; `rest` is called between two indicators."""
        now = self.clock()
        self.parts.bus.drain()
        self.chronicle.turn_to(now)
        self.watch.turn_to(now)
        self.parts.bus.drain()
        self.measuring.listened(now, now)
        self.measuring.evaluator.run_due(rest)
        self.alarms.follow(self.measuring.evaluator.said, now)
        self.parts.bus.drain()
        self.show()

    def show(self) -> None:
        """The next picture, told to the screens."""
        picture = self.projector.publish()
        if self.broadcaster is not None:
            self.broadcaster.tell(picture)
            self.broadcaster.evict_silent()

    def move(self) -> None:
        """Tell the screens where the moving objects are."""
        if self.broadcaster is not None:
            self.broadcaster.move(self.picture)

    def heartbeat(self) -> None:
        """Tell the screens that the house is alive."""
        if self.broadcaster is not None:
            now_ms = round(real_now().timestamp() * 1000)
            self.broadcaster.heartbeat(self.clock(), now_ms, self.told_to, tuple(self.problems))

    def step(self) -> Picture:
        """Read every source once and beat once."""
        for source in self.parts.sources:
            self.ingest.read(source)
        self.beat()
        self.keeper.write()
        return self.picture


def _emergency_of(pack: CityPack) -> Callable[[Incident], bool]:
    """Tells an emergency: by its category, or because an emergency vehicle arrived, whatever the caller said it was."""
    codes = {code for code, category in all_categories().items() if category.track == "E"}
    vehicles = {name for name, unit in pack.units.items() if unit.kind in EMERGENCY_VEHICLES}
    return lambda incident: (
        incident.category in codes
        or any(one.unit in vehicles and UnitState.ON_SCENE in one.times for one in incident.assignments)
    )


def _units(pack: CityPack) -> dict[str, UnitNow]:
    return {name: UnitNow(name=name, kind=unit.kind) for name, unit in pack.units.items()}


def _places(pack: CityPack) -> dict[str, Point]:
    things = pack.things
    standing = {
        thing: Point(lon, lat)
        for thing, lon, lat in zip(things.thing, things.lon.tolist(), things.lat.tolist(), strict=True)
    }
    roads = pack.roads
    middle = roads.points[(roads.first[:-1] + roads.first[1:]) // 2].tolist()
    streets = {edge: Point(lon, lat) for edge, (lon, lat) in zip(roads.edge_id.tolist(), middle, strict=True)}
    return streets | standing | {name: Point(unit.lon, unit.lat) for name, unit in pack.units.items()}
