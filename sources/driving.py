"""Driving: where every unit is, moment by moment: on the road to somewhere, on patrol, or standing.

A drive arrives when it is told to: the way along the roads is stretched to the time between leaving and arriving.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Readings
from geo.pack import Unit
from geo.place import Point
from geo.ways.conditions import Conditions
from geo.ways.roads import Roads, Route
from sources.moments import Millis, as_times
from sources.routes import Routes, joined, metres

STANDING_MS = 30_000  # a unit that stands says so this often
PATROL_MS = 5_000  # and one on its round where it is; hundreds are
DETOUR, HOMEWARD_KMH = 1.35, 34.0  # streets are longer than the crow's way; nobody hurries home

Spot = tuple[float, float, float, float]  # longitude, latitude, heading in degrees, speed in km/h


@dataclass(frozen=True, slots=True)
class Round:
    """A patrol: the corners it passes before it comes back to the first, at what speed, and how far in it begins."""

    corners: tuple[Point, ...]
    kmh: float
    phase_ms: int = 0


@dataclass(slots=True)
class Vehicle:
    """A unit on its latest drive; `way` is None until it is computed, `lap` likewise for its patrol.

    `crow` is where it left by the crow's way: what is decided from it does not depend on which ways are computed.
    """

    unit: Unit
    crow: Point
    start: Point
    end: Point
    left_ms: int
    arrive_ms: int
    homeward: bool = True
    way: Route | None = None
    lap: Route | None = None


class Fleet:
    """All units. Times are milliseconds; a drive must not begin before the drive it ends."""

    def __init__(
        self,
        units: Iterable[Unit],
        roads: Roads,
        rounds: Mapping[str, Round] | None = None,
        conditions: Callable[[int], Conditions | None] = lambda _: None,
    ) -> None:
        self._routes = Routes(roads)
        self._conditions = conditions
        self._rounds = rounds or {}
        self._vehicles = {unit.name: _at_home(unit) for unit in units}
        self._phase_ms = np.arange(len(self._vehicles)) * 7919 % STANDING_MS
        self._patrols = np.array([name in self._rounds for name in self._vehicles], dtype=np.bool_)

    def __contains__(self, unit: str) -> bool:
        return unit in self._vehicles

    def drive(self, unit: str, end: Point, at_ms: int, arrive_ms: int | None = None) -> int:
        """Send a unit on its way, to arrive at a given time or at a calm pace; gives when it arrives."""
        vehicle = self._vehicles[unit]
        crow = _straightly(vehicle, at_ms)
        spot = self._spot(vehicle, at_ms)
        vehicle.crow, vehicle.start = crow, crow if spot is None else Point(spot[0], spot[1])
        vehicle.end, vehicle.left_ms = end, at_ms
        calm_ms = int(metres(crow, end) * DETOUR / (HOMEWARD_KMH / 3.6) * 1000)
        vehicle.arrive_ms = at_ms + calm_ms if arrive_ms is None else max(arrive_ms, at_ms)
        vehicle.homeward, vehicle.way = False, None
        return vehicle.arrive_ms

    def go_home(self, unit: str, at_ms: int) -> int:
        """Send a unit back to where it belongs; gives when it arrives."""
        vehicle = self._vehicles[unit]
        arrive_ms = self.drive(unit, Point(vehicle.unit.lon, vehicle.unit.lat), at_ms)
        vehicle.homeward = True
        return arrive_ms

    def about(self, unit: str, at_ms: int) -> Point:
        """Roughly where a unit is, by the crow's way; never waits for a route."""
        return _straightly(self._vehicles[unit], at_ms)

    def is_home(self, unit: str, at_ms: int) -> bool:
        """Whether a unit is back where it belongs, or on its patrol."""
        vehicle = self._vehicles[unit]
        return vehicle.homeward and at_ms >= vehicle.arrive_ms

    def positions(self, after_ms: int, until_ms: int) -> Readings | None:
        """Where the units are at `until_ms`: all that move or just arrived, and those whose turn it is to speak."""
        self._routes.refill(conditions=self._conditions(until_ms))
        if until_ms <= after_ms:
            return None
        every_ms = np.where(self._patrols, PATROL_MS, STANDING_MS)
        turn = (after_ms - self._phase_ms) // every_ms < (until_ms - self._phase_ms) // every_ms
        rows: list[tuple[str, Spot]] = []
        known = zip(self._vehicles.values(), turn.tolist(), strict=True)
        speak = [one for one, speaks in known if speaks or after_ms < one.arrive_ms]
        # Who is on the way to somebody is given a way before those who go their rounds.
        for vehicle in sorted(speak, key=lambda one: until_ms >= one.arrive_ms):
            spot = self._spot(vehicle, until_ms)
            if spot is not None:
                rows.append((vehicle.unit.name, spot))
        return _readings(rows, until_ms) if rows else None

    def _on_patrol(self, vehicle: Vehicle) -> bool:
        return vehicle.homeward and vehicle.unit.name in self._rounds

    def _spot(self, vehicle: Vehicle, at_ms: int) -> Spot | None:
        """Where a vehicle is; None while its way is not computed."""
        if at_ms >= vehicle.arrive_ms:
            return self._patrolling(vehicle, at_ms) if self._on_patrol(vehicle) else _standing(vehicle.end)
        if vehicle.way is None:
            vehicle.way = self._routes.between(vehicle.start, vehicle.end)
        if vehicle.way is None or at_ms < vehicle.left_ms:
            return None
        whole_s = (vehicle.arrive_ms - vehicle.left_ms) / 1000
        share = (at_ms - vehicle.left_ms) / 1000 / whole_s
        return *vehicle.way.at(share * vehicle.way.travel_s), vehicle.way.length_m / whole_s * 3.6

    def _patrolling(self, vehicle: Vehicle, at_ms: int) -> Spot:
        lap, patrol = self._lap(vehicle), self._rounds[vehicle.unit.name]
        if lap is None or lap.length_m <= 0:
            return _standing(vehicle.end)
        lap_ms = lap.length_m / (patrol.kmh / 3.6) * 1000
        begun_ms = vehicle.arrive_ms or -patrol.phase_ms  # whoever came home begins at the first corner, which is home
        share = (at_ms - begun_ms) % lap_ms / lap_ms
        return *lap.at(share * lap.travel_s), patrol.kmh

    def _lap(self, vehicle: Vehicle) -> Route | None:
        if vehicle.lap is None and not self._routes.spent:
            corners = self._rounds[vehicle.unit.name].corners
            ways = [self._routes.between(*pair) for pair in zip(corners, (*corners[1:], corners[0]), strict=True)]
            known = [way for way in ways if way is not None]
            vehicle.lap = joined(known) if len(known) == len(ways) else None
        return vehicle.lap


