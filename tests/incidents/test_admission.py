"""Whoever speaks is let in as far as they are believed: drills stay among themselves, leaders' orders are watched."""

from datetime import timedelta

import pytest

from incidents.details import Details
from incidents.incident import State
from incidents.intake.reception import SignalState
from incidents.intake.refusals import SignalNotPossible
from incidents.notice import Notice, What
from incidents.refusals import NotPossible
from tests.incidents.builders import Room, act, hotline
from tests.incidents.hands import MERGE


def test_a_drill_goes_its_way_like_any_other_and_its_messages_stay_in_the_house(room: Room):  # J 37
    incident = room.incident(State.DISPATCHED, exercise=True)
    assert incident.exercise
    assert [one.exercise for one in room.record.messages(9)] == [True]
    call = room.desk.receive(hotline(room, level=3, exercise=True), "li").reception
    act(room, call, "reject", reason="test", note="演练已经结束")
    assert [one.exercise for one in room.record.messages(9)] == [True, True]


def test_a_drill_is_never_about_what_is_real(room: Room):  # J 37, D.5
    real, drill = room.incident(State.FILED), room.incident(State.FILED, exercise=True)
    call = room.desk.receive(hotline(room, category="U0452", level=3, exercise=True), "li").reception
    assert [one.number for one in room.desk.signals.likely(call)] == [drill.number]
    with pytest.raises(SignalNotPossible) as refused:
        act(room, call, "link", incident=real.number)
    assert {one.code for one in refused.value.unmet} == {"same_world"}
    with pytest.raises(NotPossible) as not_merged:
        room.desk.act(drill.number, MERGE.action, by="chen", details=Details(parent=real.number))
    assert "same_world" in {one.code for one in not_merged.value.unmet}


@pytest.mark.parametrize("origin", ["LEADER", "MEDIA"])
def test_orders_from_above_are_supervised_from_the_start(room: Room, origin: str):
    came = room.desk.receive(room.signal(origin=origin, key="文-7", close_by=None), "office")
    assert came.incident is not None
    [order] = came.incident.supervisions
    assert (order.level, order.by, order.at, order.released_at) == (1, origin, room.clock(), None)
    assert order.until > room.clock()
    due = room.clock() + timedelta(hours=5)
    asked = room.desk.receive(room.signal(origin=origin, close_by=due), "office").incident
    assert asked is not None
    assert asked.supervisions[0].until == due


def test_what_an_allied_command_received_is_a_signal_of_theirs(room: Room):
    at = room.clock()
    notice = Notice(at=at, origin="119", what=What.RECEIVED, reference="F-1", category="E2001", level=1,
                    lon=-122.42, lat=37.76, detail="厨房起火")  # fmt: skip
    [incident] = room.desk.mirror([notice]).incidents
    [one] = room.record.intake.behind(incident.number)
    assert (one.state, one.signal.command, one.signal.key, one.reply.why_not) == (
        SignalState.ACCEPTED, "119", "F-1", "theirs",
    )  # fmt: skip
    assert [line.move for line in room.desk.signals.log(one.number)] == ["SG0", "SG3"]
    again = room.desk.receive(room.signal(origin="119", key="F-2", reference="F-1", category="E2001"), "119")
    assert again.incident is not None
    assert (again.incident.number, again.reception.state) == (incident.number, SignalState.LINKED)


def test_a_command_that_says_so_twice_makes_one_signal(room: Room):
    room.desk.receive(room.signal(origin="119", key="F-1", category="E2001"), "119")
    notice = Notice(at=room.clock(), origin="119", what=What.RECEIVED, reference="F-1", category="E2001", level=1)
    room.desk.mirror([notice])
    assert len(room.record.intake.newest(list(SignalState), 9)) == 1


def test_those_who_only_pretend_raise_no_real_level(room: Room):  # J 37
    for caller in ("a", "b", "c"):
        room.desk.receive(hotline(room, level=3, exercise=True, extra={"caller": caller}), "li")
    real = room.desk.receive(hotline(room, level=3, extra={"caller": "d"}), "li").reception
    assert (real.level, real.fired) == (3, ())
