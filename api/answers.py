"""Answers: the shapes that several nouns give; the document is made from them, and the tests hold the API to them."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.case_file import Casualties, Clock, Evidence, Link, MadeSafe, Request, Response, Supervision, Task
from api.door import Shape

Words = dict[str, str]
Numbers = list[float | None]


class Assignment(Shape):
    """One unit on one incident: its state, and when it entered each."""

    unit: str
    state: str
    times: dict[str, datetime]
    expected_at: datetime | None = Field(description="when it will be there, as it said last; null where it did not")


class Responsible(Shape):
    """Who answers for an incident; `matrix` is the version of the responsibility matrix, empty where that is silent."""

    department: str
    deputy: str
    matrix: str


class Reply(Shape):
    """Whether whoever reported it is owed an answer, or why not."""

    owed: bool
    owed_since: datetime | None
    why_not: str
    why_not_words: Words | None
    answered_at: datetime | None
    answered_by: str
    outcome: str = Field(description="what was last written to them, as closed or rejected; empty while nothing was")
    message: str = Field(description="the key of that message")


class Behind(Shape):
    """A signal that led to an incident or was linked to it."""

    number: str
    state: str
    origin: str
    received_at: datetime
    count: int
    reply: Reply


class Incident(Shape):
    """An incident as it stands at `version`; `possible` and `doers` say whose turn it is."""

    number: str
    version: int
    state: str
    open: bool
    category: str
    level: int = Field(ge=1, le=4, description="1 most urgent, 4 least")
    origin: str
    reference: str
    command: str = Field(description="the allied command that leads it; empty when our desk does")
    address: str
    address_en: str = Field(description="the address in English; empty where nobody said it")
    detail: str
    detail_en: str = Field(description="the detail in English; empty where nobody said it")
    lon: float | None
    lat: float | None
    area: str = Field(description="the leaf of its place, or the larger area that it is about; empty where neither")
    received_at: datetime
    changed_at: datetime
    entered_at: datetime = Field(description="when the present state was entered")
    times: dict[str, datetime] = Field(description="when each state was first entered")
    assignments: list[Assignment]
    due: str = Field(description="the kind of the running clock whose deadline is nearest")
    due_at: datetime | None
    close_by: datetime | None
    clocks: list[Clock] = Field(description="every clock that was ever started, in that order")
    made_up: bool
    tasks: list[Task]
    requests: list[Request]
    supervisions: list[Supervision]
    responses: list[Response]
    evidence: list[Evidence]
    links: list[Link]
    parent: str = Field(description="the incident into which it was merged; empty where into none")
    children: list[str] = Field(description="the incidents that were merged into this one")
    extended_s: int = Field(description="how much more time was granted, s")
    paused_from: datetime | None = Field(description="since when the work is held up")
    resumes_at: datetime | None = Field(description="when it goes on, or is looked at again")
    casualties: Casualties | None = Field(description="who was hurt, as far as is known; null where nobody said")
    made_safe: MadeSafe | None = Field(description="how and when it was made safe; null while nobody said so")
    disposition: str = Field(description="what it came to; empty until it is closed")
    rework_count: int
    reopen_count: int
    sensitivity: int = Field(ge=0, le=3, description="3 is never shown on the wall")
    exercise: bool
    possible: list[str] = Field(description="what whoever asks may do now")
    doers: dict[str, Words] = Field(description="what is for others to do, and whose turn it is")
    responsible: Responsible


class Entry(Shape):
    """One line of an incident's log."""

    version: int
    move: str
    action: str
    came_from: str | None
    to: str
    at: datetime
    recorded_at: datetime
    by: str
    role: str = Field(description="in which role they acted; empty where nobody asked")
    unit: str
    note: str
    note_en: str = Field(description="the note in English; empty where nobody said it")
    details: dict[str, str] = Field(description="what else the action was told")


class IncidentWithLog(Incident):
    """An incident, what was done to it, first things first, and how many reports of it there are."""

    log: list[Entry]
    reports: int = Field(description="how many signals are behind it, linked ones too; 1 where a command told of it")
    signals: list[Behind]


class Incidents(Shape):
    """Incidents, the newest first; `total` counts those that the filter lets through."""

    incidents: list[Incident]
    total: int


class Unit(Shape):
    """A unit as it stands; `distance_m` is as the crow flies, from the place that was asked for."""

    name: str
    title: Words
    kind: str
    command: str
    state: str
    incident: str
    lon: float | None
    lat: float | None
    at: datetime | None = Field(description="when it was there; null is its home")
    distance_m: float | None


class Units(Shape):
    """Units, the nearest first where a place was given."""

    units: list[Unit]


class Refused(Shape):
    """How many rows were refused for one reason, with an example."""

    reason: str
    count: int
    example: str


class Source(Shape):
    """How a source does: `newest_at` may be as old as `promise_s`.

    `promise_s` is null where it tells only what changes: then `read_at` may be as old as `patience_s`, and where that
    is null too, because it sends by itself, its silence says nothing.
    """

    name: str
    title: Words
    provenance: str
    note: Words
    standard: str
    promise_s: float | None
    patience_s: float | None
    newest_at: datetime | None
    read_at: datetime | None
    facts: int
    kinds: list[str]
    refused: list[Refused]
    status: str
    problem: str


class Course(Shape):
    """How a companion of the city went, and what is usual of it now."""

    trend: Numbers
    normal_low: float | None
    normal_high: float | None


class Measure(Shape):
    """An indicator's value per area, in the order of `areas`; band 0 normal to 3 critical, -1 unknown."""

    at: datetime
    value: Numbers
    band: list[int]
    judged: Numbers | None = Field(description="what the bands were found by, where that is not the value")
    numerator: Numbers | None
    denominator: Numbers | None
    low: Numbers | None
    high: Numbers | None
    coverage: Numbers | None
    companions: dict[str, Numbers]
    contributors: list[list[Any]]
    newest_input_at: datetime | None
    since: datetime | None = Field(description="when the city was seen to enter its present band")
    since_in: list[datetime | None] | None = Field(description="the same for every area")
    normal_low: float | None
    normal_high: float | None
    trend: Numbers | None
    trend_step_min: int
    level: Numbers | None
    courses: dict[str, Course]
    quality: float | None
    version: str
    error: str


class Picture(Shape):
    """All that is known at one beat."""

    version: int
    at: datetime
    areas: list[str]
    measures: dict[str, Measure]
    incidents: list[Incident]
    units: list[Unit]
    sources: list[Source]


class Taken(Shape):
    """What became of a batch of readings."""

    accepted: int = Field(
        description="how many rows came in; they are in the record some ten seconds later, so that a power cut within "
        "these may cost them: send again what was sent shortly before one, for what is known already counts once"
    )
    refused: list[Refused]
