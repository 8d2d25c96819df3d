"""The log: what happened, in order, for whoever wants to follow it; and how far it has come, for a handover sheet."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from pydantic import Field

from accounts.account import ACCOUNT
from api.acting import Theirs
from api.door import Asked, Door, Shape
from api.guard import ACT_ON_SHIFTS, READ_LOG
from api.ports import House
from api.refusals import Plain, not_found
from api.values import Count
from incidents.intake.entries import SIGNAL
from incidents.lines import Line
from incidents.office.steps import SHIFT
from incidents.roles import Role
from live.wire import iso

# Streams that everybody may follow who may see incidents.
KINDS = ("incident", "signal", "task", "request", "assignment", "response", "shift")
WATCHERS = frozenset({Role.CHIEF, Role.INSPECTOR})  # people, on duty or not, who see what is done about accounts
OF_INCIDENTS = ("incident", "task", "request", "assignment", "response")
OF_A_SHEET = ("lines", "words", "text", "number")  # what a shift's lines say of incidents, which may be sensitive
MOST = 500


class Since(Shape):
    """From where on: the `last` of the answer before, or 0 for the beginning."""

    since: Count = Field(default=0, ge=0, lt=2**53, description="the last line that is known already")
    limit: Count = Field(default=MOST, ge=1, le=MOST, description="at most so many, the oldest first")


class Change(Shape):
    """One line of the log: `seq` is its place in the whole, `stream_seq` that in its stream (as incident:7)."""

    seq: int
    stream: str
    stream_seq: int
    action: str
    came_from: str | None
    to: str | None
    at: datetime = Field(description="when it was true")
    recorded_at: datetime = Field(description="when it was written")
    by: str
    role: str
    body: dict[str, Any]


class Changes(Shape):
    """Lines in the order in which they were written; ask again with `since` = `last`."""

    changes: list[Change]
    last: int


class Checkpoint(Shape):
    """How far the log had come: its last row, how many there were, that row's hash, and the signature over these."""

    seq: int
    n_rows: int
    head: str
    at: datetime
    key: str = Field(description="the fingerprint of the key that signed it")
    hmac: str


def doors(house: House) -> tuple[Door, ...]:
    """`GET /changes` and `POST /log/checkpoints`."""

    def changes(asked: Asked) -> Plain:
        wanted: Since = asked.query
        watches = not WATCHERS.isdisjoint(asked.caller.actor.all_roles)
        kinds = (*KINDS, ACCOUNT) if watches else KINDS
        lines = house.clerk.record.lines_since(wanted.since, wanted.limit, kinds)
        theirs = Theirs(house.desk, asked)
        told = [_line(one, theirs) for one in lines if _is_theirs(house, theirs, one)]
        return {"changes": told, "last": (lines[-1].seq if lines else wanted.since)}

    def checkpoint(_: Asked) -> Plain:
        made = house.clerk.seal(house.clock())
        if made is None:
            raise not_found("Nothing has been written into the log yet, so there is nothing to sign.")
        return {"seq": made.seq, "n_rows": made.n_rows, "head": made.head, "at": iso(made.at), "key": made.key,
                "hmac": made.hmac}  # fmt: skip

    return (
        Door(
            method="GET", path="/changes", name="changes", right=READ_LOG, answer=Changes, query=Since,
            handle=changes, tags=("log",), refuses=(HTTPStatus.SERVICE_UNAVAILABLE,),
            summary="What happened since a line of the log, in order, so that nobody needs to ask for lists again",
        ),
        Door(
            method="POST", path="/log/checkpoints", name="checkpoint", right=ACT_ON_SHIFTS, answer=Checkpoint,
            handle=checkpoint, tags=("log",), refuses=(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE),
            summary="Sign how far the log has come, as at a handover of the shift; print it on the handover sheet",
        ),
    )  # fmt: skip


def _is_theirs(house: House, theirs: Theirs, one: Line) -> bool:
    """Whether a line is: a signal's as the incident is that it led to."""
    kind, _, name = one.stream.partition(":")
    if kind == SIGNAL and not theirs.every:
        return theirs.has_signal(house.desk.signals.find(name))
    return theirs.has(_number(one))


def _number(one: Line) -> str:
    """Of which incident a line speaks, "" where of none."""
    kind, _, name = one.stream.partition(":")
    return name.partition("/")[0] if kind in OF_INCIDENTS else ""


def _line(one: Line, theirs: Theirs) -> Plain:
    told = theirs.every or not one.stream.startswith(f"{SHIFT}:")
    return {
        "seq": one.seq, "stream": one.stream, "stream_seq": one.stream_seq, "action": one.action,
        "came_from": one.came_from, "to": one.to, "at": iso(one.at), "recorded_at": iso(one.recorded_at), "by": one.by,
        "role": one.role,
        "body": {name: _body(value, theirs) for name, value in one.body.items() if told or name not in OF_A_SHEET},
    }  # fmt: skip


def _body(value: Any, theirs: Theirs) -> Any:  # noqa: ANN401 - any JSON
    """What a line holds, without the numbers of incidents that are not theirs."""
    match value:
        case str():
            return theirs.without_others(value)
        case dict():
            return {name: _body(one, theirs) for name, one in value.items()}
        case list() | tuple():
            return [_body(one, theirs) for one in value]
        case _:
            return value
