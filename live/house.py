"""The house: joins source, bus, desk, projector, evaluator and broadcaster, and keeps them on the beat."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from socket import gethostname

from city.events import Moved
from city.picture import Picture
from incidents.timing.calendars import calendars_of
from indicators.base import Indicator
from layers.base import Layer
from live.broadcaster import Broadcaster, Outbox
from live.caseload import Caseload, units_of
from live.chronicle import Chronicle, emergency_of
from live.clerk import Clerk
from live.clock import DAY, real_now
from live.closings import Closings
from live.darkroom import Darkroom, Here
from live.desks import colleagues_of, desk_of
from live.duties import Duties
from live.duty_room import DutyRoom
from live.frames import Frames
from live.gallery import Gallery
from live.gate import Gate
from live.ingest import Ingest
from live.keeper import Keeper
from live.lines import LineNotes
from live.measures import quality
from live.measures.alarms import Alarms
from live.measures.explaining import Explainer
from live.measures.measuring import Measuring, courses_for
from live.measures.things import Things
from live.measures.watch import OwnWatch
from live.orders import Orders
from live.parts import Parts
from live.projector import Projector
from live.registrar import Registrar
from live.timekeeper import Timekeeper
from live.watching import Watching
from live.whereabouts import Whereabouts, places_of
from sources.base import Provenance

log = logging.getLogger(__name__)
RECENT = 2 * DAY
REMEMBERED = timedelta(days=90)
SHORTEST_PAUSE_S = 0.1  # however fast the city runs, other work gets its turn


class House:
    """Everything that lives behind the screens; `step` does by hand what `run` does on time."""

    def __init__(self, parts: Parts) -> None:
        pack, clock, bus = parts.pack, parts.clock, parts.bus
        self.parts, self.pack, self.clock = parts, pack, clock
        self.calendars = parts.calendars or calendars_of(pack.time_zone)
        self.started_at = clock()
        self.projector = Projector(
            pack.areas,
            Caseload(units_of(pack)),
            clock,
            slack_s=parts.beat_s * clock.speed if clock.speed > 1 else 0.0,
            courses=courses_for(parts.indicators, pack.areas, pack.time_zone),
        )
        self.duties = Duties(pack)
        self.desk = desk_of(parts, self.calendars, self.duties, lambda: self.picture, made_up=self.made_up)
        self.watch = OwnWatch(bus)
        self.measuring = self._measuring()
        self.explainer = Explainer(
            self.measuring, pack.areas.codes, self.watch.quality.score, called=Things.of(pack).called
        )
        self.alarms = self._alarms()
        self._gate = Gate(pack.bounds, Whereabouts(places_of(pack)), Frames(pack.roads), Closings(pack))
        self.ingest = Ingest(bus, self._gate, clock, self.watch)
        self.chronicle = Chronicle(bus, emergency_of(pack), parts.began)
        self.orders = Orders(parts.sources, clock)
        self.broadcaster: Broadcaster | None = None
        self.darkroom: Darkroom = Here()
        self.look_after: Callable[[], None] = lambda: None
        self.recorded_until: datetime | None = None  # the newest thing that the record knows
        self.filling = False  # while the weeks before the first start are being made up
        self.told_to: datetime | None = None  # while the past is being told: how far it has come
        self.registrar = Registrar(self.desk.mirror, self.ingest.note, self.desk.receive)
        self._notes = LineNotes(parts.record, self.ingest.lines, self.measuring.left_out)
        self._officers()
        for listener in (self.registrar, self.projector, self.chronicle, self.orders):
            bus.subscribe(listener.hear)

    def _officers(self) -> None:
        """Those who keep the record, the time, the shifts and the messages."""
        parts, clock = self.parts, self.clock
        duties = [colleagues_of(parts, self.desk, lambda: self.picture)] if self.made_up else []
        self.keeper = Keeper(self.registrar, self.measuring, self._notes, clock, lambda: self.ingest.sent, duties)
        self.timekeeper = Timekeeper(self.desk.time, f"{gethostname()}/{os.getpid()}")
        self.watching = Watching(time.monotonic)
        self.duty_room = DutyRoom(
            parts.record, clock, lambda: self.picture, parts.indicators, self.duties.handbook.categories, self.watching,
            zone=self.pack.time_zone, made_up=self.made_up,
        )  # fmt: skip
        outdated = (self.desk.time.reason_to_drop, self.desk.signals.outdated, self.duty_room.rota.recheck)
        self.clerk = Clerk(parts.record, parts.channels, clock, outdated, self.desk.delivered)

    def _measuring(self) -> Measuring:
        parts, pack = self.parts, self.pack
        return Measuring(
            projector=self.projector, indicators=parts.indicators, judge=parts.judge, record=parts.record,
            bus=parts.bus, clock=parts.clock, areas=pack.areas, zone=pack.time_zone,
            quality=self.watch.quality.score, sources=[one.name for one in parts.sources],
        )  # fmt: skip

    def _alarms(self) -> Alarms:
        parts = self.parts
        return Alarms(
            parts.rules, parts.indicators, parts.pack.areas, parts.judge, self.desk, parts.record, self.explainer,
            self.measuring.left_out,
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
        """What the house itself cannot do now, and why: "store" is the record, "bus" what carries the news.

        "clocks" is that nobody keeps the time, "desks" that no desk is open while an urgent alarm waits, "damaged" what
        lies in the record and cannot be understood.
        """
        damage = f"{self.parts.record.problem} {self.measuring.left_out.said()}".strip()
        own = {"store": self.keeper.problem, "bus": self.parts.bus.problem, "clocks": self.timekeeper.problem}
        said = own | {"desks": self.duty_room.problem, "damaged": damage}
        return {what: why for what, why in said.items() if why}

    @property
    def made_up(self) -> bool:
        """Whether anything on the screens never happened."""
        return any(source.provenance is Provenance.MADE_UP for source in self.parts.sources)

    def open_to(self, outbox: Outbox, look_after: Callable[[], None] = lambda: None) -> Broadcaster:
        """Tell screens from now on; `look_after` shuts those whose session is over."""
        self.look_after = look_after
        gallery = Gallery(self.parts.layers, self.pack)
        self.broadcaster = Broadcaster(outbox, gallery, self.desk.possible, time.monotonic, self._about)
        return self.broadcaster

    def _about(self) -> dict[str, object]:
        """What every message to the screens says of the house."""
        return {
            "speed": self.clock.speed, "beat_s": self.parts.beat_s, "filling": self.filling,
            "signals": f"{self.desk.signals.version}.{self.duty_room.marks['signals']}",  # ours at once, others' soon
            "office": self.duty_room.marks,
        }  # fmt: skip

    def remember(self) -> None:
        """Read from the store what the first picture needs: what is open, and the last two days."""
        now = self.clock()
        known = self.desk.recent(now - RECENT)
        if self.desk.time.wind(known):
            known = self.desk.recent(now - RECENT)
        self.recorded_until = max((one.changed_at for one in known), default=None)
        self.projector.hear(Moved(known))
        self.orders.hear(Moved(known))
        self.chronicle.take(known)
        self.desk.announce_leftovers()
        self.duty_room.look(self.parts.record.intake.waiting())  # a wall that saw how many wait sees no dash
        for rows in self.measuring.remember():
            self._gate.remember(rows)
        self.ingest.remember(self._notes)
        self.watch.quality.remember(self.projector.newest_of(quality.KIND).newest(), now)
        self.alarms.remember()
        self.measuring.left_out.tell()

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
        self.ingest.turn_to(now)
        self.watch.turn_to(now)
        self.parts.bus.drain()
        self.measuring.listened(now, now)
        self.measuring.evaluator.run_due(rest)
        self.alarms.follow(self.measuring.evaluator.said, now)
        self.desk.tend_signals()
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
            self.broadcaster.heartbeat(self.clock(), now_ms, self.told_to, self._told_to_all())

    def _told_to_all(self) -> tuple[str, ...]:
        """The problems that every screen shows; the others, such as damage to the record, are the operator's."""
        return tuple(one for one in self.problems if one in ("store", "bus", "clocks", "desks"))

    def step(self) -> Picture:
        """Read every source once and beat once."""
        for source in self.parts.sources:
            self.ingest.read(source)
        self.beat()
        self.keeper.write()
        self.timekeeper.turn()
        self.duty_room.turn()
        self.clerk.turn()
        return self.picture
