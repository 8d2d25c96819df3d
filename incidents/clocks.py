"""Clocks: which limit runs in which state, and when it runs out.

Thin: pauses and the ladder of escalation come with the full machine. Exactly at the due moment is still in time.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from incidents.categories import Category
from incidents.incident import Incident, State, UnitState
from incidents.timing.kinds import ClockKind
from incidents.timing.limits import Track


class Due(NamedTuple):
    """The clock that runs now, and when it runs out; an empty name and None when none does."""

    name: str
    at: datetime | None


NONE = Due("", None)

STATE_CLOCKS: Mapping[State, ClockKind] = MappingProxyType(
    {
        State.ACCEPTED: ClockKind.FILE,
        State.FILED: ClockKind.DISPATCH,
        State.DISPATCHED: ClockKind.ACKNOWLEDGE,
        State.FEEDBACK: ClockKind.CHECK,
        State.CHECKED: ClockKind.CLOSE,
    }
)


def due(incident: Incident, category: Category, entered_at: datetime) -> Due:
    """The clock of the state that was entered at `entered_at`.

    The limits of our desk do not bind an allied command: of its incidents only the emergency's clocks up to the first
    arrival are shown, and its own promise to close.
    """
    if not incident.open:
        return NONE
    if category.track is Track.EMERGENCY and incident.state in (State.ACCEPTED, State.FILED):
        reopened = State.DISPATCHED in incident.times or State.PROCESSING in incident.times
        return _due(ClockKind.DISPATCH, category, entered_at if reopened else incident.received_at)
    if incident.state is State.PROCESSING or (incident.command and incident.state is State.DISPATCHED):
        return _processing(incident, category)
    if incident.command:
        return _promise(incident)
    if incident.state is State.CHECKING:  # the clock runs on from the feedback
        return Due(incident.due, incident.due_at)
    return _due(STATE_CLOCKS[incident.state], category, entered_at)


def with_due(incident: Incident, clock: Due) -> Incident:
    """The incident with this clock running."""
    if clock == (incident.due, incident.due_at):
        return incident
    return replace(incident, due=clock.name, due_at=clock.at)


def close_by(incident: Incident, category: Category, dispatched_at: datetime) -> datetime | None:
    """When the incident should be closed: as was promised, else as its category allows from the dispatch."""
    if incident.close_by is not None or incident.command or category.promise is None:
        return incident.close_by
    return category.promise.due(dispatched_at, category.calendars)


def _due(kind: ClockKind, category: Category, start: datetime) -> Due:
    limit = category.limit_of(kind)
    return NONE if limit is None else Due(kind.value, limit.due(start, category.calendars))


def _processing(incident: Incident, category: Category) -> Due:
    live = [one for one in incident.assignments if one.live]
    arrived = any(UnitState.ON_SCENE in one.times for one in incident.assignments)
    if live and not arrived:
        arrive = _due(ClockKind.ARRIVE, category, min(one.times[UnitState.DISPATCHED] for one in live))
        if arrive.at is not None and (incident.close_by is None or arrive.at <= incident.close_by):
            return arrive
    return _promise(incident)


def _promise(incident: Incident) -> Due:
    name = (ClockKind.CLOSE if incident.command else ClockKind.DISPOSE).value
    return NONE if incident.close_by is None else Due(name, incident.close_by)
