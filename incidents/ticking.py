"""Ticking: what a move does to the clocks of its incident, as its row says; pure, in the same step as the move.

How long each gives is in `budgets.py`. What is over stays on the incident: results are not made again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from incidents.budgets import limit_of
from incidents.categories import Category
from incidents.guards import Attempt
from incidents.incident import Incident, State, UnitState
from incidents.machines.row import Does, Tick
from incidents.requests import RequestState
from incidents.timing import clock as clocks
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind as K
from incidents.timing.limits import Track

BY_UNITS = (K.TURNOUT, K.ARRIVE)  # looked up from the units as they stand, whatever the row says
_LEFT = (UnitState.EN_ROUTE, UnitState.STAGED, UnitState.ON_SCENE)
_MET = (ClockState.MET, ClockState.MET_LATE)


def ticked(before: Incident, after: Incident, ticks: Iterable[Tick], attempt: Attempt) -> Incident:
    """The incident as it is after a move, with its clocks as the move leaves them."""
    category, at, believed_at = attempt.new_category or attempt.category, attempt.at, attempt.believed_at
    for tick in ticks:
        if tick.does is Does.REBUDGET and attempt.new_category is None:
            continue  # no limit hangs on the level or on the place
        if tick.fault in (None, attempt.details.fault):
            begins = tick.does in (Does.START, Does.REBUDGET)
            after = _DOES[tick.does](after, tick.kind, category, at if begins else believed_at)
    if after.open:
        after = by_units(after, category, at)
    elif before.open:
        after = _ended(after, category, believed_at)
    return faced(after)


def faced(incident: Incident) -> Incident:
    """The incident with its nearest deadline, and its promise where the clock of that puts it."""
    nearest = next(iter(clocks.deadlines(incident.clocks)), None)
    due = ("", None) if nearest is None else (nearest.kind.value, nearest.due_at)
    promise, close_by, own = promise_of(incident), incident.close_by, incident.own_promise
    if promise is not None and promise.due_at is not None and not promise.over:
        close_by, own = promise.due_at, own or close_by is None
    if (*due, close_by) == (incident.due, incident.due_at, incident.close_by):
        return incident
    return replace(incident, due=due[0], due_at=due[1], close_by=close_by, own_promise=own)


def promise_of(incident: Incident) -> Clock | None:
    """The newest clock of when it is to be done: the work's, else the answer's, or an allied command's own."""
    sender = incident.close_by is not None and not incident.own_promise
    kinds = (K.CLOSE,) if incident.command else (K.DISPOSE,) if sender else (K.DISPOSE, K.REPLY)
    found = ([one for one in incident.clocks if one.kind is kind] for kind in kinds)
    return next((some[-1] for some in found if some), None)


def running(incident: Incident, kind: K) -> Clock | None:
    """The clock of this kind that is not over; there is one at most."""
    return next((one for one in reversed(incident.clocks) if one.kind is kind and not one.over), None)


def begun(incident: Incident, kind: K, category: Category, at: datetime) -> Incident:
    """The incident with a fresh clock of this kind, if it has such a limit."""
    limit = limit_of(incident, kind, category, at)
    if limit is None:
        return incident
    nth = 1 + sum(one.kind is kind for one in incident.clocks)
    name = f"{incident.number}/{kind}/{nth}"
    fresh = clocks.started(name, incident.number, kind, limit, at, category.calendars)
    return replace(incident, clocks=(*incident.clocks, fresh))


def by_units(incident: Incident, category: Category, at: datetime) -> Incident:
    """The clocks of the first unit's leaving and arrival, as the units stand; later ones wind nothing up."""
    since = incident.closings[-1].at if incident.closings else incident.received_at
    here = [one for one in incident.assignments if one.live or (one.ended_at or at) > since]
    live = [one.times[UnitState.DISPATCHED] for one in here if one.live]
    for kind, marks in ((K.TURNOUT, _LEFT), (K.ARRIVE, (UnitState.ON_SCENE,))):
        times = [one.times[mark] for one in here for mark in marks if mark in one.times]
        runs = running(incident, kind)
        if runs is None and live and not times:
            incident = begun(incident, kind, category, min(live))
        elif runs is not None and times:
            incident = _with(incident, runs, clocks.finished(runs, min(times), category.calendars))
        elif runs is not None and not live:  # nobody is on the way any more: that is no arrival
            incident = _with(incident, runs, clocks.cancelled(runs, at, category.calendars))
    return incident


