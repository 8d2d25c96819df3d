"""Clocks: which limit runs in which state, and when it runs out.

Thin: limits count natural time, day and night; calendars, pauses and the ladder of escalation come with the full
machine. Exactly at the due moment is still in time.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from incidents.categories import Category, Track
from incidents.incident import Incident, State, UnitState


class Due(NamedTuple):
    """The clock that runs now, and when it runs out; an empty name and None when none does."""

    name: str
    at: datetime | None


NONE = Due("", None)
E, U, R, H = Track.EMERGENCY, Track.URGENT, Track.ROUTINE, Track.HOTLINE
_PROCESSED = timedelta(seconds=60)  # NFPA 1225: from the answer to the first unit sent

# The name of each state's clock and its limit by track; a track without one has no clock there.
STATE_CLOCKS: Mapping[State, tuple[str, Mapping[Track, timedelta]]] = MappingProxyType(
    {
        State.ACCEPTED: ("file", {U: timedelta(minutes=10), R: timedelta(minutes=30), H: timedelta(minutes=30)}),
        State.FILED: ("dispatch", {U: timedelta(minutes=10), R: timedelta(minutes=30), H: timedelta(minutes=30)}),
        State.DISPATCHED: (
            "acknowledge",
            {E: timedelta(seconds=30), U: timedelta(minutes=15), R: timedelta(hours=2), H: timedelta(hours=2)},
        ),
        State.FEEDBACK: ("check", {U: timedelta(hours=2), R: timedelta(hours=4), H: timedelta(hours=4)}),
        State.CHECKED: (
            "close",
            {E: timedelta(minutes=30), U: timedelta(hours=1), R: timedelta(hours=2), H: timedelta(hours=2)},
        ),
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
        return Due("dispatch", (entered_at if reopened else incident.received_at) + _PROCESSED)
    if incident.state is State.PROCESSING or (incident.command and incident.state is State.DISPATCHED):
        return _processing(incident, category)
    if incident.command:
        return _promise(incident)
    if incident.state is State.CHECKING:  # the clock runs on from the feedback
        return Due(incident.due, incident.due_at)
    name, limits = STATE_CLOCKS[incident.state]
    limit = limits.get(category.track)
    return NONE if limit is None else Due(name, entered_at + limit)


def with_due(incident: Incident, clock: Due) -> Incident:
    """The incident with this clock running."""
    if clock == (incident.due, incident.due_at):
        return incident
    return replace(incident, due=clock.name, due_at=clock.at)


def close_by(incident: Incident, category: Category, dispatched_at: datetime) -> datetime | None:
    """When the incident should be closed: as was promised, else as its category allows from the dispatch."""
    if incident.close_by is not None or incident.command or category.dispose is None:
        return incident.close_by
    return dispatched_at + category.dispose


def _processing(incident: Incident, category: Category) -> Due:
    live = [one for one in incident.assignments if one.live]
    arrived = any(UnitState.ON_SCENE in one.times for one in incident.assignments)
    if live and not arrived and category.arrive is not None:
        arrive_at = min(one.times[UnitState.DISPATCHED] for one in live) + category.arrive
        if incident.close_by is None or arrive_at <= incident.close_by:
            return Due("arrive", arrive_at)
    return _promise(incident)


def _promise(incident: Incident) -> Due:
    name = "close" if incident.command else "dispose"
    return NONE if incident.close_by is None else Due(name, incident.close_by)
