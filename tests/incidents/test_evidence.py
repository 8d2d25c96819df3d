"""Evidence: what is named lies there for everybody to look at, and who handled it does not check it from afar."""

from dataclasses import replace

import pytest

from incidents.details import Details
from incidents.incident import State
from incidents.parts import Stage
from incidents.policy import Policy
from incidents.refusals import NotPossible
from incidents.roles import Role
from incidents.speaking import handlers
from tests.incidents.builders import Room
from tests.incidents.hands import ASSIGN_CHECK, CLOSE, PASS, REPORT, Act, at, hand, lie_there

SEEN = Details(evidence=("abc",), stage=Stage.CHECK)


@pytest.fixture
def room() -> Room:
    return Room(policy=Policy(remote_check=frozenset({"U0452"})))


def refused(room: Room, number: str, action: str, by: str = "") -> list[str]:
    with pytest.raises(NotPossible) as no:
        room.desk.act(number, action, actor=hand(Role.CALL_TAKER, by), details=SEEN)
    return [one.code for one in no.value.unmet]


@pytest.mark.parametrize("action", ["remote_check", "attach"])
def test_a_photo_that_nobody_can_look_at_is_no_evidence(room: Room, action: str):
    number, other = at(room, State.FEEDBACK).number, at(room, State.FEEDBACK).number
    lie_there(room, other, "abc")
    assert refused(room, number, action) == ["evidence_attached"]
    lie_there(room, number, "abc")
    assert room.desk.act(number, action, actor=hand(Role.CALL_TAKER), details=SEEN).evidence[-1].name == "abc"


def test_who_handled_it_does_not_check_it_from_afar(room: Room):
    incident = at(room, State.FEEDBACK)
    lie_there(room, incident.number, "abc")
    assert refused(room, incident.number, "remote_check", by=incident.entered_by[State.FEEDBACK]) == ["another_checks"]
    handled = room.desk.act(incident.number, "remote_check", actor=hand(Role.CALL_TAKER), details=SEEN)
    assert handled.state is State.CHECKED


def test_who_reported_it_done_before_it_was_sent_back_neither_checks_nor_closes_it(room: Room):
    sent_back = Act(action="check_fail", role=Role.COLLECTOR, note="not done at all")
    incident = sent_back.done(room, at(room, State.CHECKING))
    done = replace(REPORT, by="another").done(room, incident)
    assert handlers(done) == {"zhou", "another"}
    checking = ASSIGN_CHECK.done(room, done)
    with pytest.raises(NotPossible) as no:
        replace(PASS, role=Role.CHIEF, by="zhou", note="off duty, so me").done(room, checking)
    assert "another_checks" in [one.code for one in no.value.unmet]
    checked = PASS.done(room, checking)
    with pytest.raises(NotPossible) as no:
        replace(CLOSE, by="zhou").done(room, checked)
    assert [one.code for one in no.value.unmet] == ["another_closes"]
