"""Fulfilling: what comes of a wish by the tables: the next version of its incident, or why not, all of it at once."""

from dataclasses import replace
from typing import Any

from incidents import asking, signing, steps
from incidents.guards import Attempt, Guard, Unmet
from incidents.incident import Incident
from incidents.machines import assignment, request, task
from incidents.machines.beside import SENDS_UNITS
from incidents.machines.incident import first_row, row_of
from incidents.machines.row import Row
from incidents.parts import Fault
from incidents.possibilities import possible
from incidents.refusals import NotAllowed, NotPossible, UnitBusy
from incidents.requests import Asked, Request
from incidents.roles import AT_THE_DESK, Role
from incidents.speaking import FOR_THE_LEAD, lead_of, writes_for, written_by
from incidents.wishes import Around, Step, Wish

AnyRow = Row[Any, Guard]


def fulfilled(wish: Wish, incident: Incident, around: Around) -> Step:
    """The next version of the incident. Raises `NotPossible`, `NotAllowed` or `UnitBusy`."""
    if wish.action == "assign" or (wish.action == "dispatch" and (wish.unit or wish.details.units)):
        return _sent(wish, incident, around)
    if wish.action in assignment.MOVE:
        return _unit_moved(wish, incident, around)
    row = row_of(wish.action, incident.state)
    if incident.command and not (row is not None and row.free):
        raise _refused(wish, incident, _led_by_another(incident))
    for table, beside in ((request.ASKS, _asked), (request.DECIDES, _decided), (task.OWN, _task_moved)):
        if wish.action in table:
            return beside(wish, incident, around)
    if row is None:
        raise _refused(wish, incident)
    if wish.action in request.APPROVALS:
        return _approved(wish, incident, around, row)
    return _moved(incident, row, wish, _judged(wish, incident, around, row))


def _moved(incident: Incident, row: AnyRow, wish: Wish, attempt: Attempt) -> Step:
    also: list[tuple[Incident, str]] = []
    for effect in row.effects:
        if effect.on_other is not None and attempt.other is not None:
            other = steps.noted(effect.on_other(incident, attempt.other, attempt), attempt)
            also.append((other, "take_in" if wish.action == "merge" else "give_back"))
    after = Step(
        incident=steps.moved(incident, row, attempt), move=row.id, action=wish.action, also=tuple(also),
        role=wish.actor.acted_as(row.roles),
    )  # fmt: skip
    return _spoken(after, attempt, lead_of(incident, attempt)) if FOR_THE_LEAD[-1] in row.guards else after


def _sent(wish: Wish, incident: Incident, around: Around) -> Step:
    row = first_row(wish.action)
    comes_from = SENDS_UNITS if wish.action == "assign" else row.comes_from
    if incident.state not in comes_from:
        raise _refused(wish, incident)
    units = tuple(dict.fromkeys((*((wish.unit,) if wish.unit else ()), *wish.details.units)))
    if not units:
        raise _refused(wish, incident, _NO_UNIT)
    dispatches = first_row("dispatch")
    starts = not incident.command and incident.state in dispatches.comes_from
    attempt = _judged(wish, incident, around, dispatches if starts else row)
    for unit in units:
        holder = None if around.shared(unit) else around.holder_of(unit)
        if holder is not None and holder != incident.number:
            raise UnitBusy(unit, holder)
    after = steps.sent(incident, units, attempt, leads=not incident.command, shared=around.shared)
    if isinstance(after, Unmet):
        raise _refused(wish, incident, after)
    move = dispatches.id if after.state is not incident.state else first_row("assign").id
    return Step(incident=after, move=move, action=wish.action, role=wish.actor.acted_as(row.roles))


def _unit_moved(wish: Wish, incident: Incident, around: Around) -> Step:
    row = assignment.MOVE[wish.action]
    if not incident.open:
        raise _refused(wish, incident)
    if not wish.unit:
        raise _refused(wish, incident, _NO_UNIT)
    sent_by = steps.newest_assignment(incident, wish.unit)
    if incident.command and sent_by is not None and sent_by.by in (incident.command, incident.origin):
        raise _refused(wish, incident, _led_by_another(incident))
    attempt = _judged(wish, incident, around, row)
    after = steps.unit_moved(incident, row, wish.unit, attempt, leads=not incident.command)
    if isinstance(after, Unmet):
        raise _refused(wish, incident, after)
    return Step(incident=after, move=row.id, action=wish.action, role=wish.actor.acted_as(row.roles))


def _asked(wish: Wish, incident: Incident, around: Around) -> Step:
    kind, row = request.ASKS[wish.action]
    if incident.state not in asking.KINDS[kind].comes_from:
        raise _refused(wish, incident)
    attempt = _judged(wish, incident, around, row)
    after = steps.noted(signing.asked(incident, kind, attempt), attempt)
    step = Step(incident=after, move=row.id, action=wish.action, role=wish.actor.acted_as(row.roles))
    own = request.own_right(kind)
    return step if Role.DEPARTMENT not in row.roles else _spoken(step, attempt, lead_of(incident, attempt), own)


