"""The case file: what an incident holds beside its way, as plain data: tasks, requests, orders, links, who was hurt."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from incidents.incident import Incident
from incidents.parts import Response, Supervision
from incidents.requests import Request
from incidents.tasks import Task
from incidents.timing.kinds import ClockKind

Plain = dict[str, Any]
Write = Callable[[datetime], int | str]


def parts(one: Incident, write: Write, *, names: bool) -> Plain:
    """Everything beside its way; times as the writer writes them, people's names and words only where wanted."""
    return {
        "tasks": [_task(each, write) for each in one.tasks],
        "requests": [_request(each, write, names=names) for each in one.requests],
        "supervisions": [_supervision(each, write, names=names) for each in one.supervisions],
        "responses": [_response(each, write, names=names) for each in one.responses],
        "evidence": [{"name": each.name, "stage": each.stage.value} for each in one.evidence],
        "links": [{"relation": each.relation.value, "number": each.number} for each in one.links],
        "parent": "" if one.merged is None else one.merged.parent,
        "children": list(one.children),
        "extended_s": sum(each.add_s for each in one.extensions),
        "paused_from": _at(one.paused_from, write),
        "resumes_at": _at(one.resumes_at, write),
        "casualties": None if one.casualties is None else asdict(one.casualties),
        "made_safe": _made_safe(one, write, names=names),
        "disposition": "" if one.disposition is None else one.disposition.value,
        "rework_count": one.rework_count,
        "reopen_count": one.reopen_count,
        "sensitivity": one.sensitivity,
        "exercise": one.exercise,
    }  # fmt: skip


def _task(one: Task, write: Write) -> Plain:
    times = {state.value: write(at) for state, at in one.times.items()}
    return {
        "serial": one.serial, "department": one.department, "part": one.part.value, "state": one.state.value,
        "mandatory": one.mandatory, "times": times,
    }  # fmt: skip


def _request(one: Request, write: Write, *, names: bool) -> Plain:
    return {
        "serial": one.serial,
        "kind": one.kind.value,
        "reason": one.reason,
        "note": one.note if names else "",
        "by": one.by if names else "",
        "state": one.state.value,
        "requested_at": write(one.requested_at),
        "until": _at(one.until, write),
        "add_s": one.add_s,
        "signed": [by if names else "" for by in one.signed],
        "decided_at": _at(one.decided_at, write),
    }


def _supervision(one: Supervision, write: Write, *, names: bool) -> Plain:
    return {
        "level": one.level,
        "by": one.by if names else "",
        "at": write(one.at),
        "until": write(one.until),
        "note": one.note if names else "",
        "released_at": _at(one.released_at, write),
    }


def _response(one: Response, write: Write, *, names: bool) -> Plain:
    return {
        "plan": one.plan,
        "level": one.level,
        "by": one.by if names else "",
        "reported": one.reported,
        "activated_at": write(one.activated_at),
        "ended_at": _at(one.ended_at, write),
        "phoned_at": _at(one.phoned_at, write),
        "written_at": _at(one.written_at, write),
        "further_at": [write(at) for at in one.further_at],
    }


def _made_safe(incident: Incident, write: Write, *, names: bool) -> Plain | None:
    one, asked = incident.made_safe, [each.started_at for each in incident.clocks if each.kind is ClockKind.MAKE_SAFE]
    if one is None:
        return None
    after_s = int((one.at - asked[-1]).total_seconds()) if asked else None
    return {"how": one.how, "at": write(one.at), "by": one.by if names else "", "after_s": after_s}


def _at(at: datetime | None, write: Write) -> int | str | None:
    return None if at is None else write(at)
