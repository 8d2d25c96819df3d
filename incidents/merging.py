"""Merging: one incident goes into another, and can be taken out again; nothing is copied, so nothing is lost.

The child keeps all it has and rests; its units that are still bound go on for the parent. Taken out again, the child is
exactly what it was, with its units where they are by then, and the parent too.
"""

from dataclasses import replace

from incidents.guards import Attempt
from incidents.incident import Assignment, Incident, Merged, State
from incidents.machines.row import Effect


def _went_in(child: Incident, attempt: Attempt) -> Incident:
    if attempt.other is None:
        return child
    parent = attempt.other.number
    merged = Merged(
        parent=parent, at=attempt.at, by=attempt.by, came_from=child.state, again_at=child.again_at,
        clocks=child.clocks,
    )  # fmt: skip
    assignments = tuple(replace(one, moved_to=parent) if one.live else one for one in child.assignments)
    return replace(child, merged=merged, assignments=assignments)


def _took_in(child: Incident, parent: Incident, attempt: Attempt) -> Incident:
    """The parent with the child and its units, and as sensitive as that at least: nobody reads round it."""
    come = tuple(replace(one, moved_from=child.number) for one in child.assignments if one.live)
    return replace(
        parent, children=(*parent.children, child.number), assignments=(*parent.assignments, *come),
        sensitivity=max(parent.sensitivity, child.sensitivity),
    )  # fmt: skip


def _came_out(child: Incident, attempt: Attempt) -> Incident:
    merged = child.merged
    if merged is None:
        return child
    return replace(
        child,
        merged=None,
        state=merged.came_from,
        times={state: at for state, at in child.times.items() if state is not State.MERGED},
        entered_by={state: by for state, by in child.entered_by.items() if state is not State.MERGED},
        again_at=merged.again_at,
        clocks=merged.clocks,
        assignments=tuple(_back(one, child, attempt.other) for one in child.assignments),
    )


def _gave_back(child: Incident, parent: Incident, attempt: Attempt) -> Incident:
    """The parent without the child, and without those of its units that are still bound; others were here."""
    stay = tuple(one for one in parent.assignments if not (one.moved_from == child.number and one.live))
    return replace(parent, children=tuple(one for one in parent.children if one != child.number), assignments=stay)


def _back(before: Assignment, child: Incident, parent: Incident | None) -> Assignment:
    """An assignment that went over to the parent, with what the unit did there."""
    if not before.moved_to:
        return before
    there = [
        one for one in (() if parent is None else parent.assignments)
        if one.moved_from == child.number and one.unit == before.unit and one.times.items() >= before.times.items()
    ]  # fmt: skip
    if not there:
        return replace(before, moved_to="")
    return replace(before, moved_to="", state=there[-1].state, times=there[-1].times, expected=there[-1].expected)


WENT_IN = Effect(code="went_in", applied=_went_in, on_other=_took_in)
CAME_OUT = Effect(code="came_out", applied=_came_out, on_other=_gave_back)
