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
    phoned_at: datetime | None = Field(description="when it was first reported up by telephone")
    written_at: datetime | None = Field(description="and in writing")
    further_at: list[datetime] = Field(description="when it was reported again (续报), the oldest first")


class MadeSafe(Shape):
    """How it was made safe: fenced, water_off, gas_off, power_off or no_danger."""

    how: str
    at: datetime
    by: str
    after_s: int | None = Field(description="so long after its dispatch; null where nobody had asked for it")


class Evidence(Shape):
    """A photo or a clip by its name, and what it shows."""

    name: str
    stage: str


class Link(Shape):
    """Another incident that has to do with it."""

    relation: str
    number: str


class Clock(Shape):
    """One clock: how much time somebody has, how much of it is used up, and when it runs out.

    Spans are time of the clock's own calendar, s. A breach is never taken back.
    """

    kind: str
    state: str = Field(description="running, paused, met, met_late or cancelled")
    started_at: datetime
    due_at: datetime | None = Field(description="when it runs out; null while it is paused")
    budget_s: int
    consumed_s: int
    remaining_s: int | None = Field(description="below 0 when it is overdrawn; null when it is over")
    breached_at: datetime | None
    provisional: bool = Field(
        description="due_at is estimated, for not all holidays are known; of one that was met, the check is not passed"
    )
    light: str = Field(description="warning, overdue, or empty")


class Casualties(Shape):
    """Who was hurt; null is unknown."""

    dead: int | None
    injured: int | None
    missing: int | None
    trapped: int | None
