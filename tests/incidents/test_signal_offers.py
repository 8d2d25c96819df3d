"""What is offered of a signal: nothing that is refused whatever is brought, and what each action still asks for."""

from datetime import timedelta

import pytest

from incidents.intake.reception import Reception
from incidents.intake.refusals import SignalNotPossible
from incidents.roles import Actor, Role
from tests.incidents.builders import CHIEF, TAKER, Room, act


def waits(room: Room, level: int = 3, **more: object) -> Reception:
    one = room.desk.receive(room.signal(origin="ENTERPRISE", level=level, **more), "li").reception
    assert one is not None
    return one


def test_at_the_urgent_levels_the_chief_alone_refuses_and_shelves(room: Room):
    calm, urgent = waits(room, 3), waits(room, 2)
    offered = room.desk.signals.possible
    assert {"reject", "shelve"} <= set(offered(calm, TAKER))
    assert {"reject", "shelve"}.isdisjoint(offered(urgent, TAKER))
    assert {"reject", "shelve"} <= set(offered(urgent, CHIEF))


def test_each_action_says_what_it_still_asks_for(room: Room):
    bare, told = waits(room, lon=None, lat=None), waits(room, extra={"caller": "gas"})
    offered = room.desk.signals.possible
    assert offered(bare, TAKER)["accept"] == ("placed", "evidence")
    assert offered(told, TAKER)["accept"] == ()
    assert offered(told, TAKER)["reject"] == ("reason_listed", "said_why")


def test_an_emergency_that_a_person_reported_is_never_shelved(room: Room):
    fire = waits(room, 3, category="E2001", extra={"caller": "gas"})
    assert "shelve" not in room.desk.signals.possible(fire, CHIEF)


def test_who_has_no_part_is_offered_nothing(room: Room):
    assert room.desk.signals.possible(waits(room), Actor(by="wall", roles=frozenset({Role.WALL}))) == {}


def test_what_was_refused_long_ago_is_not_taken_up_again(room: Room):
    refused = act(room, waits(room), "reject", reason="not_ours", note="another city").reception
    assert "appeal" in room.desk.signals.possible(refused, CHIEF)
    room.clock.turn(hours=25)
    assert "appeal" not in room.desk.signals.possible(refused, CHIEF)


def test_a_refusal_names_only_what_this_somebody_may_do(room: Room):
    urgent = waits(room, 2)
    until = room.clock() + timedelta(hours=2)
    with pytest.raises(SignalNotPossible) as why:
        act(room, urgent, "shelve", reason="watched", until=until)
    assert {one.code for one in why.value.unmet} == {"chief_for_urgent"}
    assert {"reject", "shelve"}.isdisjoint(why.value.possible)
