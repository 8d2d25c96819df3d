"""Merging copies nothing and can be undone exactly; units go on without noticing."""

from dataclasses import replace

import pytest

from incidents.details import Details
from incidents.incident import Incident, State, UnitState
from incidents.refusals import NotPossible
from incidents.roles import Role
from tests.incidents.builders import Room
from tests.incidents.hands import MERGE, Act, at

SEND = Act(action="assign", role=Role.DISPATCHER, unit="E01")
MERGEABLE = (State.ACCEPTED, State.FILED, State.DISPATCHED, State.PROCESSING)


def into(parent: Incident) -> Act:
    return replace(MERGE, details=Details(parent=parent.number))


UNMERGE = Act(action="unmerge", role=Role.CHIEF)


def facts(incident: Incident) -> Incident:
    """The incident without what every change touches."""
    return replace(incident, version=0, changed_at=incident.received_at, by="")


@pytest.mark.parametrize("state", MERGEABLE)
@pytest.mark.parametrize("sent", [(), (SEND,)], ids=len)
def test_29_merging_and_taking_apart_again_leaves_both_exactly_as_they_were(
    room: Room, state: State, sent: tuple[Act, ...]
):
    units = sent if state in (State.DISPATCHED, State.PROCESSING) else ()
    parent = at(room, State.DISPATCHED, replace(SEND, unit="E02"), detail="smoke")
    child = at(room, state, *units, detail="fire in the cellar", reference="W7")
    merged = into(parent).done(room, child)
    assert (merged.state, merged.open, merged.live_units) == (State.MERGED, False, ())
    both = room.desk.find(parent.number)
    assert both.children == (child.number,)
    assert set(both.live_units) == {"E02", *(one.unit for one in units)}
    assert facts(replace(both, children=(), assignments=parent.assignments)) == facts(parent)
    again = UNMERGE.done(room, merged)
    assert facts(again) == facts(child)
    assert facts(room.desk.find(parent.number)) == facts(parent)
    assert [one.action for one in room.desk.log(parent.number)][-2:] == ["take_in", "give_back"]


def test_a_unit_goes_on_for_the_parent_and_comes_back_as_far_as_it_got(room: Room):
    parent, child = at(room, State.DISPATCHED), at(room, State.DISPATCHED, SEND)
    merged = into(parent).done(room, child)
    there = room.desk.act(parent.number, "on_scene", by="E01", unit="E01", at=room.clock.turn(minutes=1))
    assert there.assignments[-1].times[UnitState.DISPATCHED] == child.assignments[0].times[UnitState.DISPATCHED]
    back = UNMERGE.done(room, merged)
    assert [(one.state, one.live) for one in back.assignments] == [(UnitState.ON_SCENE, True)]
    assert room.desk.find(parent.number).live_units == ()
    with room.record.transaction() as work:
        assert work.bound(["E01"]) == {"E01": child.number}


def test_a_unit_that_was_cleared_meanwhile_is_not_bound_again(room: Room):
    parent, child = at(room, State.DISPATCHED), at(room, State.DISPATCHED, SEND)
    merged = into(parent).done(room, child)
    room.desk.act(parent.number, "clear", by="E01", unit="E01", at=room.clock.turn(minutes=1))
    back = UNMERGE.done(room, merged)
    assert back.live_units == ()
    assert [one.state for one in room.desk.find(parent.number).assignments] == [UnitState.CLEARED]


def test_30_two_incidents_do_not_go_into_one_another_nor_a_third_below_them(room: Room):
    first, second, third = (at(room, State.FILED) for _ in range(3))
    merged = into(second).done(room, first)
    with pytest.raises(NotPossible) as circle:
        into(merged).done(room, second)
    with pytest.raises(NotPossible) as depth:
        into(third).done(room, second)
    assert {"childless", "parent_on_top"} <= {one.code for one in circle.value.unmet}
    assert [one.code for one in depth.value.unmet] == ["childless"]
    with pytest.raises(NotPossible, match="Name that one"):
        into(merged).done(room, third)


def test_a_drill_is_never_merged_with_the_real_world(room: Room):
    parent = at(room, State.FILED)
    with room.record.transaction() as work:
        drill = replace(work.incidents([parent.number])[parent.number], exercise=True)
    room.record.incidents[parent.number] = drill
    with pytest.raises(NotPossible, match="A drill and the real world"):
        into(parent).done(room, at(room, State.FILED))


def test_a_unit_on_both_is_cleared_on_one_first():
    room = Room(shared=lambda unit: unit == "E01")
    parent, child = at(room, State.DISPATCHED, SEND), at(room, State.DISPATCHED, SEND)
    with pytest.raises(NotPossible, match="A unit is on both incidents"):
        into(parent).done(room, child)


def test_what_went_into_an_archived_incident_stays_there(room: Room):
    parent, child = at(room, State.FILED), at(room, State.FILED)
    merged = into(parent).done(room, child)
    room.record.incidents[parent.number] = replace(room.desk.find(parent.number), state=State.EVALUATED)
    with pytest.raises(NotPossible, match="archived"):
        UNMERGE.done(room, merged)


def test_a_crew_that_speaks_of_the_child_is_heard_at_the_parent(room: Room):
    from incidents.notice import Notice, What  # noqa: PLC0415 - this test alone speaks like a crew

    parent, child = at(room, State.DISPATCHED), at(room, State.DISPATCHED, SEND)
    into(parent).done(room, child)
    now = room.clock.turn(minutes=1)
    (moved,) = room.desk.mirror(
        [Notice(at=now, origin="police", what=What.ON_SCENE, number=child.number, unit="E01")]
    ).incidents
    assert (moved.number, moved.state, moved.first_on_scene) == (parent.number, State.PROCESSING, now)
