"""The case file: what an incident holds beside its way, as plain data: tasks, requests, orders, links, who was hurt."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from incidents.incident import Incident
from incidents.parts import Supervision
from incidents.requests import Request
from incidents.tasks import Task

Plain = dict[str, Any]
Write = Callable[[datetime], int | str]


def parts(one: Incident, write: Write) -> Plain:
    """Everything beside its way; times as the writer writes them."""
    return {
        "tasks": [_task(each, write) for each in one.tasks],
        "requests": [_request(each, write) for each in one.requests],
        "supervisions": [_supervision(each, write) for each in one.supervisions],
        "responses": [
            {
                "plan": each.plan, "level": each.level, "by": each.by, "reported": each.reported,
                "activated_at": write(each.activated_at), "ended_at": _at(each.ended_at, write),
            }
            for each in one.responses
        ],
        "evidence": [{"name": each.name, "stage": each.stage.value} for each in one.evidence],
        "links": [{"relation": each.relation.value, "number": each.number} for each in one.links],
        "parent": "" if one.merged is None else one.merged.parent,
        "children": list(one.children),
        "extended_s": sum(each.add_s for each in one.extensions),
        "paused_from": _at(one.paused_from, write),
        "resumes_at": _at(one.resumes_at, write),
        "casualties": None if one.casualties is None else asdict(one.casualties),
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


def _request(one: Request, write: Write) -> Plain:
    return {
        "serial": one.serial, "kind": one.kind.value, "reason": one.reason, "note": one.note, "by": one.by,
        "state": one.state.value, "requested_at": write(one.requested_at), "until": _at(one.until, write),
        "add_s": one.add_s, "signed": list(one.signed), "decided_at": _at(one.decided_at, write),
    }  # fmt: skip


def _supervision(one: Supervision, write: Write) -> Plain:
    return {
        "level": one.level, "by": one.by, "at": write(one.at), "until": write(one.until), "note": one.note,
        "released_at": _at(one.released_at, write),
    }  # fmt: skip


def _at(at: datetime | None, write: Write) -> int | str | None:
    return None if at is None else write(at)
