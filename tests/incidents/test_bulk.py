"""The same with several incidents: one line each, all or none, and never what is urgent."""

import pytest

from incidents.bulk import act_on_many
from incidents.incident import State
from incidents.refusals import NotAllowed, NotPossible, NotTogether, Outdated
from incidents.roles import Role
from tests.incidents.builders import Room
from tests.incidents.hands import at, hand

TAKER = hand(Role.CALL_TAKER)


def test_many_are_filed_at_once_with_a_line_each(room: Room):
    numbers = {at(room, State.ACCEPTED, level=4).number: 1 for _ in range(20)}
    filed = act_on_many(room.desk, numbers, "file", actor=TAKER, operation="op-1")
    assert [(one.number, one.state) for one in filed] == [(number, State.FILED) for number in numbers]
    assert all([line.action for line in room.desk.log(number)] == ["receive", "file"] for number in numbers)
    assert act_on_many(room.desk, numbers, "file", actor=TAKER, operation="op-1") == filed


def test_more_than_twenty_are_not_acted_on_at_once(room: Room):
    numbers = {at(room, State.ACCEPTED, level=4).number: None for _ in range(21)}
    with pytest.raises(NotTogether, match="20 at once, at most") as refusal:
        act_on_many(room.desk, numbers, "file", actor=TAKER)
    assert refusal.value.words["zh"] == "一次最多操作 20 件。"


@pytest.mark.parametrize("level", [1, 2])
def test_what_is_urgent_is_looked_at_by_itself(room: Room, level: int):
    calm, urgent = at(room, State.ACCEPTED, level=3), at(room, State.ACCEPTED, level=level)
    with pytest.raises(NotTogether, match=urgent.number):
        act_on_many(room.desk, {calm.number: None, urgent.number: None}, "file", actor=TAKER)
    assert room.desk.find(calm.number) == calm


def test_if_one_is_refused_none_is_changed(room: Room):
    first, second = at(room, State.ACCEPTED, level=3), at(room, State.FILED, level=3)
    seen = {first.number: first.version, second.number: second.version}
    with pytest.raises(NotPossible):
        act_on_many(room.desk, seen, "file", actor=TAKER)
    with pytest.raises(Outdated):
        act_on_many(room.desk, {first.number: 9}, "file", actor=TAKER)
    with pytest.raises(NotAllowed):
        act_on_many(room.desk, {first.number: 1}, "refuse", actor=TAKER, note="x")
    assert room.desk.find(first.number) == first
