"""Effects: what follows from a move beside the new state; pure, and each keeps what it does not speak of."""

from dataclasses import replace
from datetime import datetime

from incidents.guards import Attempt
from incidents.incident import Assignment, Incident, UnitState
from incidents.machines.row import Effect
from incidents.machines.task import followed, in_state
from incidents.parts import Closing, Disposition, Extension, Fault
from incidents.requests import Asked, RequestState
from incidents.tasks import Part, Task, TaskState


def tasks_follow(action: str, *, lead_only: bool = False) -> Effect:
    """Every task, or only the one that leads, goes where this action takes it."""

    def applied(incident: Incident, attempt: Attempt) -> Incident:
        newest = max((one.serial for one in incident.tasks if one.part is Part.LEAD), default=0)
        after = tuple(
            in_state(one, to, attempt)
            if (not lead_only or one.serial == newest) and (to := followed(one, action)) is not None
            else one
            for one in incident.tasks
        )
        return replace(incident, tasks=after)

    return Effect(code=f"tasks_{action}", applied=applied)


def _task_made(incident: Incident, attempt: Attempt) -> Incident:
    """A LEAD task where there is none, for who was named or who is responsible, and those that help."""
    if incident.command:
        return incident
    lead = attempt.details.department or attempt.department
    wanted = [] if incident.lead or not lead else [(lead, Part.LEAD, True)]
    wanted += [(one.department, Part.ASSIST, one.mandatory) for one in attempt.details.assist]
    made = tuple(
        Task(
            serial=len(incident.tasks) + nth, department=department, part=part, state=TaskState.DISPATCHED,
            times={TaskState.DISPATCHED: attempt.at}, mandatory=mandatory, by=attempt.by,
        )
        for nth, (department, part, mandatory) in enumerate(wanted, start=1)
    )  # fmt: skip
    return replace(incident, tasks=(*incident.tasks, *made))


def _units_stood_down(incident: Incident, attempt: Attempt) -> Incident:
    """Those on their way are called back; those who arrived are cleared."""
    return replace(
        incident, assignments=tuple(ended(one, attempt.at) if one.live else one for one in incident.assignments)
    )


def ended(before: Assignment, at: datetime) -> Assignment:
    """The assignment when its unit is let go at `at`, or at its own last time if that is later."""
    at = max(at, *before.times.values())
    state = UnitState.CLEARED if UnitState.ON_SCENE in before.times else UnitState.CANCELLED
    return replace(before, state=state, times={**before.times, state: at})


def _returned(incident: Incident, attempt: Attempt) -> Incident:
    """Our own fault is counted and gives a fresh promise; the department's leaves what it has used up."""
    if attempt.details.fault is Fault.DEPARTMENT:
        return incident
    return _without_promise(replace(incident, misdirected=incident.misdirected + 1))


def _redone(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, rework_count=incident.rework_count + 1)


def disposed(default: Disposition, *, forced: bool = False) -> Effect:
    """What it came to, and the closing as it was; `forced` leaves no choice."""

    def applied(incident: Incident, attempt: Attempt) -> Incident:
        said = default if forced else attempt.details.disposition or default
        closing = Closing(at=attempt.at, by=attempt.by, disposition=said, close_by=incident.close_by)
        return replace(incident, disposition=said, closings=(*incident.closings, closing))

    return Effect(code=f"disposed_{default}", applied=applied)


def _reopened(incident: Incident, attempt: Attempt) -> Incident:
    return replace(
        incident, reopen_count=incident.reopen_count + 1, disposition=None, close_by=None, own_promise=False,
        made_safe=None,
    )  # fmt: skip


def paused_since(kind: Asked) -> Effect:
    """The work is held up since the request was made, so that a slow approver costs the department nothing."""

    def applied(incident: Incident, attempt: Attempt) -> Incident:
        granted = [one for one in incident.requests if one.kind is kind and one.state is RequestState.APPROVED]
        return replace(incident, paused_from=granted[-1].requested_at if granted else attempt.at)

    return Effect(code="paused", applied=applied)


def _unpaused(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, paused_from=None)


def _promise_dropped(incident: Incident, attempt: Attempt) -> Incident:
    """A new dispatch makes a new promise."""
    return _without_promise(incident)


def _redispatched(incident: Incident, attempt: Attempt) -> Incident:
    """The promise stays, unless it was our own fault that the wrong department had it."""
    if attempt.details.fault is not Fault.CENTRE:
        return incident
    return _without_promise(replace(incident, misdirected=incident.misdirected + 1))


def _without_promise(incident: Incident) -> Incident:
    """Ours is taken back; what the sender asked for stays."""
    return replace(incident, close_by=None, own_promise=False) if incident.own_promise else incident


def _extended(incident: Incident, attempt: Attempt) -> Incident:
    granted = [one for one in incident.requests if one.kind is Asked.EXTENSION and one.state is RequestState.APPROVED]
    add_s = (granted[-1].add_s if granted else attempt.details.add_s) or 0
    more = Extension(add_s=add_s, at=attempt.at, by=attempt.by)
    return replace(incident, extensions=(*incident.extensions, more))


def _releveled(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, level=attempt.details.level or incident.level)


def _resensitised(incident: Incident, attempt: Attempt) -> Incident:
    told = attempt.details.sensitivity
    return incident if told is None else replace(incident, sensitivity=told)


def _recategorised(incident: Incident, attempt: Attempt) -> Incident:
    category = attempt.new_category
    return incident if category is None else replace(incident, category=category.code)


def _moved_place(incident: Incident, attempt: Attempt) -> Incident:
    told = attempt.details
    address = told.address or incident.address
    return replace(incident, lon=told.lon, lat=told.lat, address=address, area=attempt.area)


TASK_MADE = Effect(code="task_made", applied=_task_made)
UNITS_STOOD_DOWN = Effect(code="units_stood_down", applied=_units_stood_down)
RETURNED = Effect(code="returned", applied=_returned)
REDONE = Effect(code="redone", applied=_redone)
REOPENED = Effect(code="reopened", applied=_reopened)
UNPAUSED = Effect(code="unpaused", applied=_unpaused)
PROMISE_DROPPED = Effect(code="promise_dropped", applied=_promise_dropped)
REDISPATCHED = Effect(code="redispatched", applied=_redispatched)
EXTENDED = Effect(code="extended", applied=_extended)
RELEVELED = Effect(code="releveled", applied=_releveled)
RESENSITISED = Effect(code="resensitised", applied=_resensitised)
RECATEGORISED = Effect(code="recategorised", applied=_recategorised)
PLACED = Effect(code="placed", applied=_moved_place)
