"""Incident: the thing itself, numbered, from the first word of it until it is truly over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from incidents.parts import Casualties, Closing, Disposition, Evidence, Extension, Link, MadeSafe, Response, Supervision
from incidents.requests import Asked, Request, RequestState
from incidents.tasks import Part, Task
from incidents.timing.clock import Clock


class State(StrEnum):
    """Where an incident stands (the seven stages of the closed loop; codes of the specification in brackets)."""

    ACCEPTED = "accepted"  # C_ACCEPTED 已受理·待立案
    FILED = "filed"  # C_FILED 已立案·待派遣
    DISPATCHED = "dispatched"  # C_DISPATCHED 已派遣·待签收
    PROCESSING = "processing"  # C_PROCESSING 处置中
    FEEDBACK = "feedback"  # C_FEEDBACK 已反馈·待核查
    CHECKING = "checking"  # C_CHECKING 核查中
    CHECKED = "checked"  # C_CHECKED 核查通过·待结案
    CLOSED = "closed"  # C_CLOSED 已结案
    REFUSED = "refused"  # C_REFUSED 不予立案
    SUSPENDED = "suspended"  # C_SUSPENDED 挂账中
    DEFERRED = "deferred"  # C_DEFERRED 缓办中
    EVALUATED = "evaluated"  # C_EVALUATED 已评价·归档
    MERGED = "merged"  # C_MERGED 已并案
    VOIDED = "voided"  # C_VOIDED 已作废


DAY_DIGITS = 8  # 20261120-0001: the day in the city, and the how-manieth
OVER = (State.CLOSED, State.REFUSED, State.EVALUATED, State.MERGED, State.VOIDED)


def is_number(name: str) -> bool:
    """Whether something that is called like this is an incident.

    >>> is_number("20261120-0001"), is_number("S20261120-0001"), is_number("2026-11-20")
    (True, False, False)
    """
    day, _, serial = name.partition("-")
    return len(day) == DAY_DIGITS and day.isdecimal() and serial.isdecimal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Into which parent an incident went, and how it stood then, so that it can be taken apart again exactly."""

    parent: str
    at: datetime
    by: str
    came_from: State
    again_at: datetime | None = None
    clocks: tuple[Clock, ...] = ()


