"""The table has no holes, and the desk keeps to it."""

import pytest

from incidents.incident import State, UnitState
from incidents.lifecycle import ASSIGN, ASSIGN_FROM, MOVES, TITLES, UNIT_MOVES, UNIT_ORDER, Move, UnitMove, check
from incidents.refusals import NotPossible
from tests.incidents.builders import Room

TO = {(state, move.action): move.to for move in MOVES for state in move.comes_from}


def test_every_state_can_be_reached_and_left_for_an_end():
    assert check() == ()


@pytest.mark.parametrize("action", ["refuse", "dispatch", "report_done", "assign_check", "check_pass", "close"])
def test_a_row_that_is_taken_out_is_missed(action: str):
    assert check([move for move in MOVES if move.action != action]) != ()


def test_closing_what_was_not_checked_is_noticed():
    shortcut = Move(id="X", action="x", title={"zh": "x", "en": "x"}, comes_from=(State.PROCESSING,), to=State.CLOSED)
    assert check((*MOVES, shortcut)) == (
        "From processing it is closed unchecked. Only what was checked may be closed.",
    )


@pytest.mark.parametrize("action", TITLES)
@pytest.mark.parametrize("state", State)
def test_every_pair_of_state_and_action_is_made_or_refused_with_what_is_possible(room: Room, state: State, action: str):
    before = room.incident(state)
    unit_moves = {move.action for move in UNIT_MOVES}
    unit = "E02" if action == ASSIGN.action else "E01"
    if action == "report_done" and state is State.PROCESSING:
        before = room.desk.act(before.number, "clear", by="E01", unit="E01")
    room.clock.turn(minutes=1)
    may = (state, action) in TO or (action == ASSIGN.action and state in ASSIGN_FROM)
    may = may or (action in unit_moves and action in room.desk.possible(before))

    if may:
        after = room.desk.act(before.number, action, by="chen", unit=unit, note="because")
        assert after.version == before.version + 1
        assert after.state is TO.get((state, action), after.state)
    else:
        with pytest.raises(NotPossible) as refusal:
            room.desk.act(before.number, action, by="chen", unit=unit, note="because")
        assert refusal.value.possible == room.desk.possible(before)
        assert action not in refusal.value.possible or refusal.value.unmet
        assert room.desk.find(before.number) == before
        assert len(room.desk.log(before.number)) == before.version


@pytest.mark.parametrize("move", UNIT_MOVES, ids=lambda one: one.action)
@pytest.mark.parametrize("state", UnitState)
def test_every_pair_of_unit_state_and_move_is_made_or_refused(room: Room, state: UnitState, move: UnitMove):
    incident = room.incident(State.DISPATCHED)
    words = {one.to: one.action for one in UNIT_MOVES}
    for earlier in UNIT_ORDER[1 : UNIT_ORDER.index(state) + 1]:
        incident = room.desk.act(incident.number, words[earlier], by="E01", unit="E01", at=room.clock.turn(minutes=1))
    room.clock.turn(minutes=1)

    if state in move.comes_from:
        after = room.desk.act(incident.number, move.action, by="E01", unit="E01")
        assert after.assignments[0].state is move.to
    else:
        with pytest.raises(NotPossible, match="already reported"):
            room.desk.act(incident.number, move.action, by="E01", unit="E01")


def test_every_action_has_a_name_in_both_languages():
    assert all(title["zh"] and title["en"] for title in TITLES.values())
