"""Agenda: what time will bring to an incident unless something changes: rungs of ladders, and what is due by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.categories import Category
from incidents.details import NOTHING, Details
from incidents.incident import Assignment, Incident, State, UnitState
from incidents.requests import Asked, RequestState
from incidents.timing import plans
from incidents.timing.kinds import ClockKind
from incidents.timing.limits import Track
from incidents.timing.plans import Plan, Step, UnitWatched
from incidents.timing.scheduler import Turn

EVALUATED_AFTER = timedelta(days=7)
_UNACKNOWLEDGED = (State.ACCEPTED, State.FILED, State.DISPATCHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """An action that is due by itself from `at` on."""

    id: str
    at: datetime
    action: str
    details: Details = NOTHING


def plans_of(incident: Incident, category: Category, now: datetime) -> tuple[Plan, ...]:
    """The plans of its clocks, of the units of an emergency, and of what is counted or looked at again."""
    found = [
        plans.plan_of(one, incident.level, category.calendars, acknowledged=acknowledged(incident))
        for one in incident.clocks if not one.over
    ]  # fmt: skip
    if incident.open and not incident.command:
        found += _of_units(incident, category, now) if category.track is Track.EMERGENCY else ()
        found += _of_counts(incident, category)
    return tuple(found)


def acknowledged(incident: Incident) -> bool:
    """Whether whoever leads it has said so, or the question does not arise any more."""
    return incident.state not in _UNACKNOWLEDGED


def errands_of(incident: Incident) -> tuple[Errand, ...]:
    """What it does by itself: goes on on its day, is archived a week after it was closed, lets late requests go."""
    return () if incident.command else tuple(_errands(incident))


def turns_of(incident: Incident, category: Category) -> tuple[Turn, ...]:
    """When its plans and errands have their turn, if nothing of them was told yet."""
    kinds: dict[str, str] = {one.id: one.kind.value for one in incident.clocks}
    return (
        *(
            Turn(
                id=plan.id, number=plan.number, kind=kinds.get(plan.id, "unit" if plan.unit else "ladder"),
                generation=plan.generation, next_at=min((step.at for step in plan.steps), default=None),
            )
            for plan in plans_of(incident, category, incident.received_at)
        ),
        *(turn_of(one, incident) for one in errands_of(incident)),
    )  # fmt: skip


def turn_of(errand: Errand, incident: Incident, at: datetime | None = None) -> Turn:
    """When an errand has its turn: on its day, or then."""
    return Turn(id=errand.id, number=incident.number, kind=errand.action, generation=1, next_at=at or errand.at)


def _errands(incident: Incident) -> Iterator[Errand]:
    until = incident.resumes_at
    if incident.state is State.DEFERRED and until is not None:
        yield Errand(id=f"{incident.number}/resume/{len(incident.requests)}", at=until, action="resume")
    if incident.state is State.CLOSED:
        closed_at = incident.closings[-1].at if incident.closings else incident.entered_at
        name = f"{incident.number}/evaluate/{len(incident.closings)}"
        yield Errand(id=name, at=closed_at + EVALUATED_AFTER, action="evaluate")
    for one in incident.requests:
        if incident.open and one.pending and one.until is not None:
            yield Errand(
                id=f"{incident.number}/expire/{one.serial}", at=one.until, action="expire_request",
                details=Details(kind=one.kind.value),
            )  # fmt: skip


def _of_units(incident: Incident, category: Category, now: datetime) -> list[Plan]:
    """Every unit under way or at work has a plan; whatever it says makes another."""
    limit = category.limit_of(ClockKind.TURNOUT)
    sent = dict[str, int]()
    found: list[Plan] = []
    for one in incident.assignments:
        sent[one.unit] = sent.get(one.unit, 0) + 1
        if not one.live:
            continue
        turnout = None if limit is None else limit.budget(one.times[UnitState.DISPATCHED], category.calendars)
        said = len(one.times) + len(one.expected)
        found.append(
            Plan(
                id=f"{incident.number}/unit/{one.unit}/{sent[one.unit]}", number=incident.number, generation=said,
                level=incident.level, calendar=category.calendars.natural.id, since=max(one.times.values()),
                steps=plans.steps_of_unit(_watched(one, turnout), now), unit=one.unit,
            )
        )  # fmt: skip
    return found


def _watched(one: Assignment, turnout: timedelta | None) -> UnitWatched:
    times, said = one.times, one.expected
    return UnitWatched(
        dispatched_at=times[UnitState.DISPATCHED], acknowledged_at=times.get(UnitState.ACKNOWLEDGED),
        en_route_at=times.get(UnitState.EN_ROUTE), on_scene_at=times.get(UnitState.ON_SCENE), turnout=turnout,
        reported_at=max(times.values()), promised_at=said[0].at if said else None,
        expected_at=said[-1].at if said else None, told_at=said[-1].told_at if said else None,
    )  # fmt: skip


def _of_counts(incident: Incident, category: Category) -> list[Plan]:
    """A conference after two returns or two times redone, and the review of what is suspended."""
    at, until = incident.entered_at, incident.resumes_at
    back = sum(one.kind is Asked.RETURN and one.state is RequestState.APPROVED for one in incident.requests)
    steps = {"redone": plans.step_of_count(incident.rework_count, at), "returned": plans.step_of_count(back, at)}
    if incident.state is State.SUSPENDED and until is not None:
        steps[f"review/{len(incident.requests)}"] = plans.step_of_review(until)
    return [_plan(incident, name, some, category) for name, some in steps.items() if some]


def _plan(incident: Incident, name: str, steps: tuple[Step, ...], category: Category) -> Plan:
    return Plan(
        id=f"{incident.number}/{name}", number=incident.number, generation=1, level=incident.level,
        calendar=category.calendars.office.id, since=incident.entered_at, steps=steps,
    )  # fmt: skip
