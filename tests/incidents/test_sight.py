"""Sight: how far the word of an incident goes, by how sensitive it is and who one is."""

from dataclasses import replace

import pytest

from incidents.details import Details
from incidents.incident import State
from incidents.refusals import NoSuchIncident, NotAllowed
from incidents.roles import Actor, Role
from incidents.sight import Sensitivity, sees, sees_attachments
from tests.incidents.builders import Room
from tests.incidents.examples import SEND
from tests.incidents.hands import at, hand

MACHINE = Actor(by="meter", roles=frozenset(), machine=True)
SWEEPERS = Actor(by="sun", roles=frozenset({Role.DEPARTMENT}), department="环卫")
# Up to which sensitivity somebody sees what they have no part in; -1: nothing of the kind.
FURTHEST = {
    Role.CALL_TAKER: 3, Role.DISPATCHER: 3, Role.CHIEF: 3, Role.INSPECTOR: 3, Role.COMMANDER: 3, Role.LEADER: 3,
    Role.SYSTEM: 3, Role.COLLECTOR: 1, Role.DEPARTMENT: -1, Role.UNIT: -1, Role.ADMIN: -1, Role.WALL: -1,
}  # fmt: skip


@pytest.mark.parametrize("sensitivity", Sensitivity)
@pytest.mark.parametrize("role", Role)
def test_the_more_sensitive_it_is_the_fewer_see_it(room: Room, role: Role, sensitivity: Sensitivity):
    incident = replace(room.incident(), sensitivity=sensitivity)
    resting = Actor(by="x", roles=frozenset(), account_roles=frozenset({role}))
    assert sees(Actor(by="x", roles=frozenset({role})), incident) == (sensitivity <= FURTHEST[role])
    assert sees(resting, incident) == (sensitivity <= FURTHEST[role])


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_a_machine_sees_what_is_public_alone(room: Room, sensitivity: Sensitivity):
    incident = replace(room.incident(), sensitivity=sensitivity)
    assert sees(MACHINE, incident) == sees_attachments(MACHINE, incident) == (sensitivity is Sensitivity.PUBLIC)


def test_who_works_on_it_or_checks_it_sees_it_however_sensitive_it_is(room: Room):
    secret = replace(at(room, State.PROCESSING, SEND), sensitivity=Sensitivity.SECRET)
    checking = replace(at(room, State.CHECKING), sensitivity=Sensitivity.SECRET)
    assert sees(hand(Role.DEPARTMENT), secret)
    assert sees(hand(Role.UNIT), secret)
    assert sees(hand(Role.COLLECTOR), checking)
    assert not sees(hand(Role.COLLECTOR, by="guo"), checking)
    assert not sees(SWEEPERS, secret)


@pytest.mark.parametrize("state", [State.ACCEPTED, State.PROCESSING, State.CLOSED])
def test_the_chief_says_how_sensitive_it_is_with_a_reason_and_the_log_keeps_both(room: Room, state: State):
    incident, told = at(room, state), Details(sensitivity=3)
    after = room.desk.act(
        incident.number, "change_sensitivity", actor=hand(Role.CHIEF), details=told, note="an informer"
    )
    line = room.desk.log(incident.number)[-1]
    assert (after.sensitivity, after.state) == (3, state)
    assert (line.details["sensitivity"], line.note, line.role) == ("3", "an informer", "chief")
    assert room.desk.find(incident.number).sensitivity == 3
    with pytest.raises(NotAllowed):
        room.desk.act(incident.number, "change_sensitivity", actor=hand(Role.DISPATCHER), details=told, note="no more")


def test_what_is_hidden_is_not_acted_on_and_not_said_to_be_there(room: Room):
    incident = room.incident()
    act = room.desk.act
    act(incident.number, "change_sensitivity", actor=hand(Role.CHIEF), details=Details(sensitivity=2), note="a child")
    with pytest.raises(NoSuchIncident):
        act(incident.number, "note", actor=hand(Role.COLLECTOR, by="guo"), note="what is it?")


def test_of_what_an_allied_command_leads_the_chief_says_it_too(room: Room):
    theirs = room.incident(origin="110", command="110", reference="110-7")
    assert room.desk.possible_for(theirs, hand(Role.CHIEF)) == ("change_sensitivity",)
    assert room.desk.possible_for(theirs, hand(Role.DISPATCHER)) == ()
    after = room.desk.act(
        theirs.number, "change_sensitivity", actor=hand(Role.CHIEF), details=Details(sensitivity=3), note="an informer"
    )
    assert after.sensitivity == 3


def test_a_parent_becomes_as_sensitive_as_what_goes_into_it(room: Room):
    child, parent = at(room, State.FILED), at(room, State.DISPATCHED)
    chief = hand(Role.CHIEF)
    room.desk.act(child.number, "change_sensitivity", actor=chief, details=Details(sensitivity=2), note="a child")
    room.desk.act(child.number, "merge", actor=chief, details=Details(parent=parent.number))
    assert room.desk.find(parent.number).sensitivity == 2
