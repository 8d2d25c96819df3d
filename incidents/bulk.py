"""Bulk: one action on several incidents, one line of the log for each; all of it or nothing, never what is urgent."""

from collections.abc import Mapping

from incidents.desk import Desk
from incidents.details import NOTHING, Details
from incidents.incident import Incident
from incidents.refusals import NoSuchIncident, NotTogether
from incidents.roles import Actor
from incidents.sight import sees

MOST = 20
URGENT = 2  # levels 1 and 2 are looked at one by one


def act_on_many(
    desk: Desk,
    seen: Mapping[str, int | None],
    action: str,
    *,
    actor: Actor,
    operation: str | None = None,
    note: str = "",
    details: Details = NOTHING,
) -> tuple[Incident, ...]:
    """These incidents after this action, in their order; `seen` are the versions that were seen, by number.

    Raises `NotTogether` for too many or too urgent ones, `NoSuchIncident` for what the actor does not see, and whatever
    the desk refuses of any; then none is changed.
    """
    if len(seen) > MOST:
        raise NotTogether(MOST)
    with desk.together():
        found = [desk.find(number) for number in seen]
        for one in found:
            if not sees(actor, one):
                raise NoSuchIncident(one.number)
        urgent = tuple(one.number for one in found if one.level <= URGENT)
        if urgent:
            raise NotTogether(MOST, urgent)
        return tuple(
            desk.act(
                number, action, actor=actor, version=version, note=note, details=details,
                operation=None if operation is None else f"{operation} {number}",
            )
            for number, version in seen.items()
        )  # fmt: skip
