"""Steps: from one incident to the next, purely; every step is one version.

A step that cannot be made gives the unmet condition instead; who asked decides what to make of it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from incidents import ticking
from incidents.expecting import expected
from incidents.guards import Attempt, Guard, Unmet
from incidents.incident import Assignment, Incident, State, UnitState
from incidents.machines.assignment import ENDS, RANK, STATE_TITLES
from incidents.machines.incident import first_row
from incidents.machines.row import Row
from incidents.speaking import reported_again

_UNACKNOWLEDGED = (State.ACCEPTED, State.FILED, State.DISPATCHED)
_REPORTED = (State.FEEDBACK, State.CHECKING, State.CHECKED)


def moved(incident: Incident, row: Row[State, Guard], attempt: Attempt) -> Incident:
    """The incident after this row of its table: what follows from it, then its next state, then its clocks."""
    after = incident
    for effect in row.effects:
        after = effect.applied(after, attempt)
    after = _entered(after, row.to[0], attempt) if len(row.to) == 1 else _next(after, attempt)
    return ticking.ticked(incident, after, row.ticks, attempt)


def sent(
    incident: Incident,
    units: tuple[str, ...],
    attempt: Attempt,
    *,
    leads: bool = True,
    shared: Callable[[str], bool] = lambda _: False,
) -> Incident | Unmet:
    """The incident with these units sent to it; one that waited for its dispatch is dispatched by that.

    Who does not lead the incident sends units in support: the incident's state stays as its command says.
    """
    for unit in units:
        before = newest_assignment(incident, unit)
        if before is not None and (before.live or (before.ended_at is not None and attempt.at < before.ended_at)):
            return _unmet("unit_here", f"{unit} 已在本案。", f"{unit} is here already. Send another unit.")
    fresh = tuple(
        Assignment(
            unit=unit, state=UnitState.DISPATCHED, times={UnitState.DISPATCHED: attempt.at}, by=attempt.by,
            exclusive=not shared(unit),
        )
        for unit in dict.fromkeys(units)
    )  # fmt: skip
    after = replace(incident, assignments=(*incident.assignments, *fresh))
    if leads and incident.state in (State.ACCEPTED, State.FILED):
        return moved(after, first_row("dispatch"), attempt)
    if leads and incident.state in _REPORTED:
        after = _entered(after, State.PROCESSING, attempt)
        return ticking.ticked(incident, after, first_row("check_fail").ticks, attempt)
    return ticking.ticked(incident, _next(after, attempt), first_row("assign").ticks, attempt)


def unit_moved(
    incident: Incident, row: Row[UnitState, Guard], unit: str, attempt: Attempt, *, leads: bool = True
) -> Incident | Unmet:
    """The incident with its unit moved on; the first unit that leaves acknowledges the dispatch (C7)."""
    before = newest_assignment(incident, unit)
    if before is None:
        return _unmet("unit_not_here", f"{unit} 未派往本案。", f"{unit} was not sent here. Send it first.")
    after = _assignment_moved(before, row, attempt.at)
    if isinstance(after, Unmet):
        return after
    after = expected(after, attempt)
    assignments = tuple(after if one is before else one for one in incident.assignments)
    stands = replace(incident, assignments=assignments)
    if leads and after.live and incident.state in _UNACKNOWLEDGED:
        return _acknowledged(stands, attempt)
    return ticking.ticked(incident, _next(stands, attempt), row.ticks, attempt)


def units_cleared(incident: Incident, at: datetime) -> Incident:
    """The incident with every live unit cleared at `at`, or at its own last time if that is later; no new version."""
    assignments = tuple(_cleared(one, at) if one.live else one for one in incident.assignments)
    return replace(incident, assignments=assignments)


def handed_over(incident: Incident, unit: str, attempt: Attempt) -> Incident:
    """The incident with this live unit cleared, because its command already sent it elsewhere."""
    assignments = tuple(
        _cleared(one, attempt.at) if one.live and one.unit == unit else one for one in incident.assignments
    )
    return ticking.ticked(incident, _next(replace(incident, assignments=assignments), attempt), (), attempt)


def newest_assignment(incident: Incident, unit: str) -> Assignment | None:
    """The last time this unit was sent here, or None."""
    return next((one for one in reversed(incident.assignments) if one.unit == unit), None)


def noted(incident: Incident, attempt: Attempt) -> Incident:
    """The incident as it stands, in its next version."""
    return _next(incident, attempt)


def _acknowledged(incident: Incident, attempt: Attempt) -> Incident:
    """Acknowledged by a unit that left; one that nobody dispatched is dispatched by that."""
    if incident.state is State.DISPATCHED:
        return moved(incident, first_row("acknowledge"), attempt)
    stands, rows = incident, (first_row("dispatch"), first_row("acknowledge"))
    for effect in (*rows[0].effects, *rows[1].effects):
        stands = effect.applied(stands, attempt)
    ticks = (*rows[0].ticks, *rows[1].ticks)
    return ticking.ticked(incident, _entered(stands, State.PROCESSING, attempt), ticks, attempt)


def _assignment_moved(before: Assignment, row: Row[UnitState, Guard], at: datetime) -> Assignment | Unmet:
    """The next state, or a late word of one that was skipped; the times of a unit never run backwards."""
    if not row.to:
        return before if before.state in row.comes_from else _past_that(before)
    to = row.to[0]
    if to in before.times:
        title = STATE_TITLES[to]
        return _unmet(
            "unit_was_there",
            f"{before.unit} 已报告“{title['zh']}”。",
            f"{before.unit} has already reported: {title['en']}.",
        )
    if to in ENDS and before.state not in row.comes_from:
        return _past_that(before)
    earlier = [time for state, time in before.times.items() if RANK[state] < RANK[to]]
    later = [time for state, time in before.times.items() if RANK[state] > RANK[to]]
    if (earlier and at < max(earlier)) or (later and at > min(later)):
        return _unmet(
            "unit_in_order",
            f"{before.unit} 的时间顺序不符，请更正时间。",
            f"{before.unit}'s times would run backwards. Correct the time.",
        )
    state = before.state if later else to
    return replace(before, state=state, times={**before.times, to: at})


def _past_that(before: Assignment) -> Unmet:
    title = STATE_TITLES[before.state]
    return _unmet(
        "unit_past_that",
        f"{before.unit} 处于“{title['zh']}”，不能再如此操作。",
        f"{before.unit} is {title['en']}. That is not possible any more.",
    )


def _cleared(before: Assignment, at: datetime) -> Assignment:
    at = max(at, *before.times.values())
    return replace(before, state=UnitState.CLEARED, times={**before.times, UnitState.CLEARED: at})


def _entered(incident: Incident, state: State, attempt: Attempt) -> Incident:
    return replace(
        _next(reported_again(incident) if state is State.FEEDBACK else incident, attempt),
        state=state,
        times=incident.times if state in incident.times else {**incident.times, state: attempt.at},
        again_at=attempt.at if state in incident.times else None,
        entered_by={**incident.entered_by, state: attempt.by},
    )


def _next(incident: Incident, attempt: Attempt) -> Incident:
    """The next version, changed at `at` at the earliest: late words do not turn the clock back."""
    changed_at = max(incident.changed_at, attempt.at)
    return replace(incident, version=incident.version + 1, changed_at=changed_at, by=attempt.by)


def _unmet(code: str, zh: str, en: str) -> Unmet:
    return Unmet(code=code, words={"zh": zh, "en": en})
