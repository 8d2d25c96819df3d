"""Acting: in whose name and in which roles a request acts; the one place where a caller becomes an actor."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from api.door import Asked
from api.guard import READ_INCIDENTS
from city.picture import Picture
from incidents.desk import Desk
from incidents.incident import Incident, is_number
from incidents.intake.reception import Reception
from incidents.refusals import NoSuchIncident
from incidents.roles import Actor
from incidents.sight import sees, sees_all, sees_every
from live.out_of_sight import OnWalls, for_eyes

T = TypeVar("T")
_NUMBERED = re.compile(r"(?<![0-9A-Za-z])20\d{6}-\d{4,}(?!\d)")  # an incident's number, and no signal's


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


def picture_for(asked: Asked, picture: Picture) -> Picture:
    """The picture with what alone is theirs to see; for a screen that sees none by name, as a wall."""
    caller = asked.caller
    if sees_every(caller.actor):
        return picture
    if caller.actor.machine or READ_INCIDENTS in caller.rights:
        theirs = {number: one for number, one in picture.incidents.items() if sees(caller.actor, one)}
        return for_eyes(picture, theirs, theirs.__contains__)
    return OnWalls().of(picture)


class Theirs:
    """Which incidents are theirs to see, of many that are asked about one after the other."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._desk = desk
        self.actor = asked.caller.actor
        self._known: dict[str, bool] = {}
        self.every = sees_every(self.actor)

    def of_named(self, things: Sequence[T], named: Callable[[T], str]) -> list[T]:
        """Those of things that may be called by an incident's number: who takes part in a figure, say."""
        return [one for one in things if not is_number(named(one)) or self.has(named(one))]

    def without_others(self, text: str) -> str:
        """A text without the numbers of incidents that are not; of one that there is not, neither: nobody can probe."""
        if self.every:
            return text
        return _NUMBERED.sub(lambda found: found[0] if self.has(found[0]) else "***", text)

    def has_signal(self, one: Reception) -> bool:
        """Whether this signal is: where it led to an incident, as that is."""
        return sees_all(self.actor) and self.has(one.incident)

    def has(self, number: str) -> bool:
        """Whether this one is; what belongs to no incident is for those who see all of them."""
        if self.every or not number:
            return sees_all(self.actor)
        if number not in self._known:
            try:
                self._known[number] = sees(self.actor, self._desk.find(number))
            except NoSuchIncident:
                self._known[number] = False
        return self._known[number]
