"""Admitting: who may act on an incident at all, before any row of its tables is asked, and when it may have been."""

from incidents.at_times import unbelieved
from incidents.incident import Incident
from incidents.lifecycle import DOERS
from incidents.possibilities import possible
from incidents.refusals import NotAllowed, NotPossible, NotYours
from incidents.sight import sees
from incidents.wishes import Wish


def admit(wish: Wish, incident: Incident) -> None:
    """Raises `NotAllowed` for a role that never does this, `NotYours` for who does not see the incident.

    A time that is not believed is `NotPossible`.
    """
    roles = DOERS.get(wish.action)
    if roles is not None and wish.actor.roles.isdisjoint(roles):
        raise NotAllowed(wish.number, wish.action, roles)
    if not sees(wish.actor, incident):
        raise NotYours(wish.number, roles or ())
    why = unbelieved(wish.at, wish.asked_at or wish.at)
    if why is not None:
        raise NotPossible(incident, wish.action, possible(incident, wish.actor), (why,))