def _decided(wish: Wish, incident: Incident, around: Around) -> Step:
    row = request.DECIDES[wish.action]
    if not incident.open:
        raise _refused(wish, incident)
    attempt = _judged(wish, incident, around, row)
    after = steps.noted(signing.decided(incident, wish.action, attempt), attempt)
    return Step(incident=after, move=row.id, action=wish.action, role=wish.actor.acted_as(row.roles))


def _approved(wish: Wish, incident: Incident, around: Around, row: AnyRow) -> Step:
    """One signature; the last of those that it takes moves the incident."""
    kind = request.APPROVALS[wish.action]
    waiting = incident.pending(kind)
    if waiting is None:
        raise _refused(wish, incident, *asking.ASKED_FOR[kind].unmet(incident, around.attempt(wish, incident)))
    signer = asking.next_signer(waiting, incident)
    if signer not in wish.actor.roles:
        raise NotAllowed(incident.number, wish.action, (signer,))
    if wish.by in (waiting.by, *waiting.signed):
        raise _refused(wish, incident, _ANOTHER_SIGNS)
    if not asking.last_signature(waiting, incident):
        attempt = around.attempt(wish, incident)
        after = steps.noted(signing.signed(incident, waiting, attempt), attempt)
        return Step(incident=after, move=request.SIGNED, action="sign", role=signer.value)
    attempt = _judged(_with_fault(wish, waiting), incident, around, row)
    return replace(_moved(signing.signed(incident, waiting, attempt), row, wish, attempt), role=signer.value)


def _with_fault(wish: Wish, waiting: Request) -> Wish:
    """Whose fault a return is follows from its reason, unless the chief says otherwise."""
    if waiting.kind is not Asked.RETURN or wish.details.fault is not None:
        return wish
    fault = Fault.DEPARTMENT if waiting.reason == asking.NOT_NEEDED else Fault.CENTRE
    return replace(wish, details=replace(wish.details, fault=fault))


def _task_moved(wish: Wish, incident: Incident, around: Around) -> Step:
    row = task.OWN[wish.action]
    if not incident.open:
        raise _refused(wish, incident)
    attempt = _judged(wish, incident, around, row)
    one = task.task_of(incident, attempt)
    if one is not None and one.state not in row.comes_from:
        raise _refused(wish, incident, _task_cannot(one.department, task.STATE_TITLES[one.state]))
    after = steps.noted(task.moved(incident, row, attempt), attempt)
    step = Step(incident=after, move=row.id, action=wish.action, role=wish.actor.acted_as(row.roles))
    return _spoken(step, attempt, task.owner_of(incident, attempt))


def _spoken(step: Step, attempt: Attempt, department: str | None, own: tuple[Role, ...] = ()) -> Step:
    """The step; where the desk wrote it down for the department, that is kept in mind."""
    if not writes_for(attempt, department or "", own):
        return step
    role = attempt.actor.acted_as(AT_THE_DESK)
    return replace(step, incident=written_by(step.incident, attempt.by), role=role)


def _judged(wish: Wish, incident: Incident, around: Around, row: AnyRow) -> Attempt:
    """The attempt, if the role may and every guard holds. Raises `NotAllowed`; `NotPossible` with all unmet."""
    if not wish.actor.roles.intersection(row.roles):
        raise NotAllowed(incident.number, wish.action, row.roles)
    attempt = around.attempt(wish, incident)
    unmet = tuple(one for guard in row.guards for one in guard.unmet(incident, attempt))
    if unmet:
        raise _refused(wish, incident, *unmet)
    return attempt


def _refused(wish: Wish, incident: Incident, *unmet: Unmet) -> NotPossible:
    return NotPossible(incident, wish.action, possible(incident, wish.actor), unmet)


def _led_by_another(incident: Incident) -> Unmet:
    command = incident.command
    return Unmet(
        code="led_by_another",
        words={
            "zh": f"本案由 {command} 主导，其状态由对方通报；可另派本单位力量支援。",
            "en": f"{command} leads this incident; what it does is mirrored here. You may send a unit of your own.",
        },
    )


def _task_cannot(department: str, title: dict[str, str]) -> Unmet:
    return Unmet(
        code="task_cannot",
        words={
            "zh": f"{department}的任务处于“{title['zh']}”，不能如此操作。",
            "en": f"The task of {department} is {title['en']}. That cannot be done with it now.",
        },
    )


_NO_UNIT = Unmet(code="no_unit", words={"zh": "请指明单元。", "en": "Name the unit."})
_ANOTHER_SIGNS = Unmet(
    code="another_signs",
    words={
        "zh": "申请人和已签字人不得再次签字，请换人审批。",
        "en": "Who asked for it or signed it already may not sign it. Let another person sign.",
    },
)
