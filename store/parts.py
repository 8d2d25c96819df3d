"""Parts: what an incident's document holds beside its way: tasks, requests, orders, links; older ones hold less."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

from incidents.incident import Merged, State
from incidents.parts import (
    Casualties,
    Closing,
    Disposition,
    Evidence,
    Extension,
    Link,
    MadeSafe,
    Relation,
    Response,
    Stage,
    Supervision,
)
from incidents.requests import Asked, Request, RequestState
from incidents.tasks import Part, Task, TaskState
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind

Body = Mapping[str, Any]
T = TypeVar("T")
_PLAIN = (
    "checker", "own_promise", "rework_count", "reopen_count", "misdirected", "sensitivity", "exercise",
)  # fmt: skip


def parts_from(body: Body) -> dict[str, Any]:
    """Those parts of an incident that its document holds, by the names of its fields."""
    found: dict[str, Any] = {name: body[name] for name in _PLAIN if name in body}
    found |= {name: tuple(read(one) for one in body[name]) for name, read in _LISTS.items() if body.get(name)}
    found |= {name: read(body[name]) for name, read in _SINGLE.items() if body.get(name) is not None}
    return found


def _at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _ats(texts: list[str]) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(one) for one in texts)


def _made(made: Callable[..., T], **converted: Callable[[Any], Any]) -> Callable[[Body], T]:
    """Makes a record of a document, with these of its fields turned back into what they were."""

    def read(body: Body) -> T:
        return made(**{name: converted[name](value) if name in converted else value for name, value in body.items()})

    return read


def _times(body: Body) -> dict[TaskState, datetime]:
    return {TaskState(state): datetime.fromisoformat(at) for state, at in body.items()}


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


_clock = _made(
    Clock, kind=ClockKind, state=ClockState, budget=_span, consumed=_span, started_at=_at, segment_start=_at,
    due_at=_at, breached_at=_at,
)  # fmt: skip


def _merged(body: Body) -> Merged:
    return Merged(
        parent=body["parent"], at=datetime.fromisoformat(body["at"]), by=body["by"], came_from=State(body["came_from"]),
        again_at=_at(body["again_at"]), clocks=tuple(_clock(one) for one in body.get("clocks", ())),
    )  # fmt: skip


_LISTS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "tasks": _made(Task, part=Part, state=TaskState, times=_times),
        "requests": _made(
            Request, kind=Asked, state=RequestState, requested_at=_at, until=_at, decided_at=_at, signed=tuple
        ),
        "supervisions": _made(Supervision, at=_at, until=_at, released_at=_at),
        "extensions": _made(Extension, at=_at),
        "responses": _made(Response, activated_at=_at, ended_at=_at, phoned_at=_at, written_at=_at, further_at=_ats),
        "evidence": _made(Evidence, stage=Stage, at=_at),
        "links": _made(Link, relation=Relation),
        "closings": _made(Closing, at=_at, disposition=Disposition, close_by=_at),
        "children": str,
        "wrote_for": str,
        "ticked": int,
        "clocks": _clock,
    }
)
_SINGLE: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "merged": _merged,
        "casualties": _made(Casualties),
        "disposition": Disposition,
        "paused_from": _at,
        "made_safe": _made(MadeSafe, at=_at),
    }
)
