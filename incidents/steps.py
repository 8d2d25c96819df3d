"""Steps: from one incident to the next, purely; every step is one version.

A step that cannot be made gives the unmet condition instead; who asked decides what to make of it.
"""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from incidents import clocks
from incidents.categories import Category
from incidents.guards import Unmet
from incidents.incident import Assignment, Incident, State, UnitState
from incidents.lifecycle import UNIT_ORDER, UNIT_STATE_TITLES, UnitMove

_UNACKNOWLEDGED = (State.ACCEPTED, State.FILED, State.DISPATCHED)
_RANK = MappingProxyType({state: rank for rank, state in enumerate(UNIT_ORDER)})


def entered(incident: Incident, state: State, *, by: str, at: datetime, category: Category) -> Incident:
    """The incident in its next state, with that state's clock."""
    return _timed(incident, _entered(incident, state, by=by, at=at, category=category), category, at)


def sent(
    incident: Incident, unit: str, *, by: str, at: datetime, category: Category, leads: bool = True
) -> Incident | Unmet:
    """The incident with a unit sent to it; one that waited for its dispatch is dispatched by that.

    Who does not lead the incident sends a unit in support: the incident's state stays as its command says.
    """
    before = newest_assignment(incident, unit)
    if before is not None and (before.live or at < before.times[UnitState.CLEARED]):
        return _unmet("unit_here", f"{unit} 已在本案。", f"{unit} is here already. Send another unit.")
    assignment = Assignment(unit=unit, state=UnitState.DISPATCHED, times={UnitState.DISPATCHED: at}, by=by)
    assignments = (*incident.assignments, assignment)
    if leads and incident.state in (State.ACCEPTED, State.FILED):
        moved = _entered(incident, State.DISPATCHED, by=by, at=at, category=category, assignments=assignments)
    elif leads and incident.state in (State.FEEDBACK, State.CHECKING, State.CHECKED):
        moved = _entered(incident, State.PROCESSING, by=by, at=at, category=category, assignments=assignments)
    else:
        moved = _next(incident, by=by, at=at, assignments=assignments)
    return _timed(incident, moved, category, at)


def unit_moved(
    incident: Incident, move: UnitMove, unit: str, *, by: str, at: datetime, category: Category, leads: bool = True
) -> Incident | Unmet:
    """The incident with its unit moved on; the first unit that leaves acknowledges the dispatch (C7)."""
    before = newest_assignment(incident, unit)
    if before is None:
        return _unmet("unit_not_here", f"{unit} 未派往本案。", f"{unit} was not sent here. Send it first.")
    after = _assignment_moved(before, move, at)
    if isinstance(after, Unmet):
        return after
    assignments = tuple(after if one is before else one for one in incident.assignments)
    if leads and after.live and incident.state in _UNACKNOWLEDGED:
        moved = _entered(incident, State.PROCESSING, by=by, at=at, category=category, assignments=assignments)
    else:
        moved = _next(incident, by=by, at=at, assignments=assignments)
    return _timed(incident, moved, category, at)


def units_cleared(incident: Incident, at: datetime) -> Incident:
    """The incident with every live unit cleared at `at`, or at its own last time if that is later; no new version."""
    assignments = tuple(_cleared(one, at) if one.live else one for one in incident.assignments)
    return replace(incident, assignments=assignments)


def handed_over(incident: Incident, unit: str, *, by: str, at: datetime) -> Incident:
    """The incident with this live unit cleared, because its command already sent it elsewhere."""
    assignments = tuple(_cleared(one, at) if one.live and one.unit == unit else one for one in incident.assignments)
    return _next(incident, by=by, at=at, assignments=assignments)


def newest_assignment(incident: Incident, unit: str) -> Assignment | None:
    """The last time this unit was sent here, or None."""
    return next((one for one in reversed(incident.assignments) if one.unit == unit), None)


def _assignment_moved(before: Assignment, move: UnitMove, at: datetime) -> Assignment | Unmet:
    """The next state, or a late word of one that was skipped; the times of a unit never run backwards."""
    if move.to in before.times:
        title = UNIT_STATE_TITLES[move.to]
        return _unmet(
            "unit_was_there",
            f"{before.unit} 已报告“{title['zh']}”。",
            f"{before.unit} has already reported: {title['en']}.",
        )
    earlier = [time for state, time in before.times.items() if _RANK[state] < _RANK[move.to]]
    later = [time for state, time in before.times.items() if _RANK[state] > _RANK[move.to]]
    if (earlier and at < max(earlier)) or (later and at > min(later)):
        return _unmet(
            "unit_in_order",
            f"{before.unit} 的时间顺序不符，请更正时间。",
            f"{before.unit}'s times would run backwards. Correct the time.",
        )
    state = before.state if later else move.to
    return replace(before, state=state, times={**before.times, move.to: at})


def _cleared(before: Assignment, at: datetime) -> Assignment:
    at = max(at, *before.times.values())
    return replace(before, state=UnitState.CLEARED, times={**before.times, UnitState.CLEARED: at})


def _entered(
    incident: Incident,
    state: State,
    *,
    by: str,
    at: datetime,
    category: Category,
    assignments: tuple[Assignment, ...] | None = None,
) -> Incident:
    """The next version, in its next state; a promise is made when it is dispatched, and a new one after reopening."""
    promise = incident.close_by
    if state is State.DISPATCHED:
        promise = clocks.close_by(incident, category, at)
    elif incident.state is State.CLOSED:
        promise = None
    return replace(
        _next(incident, by=by, at=at, assignments=incident.assignments if assignments is None else assignments),
        state=state,
        times=incident.times if state in incident.times else {**incident.times, state: at},
        again_at=at if state in incident.times else None,
        entered_by={**incident.entered_by, state: by},
        close_by=promise,
    )


def _next(incident: Incident, *, by: str, at: datetime, assignments: tuple[Assignment, ...]) -> Incident:
    """The next version, changed at `at` at the earliest: late words do not turn the clock back."""
    return replace(
        incident, version=incident.version + 1, changed_at=max(incident.changed_at, at), by=by, assignments=assignments
    )


def _timed(before: Incident, after: Incident, category: Category, at: datetime) -> Incident:
    """The incident with its clock: a new one in a new state, else only the unit's is looked at again."""
    if after.state is before.state and not (after.state is State.PROCESSING or after.command):
        return after
    return clocks.with_due(after, clocks.due(after, category, at))


def _unmet(code: str, zh: str, en: str) -> Unmet:
    return Unmet(code=code, words={"zh": zh, "en": en})
