"""Lines: what the log holds, of incidents and of every other stream: a shift, an account, a camera, the house itself.

A stream is a kind and a name, `incident:20261120-0001`, `shift:2026-11-20/day`; its lines are numbered from 1 without a
gap. Whatever machine keeps a version of its own gives it as `stream_seq`; whoever keeps none leaves that to the record.
A body holds texts, whole numbers, booleans, nothing, lists and mappings of these, never a float: two programs may write
one float in two ways, and the log could not be checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from incidents.incident import State

Body = Mapping[str, Any]  # JSON without floats; the record raises TypeError for anything else
INCIDENT = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the log in its general form; `at` is when it was true, `recorded_at` when it was written.

    `role` is the role in which `by` acted, "" where that is not known. `stream_seq` and `seq`, its place in the whole
    log, are None until it is written.
    """

    stream: str
    action: str
    at: datetime
    recorded_at: datetime
    by: str
    role: str = ""
    came_from: str | None = None
    to: str | None = None
    body: Body = field(default_factory=dict[str, Any])
    stream_seq: int | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: what was done to an incident, which made it `version`; `at` is when it was true.

    `move` is the `id` of the row in `lifecycle.py`. `came_from` is None for the first line. `note_en` is the note in
    English, "" where nobody said it. `details` are whatever else the log should hold of it.
    """

    number: str
    version: int
    move: str
    action: str
    came_from: State | None
    to: State
    at: datetime
    recorded_at: datetime
    by: str
    role: str = ""
    unit: str = ""
    note: str = ""
    note_en: str = ""
    details: Body = field(default_factory=dict[str, Any])

    def as_line(self) -> Line:
        """The same in the general form."""
        body = {"move": self.move, "unit": self.unit, "note": self.note, "note_en": self.note_en}
        return Line(
            stream=stream_of(INCIDENT, self.number),
            stream_seq=self.version,
            action=self.action,
            came_from=None if self.came_from is None else self.came_from.value,
            to=self.to.value,
            at=self.at,
            recorded_at=self.recorded_at,
            by=self.by,
            role=self.role,
            body=body | ({"details": self.details} if self.details else {}),
        )


def entry_of(line: Line) -> Entry:
    """The entry that a line of an incident's stream holds. Raises `ValueError` where it holds none."""
    kind, _, number = line.stream.partition(":")
    if kind != INCIDENT or line.stream_seq is None or line.to is None:
        raise ValueError(f"{line.stream}, line {line.stream_seq}, is none of an incident.")
    return Entry(
        number=number,
        version=line.stream_seq,
        move=line.body["move"],
        action=line.action,
        came_from=None if line.came_from is None else State(line.came_from),
        to=State(line.to),
        at=line.at,
        recorded_at=line.recorded_at,
        by=line.by,
        role=line.role,
        unit=line.body["unit"],
        note=line.body["note"],
        note_en=line.body["note_en"],
        details=line.body.get("details", {}),
    )


def stream_of(kind: str, name: str) -> str:
    """The name of a stream.

    >>> stream_of("shift", "2026-11-20/day")
    'shift:2026-11-20/day'
    """
    return f"{kind}:{name}"
