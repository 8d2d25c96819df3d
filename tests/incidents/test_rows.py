"""Every row of the incident's table: what it allows, whom it refuses, and what each of its guards asks for."""

import pytest

from incidents.guards import Guard
from incidents.incident import OVER, State
from incidents.machines import beside
from incidents.machines.incident import INCIDENT, row_of
from incidents.machines.request import ASKS, REQUEST
from incidents.machines.row import Row
from incidents.machines.task import TASK
from incidents.policy import Policy
from incidents.refusals import NoSuchIncident, NotAllowed, NotPossible
from incidents.roles import Role
from tests.incidents.builders import Room
from tests.incidents.examples import ALLOWED, BEFORE, REFUSALS, Refusal
from tests.incidents.hands import NAMES, Act, at, hand

PAIRS = [(row, state) for row in INCIDENT.rows for state in row.comes_from]
# Guards that the way through the tables never leaves unmet; `test_guards.py` holds them up to made-up incidents.
ELSEWHERE = {
    "lead_named", "lead_not_acknowledged", "units_not_under_way", "lead_stands", "children_settled", "childless",
    "same_world", "units_not_on_both", "parent_not_archived", "task_named", "helps",
    "request_named", "own_request", "signer_next", "handles_it",
}  # fmt: skip


def named(one: object) -> str:
    return one.id + " " + one.action if isinstance(one, Row) else str(one)


@pytest.fixture
def lenient() -> Room:
    """A room that may check traffic signals from afar."""
    return Room(policy=Policy(remote_check=frozenset({"U0452"})))


def before(room: Room, row: Row, state: State):
    """An incident in the state, everything done that the action wants first."""
    earlier = BEFORE.get(row.action, ())
    if row.action in ("report_response", "report_up") and state not in beside.SENDS_UNITS:
        return at(room, state, *earlier, when=State.PROCESSING)
    if row.action == "close_unresolved":
        return at(room, state)
    return at(room, state, *earlier)


def role_in(row: Row, act: Act) -> Act:
    """The example, by a role that this row names."""
    return act if act.role in row.roles else Act(**{**_of(act), "role": row.roles[0]})


def _of(act: Act) -> dict[str, object]:
    return {name: getattr(act, name) for name in Act.__dataclass_fields__}


@pytest.mark.parametrize(("row", "state"), PAIRS, ids=named)
def test_what_a_row_allows_is_done_and_logged(lenient: Room, row: Row, state: State):
    incident = before(lenient, row, state)
    after = role_in(row, ALLOWED[row.action]).done(lenient, incident)
    line = lenient.desk.log(incident.number)[-1]
    assert after.version == incident.version + 1
    assert after.state in (row.to or (State.DISPATCHED if row.action == "assign" and state is State.FILED else state,))
    assert (line.action, line.came_from, line.to) == (row.action, state, after.state)
    assert line.move == ("C4" if row.action == "assign" and state is State.FILED else row.id)
    assert lenient.desk.find(incident.number) == after


@pytest.mark.parametrize(("row", "state"), PAIRS, ids=named)
def test_another_role_is_refused_by_name(lenient: Room, row: Row, state: State):
    incident = before(lenient, row, state)
    for role in set(Role) - set(row.roles):
        with pytest.raises((NotAllowed, NotPossible)) as refusal:
            lenient.desk.act(incident.number, row.action, actor=hand(role), unit="E09", note="x")
        assert isinstance(refusal.value, NotAllowed), refusal.value
        assert refusal.value.roles
        assert refusal.value.words["zh"]
    assert lenient.desk.find(incident.number) == incident


@pytest.mark.parametrize("state", State)
def test_what_no_row_allows_is_refused_with_what_is_possible(lenient: Room, state: State):
    incident = at(lenient, state)
    for action, act in ALLOWED.items():
        if row_of(action, state) is None:
            with pytest.raises((NotPossible, NoSuchIncident)) as refusal:
                act.done(lenient, incident)
            assert action not in getattr(refusal.value, "possible", ())
    assert lenient.desk.find(incident.number) == incident


@pytest.mark.parametrize("one", REFUSALS, ids=lambda one: one.guard)
def test_a_guard_that_is_not_met_is_on_the_checklist(one: Refusal):
    room = Room()
    incident = at(room, one.state, *one.before, when=one.when, level=one.level, category=one.category)
    strict = Room(record=room.record, clock=room.clock, policy=Policy(filing=True, evidence=True))
    if one.guard == "place_known":
        incident = at(room, one.state, lon=None, lat=None)
    with pytest.raises(NotPossible) as refusal:
        one.act.done(strict if one.strict else room, incident)
    assert one.guard in [unmet.code for unmet in refusal.value.unmet]
    assert all(unmet.words["zh"] and unmet.words["en"] for unmet in refusal.value.unmet)
    assert room.desk.find(incident.number) == incident


def test_every_guard_of_every_row_has_an_example_that_it_refuses():
    guards: set[str] = set()
    for machine in (INCIDENT, REQUEST, TASK):
        guards |= {guard.code for row in machine.rows for guard in row.guards if isinstance(guard, Guard)}
    assert guards - {one.guard for one in REFUSALS} == ELSEWHERE


def test_every_action_has_an_example():
    assert {row.action for row in INCIDENT.rows} == ALLOWED.keys()
    assert NAMES.keys() == set(Role)


def test_what_is_possible_is_what_the_rows_allow(lenient: Room):
    for state in State:
        incident = at(lenient, state)
        rows = {row.action for row in INCIDENT.rows if state in row.comes_from}
        said = set(lenient.desk.possible(incident))
        assert said & ALLOWED.keys() <= rows
        assert rows - said <= {*BEFORE}
        assert (said & ASKS.keys() == set()) == (
            state not in (State.DISPATCHED, State.PROCESSING, State.SUSPENDED, State.DEFERRED)
        )
        assert lenient.desk.possible_for(incident, hand(Role.WALL)) == ()
        assert state in OVER or "note" in lenient.desk.possible_for(incident, hand(Role.COLLECTOR))
