"""Guards that no way through the tables leaves unmet, held up to incidents that came about some other way."""

from dataclasses import replace

import pytest

from incidents import conditions, endings
from incidents.categories import category_of
from incidents.details import Details
from incidents.guards import Attempt, Guard
from incidents.incident import Assignment, Incident, State, UnitState
from incidents.parts import Casualties, Evidence, Stage
from incidents.policy import Policy
from incidents.possibilities import possible
from incidents.refusals import NoSuchIncident, NotAllowed, NotPossible
from incidents.roles import Role
from incidents.speaking import handles
from incidents.tasks import TaskState
from tests.incidents.builders import NOON, Room
from tests.incidents.examples import SEND
from tests.incidents.hands import at, hand

HURT_AND_WRONG = {
    "count_casualties": Details(casualties=Casualties(injured=1)),
    "correct": Details(line=1, field="note", value="two cars"),
}


def unmet(guard: Guard, incident: Incident, **facts: object) -> list[str]:
    chief = hand(Role.CHIEF)
    given = Attempt(by=chief.by, at=NOON, actor=chief, category=category_of("X1", 4, {}))
    return [one.code for one in guard.unmet(incident, replace(given, **facts))]  # type: ignore[arg-type] - by name


def sent(state: UnitState) -> tuple[Assignment, ...]:
    return (Assignment(unit="E01", state=state, times={UnitState.DISPATCHED: NOON, state: NOON}),)


def test_a_category_that_nobody_is_responsible_for_needs_a_department_by_name(room: Room):
    filed = at(room, State.FILED)
    assert unmet(conditions.LEAD_NAMED, filed) == ["lead_named"]
    assert unmet(conditions.LEAD_NAMED, filed, department="环卫") == []


def test_what_was_acknowledged_is_not_recalled(room: Room):
    waits = at(room, State.DISPATCHED)
    has_it = replace(waits, tasks=(replace(waits.tasks[0], state=TaskState.ACKNOWLEDGED),))
    assert unmet(conditions.LEAD_NOT_ACKNOWLEDGED, has_it) == ["lead_not_acknowledged"]
    assert unmet(conditions.LEAD_NOT_ACKNOWLEDGED, waits) == []


@pytest.mark.parametrize(("state", "met"), [(UnitState.ACKNOWLEDGED, True), (UnitState.EN_ROUTE, False)])
def test_units_under_way_are_not_recalled_with_the_dispatch(room: Room, state: UnitState, met: bool):  # noqa: FBT001 - a parameter of the test
    incident = replace(at(room, State.DISPATCHED), assignments=sent(state))
    assert (unmet(conditions.UNITS_NOT_UNDER_WAY, incident) == []) is met


def test_what_nobody_leads_any_more_does_not_go_on(room: Room):
    suspended = at(room, State.SUSPENDED)
    assert unmet(conditions.LEAD_STANDS, suspended) == []
    assert unmet(conditions.LEAD_STANDS, replace(suspended, tasks=())) == ["lead_stands"]


def test_a_parent_is_not_closed_while_a_child_binds_units(room: Room):
    checked, child = at(room, State.CHECKED), at(room, State.FILED)
    assert unmet(endings.CHILDREN_SETTLED, checked, children=(child,)) == []
    bound = replace(child, assignments=sent(UnitState.ON_SCENE))
    assert unmet(endings.CHILDREN_SETTLED, checked, children=(bound,)) == ["children_settled"]


@pytest.mark.parametrize("action", ["count_casualties", "correct"])
@pytest.mark.parametrize("seat", ["collector", "inspector", "commander", "leader", "sweepers", "E09", "returned"])
def test_who_has_no_hand_in_it_neither_counts_who_was_hurt_nor_corrects_a_line(room: Room, seat: str, action: str):
    incident = at(room, State.PROCESSING, SEND)
    others = {
        "sweepers": hand(Role.DEPARTMENT, department="环卫"), "E09": replace(hand(Role.UNIT), unit="E09"),
        "returned": hand(Role.DEPARTMENT),
    }  # fmt: skip
    actor = others.get(seat) or hand(Role(seat))
    if seat == "returned":
        incident = replace(incident, tasks=(replace(incident.tasks[0], state=TaskState.RETURNED),))
    assert not handles(incident, actor)
    assert action not in possible(incident, actor)
    if seat != "returned":
        with pytest.raises((NotAllowed, NotPossible, NoSuchIncident)):
            room.desk.act(incident.number, action, actor=actor, details=HURT_AND_WRONG[action], note="it was so")


@pytest.mark.parametrize("action", ["count_casualties", "correct"])
@pytest.mark.parametrize("role", [Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.DEPARTMENT, Role.UNIT])
def test_the_desk_and_who_works_on_it_do_both(room: Room, role: Role, action: str):
    incident = at(room, State.PROCESSING, SEND)
    assert action in possible(incident, hand(role))
    after = room.desk.act(incident.number, action, actor=hand(role), details=HURT_AND_WRONG[action], note="it was so")
    assert after.version == incident.version + 1


@pytest.mark.parametrize("first", [Stage.REPORT, Stage.BEFORE, Stage.AFTER, Stage.CHECK])
def test_one_photo_does_not_show_both_before_and_after(room: Room, first: Stage):
    has_one = replace(at(room, State.CHECKING), evidence=(Evidence(name="p", stage=first, at=NOON, by="zhou"),))
    strict = Policy(evidence=True)
    for again in Stage:
        same = Details(evidence=("p",), stage=again)
        assert unmet(conditions.PAIR_SHOWN, has_one, details=same, policy=strict) == ["pair_shown"]
    other = Stage.CHECK if first in (Stage.REPORT, Stage.BEFORE) else Stage.BEFORE
    another = Details(evidence=("p", "another"), stage=other)
    assert unmet(conditions.PAIR_SHOWN, has_one, details=another, policy=strict) == []