def _at_home(unit: Unit) -> Vehicle:
    home = Point(unit.lon, unit.lat)
    return Vehicle(unit=unit, crow=home, start=home, end=home, left_ms=0, arrive_ms=0)


def _straightly(vehicle: Vehicle, at_ms: int) -> Point:
    """Where a vehicle would be by the crow's way."""
    whole_ms = vehicle.arrive_ms - vehicle.left_ms
    share = min(max((at_ms - vehicle.left_ms) / whole_ms, 0.0), 1.0) if whole_ms else 1.0
    east, north = vehicle.end.lon - vehicle.crow.lon, vehicle.end.lat - vehicle.crow.lat
    return Point(vehicle.crow.lon + share * east, vehicle.crow.lat + share * north)


def _standing(where: Point) -> Spot:
    return where.lon, where.lat, float("nan"), 0.0


def _readings(rows: list[tuple[str, Spot]], at_ms: int) -> Readings:
    lon, lat, heading, kmh = np.array([spot for _, spot in rows]).T
    at: Millis = np.full(len(rows), at_ms, dtype=np.int64)
    return Readings(
        kind="unit.position", thing=[name for name, _ in rows], value=np.minimum(kmh, 250.0), at=as_times(at),
        lon=lon, lat=lat, attributes={"heading_deg": heading},
    )  # fmt: skip
