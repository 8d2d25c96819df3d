"""Admitting: who may act on an incident at all, before any row of its tables is asked, and when it may have been."""

from incidents.at_times import unbelieved
from incidents.guards import Unmet
from incidents.incident import Incident
from incidents.lifecycle import DOERS
from incidents.possibilities import possible
from incidents.refusals import NoSuchIncident, NotAllowed, NotPossible
from incidents.roles import Role
from incidents.sight import sees
from incidents.wishes import Wish

_OWN_UNIT = Unmet(code="own_unit", words={"zh": "只能操作本单元。", "en": "A crew speaks for its own unit only."})


def admit(wish: Wish, incident: Incident | None) -> Incident:
    """The incident, where there is one. Raises `NotAllowed` for a role that never does this, whatever the number.

    `NoSuchIncident` is for who does not see it, too: nobody learns by asking which numbers there are. A word of another
    crew's, or a time that is not believed, is `NotPossible`.
    """
    roles = DOERS.get(wish.action)
    if roles is not None and wish.actor.roles.isdisjoint(roles):
        raise NotAllowed(wish.number, wish.action, roles)
    if incident is None or not sees(wish.actor, incident):
        raise NoSuchIncident(wish.number)
    why = _OWN_UNIT if _speaks_of_another(wish) else unbelieved(wish.at, wish.asked_at or wish.at)
    if why is not None:
        raise NotPossible(incident, wish.action, possible(incident, wish.actor), (why,))
    return incident


def _speaks_of_another(wish: Wish) -> bool:
    """Whether a crew names a unit that is not its own, whatever it says of it."""
    named = (wish.unit, *wish.details.units)
    return Role.UNIT in wish.actor.roles and any(one and not wish.actor.speaks_for_unit(one) for one in named)
