"""The world: everything that happens in the made-up city, moved on to the time at which somebody looks.

It begins some hours before the first look, on a grid of hours, so that units are busy from the start, and so that a
house that is started again finds the same incidents under the same numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import numpy as np

from geo.place import Point
from geo.ways.conditions import Conditions
from incidents.notice import Notice, Order
from sources.agenda import Agenda
from sources.chance import key_of, uniform
from sources.crews import Crews
from sources.driving import Fleet, Round
from sources.made_up.arrivals import OURS, Arrivals
from sources.made_up.emergencies import Emergencies
from sources.made_up.errands import Errands
from sources.made_up.rhythm import jam
from sources.made_up.roster import Roster
from sources.made_up.running import Running, Told
from sources.made_up.stories import read_stories
from sources.made_up.streets import Blockage
from sources.made_up.town import Town
from sources.moments import DAY_MS, HOUR_MS, MINUTE_MS
from sources.routes import metres
from sources.travel import Travel

EMERGENCIES = ("119", "120", "110")
COMMANDS = (*EMERGENCIES, "12319", OURS)
BEGIN_GRID_MS, RUN_IN_MS = 6 * HOUR_MS, 4 * HOUR_MS
# How fast who goes rounds goes, and how far from home; grid officers walk.
PATROLS = MappingProxyType(
    {
        "police": (24.0, 2500.0), "traffic_police": (22.0, 2200.0), "urban": (16.0, 1600.0),
        "sanitation": (13.0, 2500.0), "waste_truck": (14.0, 2800.0), "sweeper": (9.0, 1800.0),
        "grid_officer": (4.5, 500.0), "forest_ranger": (15.0, 2500.0),
    }
)  # fmt: skip
PATROL_CORNERS = 3


@dataclass(slots=True, eq=False)
class World:
    """The commands, their units and our desk's crews, in one run of time."""

    town: Town
    agenda: Agenda = field(default_factory=Agenda)
    told: Told = field(default_factory=Told)
    conditions: Callable[[int], Conditions | None] = lambda _: None  # which streets crews keep clear of at a time
    fleet: Fleet = field(init=False)
    crews: Crews = field(init=False)
    emergencies: Emergencies = field(init=False)
    errands: Errands = field(init=False)
    _arrivals: Arrivals = field(init=False)
    _blockages: list[Blockage] = field(default_factory=list[Blockage])

    def __post_init__(self) -> None:
        pack, seed = self.town.pack, self.town.seed
        units = list(pack.units.values())
        self.fleet = Fleet(units, pack.roads, _rounds(self.town), self._conditions_at)
        travel = Travel(units, pack.roads)
        self.crews = Crews(pack.units, self.fleet, travel, self.agenda, seed)
        roster = Roster(units, self.fleet, travel, ordered=self.crews.has)
        self.crews.busy = roster.is_busy
        hospitals = [Point(place.lon, place.lat) for place in pack.places if place.kind == "hospital"]
        self.emergencies = Emergencies(
            agenda=self.agenda, told=self.told, roster=roster, fleet=self.fleet, travel=travel,
            hospital=lambda place: min(hospitals, key=lambda one: metres(one, place), default=place),
            slowness=self._slowness, freed=self._freed, closed=_cleared,
        )  # fmt: skip
        self.errands = Errands(
            agenda=self.agenda, told=self.told, roster=roster, fleet=self.fleet,
            slowness=self._slowness, freed=self._freed, closed=_cleared,
        )  # fmt: skip
        self._arrivals = Arrivals(self.town, read_stories())

    def run(self, until_ms: int, since_ms: int | None = None) -> None:
        """Let everything happen up to a time; the first time, from some hours before `since_ms` on."""
        if not self.agenda.done_ms:
            begin_ms = (until_ms if since_ms is None else since_ms) - RUN_IN_MS
            begin_ms -= begin_ms % BEGIN_GRID_MS
            for number, command in enumerate(COMMANDS, start=1):
                ahead_ms = number * MINUTE_MS  # one after the other, so that no moment has to draw them all
                self.agenda.put(begin_ms - ahead_ms, partial(self._foresee, command, ahead_ms))
        self.agenda.run(until_ms)

    def ordered(self, order: Order) -> None:
        """Our desk sends a unit, or lets it go."""
        if order.go:
            self.errands.taken(Point(order.lon, order.lat))
        self.crews.ordered(order)

    def heard(self, commands: Sequence[str], after_ms: int, until_ms: int, *, whole: bool = False) -> list[Notice]:
        """What these commands said after one time and up to another, in time; see `Told.heard`."""
        self.run(until_ms, after_ms)
        said = [notice for command in commands for notice in self.told.heard(command, after_ms, until_ms, whole=whole)]
        return sorted(said, key=lambda notice: notice.at)

    def blockages(self, until_ms: int) -> Sequence[Blockage]:
        """What blocks streets, or did within the last day or so, as known at a time."""
        self.run(until_ms)
        return self._blockages

    def _foresee(self, command: str, ahead_ms: int, at_ms: int) -> None:
        """Shortly before an hour begins, what a command will hear of in it goes on the agenda."""
        for arrival in self._arrivals.of_hour(command, (at_ms + ahead_ms) // HOUR_MS):
            self.agenda.put(arrival.at_ms, partial(self._begin, Running(arrival, self.town.seed)))
        self.agenda.put(at_ms + HOUR_MS, partial(self._foresee, command, ahead_ms))
        oldest_ms = at_ms - 2 * DAY_MS
        self._blockages = [one for one in self._blockages if one.until_ms is None or one.until_ms > oldest_ms]

    def _begin(self, running: Running, at_ms: int) -> None:
        command, place = running.arrival.story.command, running.place
        if running.arrival.story.blocks:
            running.blockage = Blockage(place.lon, place.lat, at_ms)
            self._blockages.append(running.blockage)
        if command in EMERGENCIES:
            self.emergencies.begin(running, at_ms)
        elif command == OURS:
            self.errands.hand_to_us(running, at_ms)
        else:
            self.errands.begin(running, at_ms)

    def _freed(self, unit: str, at_ms: int) -> None:
        """A command lets a unit go: an order of our desk may be waiting for it, or a call; else it drives home."""
        if not self.crews.freed(unit, at_ms):
            self.fleet.go_home(unit, at_ms)
            self.emergencies.retry(at_ms)

    def _conditions_at(self, at_ms: int) -> Conditions | None:
        return self.conditions(at_ms)  # whoever knows of them comes after the fleet

    def _slowness(self, at_ms: int) -> float:
        """How many times longer drives take at a time."""
        local = self.town.local(np.array([at_ms]))
        return float(1 + 0.6 * jam(local)[0] + 0.3 * self.town.wet(local)[0])


def _cleared(running: Running, at_ms: int) -> None:
    if running.blockage is not None:
        running.blockage.until_ms = at_ms


def _rounds(town: Town) -> dict[str, Round]:
    """The patrols: a round of a few corners about each home; who shares a home and a kind shares the round."""
    rounds: dict[str, Round] = {}
    for number, unit in enumerate(town.pack.units.values()):
        if unit.kind in PATROLS:
            kmh, reach_m = PATROLS[unit.kind]
            corners = (Point(unit.lon, unit.lat), *_corners(town, unit.home, Point(unit.lon, unit.lat), reach_m))
            phase_ms = int(3 * HOUR_MS * float(uniform(town.seed, key_of("patrol"), number)))
            rounds[unit.name] = Round(corners, kmh, phase_ms)
    return rounds


def _corners(town: Town, home: str, about: Point, reach_m: float) -> tuple[Point, ...]:
    """Junctions around a home, going about it once; the roads' own when there is none so near."""
    roads, nodes = town.pack.roads, town.nodes
    spin = float(uniform(town.seed, key_of(home)))
    corners: list[Point] = []
    for step in range(PATROL_CORNERS):
        angle = 2 * np.pi * (spin + step / PATROL_CORNERS)
        lat = about.lat + reach_m / 111_195.0 * np.sin(angle)
        lon = about.lon + reach_m / 111_195.0 / np.cos(np.radians(about.lat)) * np.cos(angle)
        away = ((roads.lon[nodes] - lon) * np.cos(np.radians(lat))) ** 2 + (roads.lat[nodes] - lat) ** 2
        node = int(nodes[away.argmin()])
        corners.append(Point(float(roads.lon[node]), float(roads.lat[node])))
    return tuple(corners)
