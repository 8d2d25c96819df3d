"""Budgets: how long a clock of an incident gives, by what was ordered or promised of it, else by its category.

The limits of our desk do not bind an allied command: its incident has an emergency's clocks up to the first arrival,
and one of its own promise to close.
"""

from datetime import datetime

from incidents import reporting_up
from incidents.categories import Category
from incidents.incident import Incident, State
from incidents.timing.kinds import ClockKind as K
from incidents.timing.limit import Limit, up_to
from incidents.timing.limits import Track


def limit_of(incident: Incident, kind: K, category: Category, at: datetime) -> Limit | None:
    """How long such a clock of this incident gives; None where none runs."""
    if kind is K.SUPERVISE:
        standing = [one.until for one in incident.supervisions if one.released_at is None]
        return up_to(min(standing), at) if standing else None
    if kind is K.REPORT_UP:
        return reporting_up.limit(incident, at)
    if incident.command:
        ours = kind is K.ARRIVE or (kind is K.DISPATCH and category.track is Track.EMERGENCY)
        theirs = up_to(incident.close_by, at) if kind is K.CLOSE and incident.close_by else None
        return category.limit_of(kind) if ours else theirs
    if kind is K.DISPOSE and incident.close_by is not None and not incident.own_promise:
        return up_to(incident.close_by, at)
    return None if _no_question(incident, kind, category) else category.limit_of(kind)


def _no_question(incident: Incident, kind: K, category: Category) -> bool:
    """Whether it does not arise as things stand; of an emergency the dispatch shares the minute of the filing."""
    emergency = category.track is Track.EMERGENCY
    match kind:
        case K.FILE:
            return emergency
        case K.DISPATCH:
            return incident.state is State.ACCEPTED and not emergency
        case K.MAKE_SAFE:
            return incident.made_safe is not None
        case _:
            return False
