"""Possibilities: what may be done with an incident as it stands, by whom, and whose turn it is."""

from collections.abc import Iterator
from typing import Any

from incidents import making_safe
from incidents.asking import KINDS, next_signer
from incidents.conditions import ANOTHER_CHECKS, ANOTHER_CLOSES, CHECKER_CHECKS
from incidents.guards import Guard, Words
from incidents.incident import Incident, State
from incidents.machines import assignment, request, task
from incidents.machines.incident import INCIDENT
from incidents.machines.row import Row
from incidents.reporting_up import owes_a_report
from incidents.roles import FOR_A_DEPARTMENT, Actor, Role, titles_of, whose_turn
from incidents.sight import sees
from incidents.speaking import HANDLES_IT
from incidents.tasks import Task, TaskState

PEOPLE = frozenset(Role) - {Role.SYSTEM}
AnyRow = Row[Any, Guard]
_OURS_TO_SAY = frozenset({"change_sensitivity"})  # also of what an allied command leads
_CREW_ALONE, _DEPARTMENT_ALONE = frozenset({Role.UNIT}), frozenset({Role.DEPARTMENT})


def possible(incident: Incident, actor: Actor | None = None) -> tuple[str, ...]:
    """The actions that the incident's state allows to them, or to anybody; guards may still ask for more."""
    if not (actor is None or sees(actor, incident)):
        return ()
    rows = ((row, roles) for row, roles in _rows_now(incident) if not incident.command or row.action in _OURS_TO_SAY)
    return tuple(dict.fromkeys(row.action for row, roles in rows if _may(incident, row, roles, actor)))


def doers(incident: Incident, actor: Actor) -> dict[str, Words]:
    """Who else is waited for: the action, and the titles of those whose turn it is."""
    if incident.command or actor.unasked or not sees(actor, incident):
        return {}
    return {
        row.action: _others(incident, row, whose, actor)
        for row, roles in _rows_now(incident)
        if not row.free and (whose := whose_turn(roles))
        if actor.roles.isdisjoint(whose) or not _may_ever(incident, row, actor)
    }


def awaits(incident: Incident, actor: Actor) -> bool:
    """Whether the incident waits for this person: for their crew, their department, their check or their signature."""
    wanted = _signs(incident, actor) or _works(incident, actor) or _checks(incident, actor)
    return wanted and incident.open and not incident.command and sees(actor, incident)


def _signs(incident: Incident, actor: Actor) -> bool:
    return bool(incident.requests) and any(
        one.pending and actor.by not in (one.by, *one.signed) and next_signer(one, incident) in actor.roles
        for one in incident.requests
    )


def _works(incident: Incident, actor: Actor) -> bool:
    if Role.UNIT in actor.roles and actor.unit in incident.live_units:
        return True
    return (
        Role.DEPARTMENT in actor.roles
        and incident.state in (State.DISPATCHED, State.PROCESSING)
        and any(_wanted(one) and one.department == actor.department for one in incident.tasks)
    )


def _wanted(one: Task) -> bool:
    return one.live and one.state is not TaskState.DONE


def _checks(incident: Incident, actor: Actor) -> bool:
    return incident.state is State.CHECKING and (
        incident.checker == actor.by or (not incident.checker and Role.COLLECTOR in actor.roles)
    )


def _others(incident: Incident, row: AnyRow, whose: tuple[Role, ...], actor: Actor) -> Words:
    """Whose turn it is, in words: those of a role, who was named, or another than this actor of the same role."""
    if CHECKER_CHECKS in row.guards and incident.checker and actor.by != incident.checker:
        return {"zh": f"核查人 {incident.checker}", "en": f"{incident.checker}, who was asked to check it"}
    titles = titles_of(whose)
    if actor.roles.isdisjoint(whose):
        return titles
    why = _why_not(incident, row, actor)
    if why is None:
        return {"zh": f"他人（{titles['zh']}）", "en": f"somebody else ({titles['en']})"}
    return {"zh": f"他人（{titles['zh']}；{why['zh']}）", "en": f"somebody else ({titles['en']}), as {why['en']}"}


def _why_not(incident: Incident, row: AnyRow, actor: Actor) -> Words | None:
    """What speaks against this one person whose part it would be, in words; None where that is not known."""
    if any(guard in row.guards and not guard.may(incident, actor) for guard in (ANOTHER_CHECKS, ANOTHER_CLOSES)):
        return {"zh": "您本人经手过", "en": "you worked on it yourself"}
    if _asked_or_signed(incident, row, actor):
        return {"zh": "您本人提出或已签", "en": "you asked for it or signed it yourself"}
    return None


def _may_ever(incident: Incident, row: AnyRow, actor: Actor) -> bool:
    """Whether nothing speaks against this one person: who handled it never checks it, whoever asked never signs it."""
    if actor.unasked:
        return True  # another name is all that it takes
    return not _asked_or_signed(incident, row, actor) and all(guard.may(incident, actor) for guard in row.guards)


def _asked_or_signed(incident: Incident, row: AnyRow, actor: Actor) -> bool:
    kind = request.APPROVALS.get(row.action)
    waiting = None if kind is None else incident.pending(kind)
    return waiting is not None and actor.by in (waiting.by, *waiting.signed)


def _may(incident: Incident, row: AnyRow, roles: tuple[Role, ...], actor: Actor | None) -> bool:
    if actor is None:
        return not PEOPLE.isdisjoint(roles)
    own = actor.roles.intersection(roles)
    if not own or not _may_ever(incident, row, actor):
        return False
    if own == _CREW_ALONE and row in assignment.ROWS:
        return any(one.live and actor.speaks_for_unit(one.unit) for one in incident.assignments)
    if own == _DEPARTMENT_ALONE and row.action in task.OWN:
        return any(actor.speaks_for(one.department) for one in incident.tasks if one is not incident.lead)
    for_the_lead = HANDLES_IT not in row.guards and set(FOR_A_DEPARTMENT).issubset(roles)
    if own == _DEPARTMENT_ALONE and for_the_lead and incident.lead is not None:
        return actor.speaks_for(incident.lead.department)
    return True


def _rows_now(incident: Incident) -> Iterator[tuple[AnyRow, tuple[Role, ...]]]:
    """The rows that the state allows, each with who may take it now."""
    for row in _standing(incident):
        kind = request.APPROVALS.get(row.action)
        waiting = None if kind is None else incident.pending(kind)
        yield row, row.roles if waiting is None else (next_signer(waiting, incident),)


def _standing(incident: Incident) -> Iterator[AnyRow]:
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
        case "make_safe":
            return making_safe.owed(incident)
        case "report_up":
            return owes_a_report(incident)
        case "report_response":
            return any(one.ended_at is not None and not one.reported for one in incident.responses)
        case _:
            return True
