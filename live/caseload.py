"""The caseload: the incidents on screen, the units bound by them, and how many came and went."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import numpy as np

from city.picture import Flow, UnitNow
from geo.pack import CityPack
from incidents.incident import Incident, UnitState
from incidents.unit_status import foremost, status

STEP = timedelta(minutes=15)
STEPS = 96
SHOWN_CLOSED = timedelta(minutes=10)  # a closed incident stays this long, so that people see it close
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Caseload:
    """Follows incidents from event to event; what did not change is given out as the same object."""

    def __init__(self, units: Mapping[str, UnitNow]) -> None:
        self._units = dict(units)
        self._incidents: dict[str, Incident] = {}
        self._closed_at: dict[str, datetime] = {}
        self._received: dict[str, tuple[int, int]] = {}
        self._counts: dict[tuple[int, str], int] = {}
        self._out_units: Mapping[str, UnitNow] = MappingProxyType(dict(units))
        self._out_incidents: Mapping[str, Incident] = MappingProxyType({})
        self._out_flow: Flow | None = None
        self._touched = False
        self._bound: dict[str, dict[str, UnitState]] = {}  # of each unit, by the number of the incident

    def moved(self, incidents: Iterable[Incident]) -> None:
        """Take in incidents as they stand now."""
        for incident in incidents:
            before = self._incidents.get(incident.number)
            if before is not None and before.version >= incident.version:
                continue
            self._touched = True
            self._count(incident, before)
            self._bind(incident)
            self._incidents[incident.number] = incident
            if not incident.open:
                self._closed_at.setdefault(incident.number, incident.changed_at)

    def turn_to(self, now: datetime) -> None:
        """Let go of what was closed a while ago, and of counts that nobody is shown any more."""
        gone = [number for number, at in self._closed_at.items() if at < now - SHOWN_CLOSED]
        for number in gone:
            del self._closed_at[number]
            self._incidents.pop(number, None)
        if gone or self._touched:
            self._out_incidents = MappingProxyType(dict(self._incidents))
            self._out_units = MappingProxyType(dict(self._units))
        if self._touched or self._out_flow is None or _step(self._out_flow.until) < _step(now):
            self._out_flow = self._flow_at(now)
        self._touched = False

    def incidents(self) -> Mapping[str, Incident]:
        """The open incidents and those just closed, by number."""
        return self._out_incidents

    def units(self) -> Mapping[str, UnitNow]:
        """Every unit as it stands, by name."""
        return self._out_units

    def flow(self) -> Flow | None:
        """How many came in and were closed, per step."""
        return self._out_flow

    def _count(self, incident: Incident, before: Incident | None) -> None:
        if incident.exercise:
            return
        if incident.number not in self._received:
            place = (_step(incident.received_at), incident.level)
            self._received[incident.number] = place
            self._add(place[0], f"received {incident.level}", 1)
        if not incident.open and (before is None or before.open):
            self._add(_step(incident.changed_at), "closed", 1)

    def _add(self, step: int, what: str, by: int) -> None:
        self._counts[step, what] = self._counts.get((step, what), 0) + by

    def _bind(self, incident: Incident) -> None:
        """A unit that is on several incidents is shown at the one that counts most; the others go on."""
        for assignment in incident.assignments:
            unit = self._units.get(assignment.unit) or UnitNow(name=assignment.unit, kind="")
            bound = self._bound.setdefault(unit.name, {})
            if assignment.live and incident.open:
                bound[incident.number] = assignment.state
            else:
                bound.pop(incident.number, None)
            state = foremost(bound.values())
            number = next((one for one, its in bound.items() if its is state), "")
            stands = UnitNow(name=unit.name, kind=unit.kind, state=status(bound.values()), incident=number)
            self._units[unit.name] = unit if unit == stands else stands

    def _flow_at(self, now: datetime) -> Flow:
        last = _step(now)
        for step, what in [key for key in self._counts if key[0] <= last - STEPS]:
            del self._counts[step, what]
        for number in [number for number, (step, _) in self._received.items() if step <= last - STEPS]:
            if number not in self._incidents:
                del self._received[number]
        received = np.zeros((STEPS, 4), dtype=np.int64)
        closed = np.zeros(STEPS, dtype=np.int64)
        for (step, what), count in self._counts.items():
            row = step - last + STEPS - 1
            if not 0 <= row < STEPS:
                continue
            if what == "closed":
                closed[row] += count
            else:
                received[row, int(what[-1]) - 1] += count
        return Flow(until=now, step_min=15, received=received, closed=closed)


def _step(at: datetime) -> int:
    return (at - EPOCH) // STEP


def units_of(pack: CityPack) -> dict[str, UnitNow]:
    """The city's units, all available."""
    return {name: UnitNow(name=name, kind=unit.kind) for name, unit in pack.units.items()}
