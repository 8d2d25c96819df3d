"""The chronicle: what becomes of incidents, said as readings, so that indicators can look at it.

incident.response   when the first unit has arrived: how long each part of the response took
incident.due        when an incident's limit has passed: 1 if it was closed by then, 0 if not
incident.received   when an incident came in: its limit; and how long it took when it is over, as
incident.closed     the same incident by the same serial number
alert.raised        the same moment as a weight of 1, 3 or 9 by its level, for the pressure on the duty room
"""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime

import numpy as np

from city.events import Event, Moved, Read
from city.readings import Readings
from geo.pack import CityPack
from incidents.categories import all_categories
from incidents.incident import Assignment, Incident, UnitState
from live.bus import Bus
from live.clock import DAY
from live.lives import alert_rows, closed_rows, ended_at, received_rows
from live.moments import moment

SOURCE = "desk"
SAYS = frozenset({"incident.response", "incident.due", "incident.received", "incident.closed", "alert.raised"})
EMERGENCY_VEHICLES = ("engine", "truck", "medic", "ambulance", "chief", "rescue", "support", "police")
KEPT = 91 * DAY  # longer than any model looks back on incidents


class Chronicle:
    """Listens to what moves; says once of each incident how fast the response was and whether its limit was kept.

    Incidents from before `began` are left out: of those, only the ones that took long are known, and a rate over them
    would be too bad. So are drills.
    """

    def __init__(self, bus: Bus, is_emergency: Callable[[Incident], bool], began: datetime) -> None:
        self._bus = bus
        self._is_emergency = is_emergency
        self._began = began
        self._arrived: dict[str, datetime] = {}
        self._limits: list[tuple[datetime, str]] = []
        self._watched: dict[str, Incident] = {}
        self._decided: set[str] = set()  # whose limit was said: what moves later does not miss it again
        self._begun: set[str] = set()
        self._over: dict[str, datetime] = {}
        self._forgotten = began

    def __len__(self) -> int:
        """Of how many incidents it knows."""
        return len(self._begun)

    def hear(self, event: Event) -> None:
        """Take note of incidents that moved."""
        if isinstance(event, Moved):
            self.take(event.incidents)

    def take(self, incidents: Iterable[Incident]) -> None:
        """Take note of incidents as they stand, and say what became known of them."""
        ours = [one for one in incidents if one.received_at >= self._began and not one.exercise]
        self._say_lives(ours)
        arrivals: list[Incident] = []
        for incident in ours:
            self._watch(incident)
            if incident.number not in self._arrived and incident.first_on_scene is not None:
                self._arrived[incident.number] = incident.first_on_scene
                if self._is_emergency(incident) and incident.lon is not None:
                    arrivals.append(incident)
        if arrivals:
            self._bus.publish(Read(SOURCE, _responses(arrivals)))

    def _watch(self, incident: Incident) -> None:
        """Wait for its limit; where that was put off, for the new one."""
        number, limit, before = incident.number, incident.close_by, self._watched.get(incident.number)
        if number in self._decided:
            return
        if limit is None:
            self._watched.pop(number, None)
            return
        if before is None or before.close_by != limit:
            heapq.heappush(self._limits, (limit, number))
        self._watched[number] = incident

    def _say_lives(self, incidents: list[Incident]) -> None:
        """Say which came in, and which are over, each once."""
        begun = [one for one in incidents if one.number not in self._begun]
        over = [one for one in incidents if not one.open and one.number not in self._over]
        self._begun.update(one.number for one in begun)
        self._over.update({one.number: ended_at(one) for one in over})
        if begun:
            self._bus.publish(Read(SOURCE, received_rows(begun)))
            self._bus.publish(Read(SOURCE, alert_rows(begun)))
        if over:
            self._bus.publish(Read(SOURCE, closed_rows(over)))

    def turn_to(self, now: datetime) -> None:
        """Say which limits have passed since the last time."""
        passed: list[Incident] = []
        while self._limits and self._limits[0][0] <= now:
            limit, number = heapq.heappop(self._limits)
            incident = self._watched.get(number)
            if incident is None or incident.close_by != limit:
                continue  # it was put off, or taken back
            del self._watched[number]
            self._decided.add(number)
            if incident.lon is not None:
                passed.append(incident)
        if passed:
            self._bus.publish(Read(SOURCE, _limits_kept(passed)))
        if now - self._forgotten >= DAY:
            self._forget(now)

    def _forget(self, now: datetime) -> None:
        """Let go of what was over long ago; once a day."""
        gone = {number for number, at in self._over.items() if at < now - KEPT and number not in self._watched}
        for number in gone:
            del self._over[number]
            self._arrived.pop(number, None)
        self._begun -= gone
        self._decided -= gone
        self._forgotten = now


def emergency_of(pack: CityPack) -> Callable[[Incident], bool]:
    """Tells an emergency: by its category, or because an emergency vehicle arrived, whatever the caller said it was."""
    codes = {code for code, category in all_categories().items() if category.track == "E"}
    vehicles = {name for name, unit in pack.units.items() if unit.kind in EMERGENCY_VEHICLES}
    return lambda incident: (
        incident.category in codes
        or any(one.unit in vehicles and UnitState.ON_SCENE in one.times for one in incident.assignments)
    )


def _responses(incidents: list[Incident]) -> Readings:
    firsts = [_first(incident) for incident in incidents]
    parts = np.array([_parts(incident, first) for incident, first in zip(incidents, firsts, strict=True)])
    at = [first.times[UnitState.ON_SCENE] for first in firsts]
    return _rows("incident.response", incidents, parts[:, 0], at, parts[:, 1:])


def _first(incident: Incident) -> Assignment:
    arrived = [one for one in incident.assignments if UnitState.ON_SCENE in one.times]
    return min(arrived, key=lambda one: one.times[UnitState.ON_SCENE])


def _parts(incident: Incident, first: Assignment) -> tuple[float, float, float, float]:
    """Seconds from the call to the first arrival: in all, until the unit was sent, until it left, on the road."""
    sent, left, there = (
        first.times.get(state) for state in (UnitState.DISPATCHED, UnitState.EN_ROUTE, UnitState.ON_SCENE)
    )
    return _s(incident.received_at, there), _s(incident.received_at, sent), _s(sent, left), _s(left, there)


def _s(since: datetime | None, until: datetime | None) -> float:
    return np.nan if since is None or until is None else (until - since).total_seconds()


def _limits_kept(incidents: list[Incident]) -> Readings:
    kept = [float(not one.open and one.close_by is not None and ended_at(one) <= one.close_by) for one in incidents]
    at = [one.close_by for one in incidents if one.close_by is not None]
    return _rows("incident.due", incidents, np.array(kept), at, None)


def _rows(
    kind: str, incidents: list[Incident], value: np.ndarray, at: list[datetime], parts: np.ndarray | None
) -> Readings:
    names = ("call_handling_s", "turnout_s", "travel_s")
    return Readings(
        kind=kind,
        thing=[one.number for one in incidents],
        value=value,
        at=np.array([moment(one) for one in at]),
        lon=np.array([one.lon for one in incidents], dtype=np.float64),
        lat=np.array([one.lat for one in incidents], dtype=np.float64),
        attributes={} if parts is None else {name: parts[:, i] for i, name in enumerate(names)},
    )
