"""Hands: people in their roles, and how they bring an incident to every state there is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from incidents.attachments import Attachment, Kept
from incidents.details import NOTHING, Details
from incidents.incident import Incident, State
from incidents.machines.incident import row_of
from incidents.machines.request import ASKS
from incidents.parts import Stage
from incidents.ports import Changes
from incidents.roles import Actor, Role
from tests.incidents.builders import Room

NAMES = MappingProxyType({
    Role.COLLECTOR: "zhao", Role.CALL_TAKER: "li", Role.DISPATCHER: "wang", Role.CHIEF: "chen", Role.DEPARTMENT: "zhou",
    Role.UNIT: "E01", Role.INSPECTOR: "sun", Role.COMMANDER: "wu", Role.LEADER: "qian", Role.ADMIN: "root",
    Role.WALL: "wall", Role.SYSTEM: "onescreen",
})  # fmt: skip
LEADS = "交警"  # who leads incidents of the category that the tests use
Tell = Details | Callable[[Room, Incident], Details]


def hand(role: Role, by: str = "", department: str = LEADS) -> Actor:
    """Somebody in this role and no other."""
    return Actor(
        by=by or NAMES[role], roles=frozenset({role}), department=department if role is Role.DEPARTMENT else "",
        unit="E01" if role is Role.UNIT else "",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Act:
    """One action by somebody in a role."""

    action: str
    role: Role
    details: Tell = NOTHING
    note: str = ""
    unit: str = ""
    by: str = ""
    department: str = LEADS
    minutes: float = 1

    def done(self, room: Room, incident: Incident) -> Incident:
        room.clock.turn(minutes=self.minutes)
        details = self.details if isinstance(self.details, Details) else self.details(room, incident)
        actor = hand(self.role, self.by, self.department)
        for name in details.evidence:
            lie_there(room, incident.number, name)
        return room.desk.act(
            incident.number, self.action, actor=actor, details=details, note=self.note, unit=self.unit or None
        )


def lie_there(room: Room, number: str, name: str) -> None:
    """Something of this name is attached to the incident."""
    there = Attachment(
        number=number, kept=Kept(sha256=name, media_type="image/png", size=1), stage=Stage.AFTER, name=name, by="li",
        at=room.clock(),
    )  # fmt: skip
    with room.record.transaction() as work:
        if name not in {one.kept.sha256 for one in work.attachments(number)}:
            work.write(Changes(attachments=(there,)))


def later(room: Room, **span: float) -> Details:
    return Details(until=room.clock() + timedelta(**span))


def parent(room: Room, incident: Incident) -> Details:
    """Another incident, dispatched, of the same level."""
    return Details(parent=at(room, State.DISPATCHED, level=incident.level).number)


def other(room: Room, incident: Incident) -> Details:
    return Details(parent=at(room, State.FILED, level=incident.level).number)


FILE = Act(action="file", role=Role.CALL_TAKER)
DISPATCH = Act(action="dispatch", role=Role.DISPATCHER)
ACKNOWLEDGE = Act(action="acknowledge", role=Role.DEPARTMENT)
# It takes no time, so that the moments of a test stay where they are.
SAFE = Act(action="make_safe", role=Role.DEPARTMENT, details=Details(kind="fenced"), minutes=0)
REPORT = Act(action="report_done", role=Role.DEPARTMENT)
ASSIGN_CHECK = Act(action="assign_check", role=Role.CALL_TAKER, details=Details(checker=NAMES[Role.COLLECTOR]))
PASS = Act(action="check_pass", role=Role.COLLECTOR)
CLOSE = Act(action="close", role=Role.CHIEF)
MERGE = Act(action="merge", role=Role.CHIEF, details=parent)


def ask(kind: str, role: Role = Role.DEPARTMENT, **told: object) -> Act:
    """A request; `until` may be given as a span."""

    def details(room: Room, incident: Incident) -> Details:
        said = {name: room.clock() + one if isinstance(one, timedelta) else one for name, one in told.items()}
        return Details(**said)  # type: ignore[arg-type] - by name

    return Act(action=f"ask_{kind}", role=role, details=details, note="as it was seen")


ASK_RETURN = ask("return", reason="misdirected")
ASK_SUSPENSION = ask("suspension", reason="season", until=timedelta(days=60))
ASK_DEFERRAL = ask("deferral", reason="weather", until=timedelta(days=3))
ASK_EXTENSION = ask("extension", reason="workload", add_s=600)
ASK_VOID = ask("void", Role.DISPATCHER, reason="mistaken")


def sign(kind: str, role: Role = Role.CHIEF) -> Act:
    return Act(action=f"approve_{kind}", role=role)


# How an incident comes to each state, every step by who does it in life.
WAYS: dict[State, tuple[Act, ...]] = {
    State.ACCEPTED: (),
    State.REFUSED: (Act(action="refuse", role=Role.CHIEF, note="not ours"),),
    State.FILED: (FILE,),
    State.DISPATCHED: (FILE, DISPATCH),
    State.PROCESSING: (FILE, DISPATCH, ACKNOWLEDGE),
    State.FEEDBACK: (FILE, DISPATCH, ACKNOWLEDGE, REPORT),
    State.CHECKING: (FILE, DISPATCH, ACKNOWLEDGE, REPORT, ASSIGN_CHECK),
    State.CHECKED: (FILE, DISPATCH, ACKNOWLEDGE, REPORT, ASSIGN_CHECK, PASS),
    State.CLOSED: (FILE, DISPATCH, ACKNOWLEDGE, REPORT, ASSIGN_CHECK, PASS, CLOSE),
    State.EVALUATED: (
        FILE, DISPATCH, ACKNOWLEDGE, REPORT, ASSIGN_CHECK, PASS, CLOSE,
        Act(action="evaluate", role=Role.INSPECTOR, minutes=7 * 24 * 60),
    ),
    State.SUSPENDED: (
        FILE, DISPATCH, ACKNOWLEDGE, ASK_SUSPENSION, sign("suspension"), sign("suspension", Role.LEADER)
    ),
    State.DEFERRED: (FILE, DISPATCH, ACKNOWLEDGE, ASK_DEFERRAL, sign("deferral")),
    State.MERGED: (FILE, MERGE),
    State.VOIDED: (FILE, Act(action="void", role=Role.CHIEF, note="a test")),
}  # fmt: skip


def at(room: Room, state: State, *before: Act, when: State | None = None, **facts: object) -> Incident:
    """An incident in this state; `before` is done on the way, as soon as it is in the state `when`."""
    incident, when = room.incident(State.ACCEPTED, **facts), when or state
    waiting = list(before)
    for step in (None, *WAYS[state]):
        if step is not None and (
            step.action in ASKS or row_of(step.action, incident.state)
        ):  # not what was done already
            incident = step.done(room, incident)
        while waiting and incident.state is when:
            incident = waiting.pop(0).done(room, incident)
    return incident


def anyone(by: str) -> Actor:
    """Somebody in every role that people have, whom nobody asked who they are."""
    return Actor(by=by, roles=frozenset(Role) - {Role.WALL, Role.SYSTEM}, unasked=True)
