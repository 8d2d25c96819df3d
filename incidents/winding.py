"""Winding: the first clocks of an incident, and those of one that was written before there were any.

What an older incident has used up is counted from its state and its times; what had run out before is not told again.
"""

from dataclasses import replace
from datetime import datetime

from incidents import ticking
from incidents.categories import Category
from incidents.incident import Incident, State
from incidents.timing import clock as clocks
from incidents.timing.calendars import Calendars
from incidents.timing.clock import Clock
from incidents.timing.kinds import ClockKind as K
from incidents.timing.limits import Track

OF_STATE = (
    (State.FILED, K.DISPATCH), (State.DISPATCHED, K.ACKNOWLEDGE), (State.FEEDBACK, K.CHECK), (State.CHECKING, K.CHECK),
    (State.CHECKED, K.CLOSE),
)  # fmt: skip
_SENT = (
    State.DISPATCHED, State.PROCESSING, State.SUSPENDED, State.DEFERRED, State.FEEDBACK, State.CHECKING, State.CHECKED,
)  # fmt: skip


def opened(incident: Incident, category: Category) -> Incident:
    """The new incident with its clocks: they count from its acceptance, an emergency's dispatch from the signal."""
    return ticking.faced(_begun(incident, category, incident.entered_at))


def unwound(incident: Incident, category: Category) -> bool:
    """Whether it was written before there were clocks: it has none, and its state wants one."""
    return incident.open and not incident.clocks and bool(wound(incident, category, incident.changed_at).clocks)


def wound(incident: Incident, category: Category, now: datetime) -> Incident:
    """The incident with the clocks that its state and its times tell of; what ran out by now counts as told."""
    kept, entered_at = incident.close_by, incident.entered_at
    if incident.state is State.CHECKING:  # whose clock runs on from the report
        entered_at = incident.times.get(State.FEEDBACK, entered_at)
    after = ticking.by_units(_begun(incident, category, entered_at), category, entered_at)
    if incident.state in _SENT and not incident.command:
        after = _promised(after, category)
    after = replace(after, clocks=tuple(clocks.breached(one, now) for one in after.clocks))
    return replace(ticking.faced(after), close_by=kept if kept is not None else after.close_by)


def recounted(incident: Incident, calendars: Calendars) -> Incident:
    """The incident as the calendars count now, after the holidays of another year became known."""
    again = tuple(clocks.recounted(one, calendars) for one in incident.clocks)
    return incident if again == incident.clocks else ticking.faced(replace(incident, clocks=again))


def _begun(incident: Incident, category: Category, entered_at: datetime) -> Incident:
    kinds = [kind for state, kind in OF_STATE if state is incident.state]
    if incident.state is State.ACCEPTED:
        kinds = [K.DISPATCH if category.track is Track.EMERGENCY else K.FILE]
    again = any(state in incident.times for state in (State.DISPATCHED, State.PROCESSING))
    for kind in kinds:
        shared = kind is K.DISPATCH and category.track is Track.EMERGENCY and not again
        incident = ticking.begun(incident, kind, category, incident.received_at if shared else entered_at)
    if category.limit_of(K.DISPOSE) is None and (incident.close_by is None or incident.own_promise):
        accepted_at = min(incident.times.values(), default=incident.received_at)
        incident = ticking.begun(incident, K.REPLY, category, accepted_at)
    if incident.command:
        incident = ticking.begun(incident, K.CLOSE, category, incident.received_at)
    if incident.supervisions:
        incident = ticking.begun(incident, K.SUPERVISE, category, entered_at)
    return incident


def _promised(incident: Incident, category: Category) -> Incident:
    """With the clock of the work, due when it was promised, and standing or met where the state says so."""
    sent_at = incident.times.get(State.DISPATCHED) or incident.times.get(State.PROCESSING, incident.received_at)
    after = ticking.begun(incident, K.DISPOSE, category, sent_at)
    one = ticking.running(after, K.DISPOSE)
    if one is None:
        return after
    one = _as_promised(one, incident, category)
    if incident.state in (State.SUSPENDED, State.DEFERRED):
        one = clocks.paused(one, incident.paused_from or incident.entered_at, category.calendars)
    elif incident.state not in (State.DISPATCHED, State.PROCESSING):
        reported_at = incident.times.get(State.FEEDBACK, incident.entered_at)
        met = clocks.finished(one, reported_at, category.calendars)
        one = replace(met, provisional=incident.state is not State.CHECKED)
    return replace(after, clocks=tuple(one if each.id == one.id else each for each in after.clocks))


def _as_promised(one: Clock, incident: Incident, category: Category) -> Clock:
    """What was granted and held up moved the promise: so much more there was to use up."""
    if incident.close_by is None or incident.close_by == one.due_at:
        return one
    calendar = category.calendars[one.calendar]
    budget = calendar.between(one.started_at, max(incident.close_by, one.started_at))
    return replace(one, budget=budget, due_at=incident.close_by)
