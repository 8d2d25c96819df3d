"""Incident: the thing itself, numbered, from the first word of it until it is truly over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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


class UnitState(StrEnum):
    """Where one unit stands on one incident."""

    DISPATCHED = "dispatched"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    TRANSPORTING = "transporting"
    AT_HOSPITAL = "at_hospital"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One unit on one incident: its state, when it entered each state it was in, and by whom it was sent."""

    unit: str
    state: UnitState
    times: Mapping[UnitState, datetime]
    by: str = ""

    @property
    def live(self) -> bool:
        """Whether the unit is still bound."""
        return self.state is not UnitState.CLEARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident as it stands at `version`.

    `origin` says who brought it ("119", "12345", "desk"), `reference` is its number there. `command` names the allied
    command that leads it, or is empty when our desk does. `level` is 1 (most urgent) to 4. `times` holds when each
    state was first entered, `again_at` when the present one was, if not for the first time. `due_at` is when the
    present state's clock runs out, `due` its name ("dispatch", …); `close_by` is when it should be closed. `area` is
    the code of the leaf area, or of the larger one that it is about; "" where it has neither. `made_up` marks what
    never happened. `by` is who changed it last; `entered_by` who last brought it into each state. A unit that was
    cleared and sent again has two assignments, the live one last. `address_en` and `detail_en` are the same in English,
    "" where nobody said it.
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

    @property
    def entered_at(self) -> datetime:
        """When the present state was entered."""
        return self.again_at or self.times.get(self.state, self.received_at)

    @property
    def open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state not in (State.CLOSED, State.REFUSED)

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
    the area that it is about where that is no single place; else the leaf that holds the place is taken.
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
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
