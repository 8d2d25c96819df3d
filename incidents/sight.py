"""Sight: which incidents somebody may see, and what of them (section A.2.2 of the specification).

A department sees where it has a task, a crew where it was sent, who was asked to check what they check; who keeps the
settings sees no incident at all, and the wall none by name. What is personal is read in clear at the desk alone, on
duty. Whoever rests or is off duty sees the same incidents as before, and no more. A machine sees as much as the right
says that let it in. How sensitive an incident is (`Sensitivity`) narrows that for whoever does not work on it: the
desk and those who order and inspect see all the same.
"""

from enum import IntEnum

from incidents.incident import Incident
from incidents.roles import Actor, Role


class Sensitivity(IntEnum):
    """How far the word of an incident goes."""

    PUBLIC = 0  # 公开: as far as the table of roles says
    INTERNAL = 1  # 内部: not to programs of others
    SENSITIVE = 2  # 敏感: nor to collectors who have no part in it; on a wall without its place
    SECRET = 3  # 涉密: on no wall at all


CLEAR = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.SYSTEM})
_EVERY_ONE = CLEAR | {Role.INSPECTOR, Role.COMMANDER, Role.LEADER}
_EVERY_PICTURE = CLEAR | {Role.INSPECTOR}


def sees_every(actor: Actor) -> bool:
    """Whether no incident is hidden from them, however sensitive it is."""
    return not actor.all_roles.isdisjoint(_EVERY_ONE)


def sees_all(actor: Actor) -> bool:
    """Whether they see incidents that they have no part in, as far as these are not too sensitive."""
    return _cleared_for(actor) is not None


def sees(actor: Actor, incident: Incident) -> bool:
    """Whether they may see this incident."""
    cleared = _cleared_for(actor)
    return (cleared is not None and incident.sensitivity <= cleared) or _concerned(actor, incident)


def sees_attachments(actor: Actor, incident: Incident) -> bool:
    """Whether they may look at its photos: the desk, the inspector, and who works on it or was asked to check it."""
    every = actor.machine or not actor.roles.isdisjoint(_EVERY_PICTURE)
    checks = _was_asked(actor, incident) and Role.COLLECTOR in actor.roles
    return (every and sees(actor, incident)) or checks or _works(actor, incident)


def reads_clear(actor: Actor) -> bool:
    """Whether telephone numbers, names and number plates are theirs to read."""
    return not actor.roles.isdisjoint(CLEAR)


def _cleared_for(actor: Actor) -> Sensitivity | None:
    """Up to which sensitivity they see what they have no part in; None where they see nothing of the kind."""
    if sees_every(actor):
        return Sensitivity.SECRET
    if Role.COLLECTOR in actor.all_roles:
        return Sensitivity.INTERNAL
    return Sensitivity.PUBLIC if actor.machine else None


def _concerned(actor: Actor, incident: Incident) -> bool:
    return _works(actor, incident) or _was_asked(actor, incident)


def _was_asked(actor: Actor, incident: Incident) -> bool:
    return Role.COLLECTOR in actor.all_roles and bool(actor.by) and incident.checker == actor.by


def _works(actor: Actor, incident: Incident) -> bool:
    works = bool(actor.department) and Role.DEPARTMENT in actor.all_roles
    rides = bool(actor.unit) and Role.UNIT in actor.all_roles
    return (works and any(one.department == actor.department for one in incident.tasks)) or (
        rides and any(one.unit == actor.unit for one in incident.assignments)
    )
