"""Documents: incidents, signals and log lines as rows, and back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

import orjson

from incidents.attachments import Attachment, Kept, Stage
from incidents.incident import Assignment, Expected, Incident, Signal, State, UnitState
from incidents.lines import Entry, Line
from incidents.ports import Change, Operation, Received
from incidents.tasks import Part
from store import parts
from store.intake.documents import reception_from

Row = dict[str, Any]
Bodies = Mapping[str, tuple[Incident, orjson.Fragment]]  # what is written just now, by number
T = TypeVar("T")

_STATES = MappingProxyType({state.value: state for state in State})
_UNIT_STATES = MappingProxyType({state.value: state for state in UnitState})
_COLUMNS = ("category", "level", "origin", "reference", "command", "area", "received_at", "changed_at")
_AT = datetime.fromisoformat


def to_json(value: object) -> str:
    """Any record of the house as JSON, times in ISO 8601, spans in seconds."""
    return orjson.dumps(value, default=_seconds, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z).decode()


def _seconds(value: object) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"{value!r} is nothing that a document holds.")


def from_json(said: str | bytes) -> Row:
    """The document that a row holds; an empty one where it is damaged, so that it costs no other row.

    >>> from_json('{"number": 7}'), from_json('{"num'), from_json("null")
    ({'number': 7}, {}, {})
    """
    try:
        found = orjson.loads(said)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def written(incident: Incident) -> orjson.Fragment:
    """The document of an incident, as JSON that is not written twice, however many rows hold it."""
    return orjson.Fragment(to_json(incident))


def incident_row(incident: Incident, body: orjson.Fragment) -> Row:
    """The row of an incident: its document, and what is searched."""
    columns = {name: getattr(incident, name) for name in _COLUMNS}
    return {
        "number": incident.number, "version": incident.version, "state": incident.state.value, "open": incident.open,
        "body": body, **columns,
    }  # fmt: skip


def incident_from(body: Mapping[str, Any]) -> Incident:
    """The incident that a document holds."""
    return Incident(
        number=body["number"],
        version=body["version"],
        state=_STATES[body["state"]],
        category=body["category"],
        level=body["level"],
        origin=body["origin"],
        reference=body["reference"],
        command=body["command"],
        address=body["address"],
        address_en=body.get("address_en", ""),
        detail=body["detail"],
        detail_en=body.get("detail_en", ""),
        lon=body["lon"],
        lat=body["lat"],
        area=body["area"],
        received_at=_AT(body["received_at"]),
        changed_at=_AT(body["changed_at"]),
        times={_STATES[state]: _AT(at) for state, at in body["times"].items()},
        assignments=tuple(_assignment(one) for one in body["assignments"]),
        due=body["due"],
        due_at=_maybe(body["due_at"]),
        close_by=_maybe(body["close_by"]),
        made_up=body["made_up"],
        by=body["by"],
        entered_by={_STATES[state]: by for state, by in body["entered_by"].items()},
        again_at=_maybe(body.get("again_at")),
        **parts.parts_from(body),
    )


def line(entry: Entry | Line) -> Line:
    """A line of the log in its general form."""
    return entry.as_line() if isinstance(entry, Entry) else entry


def attachment_row(one: Attachment) -> Row:
    """The row of an attachment."""
    return {
        "number": one.number, "sha256": one.kept.sha256, "media_type": one.kept.media_type, "size": one.kept.size,
        "stage": one.stage.value, "name": one.name, "by": one.by, "at": one.at,
    }  # fmt: skip


def attachment_from(row: Row) -> Attachment:
    """The attachment that a row holds."""
    kept = Kept(sha256=row["sha256"], media_type=row["media_type"], size=row["size"])
    said = {name: row[name] for name in ("number", "name", "by", "at")}
    return Attachment(kept=kept, stage=Stage(row["stage"]), **said)


def signal_row(received: Received) -> Row:
    """The row of a signal: the untouched original, and where it led."""
    signal: Signal = received.signal
    return {
        "origin": signal.origin, "key": signal.key, "number": received.number, "at": signal.at, "by": received.by,
        "body": signal,
    }  # fmt: skip


def operation_row(operation: Operation, bodies: Bodies) -> Row:
    """The row of a wish that was fulfilled."""
    answer = operation.answer or operation.signal
    if answer is None:
        raise ValueError(f"Operation {operation.key} was answered with nothing. Keep what it came to.")
    incident, body = bodies.get(answer.number, (None, None))
    return {
        "key": operation.key, "wish": operation.wish, "number": answer.number, "version": answer.version,
        "at": operation.at, "answer": body if incident is answer else answer,
    }  # fmt: skip


def operation_from(row: Row) -> Operation:
    """The fulfilled wish that a row holds."""
    said, body = {name: row[name] for name in ("key", "wish", "at")}, row["answer"]
    if "signal" in body:
        return Operation(**said, signal=reception_from(body))
    return Operation(**said, answer=incident_from(body))


def binding(change: Change) -> tuple[list[Row], list[Row]]:
    """The units that a change frees, and those it binds, as rows."""
    number = change.after.number
    before = set() if change.before is None else _bound(change.before)
    after = _bound(change.after)
    return (
        [{"unit": unit, "number": number, "exclusive": exclusive} for unit, exclusive in sorted(before - after)],
        [{"unit": unit, "number": number, "exclusive": exclusive} for unit, exclusive in sorted(after - before)],
    )


def task_rows(incident: Incident | None) -> list[Row]:
    """The tasks of an incident, as rows."""
    return [
        {
            "number": incident.number, "serial": one.serial, "department": one.department, "part": one.part.value,
            "state": one.state.value, "live": one.live,
        }
        for one in incident.tasks
    ] if incident is not None else []  # fmt: skip


def request_rows(incident: Incident | None) -> list[Row]:
    """The requests of an incident, as rows."""
    return [
        {
            "number": incident.number, "serial": one.serial, "task": one.task, "kind": one.kind.value,
            "state": one.state.value,
        }
        for one in incident.requests
    ] if incident is not None else []  # fmt: skip


def check_single(incident: Incident) -> None:
    """Raises `ValueError` where an incident holds twice what may be only once; the database's indexes say the same."""
    leads = [one for one in incident.tasks if one.part is Part.LEAD and one.live]
    waiting = [(one.task, one.kind) for one in incident.requests if one.pending]
    bound = [one.unit for one in incident.assignments if one.live]
    for what, found in (
        ("tasks that lead", leads[1:]),
        ("units", _twice(bound)),
        ("pending requests", _twice(waiting)),
    ):
        if found:
            raise ValueError(f"Incident {incident.number} holds {what} twice: {found[0]}. Only one may be.")


def _twice(found: list[T]) -> list[T]:
    return [one for nth, one in enumerate(found) if one in found[:nth]]


def _bound(incident: Incident) -> set[tuple[str, bool]]:
    return {(one.unit, one.exclusive) for one in incident.assignments if one.live}


def _assignment(body: Mapping[str, Any]) -> Assignment:
    times = {_UNIT_STATES[state]: _AT(at) for state, at in body["times"].items()}
    return Assignment(
        unit=body["unit"],
        state=_UNIT_STATES[body["state"]],
        times=times,
        by=body["by"],
        exclusive=body.get("exclusive", True),
        moved_to=body.get("moved_to", ""),
        moved_from=body.get("moved_from", ""),
        expected=tuple(Expected(at=_AT(one["at"]), told_at=_AT(one["told_at"])) for one in body.get("expected", ())),
    )


def _maybe(at: str | None) -> datetime | None:
    return None if at is None else _AT(at)
