"""What is offered: nothing that would be refused for who one is; and instead, whose turn it is."""

import pytest

from incidents.details import Details
from incidents.incident import State
from incidents.possibilities import awaits
from incidents.refusals import NotPossible
from incidents.roles import Actor, Role
from tests.incidents.builders import Room
from tests.incidents.examples import ON_SCENE, SEND
from tests.incidents.hands import ASK_EXTENSION, ASK_SUSPENSION, Act, anyone, at, hand, lie_there, sign

WHO = frozenset({"another_checks", "another_closes", "checker_checks", "another_signs", "own_request", "signer_next"})
EVERY_ROLE = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR, Role.DEPARTMENT, Role.LEADER})
PEOPLE = ("zhou", "zhao", "chen", "qian", "guo")  # handled, was asked to check, is chief, is leader, a stranger


def everything(by: str) -> Actor:
    """Somebody whose roles allow all: only who they are speaks against them."""
    return Actor(by=by, roles=EVERY_ROLE, department="交警")


@pytest.mark.parametrize("by", PEOPLE)
@pytest.mark.parametrize("action", ["check_pass", "check_fail", "close"])
@pytest.mark.parametrize("state", [State.FEEDBACK, State.CHECKING, State.CHECKED])
def test_nothing_is_offered_that_is_refused_for_who_one_is(room: Room, state: State, action: str, by: str):
    incident, actor, refused = at(room, state), everything(by), set[str]()
    possible = action in room.desk.possible(incident)
    offered = action in room.desk.possible_for(incident, actor)
    told = Details() if action == "close" else Details(evidence=("p",))
    lie_there(room, incident.number, "p")
    try:
        room.desk.act(incident.number, action, actor=actor, details=told, note="as it was seen")
    except NotPossible as why:
        refused = {unmet.code for unmet in why.unmet} & WHO
    assert offered == (possible and not refused)


def test_who_handled_or_checked_it_is_told_that_another_closes(room: Room):
    incident = at(room, State.CHECKED)
    for by in ("zhou", "zhao"):
        assert "close" not in room.desk.possible_for(incident, everything(by))
        assert room.desk.doers(incident, everything(by))["close"] == {
            "zh": "他人（值班长、受理员；您本人经手过）",
            "en": "somebody else (the chief on duty or the call taker), as you worked on it yourself",
        }
    assert "close" in room.desk.possible_for(incident, hand(Role.CHIEF))
    assert "close" not in room.desk.doers(incident, hand(Role.CHIEF))


def test_who_was_asked_to_check_is_waited_for_by_name(room: Room):
    incident = at(room, State.CHECKING)
    for actor in (hand(Role.COLLECTOR, by="guo"), hand(Role.CALL_TAKER), hand(Role.DISPATCHER)):
        assert "check_pass" not in room.desk.possible_for(incident, actor)
        assert room.desk.doers(incident, actor)["check_pass"]["en"] == "zhao, who was asked to check it"
    assert "check_pass" in room.desk.possible_for(incident, hand(Role.COLLECTOR))
    assert "check_pass" in room.desk.possible_for(incident, hand(Role.CHIEF))  # in their stead, with a word of why


def test_a_request_is_offered_to_the_next_signer_and_taken_back_by_who_made_it(room: Room):
    incident = ASK_SUSPENSION.done(room, at(room, State.PROCESSING))
    chief, leader, department = hand(Role.CHIEF), hand(Role.LEADER), hand(Role.DEPARTMENT)
    decides = {"approve_suspension", "reject_request"}
    assert decides <= set(room.desk.possible_for(incident, chief))
    assert not decides & set(room.desk.possible_for(incident, leader))
    signed = sign("suspension").done(room, incident)
    assert not decides & set(room.desk.possible_for(signed, chief))
    assert decides <= set(room.desk.possible_for(signed, leader))
    assert "withdraw_request" in room.desk.possible_for(signed, department)
    assert "withdraw_request" not in room.desk.possible_for(signed, chief)


def test_who_asked_for_more_time_does_not_sign_it_in_another_role(room: Room):
    incident = ASK_EXTENSION.done(room, at(room, State.PROCESSING))
    assert "approve_extension" not in room.desk.possible_for(incident, everything("zhou"))
    assert "approve_extension" in room.desk.possible_for(incident, everything("chen"))


def test_where_nobody_is_asked_who_they_are_another_name_is_all_it_takes(room: Room):
    assert "close" in room.desk.possible_for(at(room, State.CHECKED), anyone("zhao"))


def test_an_incident_waits_for_who_works_on_it_checks_it_or_signs_and_for_nobody_else(room: Room):
    work, check = at(room, State.PROCESSING), at(room, State.CHECKING)
    assert awaits(work, hand(Role.DEPARTMENT))
    assert not awaits(work, hand(Role.DEPARTMENT, department="环卫"))
    assert not awaits(check, hand(Role.DEPARTMENT)), "what was reported done waits for its check"
    assert awaits(check, hand(Role.COLLECTOR))
    assert not awaits(check, hand(Role.COLLECTOR, by="guo")), "another was asked"
    for role in (Role.COLLECTOR, Role.LEADER, Role.INSPECTOR, Role.COMMANDER, Role.CHIEF):
        assert not awaits(work, hand(role)), role
    assert not awaits(at(room, State.CLOSED), hand(Role.DEPARTMENT))


def test_a_request_waits_for_its_next_signature_alone(room: Room):
    chief, leader = hand(Role.CHIEF), hand(Role.LEADER)
    asked = ASK_SUSPENSION.done(room, at(room, State.PROCESSING))
    assert (awaits(asked, chief), awaits(asked, leader)) == (True, False)
    signed = sign("suspension").done(room, asked)
    assert (awaits(signed, chief), awaits(signed, leader)) == (False, True)
    done = sign("suspension", Role.LEADER).done(room, signed)
    assert not awaits(done, leader)


def test_a_crew_is_waited_for_until_it_is_clear(room: Room):
    sent, crew = at(room, State.PROCESSING, SEND), Actor(by="E01", roles=frozenset({Role.UNIT}), unit="E01")
    assert awaits(sent, crew)
    assert not awaits(sent, Actor(by="E02", roles=frozenset({Role.UNIT}), unit="E02"))
    there = ON_SCENE.done(room, sent)
    assert awaits(there, crew)
    clear = Act(action="clear", role=Role.UNIT, unit="E01")
    assert not awaits(clear.done(room, there), crew)
