"""Sight: which incidents somebody may see, and what of them (section A.2.2 of the specification).

A department sees where it has a task, a crew where it was sent; who keeps the settings sees no incident at all, and the
wall none by name. What is personal is read in clear at the desk alone, on duty. Whoever rests or is off duty sees the
same incidents as before, and no more. A machine sees as much as the right says that let it in.
"""

from incidents.incident import Incident
from incidents.roles import Actor, Role

CLEAR = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.SYSTEM})
_EVERY_ONE = CLEAR | {Role.COLLECTOR, Role.INSPECTOR, Role.COMMANDER, Role.LEADER}
_EVERY_PICTURE = CLEAR | {Role.INSPECTOR}


def sees_all(actor: Actor) -> bool:
    """Whether no incident is hidden from them."""
    return actor.machine or not actor.all_roles.isdisjoint(_EVERY_ONE)


def sees(actor: Actor, incident: Incident) -> bool:
    """Whether they may see this incident."""
    return sees_all(actor) or _concerned(actor, incident)


def sees_attachments(actor: Actor, incident: Incident) -> bool:
    """Whether they may look at its photos: the desk, the inspector, and who works on it or was asked to check it."""
    asked = Role.COLLECTOR in actor.roles and incident.checker == actor.by
    every = actor.machine or not actor.roles.isdisjoint(_EVERY_PICTURE)
    return every or asked or _concerned(actor, incident)


def reads_clear(actor: Actor) -> bool:
    """Whether telephone numbers, names and number plates are theirs to read."""
    return not actor.roles.isdisjoint(CLEAR)


def _concerned(actor: Actor, incident: Incident) -> bool:
    works = bool(actor.department) and Role.DEPARTMENT in actor.all_roles
    rides = bool(actor.unit) and Role.UNIT in actor.all_roles
    return (works and any(one.department == actor.department for one in incident.tasks)) or (
        rides and any(one.unit == actor.unit for one in incident.assignments)
    )
