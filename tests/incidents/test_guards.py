"""Guards that no way through the tables leaves unmet, held up to incidents that came about some other way."""

from dataclasses import replace

import pytest

from incidents import conditions, endings
from incidents.categories import category_of
from incidents.guards import Attempt, Guard
from incidents.incident import Assignment, Incident, State, UnitState
from incidents.roles import Role
from incidents.tasks import TaskState
from tests.incidents.builders import NOON, Room
from tests.incidents.hands import at, hand


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
