"""The table of signals: every state is reached and left, every word is said twice, no move is made off the table."""

from dataclasses import replace

import pytest

from incidents.intake import reasons
from incidents.intake.guards import Attempt
from incidents.intake.moving import moved
from incidents.intake.reception import SignalState
from incidents.intake.refusals import SignalNotPossible
from incidents.intake.sources import SOURCES, admission
from incidents.intake.table import SIGNAL_MOVES, SIGNAL_TITLES, SignalMove, check
from incidents.roles import Actor, Role
from tests.incidents.builders import Room, hotline


def test_the_table_reaches_every_state_and_leaves_nobody_waiting():
    assert check() == ()
    assert [move.id for move in SIGNAL_MOVES] == [f"SG{n}" for n in (*range(1, 16), 19, 20, *range(16, 19))]


@pytest.mark.parametrize("row", SIGNAL_MOVES[:12], ids=lambda row: row.id)
def test_a_table_without_a_row_it_needs_is_found_out(row: SignalMove):
    without = check(one for one in SIGNAL_MOVES if one is not row)
    needed = {"SG1": "verify", "SG6": "linked", "SG8": "shelved", "SG9": "shelved", "SG10": "expired"}
    assert bool(without) == (row.id in needed)
    assert all(needed[row.id] in one for one in without)


def test_a_row_without_a_role_or_with_anothers_number_is_found_out():
    first = SIGNAL_MOVES[0]
    assert "SG1 numbers two" in check((*SIGNAL_MOVES, first))[0]
    assert "has no role" in check((replace(first, roles=frozenset()), *SIGNAL_MOVES[1:]))[0]


def test_every_word_is_said_in_both_languages():
    guards = [guard.words for move in SIGNAL_MOVES for guard in move.guards]
    words = (*SIGNAL_TITLES.values(), *guards, *reasons.EVERY_REASON.values(), *reasons.NO_REPLY_WHY.values())
    sources = [words for one in SOURCES for words in (one.title, one.key, one.note)]
    assert all(one["zh"] and one["en"] for one in (*words, *sources))


def test_no_two_sources_go_by_one_name():
    names = [origin for one in SOURCES for origin in one.origins]
    assert len(names) == len(set(names))
    assert admission("119").code == admission("anything", command="119").code == "LINKAGE"


@pytest.mark.parametrize("move", SIGNAL_MOVES, ids=lambda move: move.id)
def test_no_move_is_made_from_a_state_that_its_row_does_not_name(room: Room, move: SignalMove):
    one = room.desk.receive(hotline(room), "li").reception
    everybody = Attempt(actor=Actor(by="li", roles=frozenset(Role)), at=room.clock())
    for state in set(SignalState) - set(move.comes_from):
        with pytest.raises(SignalNotPossible) as refused:
            moved(replace(one, state=state), move.action, everybody)
        assert refused.value.unmet == ()
