"""Parts of an incident beside its tasks and units: orders, links, evidence, people hurt, responses, closings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Disposition(StrEnum):
    """What an incident came to."""

    FIXED = "fixed"
    NOT_FOUND = "not_found"
    NOT_RESPONSIBLE = "not_responsible"
    UNRESOLVED = "unresolved"
    DUPLICATE = "duplicate"
    FALSE_ALARM = "false_alarm"
    CANCELLED = "cancelled"
    REFERRED = "referred"


class Relation(StrEnum):
    """How another incident stands to this one; parents and children are kept by themselves."""

    RELATED = "related"
    RECURRENCE = "recurrence"
    CAUSED_BY = "caused_by"


class Stage(StrEnum):
    """What an attachment shows."""

    REPORT = "report"  # 上报
    VERIFY = "verify"  # 核实
    BEFORE = "before"  # 处置前
    AFTER = "after"  # 处置后
    CHECK = "check"  # 核查


class Fault(StrEnum):
    """Whose fault it was that a task went to the wrong department, or back."""

    CENTRE = "centre"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another incident that has to do with this one."""

    relation: Relation
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A photo or a clip by the name under which it is kept, and what it shows."""

    name: str
    stage: Stage
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """People hurt, as far as is known: None is unknown, which is not nobody."""

    dead: int | None = None
    injured: int | None = None
    missing: int | None = None
    trapped: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSafe:
    """How it was made safe (先期处置): `how` is a code of `making_safe.HOW`."""

    how: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """An order (督办) to answer for an incident by `until`; `level` is 1 (lowest) to 3. It has a clock of its own."""

    serial: int
    level: int
    by: str
    at: datetime
    until: datetime
    note: str = ""
    released_at: datetime | None = None
    released_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time that was granted, s."""

    add_s: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An activated plan: `level` is 1 (highest) to 4.

    `phoned_at` and `written_at` are its first reports upward (初报), `further_at` those that followed (续报).
    """

    plan: str
    level: int
    by: str
    activated_at: datetime
    ended_at: datetime | None = None
    reported: bool = False  # the final report (终报) is filed
    phoned_at: datetime | None = None
    written_at: datetime | None = None
    further_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One closing, kept as it was when the incident is reopened: figures do not change after the fact."""

    at: datetime
    by: str
    disposition: Disposition
    close_by: datetime | None