def _start(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    """▶; what was put aside for another department goes on, and an emergency's dispatch counts from the signal."""
    if kind is None or kind in BY_UNITS:
        return incident
    if category.track is Track.EMERGENCY and kind is K.FILE:
        kind, at = K.DISPATCH, at if State.DISPATCHED in incident.times else incident.received_at
    if kind is K.DISPOSE and limit_of(incident, kind, category, at) is None:
        kind = K.REPLY  # of a call the answer is what was promised
    runs = running(incident, kind)
    if runs is None:
        return begun(incident, kind, category, at)
    if runs.state is ClockState.PAUSED:
        return _with(incident, runs, clocks.handed_on(runs, at, category.calendars))
    if kind in (K.DISPATCH, K.REPLY):
        return incident
    if kind is K.SUPERVISE and runs.due_at == min(one.until for one in incident.supervisions if not one.released_at):
        return incident
    return begun(_cancel(incident, kind, category, at), kind, category, at)


def _resume(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    kind = _promised(incident, kind)
    last = next((one for one in reversed(incident.clocks) if one.kind is kind), None)
    if last is not None and last.state is ClockState.PAUSED:
        return _with(incident, last, clocks.resumed(last, at, category.calendars))
    if last is not None and last.state in _MET:
        return _with(incident, last, clocks.redone(last, at, category.calendars))
    return incident


def _stop(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    runs = None if kind is None or kind in BY_UNITS else running(incident, kind)
    return incident if runs is None else _with(incident, runs, clocks.finished(runs, at, category.calendars))


def _hold(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    """■ for now: met, but not known for certain before the check is passed."""
    return _certain(_stop(incident, kind, category, at), kind, certain=False)


def _settle(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    return _certain(incident, kind, certain=True)


def _pause(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    """⏸ since the approved request was made, so that a slow approver costs nobody time."""
    runs = running(incident, _promised(incident, kind) or K.DISPOSE)
    if runs is None or runs.state is ClockState.PAUSED:
        return incident
    granted = [one for one in incident.requests if one.state is RequestState.APPROVED and one.decided_at]
    since = max(granted, key=lambda one: one.decided_at or at).requested_at if granted else at
    return _with(incident, runs, clocks.paused(runs, since, category.calendars))


def _cancel(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    for one in incident.clocks:
        if not one.over and kind in (None, one.kind):
            incident = _with(incident, one, clocks.cancelled(one, at, category.calendars))
    return incident


def _lapse(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    owed = kind is not None and limit_of(incident, kind, category, at) is not None
    return incident if owed else _cancel(incident, kind, category, at)


def _extend(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    runs = running(incident, _promised(incident, kind) or K.DISPOSE)
    if runs is None or not incident.extensions:
        return incident
    by = timedelta(seconds=incident.extensions[-1].add_s)
    return _with(incident, runs, clocks.extended(runs, by, at, category.calendars))


def _rebudget(incident: Incident, kind: K | None, category: Category, at: datetime) -> Incident:
    """Other limits for another category; what was granted beside stays, and clocks that it has not are let go."""
    for one in incident.clocks:
        sender = one.kind is K.DISPOSE and not incident.own_promise
        if not (one.over or one.kind is K.SUPERVISE or sender or incident.command):
            incident = _with(incident, one, _with_limit(one, incident, category, at))
    sent_at = incident.times.get(State.DISPATCHED, at)
    if incident.state in (State.DISPATCHED, State.PROCESSING):
        for wanted in (K.DISPOSE,) if _is_safe(incident) else (K.DISPOSE, K.MAKE_SAFE):
            if not running(incident, wanted):
                incident = _start(incident, wanted, category, sent_at)
    if incident.state is State.ACCEPTED and not running(incident, K.FILE):
        incident = _start(incident, K.FILE, category, incident.entered_at)
    promise = promise_of(incident)
    if promise is not None and promise.over:  # an emergency is promised nothing
        incident = replace(incident, close_by=None, own_promise=False)
    return by_units(incident, category, at)


def _is_safe(incident: Incident) -> bool:
    """Whether it was made safe since it was opened, or what was done made it so."""
    since = incident.closings[-1].at if incident.closings else incident.received_at
    return any(one.kind is K.MAKE_SAFE and one.state in _MET and one.started_at >= since for one in incident.clocks)


def _with_limit(one: Clock, incident: Incident, category: Category, at: datetime) -> Clock:
    limit = limit_of(incident, one.kind, category, one.started_at)
    if limit is None:
        return clocks.cancelled(one, at, category.calendars)
    more = sum(each.add_s for each in incident.extensions if each.at >= one.started_at)
    beside = timedelta(seconds=more if one.kind in (K.DISPOSE, K.REPLY) else 0)
    counted = (limit.budget(one.started_at, category.calendars) + beside, limit.calendar(category.calendars).id)
    if counted == (one.budget, one.calendar):
        return one
    another = clocks.rebudgeted(one, limit, at, category.calendars)
    return clocks.extended(another, beside, at, category.calendars) if beside else another


def _ended(incident: Incident, category: Category, at: datetime) -> Incident:
    """Whatever still runs is met by the closing; what units were waited for has no result, nor what ends otherwise."""
    for one in incident.clocks:
        if not one.over:
            met = incident.state in (State.CLOSED, State.REFUSED) and one.kind not in BY_UNITS
            end = clocks.finished if met else clocks.cancelled
            incident = _with(incident, one, end(one, at, category.calendars))
    return incident


def _promised(incident: Incident, kind: K | None) -> K | None:
    """Of a call the answer is what was promised, and no other work has a limit."""
    answers = kind is K.DISPOSE and not any(one.kind is K.DISPOSE for one in incident.clocks)
    return K.REPLY if answers else kind


def _certain(incident: Incident, kind: K | None, *, certain: bool) -> Incident:
    last = next((one for one in reversed(incident.clocks) if one.kind is kind), None)
    if last is None or last.state not in _MET:
        return incident
    return _with(incident, last, replace(last, provisional=not certain))


def _with(incident: Incident, before: Clock, after: Clock) -> Incident:
    return replace(incident, clocks=tuple(after if one.id == before.id else one for one in incident.clocks))


_DOES: Mapping[Does, Callable[[Incident, K | None, Category, datetime], Incident]] = MappingProxyType(
    {
        Does.START: _start, Does.RESUME: _resume, Does.STOP: _stop, Does.HOLD: _hold, Does.SETTLE: _settle,
        Does.PAUSE: _pause, Does.CANCEL: _cancel, Does.LAPSE: _lapse, Does.EXTEND: _extend, Does.REBUDGET: _rebudget,
    }
)  # fmt: skip
