"""At times: how far back and ahead a time is believed, and that nothing becomes timely by an early date."""

from datetime import timedelta

import pytest

from incidents.details import Details
from incidents.incident import Incident, State, UnitState
from incidents.refusals import NotPossible
from incidents.roles import Role
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import Room
from tests.incidents.examples import SEND
from tests.incidents.hands import ASK_SUSPENSION, WAYS, at, hand, sign


@pytest.fixture
def room() -> Room:
    return Room()


def refused(room: Room, incident: Incident, action: str, role: Role, **wish: object) -> list[str]:
    with pytest.raises(NotPossible) as refusal:
        room.desk.act(incident.number, action, actor=hand(role), **wish)  # type: ignore[arg-type] - by name
    assert all(one.words["zh"] and one.words["en"] for one in refusal.value.unmet)
    return [one.code for one in refusal.value.unmet]


@pytest.mark.parametrize(
    ("off", "code"), [(timedelta(minutes=3), "ahead_of_time"), (timedelta(hours=-24, minutes=-1), "long_ago")]
)
def test_a_time_far_off_is_not_believed(room: Room, off: timedelta, code: str):
    incident = at(room, State.FILED)
    assert refused(room, incident, "note", Role.CHIEF, note="seen then", at=room.clock() + off) == [code]


@pytest.mark.parametrize("off", [timedelta(minutes=2), timedelta(hours=-24)])
def test_a_time_near_by_is(room: Room, off: timedelta):
    incident = at(room, State.FILED)
    room.desk.act(incident.number, "note", actor=hand(Role.CHIEF), note="seen then", at=room.clock() + off)
    assert room.desk.log(incident.number)[-1].at == room.clock() + off


@pytest.mark.parametrize(
    ("state", "action", "role", "after", "code"),
    [
        (State.VOIDED, "restore", Role.LEADER, timedelta(hours=25), "voided_lately"),
        (State.REFUSED, "appeal", Role.CHIEF, timedelta(days=7, hours=1), "refused_lately"),
        (State.CLOSED, "reopen", Role.CHIEF, timedelta(days=7, hours=1), "closed_lately"),
    ],
)
def test_what_is_asked_too_late_is_late_whatever_date_it_bears(
    room: Room, state: State, action: str, role: Role, after: timedelta, code: str
):
    incident = at(room, state)
    room.clock.now += after
    early = room.clock() - timedelta(hours=23)
    assert refused(room, incident, action, role, note="dark again", at=early) == [code]


def test_more_time_is_not_asked_for_after_it_is_due_by_an_early_date(room: Room):
    incident = at(room, State.PROCESSING)
    assert incident.close_by is not None
    early, room.clock.now = incident.close_by - timedelta(seconds=1), incident.close_by + timedelta(minutes=1)
    more = Details(reason="workload", add_s=600)
    assert refused(room, incident, "ask_extension", Role.DEPARTMENT, at=early, details=more) == ["asked_in_time"]


def test_what_is_held_up_is_held_up_since_it_was_asked_for_and_not_before(room: Room):
    assert WAYS[State.SUSPENDED][-3:] == (ASK_SUSPENSION, sign("suspension"), sign("suspension", Role.LEADER))
    incident = at(room, State.PROCESSING)
    room.clock.turn(hours=1)
    details = Details(reason="season", until=room.clock() + timedelta(days=60))
    asked = room.desk.act(
        incident.number, "ask_suspension", actor=hand(Role.DEPARTMENT), note="as it was seen", details=details,
        at=room.clock() - timedelta(minutes=50),
    )  # fmt: skip
    assert asked.requests[-1].requested_at == room.clock()


def test_a_clock_that_is_off_is_set_right_and_marked(room: Room):
    incident = at(room, State.PROCESSING, SEND)
    device = room.clock.turn(minutes=30) + timedelta(minutes=10)
    after = room.desk.act(
        incident.number, "on_scene", actor=hand(Role.UNIT), unit="E01", at=device - timedelta(minutes=5),
        device_at=device,
    )  # fmt: skip
    line = room.desk.log(incident.number)[-1]
    assert (line.at, line.recorded_at) == (room.clock() - timedelta(minutes=5), room.clock())
    assert line.details["clock_off_s"] == "600"
    assert after.assignments[0].times[UnitState.ON_SCENE] == line.at


def test_a_clock_that_is_right_is_not_marked(room: Room):
    incident = at(room, State.FILED)
    device = room.clock() + timedelta(seconds=119)
    room.desk.act(incident.number, "note", actor=hand(Role.CHIEF), note="seen now", device_at=device)
    assert "clock_off_s" not in room.desk.log(incident.number)[-1].details


def test_a_unit_is_not_on_scene_before_it_was_sent(room: Room):
    incident = at(room, State.PROCESSING, SEND)
    early = incident.assignments[0].times[UnitState.DISPATCHED] - timedelta(seconds=1)
    assert refused(room, incident, "on_scene", Role.UNIT, unit="E01", at=early) == ["unit_in_order"]


def clock_of(incident: Incident, kind: ClockKind) -> Clock:
    return next(one for one in incident.clocks if one.kind is kind)


def test_nobody_writes_an_early_time_into_a_deadline_that_has_passed(room: Room):
    incident = at(room, State.PROCESSING)
    due = clock_of(incident, ClockKind.DISPOSE).due_at
    assert due is not None
    room.clock.now = due + timedelta(minutes=5)
    after = room.desk.act(
        incident.number, "report_done", actor=hand(Role.DEPARTMENT), at=due - timedelta(minutes=5), note="it was done"
    )
    late = clock_of(after, ClockKind.DISPOSE)
    assert (late.state, late.breached_at) == (ClockState.MET_LATE, due)
    assert after.times[State.FEEDBACK] == due - timedelta(minutes=5)


def test_what_a_crew_tells_late_was_in_time(room: Room):
    incident = at(room, State.DISPATCHED, SEND)
    acknowledge = clock_of(incident, ClockKind.ACKNOWLEDGE).due_at
    assert acknowledge is not None
    room.clock.now = acknowledge + timedelta(minutes=5)
    left = acknowledge - timedelta(seconds=1)
    after = room.desk.act(incident.number, "en_route", actor=hand(Role.UNIT), unit="E01", at=left)
    assert clock_of(after, ClockKind.ACKNOWLEDGE).state is ClockState.MET
