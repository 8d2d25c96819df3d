"""Acting: in whose name and in which roles a request acts; the one place where a caller becomes an actor."""

from dataclasses import replace

from api.door import Asked
from incidents.desk import Desk
from incidents.incident import Incident
from incidents.refusals import NoSuchIncident
from incidents.roles import Actor
from incidents.sight import sees, sees_all


def acting(asked: Asked, by: str | None = None) -> Actor:
    """Who asks; a name that they give is shown beside their own and changes nothing.

    Where nobody is asked who they are, that name is all that tells one person from another.
    """
    actor = asked.caller.actor
    if by is None:
        return actor
    return replace(actor, by=f"{by} ({actor.by})") if actor.unasked else replace(actor, teller=by)


def seen(desk: Desk, asked: Asked) -> Incident:
    """The incident of the address, if it is theirs to see. Raises `NoSuchIncident`."""
    incident = desk.find(asked.path["number"])
    if not sees(asked.caller.actor, incident):
        raise NoSuchIncident(incident.number)
    return incident


class Theirs:
    """Which incidents are theirs to see, of many that are asked about one after the other."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._desk = desk
        self._actor = asked.caller.actor
        self._known: dict[str, bool] = {}

    def has(self, number: str) -> bool:
        """Whether this one is; what belongs to no incident is for those who see all of them."""
        if sees_all(self._actor) or not number:
            return sees_all(self._actor)
        if number not in self._known:
            try:
                self._known[number] = sees(self._actor, self._desk.find(number))
            except NoSuchIncident:
                self._known[number] = False
        return self._known[number]
