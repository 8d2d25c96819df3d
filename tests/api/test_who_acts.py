"""Who acts: over every row of the incident's table and every role, what the API allows is what the row says."""

import pytest

from geo.pack import CityPack
from incidents.incident import Incident, State
from incidents.machines.incident import INCIDENT
from incidents.machines.request import APPROVALS
from incidents.machines.row import Row
from incidents.roles import Role
from tests.api.seats import Centre
from tests.incidents.examples import ALLOWED
from tests.incidents.hands import NAMES, Act, at
from tests.incidents.test_rows import PAIRS, before, named, role_in

PEOPLE = tuple(role for role in Role if role is not Role.SYSTEM)


@pytest.fixture(scope="module")
def centre(pack: CityPack) -> Centre:
    return Centre(pack)


def concerned(role: Role, incident: Incident) -> bool:
    """Whether somebody of this role has to do with it at all, of those who see only what is theirs."""
    match role:
        case Role.DEPARTMENT:
            return bool(incident.tasks)
        case Role.UNIT:
            return bool(incident.assignments)
        case _:
            return True


@pytest.mark.parametrize(("row", "state"), PAIRS, ids=named)
def test_a_row_is_open_to_its_roles_and_to_no_other(centre: Centre, row: Row, state: State):
    incident = before(centre.room, row, state)
    may = (ALLOWED[row.action].role,) if row.action in APPROVALS else row.roles
    for role in PEOPLE:
        if role in may and concerned(role, incident):
            continue
        answer = centre.act(role.value, incident, row.action, note="as Zhou said")
        if role in may:
            assert (answer.status, answer.json["error"]["code"]) == (404, "no_such_incident"), role
            continue
        assert (answer.status, answer.json["error"]["code"]) == (403, "not_allowed"), role
        assert set(answer.json["error"]["roles"]) & set(may), (role, answer.json)
    assert centre.room.desk.find(incident.number) == incident


@pytest.mark.parametrize(("row", "state"), PAIRS, ids=named)
def test_who_does_it_is_in_the_log_with_the_role(centre: Centre, row: Row, state: State):
    incident = before(centre.room, row, state)
    act: Act = role_in(row, ALLOWED[row.action])
    if act.role is Role.SYSTEM:
        act = Act(**{name: getattr(act, name) for name in Act.__dataclass_fields__} | {"role": row.roles[0]})
    after = act.done(centre.room, incident)
    told = centre.get("chief", f"/incidents/{after.number}").json["log"][-1]
    assert (told["by"], told["role"]) == (NAMES[act.role], act.role.value)


@pytest.mark.parametrize("state", State)
def test_what_is_possible_and_whose_turn_it_is_differ_from_seat_to_seat(centre: Centre, state: State):
    incident = at(centre.room, state)
    rows = [row for row in INCIDENT.rows if state in row.comes_from]
    for role in PEOPLE:
        answer = centre.get(role.value, f"/incidents/{incident.number}")
        sees = role not in (Role.ADMIN, Role.WALL) and concerned(role, incident)
        assert answer.status == (200 if sees else 404)
        if not sees:
            continue
        possible, doers = answer.json["possible"], answer.json["doers"]
        assert all(role in row.roles for row in rows if row.action in possible)
        absent = {row.action for row in rows if role in row.roles} - set(possible)
        another_person = {action for action in absent if action in doers}
        assert absent - another_person <= {*APPROVALS, "release", "end_response", "report_response", "report_up"}
        assert another_person <= {"check_pass", "check_fail"}, "who was asked to check is known by name"
        assert all(words["zh"] and words["en"] for words in doers.values())
        assert "note" not in doers
    if state is State.DISPATCHED:
        doers = centre.get("dispatcher", f"/incidents/{incident.number}").json["doers"]
        assert doers["acknowledge"] == {"zh": "专业部门", "en": "the department"}
