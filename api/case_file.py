"""The case file: the shapes of what an incident holds beside its way."""

from datetime import datetime

from pydantic import Field

from api.door import Shape


class Task(Shape):
    """What one department has to do; one task leads."""

    serial: int
    department: str
    part: str = Field(description="lead or assist")
    state: str
    mandatory: bool
    times: dict[str, datetime] = Field(description="when each state was entered last")


class Request(Shape):
    """What was asked for, and what became of it; `signed` are those who approved it so far."""

    serial: int
    kind: str
    reason: str
    note: str
    by: str
    state: str
    requested_at: datetime
    until: datetime | None
    add_s: int | None
    signed: list[str]
    decided_at: datetime | None


class Supervision(Shape):
    """An order to answer for the incident; `level` 1 is the lowest."""

    level: int
    by: str
    at: datetime
    until: datetime
    note: str
    released_at: datetime | None


class Response(Shape):
    """An activated plan; `level` 1 is the highest."""

    plan: str
    level: int
    by: str
    reported: bool
    activated_at: datetime
    ended_at: datetime | None


class Evidence(Shape):
    """A photo or a clip by its name, and what it shows."""

    name: str
    stage: str


class Link(Shape):
    """Another incident that has to do with it."""

    relation: str
    number: str


class Casualties(Shape):
    """Who was hurt; null is unknown."""

    dead: int | None
    injured: int | None
    missing: int | None
    trapped: int | None
