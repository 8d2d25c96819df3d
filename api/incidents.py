"""Incidents: what went wrong and who is on it; and the one way to act on them."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from api import answers
from api.acting import Theirs, acting, seen
from api.door import Asked, Door, Shape
from api.going import Going
from api.guard import ACT, READ_INCIDENTS
from api.ports import House
from api.refusals import Plain, not_found
from api.signal_json import reply_json
from api.told import Told, details_of
from api.values import UNSEEN, Count, LongText, Moment, Whole
from incidents.desk import Desk
from incidents.incident import Incident
from incidents.lifecycle import ACTIONS, TITLES
from incidents.lines import Entry
from incidents.possibilities import awaits
from incidents.refusals import NoSuchIncident
from incidents.sight import sees
from live import clock_faces, wire
from live.measures.telling import thawed

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=rf"^[^{UNSEEN}]+$")]


class Wanted(Shape):
    """Which incidents: the open ones, those that are over, or both; at most so many."""

    open: Literal["true", "false", "all"] = Field(default="true", description="the open ones, those that are over, all")
    order: Literal["newest", "mine"] = Field(
        default="newest", description="the newest first, or what waits for whoever asks, then what is due next"
    )
    limit: Count = Field(default=100, ge=1, le=1000, description="at most so many, the first in that order")


class Listed(answers.Incident):
    """An incident of a list, and whether it waits for whoever asks: for their work, their check or their signature."""

    mine: bool


class Listing(Shape):
    """Incidents in the order asked for; `total` counts those that the filter lets through."""

    incidents: list[Listed]
    total: int
    mine: int | None = Field(description="how many of all these wait for whoever asks; counted with order=mine alone")


class Explained(Shape):
    """What was frozen into the signal of an incident, in the shape that `/indicators/{name}` gives.

    Of what older signals froze, the level, the course and the forecast are left out.
    """

    number: str
    explanation: dict[str, Any]


class Act(Shape):
    """What is to be done: `version` is the one that was seen; `at` is when it happened, if not now.

    `details` is what the action wants to know beside; each action takes some of them.
    """

    version: Whole | None = Field(default=None, ge=1, lt=2**31)
    unit: Name | None = None
    at: Moment | None = None
    device_at: Moment | None = Field(default=None, description="what the clock that says `at` shows just now")
    note: LongText = Field(default="", max_length=2000)
    details: Told = Field(default_factory=Told)
    by: Name | None = Field(default=None, description="who told so; shown beside the account")


def doors(house: House, going: Going) -> tuple[Door, ...]:
    """`GET /incidents`, `GET /incidents/{number}`, its `/explanation`, and `POST` of its `/actions/{action}`.

    `going` knows who may be sent to check.
    """
    conflicts = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE)
    return (
        Door(
            method="GET", path="/incidents", name="incidents", right=READ_INCIDENTS, answer=Listing,
            query=Wanted, handle=lambda asked: _several(house, asked), tags=("incidents",),
            summary="Incidents of the newest picture, a beat old at most: open=true (default), false or all",
        ),
        Door(
            method="GET", path="/incidents/{number}", name="incident", right=READ_INCIDENTS, tags=("incidents",),
            answer=answers.IncidentWithLog, handle=lambda asked: _one(house, asked), refuses=conflicts[:1],
            summary="One incident, with the actions it allows and what was done to it",
        ),
        Door(
            method="GET", path="/incidents/{number}/explanation", name="incident_explanation", right=READ_INCIDENTS,
            tags=("incidents",), answer=Explained, refuses=conflicts[:1],
            handle=lambda asked: _explained(house.desk, asked),
            summary="The figure that an incident came of, explained as it stood when its signal was raised",
        ),
        Door(
            method="POST", path="/incidents/{number}/actions/{action}", name="act", right=ACT, tags=("incidents",),
            answer=answers.Incident, body=Act, handle=lambda asked: _acted(house, asked, going),
            refuses=conflicts, keyed=True, choices={"action": tuple(TITLES)},
            summary=f"Act on an incident: {', '.join(TITLES)}",
        ),
    )  # fmt: skip


def _several(house: House, asked: Asked) -> Plain:
    wanted: Wanted = asked.query
    actor, mine, seeing = asked.caller.actor, None, Theirs(house.desk, asked)
    visible = (one for one in house.picture.incidents.values() if sees(actor, one))
    kept = [one for one in visible if wanted.open in ("all", str(one.open).lower())]
    if wanted.order == "newest":
        kept.sort(key=lambda one: (one.received_at, one.number), reverse=True)
    else:
        theirs = {one.number for one in kept if awaits(one, actor)}
        kept.sort(key=lambda one: (one.number not in theirs, one.level, *_due(one)))
        mine = len(theirs)
    told = [as_json(one, house, seeing) | {"mine": awaits(one, actor)} for one in kept[: wanted.limit]]
    return {"incidents": told, "total": len(kept), "mine": mine}


def _due(one: Incident) -> tuple[bool, datetime, int, str]:
    """What is due next first; what nothing is due of by how long it is known."""
    return one.due_at is None, one.due_at or one.received_at, one.level, one.number


def _explained(desk: Desk, asked: Asked) -> Plain:
    number, theirs = seen(desk, asked).number, Theirs(desk, asked)
    found = (thawed(one["explanation"]) for one in desk.brought(number) if "explanation" in one)
    kept = next((one for one in found if one is not None), None)
    if kept is None:
        raise not_found(f"Incident {number} came of no figure, or of one that could not be explained then.")
    parts = theirs.of_named(kept.get("contributors", []), lambda one: one["thing"])
    return {"number": number, "explanation": kept | {"contributors": parts}}


def as_json(incident: Incident, house: House, theirs: Theirs) -> Plain:
    """An incident with the actions that it allows to whoever asks, whose turn the others are, and who answers for it.

    It names no other incident that they may not see.
    """
    one, actor = house.duties.responsible(incident), theirs.actor
    told = wire.incident(incident, wire.iso, names=True)
    return told | {
        "links": theirs.of_named(told["links"], lambda each: each["number"]),
        "parent": told["parent"] if theirs.has(told["parent"]) else "",
        "children": theirs.of_named(told["children"], str),
        "possible": list(house.desk.possible_for(incident, actor)),
        "doers": house.desk.doers(incident, actor),
        "clocks": clock_faces.read(incident, wire.iso, house.clock(), house.calendars),
        "responsible": {"department": one.department, "deputy": one.deputy, "matrix": one.matrix},
    }


def _one(house: House, asked: Asked) -> Plain:
    """An incident with what was done to it, and the signals behind it."""
    incident, theirs = seen(house.desk, asked), Theirs(house.desk, asked)
    log = [_entry(line, theirs) for line in house.desk.log(incident.number)]
    return as_json(incident, house, theirs) | _behind(house, incident.number) | {"log": log}


def _behind(house: House, number: str) -> Plain:
    """The signals behind an incident, each with the answer that its reporter is owed."""
    signals = house.desk.signals.record.behind(number)
    return {
        "reports": max(1, len(signals)),
        "signals": [
            {
                "number": one.number, "state": one.state.value, "origin": one.signal.origin,
                "received_at": wire.iso(one.received_at), "count": one.count, "reply": reply_json(one.reply),
            }
            for one in signals
        ],
    }  # fmt: skip


def _acted(house: House, asked: Asked, going: Going) -> Plain:
    action, wanted = asked.path["action"], asked.body
    if action not in TITLES:
        raise not_found(f"There is no action {action}. There are {', '.join(TITLES)}.")
    checker = wanted.details.checker
    if checker and "checker" in ACTIONS[action] and _is_theirs(house, asked, action):
        going.require_checker(checker)
    after = house.desk.act(
        asked.path["number"],
        action,
        actor=acting(asked, wanted.by),
        version=wanted.version,
        operation=asked.operation,
        unit=wanted.unit,
        at=wanted.at,
        device_at=wanted.device_at,
        note=wanted.note,
        details=details_of(action, wanted.details),
    )
    return as_json(after, house, Theirs(house.desk, asked))


def _is_theirs(house: House, asked: Asked, action: str) -> bool:
    """Whether it is for them to do at all: nobody else learns which accounts there are."""
    try:
        return action in house.desk.possible_for(seen(house.desk, asked), asked.caller.actor)
    except NoSuchIncident:
        return False


def _entry(one: Entry, theirs: Theirs) -> Plain:
    return {
        "version": one.version,
        "move": one.move,
        "action": one.action,
        "came_from": None if one.came_from is None else one.came_from.value,
        "to": one.to.value,
        "at": wire.iso(one.at),
        "recorded_at": wire.iso(one.recorded_at),
        "by": one.by,
        "role": one.role,
        "unit": one.unit,
        "note": theirs.without_others(one.note),
        "note_en": theirs.without_others(one.note_en),
        "details": {name: theirs.without_others(str(value)) for name, value in one.details.items()},
    }