class UnitState(StrEnum):
    """Where one unit stands on one incident."""

    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"  # the crew has the order
    EN_ROUTE = "en_route"
    STAGED = "staged"  # waits nearby
    ON_SCENE = "on_scene"
    TRANSPORTING = "transporting"
    AT_HOSPITAL = "at_hospital"
    CLEARED = "cleared"
    CANCELLED = "cancelled"  # called back before it arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When a unit will be there, as it said at `told_at`."""

    at: datetime
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One unit on one incident: its state, when it entered each state it was in, and by whom it was sent.

    A unit that is not `exclusive` may be on several incidents at once. When its incident is merged, the unit goes on
    for the parent: `moved_to` names that; there, `moved_from` names the child. `expected` is when it will be there, as
    often as it said so.
    """

    unit: str
    state: UnitState
    times: Mapping[UnitState, datetime]
    by: str = ""
    exclusive: bool = True
    moved_to: str = ""
    moved_from: str = ""
    expected: tuple[Expected, ...] = ()

    @property
    def live(self) -> bool:
        """Whether the unit is still bound here."""
        return not self.moved_to and self.state not in (UnitState.CLEARED, UnitState.CANCELLED)

    @property
    def ended_at(self) -> datetime | None:
        """When the unit was free again, if it is."""
        return self.times.get(UnitState.CLEARED) or self.times.get(UnitState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident as it stands at `version`.

    `origin` says who brought it ("119", "12345", "desk"), `reference` is its number there. `command` names the allied
    command that leads it, or is empty when our desk does. `level` is 1 (most urgent) to 4. `times` holds when each
    state was first entered, `again_at` when the present one was, if not for the first time. `clocks` are all
    that were ever started, in that order; `due_at` is the nearest deadline of those that run, `due` its name
    ("dispatch", …); `close_by` is when it should be closed. `area` is
    the code of the leaf area, or of the larger one that it is about; "" where it has neither. `made_up` marks what
    never happened. `by` is who changed it last; `entered_by` who last brought it into each state. A unit that was
    cleared and sent again has two assignments, the live one last. `address_en` and `detail_en` are the same in English,
    "" where nobody said it. `merged` says into which parent it went, `children` which incidents went into this one.
    `checker` is who was asked to check it. `paused_from` is since when the work is held up, None where it is not.
    `own_promise` says that our desk set `close_by`, not the sender. `misdirected` counts the times our own centre sent
    it to the wrong department. `sensitivity` is 0 to 3: 3 is never shown on the wall. `exercise` marks a drill.
    `made_safe` says how and when it was, None while nobody said so. `wrote_for` are who wrote down what its department
    said, or reported it done before rework. `ticked` are two versions: between them only its clocks changed it.
    """

    number: str
    version: int
    state: State
    category: str
    level: int
    origin: str
    reference: str
    command: str
    address: str
    detail: str
    lon: float | None
    lat: float | None
    area: str
    received_at: datetime
    changed_at: datetime
    times: Mapping[State, datetime]
    assignments: tuple[Assignment, ...] = ()
    due: str = ""
    due_at: datetime | None = None
    close_by: datetime | None = None
    made_up: bool = False
    by: str = ""
    entered_by: Mapping[State, str] = field(default_factory=dict[State, str])
    again_at: datetime | None = None
    address_en: str = ""
    detail_en: str = ""
    tasks: tuple[Task, ...] = ()
    requests: tuple[Request, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    extensions: tuple[Extension, ...] = ()
    responses: tuple[Response, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()
    closings: tuple[Closing, ...] = ()
    merged: Merged | None = None
    children: tuple[str, ...] = ()
    casualties: Casualties | None = None
    made_safe: MadeSafe | None = None
    disposition: Disposition | None = None
    checker: str = ""
    own_promise: bool = False
    paused_from: datetime | None = None
    clocks: tuple[Clock, ...] = ()
    rework_count: int = 0
    reopen_count: int = 0
    misdirected: int = 0
    sensitivity: int = 0
    exercise: bool = False
    wrote_for: tuple[str, ...] = ()
    ticked: tuple[int, int] = (0, 0)

    @property
    def entered_at(self) -> datetime:
        """When the present state was entered."""
        return self.again_at or self.times.get(self.state, self.received_at)

    def is_as_seen(self, version: int) -> bool:
        """Whether nobody did anything since that version: what clocks alone did is no reason to look again."""
        first, last = self.ticked
        return version == self.version or (last == self.version and first <= version < last)

    @property
    def open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state not in OVER

    @property
    def lead(self) -> Task | None:
        """The task of the department that leads, while anything is wanted of it."""
        return next((one for one in self.tasks if one.part is Part.LEAD and one.live), None)

    @property
    def resumes_at(self) -> datetime | None:
        """When what is deferred goes on, or what is suspended is looked at again; None where nothing is."""
        wanted = {State.SUSPENDED: Asked.SUSPENSION, State.DEFERRED: Asked.DEFERRAL}.get(self.state)
        granted = [one for one in self.requests if one.kind is wanted and one.state is RequestState.APPROVED]
        return granted[-1].until if granted else None

    def pending(self, kind: Asked) -> Request | None:
        """The request of this kind that waits for a decision, if any does."""
        return next((one for one in self.requests if one.kind is kind and one.pending), None)

    @property
    def live_units(self) -> tuple[str, ...]:
        """The units that are still bound."""
        return tuple(one.unit for one in self.assignments if one.live)

    @property
    def first_on_scene(self) -> datetime | None:
        """When the first unit arrived, if one has."""
        arrivals = [one.times[UnitState.ON_SCENE] for one in self.assignments if UnitState.ON_SCENE in one.times]
        return min(arrivals, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Somebody or something says that something is wrong; the desk makes an incident of it.

    `key` is the sender's own key: the same key from the same origin never makes two incidents. `area` is the code of
    the area that it is about where that is no single place; else the leaf that holds the place is taken. `exercise`
    marks a drill or a test: it goes its way like any other, but nobody outside hears of it.
    """

    origin: str
    key: str
    at: datetime
    category: str
    level: int
    lon: float | None
    lat: float | None
    address: str = ""
    address_en: str = ""
    detail: str = ""
    detail_en: str = ""
    area: str = ""
    command: str = ""
    reference: str = ""
    close_by: datetime | None = None
    made_up: bool = False
    exercise: bool = False
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
