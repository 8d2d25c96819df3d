"""How a unit stands follows from where it is bound, and from nothing else."""

from datetime import timedelta

import pytest

from incidents.incident import State, UnitState
from incidents.unit_status import AVAILABLE, RETURNING, status
from tests.incidents.builders import NOON, Room
from tests.incidents.hands import at

LIVE = (UnitState.DISPATCHED, UnitState.ACKNOWLEDGED, UnitState.EN_ROUTE, UnitState.STAGED, UnitState.AT_HOSPITAL,
        UnitState.TRANSPORTING, UnitState.ON_SCENE)  # fmt: skip


@pytest.mark.parametrize("most", range(len(LIVE)))
def test_where_a_unit_is_counts_more_than_where_it_shall_go(most: int):
    assert status(LIVE[: most + 1]) == LIVE[most].value
    assert status(reversed(LIVE[: most + 1])) == LIVE[most].value


def test_a_unit_that_is_bound_nowhere_is_returning_for_ten_minutes_then_available():
    freed = {"freed_at": NOON}
    assert status([], **freed, now=NOON + timedelta(minutes=9)) == RETURNING
    assert status([], **freed, now=NOON + timedelta(minutes=10)) == AVAILABLE
    assert status([UnitState.CLEARED, UnitState.CANCELLED]) == AVAILABLE
    assert status([UnitState.ON_SCENE], set_by_hand="out_of_service") == "out_of_service"


def test_02_a_second_call_does_not_wipe_out_that_a_unit_is_on_scene():
    room = Room(shared=lambda unit: unit == "G1")
    first, second = at(room, State.DISPATCHED), at(room, State.DISPATCHED)
    for number in (first.number, second.number):
        room.desk.act(number, "assign", by="wang", unit="G1", at=room.clock.turn(minutes=1))
    room.desk.act(first.number, "on_scene", by="G1", unit="G1", at=room.clock.turn(minutes=1))
    bound = [one for incident in room.desk.open_incidents() for one in incident.assignments if one.live]
    assert [(one.unit, one.exclusive) for one in bound] == [("G1", False)] * 2
    assert status(one.state for one in bound) == "on_scene"
    assert len({one.unit for one in bound}) == 1  # 3: counted once, however many calls it is on


def test_a_unit_is_called_back_before_it_arrives_and_cleared_after(room: Room):
    incident = at(room, State.FILED)
    room.desk.act(incident.number, "assign", by="wang", unit="E01", at=room.clock.turn(minutes=1))
    for action, state in (("confirm", "acknowledged"), ("stage", "staged"), ("stand_down", "cancelled")):
        after = room.desk.act(incident.number, action, by="wang", unit="E01", at=room.clock.turn(minutes=1))
        assert after.assignments[0].state.value == state
    assert (after.live_units, after.state) == ((), State.PROCESSING)
    room.desk.act(incident.number, "assign", by="wang", unit="E02", at=room.clock.turn(minutes=1))
    room.desk.act(incident.number, "on_scene", by="E02", unit="E02", at=room.clock.turn(minutes=1))
    with pytest.raises(Exception, match="is not possible any more"):
        room.desk.act(incident.number, "stand_down", by="wang", unit="E02")
