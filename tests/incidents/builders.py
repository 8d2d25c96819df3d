"""A desk at noon, and incidents that have come as far as a test wants."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from incidents.desk import Desk
from incidents.incident import Incident, Signal, State
from incidents.intake.acting import Step
from incidents.intake.reception import Reception
from incidents.intake.surroundings import Surroundings
from incidents.intake.wanting import SignalWish
from incidents.policy import Policy
from incidents.roles import Actor, Role
from incidents.timing.calendars import IN_UTC, Calendars
from store.memory import MemoryRecord

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def mission(lon: float, lat: float) -> str:
    """The area of every place."""
    return "mission"


def nowhere(lon: float, lat: float) -> str:
    """The area of places in no area."""
    return ""


@dataclass
class Clock:
    """A clock that a test turns."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


# How an incident comes to each state: the actions in order, each with who makes it.
WAY: dict[State, tuple[tuple[str, str], ...]] = {
    State.ACCEPTED: (),
    State.REFUSED: (("refuse", "li"),),
    State.FILED: (("file", "li"),),
    State.DISPATCHED: (("file", "li"), ("assign", "wang")),
    State.PROCESSING: (("file", "li"), ("assign", "wang"), ("on_scene", "E01")),
    State.FEEDBACK: (("file", "li"), ("assign", "wang"), ("on_scene", "E01"), ("clear", "E01"), ("report_done", "E01")),
}
WAY[State.CHECKING] = (*WAY[State.FEEDBACK], ("assign_check", "li"))
WAY[State.CHECKED] = (*WAY[State.CHECKING], ("check_pass", "zhao"))
WAY[State.CLOSED] = (*WAY[State.CHECKED], ("close", "li"))


@dataclass
class Room:
    """A desk, its record, its clock, and everything that it announced."""

    record: MemoryRecord = field(default_factory=MemoryRecord)
    clock: Clock = field(default_factory=Clock)
    announced: list[tuple[Incident, ...]] = field(default_factory=list)
    calendars: Calendars = IN_UTC
    keys: Callable[[], int] = field(default_factory=lambda: count(1).__next__)
    policy: Policy = field(default_factory=Policy)
    shared: Callable[[str], bool] = lambda _: False
    around: Surroundings | None = None

    def __post_init__(self) -> None:
        self.desk = Desk(
            self.record, self.clock, self.announced.append, mission, policy=self.policy, shared=self.shared,
            calendars=self.calendars, around=self.around,
        )  # fmt: skip

    def signal(self, **changes: object) -> Signal:
        facts: dict[str, object] = {
            "origin": "desk", "key": f"k{self.keys()}", "at": self.clock(), "category": "U0452", "level": 2,
            "lon": -122.42, "lat": 37.76,
        }  # fmt: skip
        return Signal(**facts | changes)  # type: ignore[arg-type] - a test names the facts it wants

    def incident(self, state: State = State.ACCEPTED, unit: str = "E01", **changes: object) -> Incident:
        incident = self.desk.receive(self.signal(**changes), "li").incident
        assert incident is not None, "its source is admitted at once"
        for action, by in WAY[state]:
            self.clock.turn(minutes=1)
            incident = self.desk.act(incident.number, action, by=by, unit=unit, note="as it was seen")
        return incident


TAKER = Actor(by="li", roles=frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.COLLECTOR}))
CHIEF = Actor(by="zhao", roles=frozenset({Role.CHIEF}))


def hotline(room: Room, **changes: object) -> Signal:
    """A citizen's call."""
    return room.signal(**{"origin": "12345", "extra": {"caller": "c1"}} | changes)


def act(room: Room, one: Reception, action: str, by: Actor = TAKER, **wish: Any) -> Step:
    """What comes of an action on a signal."""
    return room.desk.signal_act(SignalWish(number=one.number, action=action, actor=by, **wish))
