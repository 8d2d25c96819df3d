"""Possibilities: what may be done with an incident as it stands, by whom."""

from collections.abc import Iterable
from typing import Any

from incidents.asking import KINDS
from incidents.guards import Guard
from incidents.incident import Incident
from incidents.machines import assignment, request, task
from incidents.machines.incident import INCIDENT
from incidents.machines.row import Row
from incidents.roles import Role


def possible(incident: Incident, roles: frozenset[Role] = frozenset(Role)) -> tuple[str, ...]:
    """The actions that the incident's state allows to somebody in these roles; guards may still ask for more."""
    if incident.command:
        return ()
    rows = _rows_now(incident)
    return tuple(dict.fromkeys(row.action for row in rows if roles.intersection(row.roles)))


def _rows_now(incident: Incident) -> Iterable[Row[Any, Guard]]:
    live = {one.state for one in incident.assignments if one.live}
    waiting = {one.kind for one in incident.requests if one.pending}
    tasks = {one.state for one in incident.tasks if one.live and one is not incident.lead}
    for row in INCIDENT.rows:
        asked = request.APPROVALS.get(row.action)
        if incident.state in row.comes_from and (asked is None or asked in waiting) and _there(incident, row.action):
            yield row
    yield from (row for row in assignment.ROWS if live.intersection(row.comes_from) and incident.open)
    yield from (row for row in task.OWN.values() if tasks.intersection(row.comes_from) and incident.open)
    for kind, row in request.ASKS.values():
        if incident.state in KINDS[kind].comes_from and kind not in waiting:
            yield row
    if waiting and incident.open:
        yield from request.DECISIONS


def _there(incident: Incident, action: str) -> bool:
    """Whether there is what the action ends."""
    match action:
        case "release":
            return any(one.released_at is None for one in incident.supervisions)
        case "end_response":
            return any(one.ended_at is None for one in incident.responses)
        case "report_response":
            return any(one.ended_at is not None and not one.reported for one in incident.responses)
        case _:
            return True
