"""Units are sent, tell where they are, and are bound to one incident at a time."""

from datetime import timedelta

import pytest

from incidents.incident import State, UnitState
from incidents.refusals import NotPossible, UnitBusy
from tests.incidents.builders import Room


def test_the_first_unit_dispatches_and_its_leaving_acknowledges(room: Room):
    incident = room.incident(State.FILED)
    sent = room.desk.act(incident.number, "assign", by="li", unit="E01")
    second = room.desk.act(incident.number, "assign", by="li", unit="E02")
    gone = room.desk.act(incident.number, "en_route", by="E01", unit="E01")
    assert (sent.state, second.state, gone.state) == (State.DISPATCHED, State.DISPATCHED, State.PROCESSING)
    assert gone.live_units == ("E01", "E02")


def test_a_dispatch_may_name_a_unit_or_a_department_alone(room: Room):
    alone, crewed = room.incident(State.FILED), room.incident(State.FILED)
    assert room.desk.act(alone.number, "dispatch", by="li").assignments == ()
    assert room.desk.act(crewed.number, "dispatch", by="li", unit="E01").live_units == ("E01",)


def test_an_assignment_without_a_unit_is_refused(room: Room):
    with pytest.raises(NotPossible, match="Name the unit"):
        room.desk.act(room.incident(State.FILED).number, "assign", by="li")


def test_a_unit_that_is_busy_elsewhere_is_not_sent(room: Room):
    first, second = room.incident(State.PROCESSING), room.incident(State.FILED)
    with pytest.raises(UnitBusy, match=f"E01 is still on incident {first.number}"):
        room.desk.act(second.number, "assign", by="li", unit="E01")


def test_a_cleared_unit_may_be_sent_again_to_the_same_incident(room: Room):
    incident = room.incident(State.PROCESSING)
    room.desk.act(incident.number, "clear", by="E01", unit="E01")
    again = room.desk.act(incident.number, "assign", by="li", unit="E01", at=room.clock.turn(minutes=1))
    assert [one.state for one in again.assignments] == [UnitState.CLEARED, UnitState.DISPATCHED]
    assert room.desk.act(incident.number, "on_scene", by="E01", unit="E01").live_units == ("E01",)


def test_a_unit_that_was_not_sent_cannot_arrive(room: Room):
    with pytest.raises(NotPossible, match="E09 was not sent here"):
        room.desk.act(room.incident(State.DISPATCHED).number, "on_scene", by="E09", unit="E09")


def test_a_late_word_from_the_field_is_taken_if_the_order_is_kept(room: Room):
    incident = room.incident(State.DISPATCHED)
    sent_at = incident.assignments[0].times[UnitState.DISPATCHED]
    room.clock.turn(minutes=10)
    room.desk.act(incident.number, "on_scene", by="E01", unit="E01", at=sent_at + timedelta(minutes=8))
    after = room.desk.act(incident.number, "en_route", by="E01", unit="E01", at=sent_at + timedelta(minutes=1))
    assert after.assignments[0].state is UnitState.ON_SCENE
    assert after.first_on_scene == sent_at + timedelta(minutes=8)
    assert after.assignments[0].times[UnitState.EN_ROUTE] == sent_at + timedelta(minutes=1)


@pytest.mark.parametrize(("action", "minutes"), [("on_scene", -1), ("transport", 1)])
def test_a_units_times_never_run_backwards(room: Room, action: str, minutes: float):
    incident = room.incident(State.DISPATCHED)
    sent_at = incident.assignments[0].times[UnitState.DISPATCHED]
    room.clock.turn(minutes=10)
    room.desk.act(incident.number, "en_route", by="E01", unit="E01", at=sent_at + timedelta(minutes=2))
    with pytest.raises(NotPossible, match="would run backwards"):
        room.desk.act(incident.number, action, by="E01", unit="E01", at=sent_at + timedelta(minutes=minutes))


def test_an_incident_led_by_another_command_is_not_moved_by_us(room: Room):
    theirs = room.desk.receive(room.signal(origin="119", command="119", category="E2001"), "119").incident
    assert room.desk.possible(theirs) == ("change_sensitivity",)
    with pytest.raises(NotPossible, match="119 leads this incident") as refusal:
        room.desk.act(theirs.number, "dispatch", by="li")
    assert refusal.value.possible == ("change_sensitivity",)


def test_a_unit_of_ours_supports_another_commands_incident(room: Room):
    theirs = room.desk.receive(room.signal(origin="119", command="119", category="E2001"), "119").incident
    sent = room.desk.act(theirs.number, "assign", by="li", unit="S1")
    there = room.desk.act(theirs.number, "on_scene", by="S1", unit="S1")
    assert (sent.state, there.state, there.live_units) == (State.FILED, State.FILED, ("S1",))
    assert room.desk.act(theirs.number, "clear", by="S1", unit="S1").live_units == ()
