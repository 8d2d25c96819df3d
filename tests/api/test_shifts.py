"""Shifts through the API: who is on duty, and a whole handover by two people."""

from datetime import timedelta

import pytest

from accounts.account import Account
from accounts.ports import AccountChanges
from api import shift_shapes
from incidents.roles import Role
from live.entrance import COOKIE
from live.house import House
from tests.api.conftest import HOME, Answer, Outside
from tests.api.everybody import account, entrance_of, site_of

Plain = dict[str, object]


@pytest.fixture
def day(house: House) -> Plain:
    """A shift of now, with its chief and a leader."""
    now = house.clock()
    people = {"chen": {Role.CHIEF}, "hu": {Role.CHIEF}, "li": {Role.CALL_TAKER, Role.DISPATCHER}, "qian": {Role.LEADER}}
    ours = tuple(Account(name=by, shown=by, roles=frozenset(roles)) for by, roles in people.items())
    house.parts.record.accounts.write(AccountChanges(accounts=ours))
    return {
        "name": "20261120-day", "begins_at": now.isoformat(), "ends_at": (now + timedelta(hours=8)).isoformat(),
        "leader": "qian", "roster": {"chen": ["chief"], "li": ["call_taker", "dispatcher"]}, "by": "root",
    }  # fmt: skip


def told(answer: Answer, status: int = 200) -> shift_shapes.OneShift:
    assert answer.status == status, answer.json
    return shift_shapes.OneShift.model_validate(answer.json)


def act(outside: Outside, name: str, action: str, by: str, **wish: object) -> Answer:
    key = f"{name}/{action}/{by}/{hash(str(wish))}"
    return outside.post(f"/shifts/{name}/actions/{action}", {"by": by, **wish}, **{"Idempotency-Key": key})


def planned(outside: Outside, shift: Plain) -> shift_shapes.OneShift:
    return told(outside.post("/shifts", shift, **{"Idempotency-Key": f"plan-{shift['name']}"}), 201)


def test_before_the_first_shift_everybody_is_on_duty(outside: Outside):
    said = shift_shapes.Shifts.model_validate(outside.get("/shifts").json)
    assert (said.everybody, said.present, said.next, said.last) == (True, None, None, None)


def test_a_shift_is_handed_over_line_by_line_by_two_people(outside: Outside, house: House, day: Plain, signal: Plain):
    assert planned(outside, day).state == "planned"
    ends_at = str(day["ends_at"])
    later = (house.clock() + timedelta(hours=16)).isoformat()
    evening = {"name": "20261120-eve", "begins_at": ends_at, "ends_at": later, "leader": "qian"}
    planned(outside, day | evening | {"roster": {"hu": ["chief"]}})
    assert told(act(outside, "20261120-day", "begin", "chen")).state == "on"
    assert outside.post("/signals", signal).status == 201
    handed = told(act(outside, "20261120-day", "hand_over", "chen", note="东门水压低"))
    assert [one.about for one in handed.lines][:1] == ["urgent"]
    refused = act(outside, "20261120-day", "take_over", "hu")
    assert (refused.status, [one["code"] for one in refused.json["error"]["unmet"]]) == (
        422, ["all_ticked", "signed_out"]
    )  # fmt: skip
    for line in handed.lines:
        told(act(outside, "20261120-day", "tick", "hu", lines=[line.nth]))
    told(act(outside, "20261120-day", "sign_out", "chen"))
    assert told(act(outside, "20261120-day", "take_over", "hu")).signed_in == "hu"
    now = shift_shapes.Shifts.model_validate(outside.get("/shifts").json)
    assert now.present is not None
    assert now.last is not None
    assert (now.present.name, now.present.chiefs, now.last.name, now.everybody) == (
        "20261120-eve", ["hu"], "20261120-day", False
    )  # fmt: skip
    whole = shift_shapes.ShiftWithLog.model_validate(outside.get("/shifts/20261120-day").json)
    assert [one.action for one in whole.log][-2:] == ["sign_out", "take_over"]
    assert whole.log[-1].details["through"] == "desk"


def test_who_saw_an_older_version_is_refused_and_what_is_not_there_is_not_found(outside: Outside, day: Plain):
    planned(outside, day)
    act(outside, "20261120-day", "begin", "chen")
    error = act(outside, "20261120-day", "hand_over", "chen", version=1)
    assert (error.status, error.json["error"]["code"], error.json["error"]["actual"]) == (409, "shift_outdated", 2)
    assert outside.get("/shifts/never").json["error"]["code"] == "no_such_shift"
    assert act(outside, "20261120-day", "unsigned", "chen").status == 404


def test_the_same_key_plans_once(outside: Outside, day: Plain):
    once, twice = planned(outside, day), planned(outside, day)
    assert (once.version, twice.version) == (1, 1)
    again = outside.post("/shifts", day, **{"Idempotency-Key": "another-key"})
    assert [one["code"] for one in again.json["error"]["unmet"]] == ["name_taken", "overlaps"]


@pytest.mark.parametrize("role", ["admin", "wall", "king"])
def test_a_role_that_does_not_come_with_a_shift_is_refused(outside: Outside, day: Plain, role: str):
    answer = outside.post("/shifts", day | {"roster": {"chen": [role]}}, **{"Idempotency-Key": "12345678"})
    assert (answer.status, answer.json["error"]["code"]) == (422, "not_valid")


def test_a_remark_stands_in_the_shifts_log_with_its_author(outside: Outside, day: Plain):
    planned(outside, day)
    act(outside, "20261120-day", "begin", "chen")
    said = told(act(outside, "20261120-day", "remark", "li", note="水务局来电", kind="call"))
    assert [(one.by, one.kind, one.text) for one in said.remarks] == [("li", "call", "水务局来电")]
    assert said.possible == ["hand_over", "remark", "roster"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"roster": {"chne": ["chief"]}}, "no_such_account"),
        ({"roster": {"li": ["chief"]}}, "not_their_role"),
        ({"leader": "chen"}, "not_their_role"),
        ({"leader": "nobody"}, "no_such_account"),
    ],
)
def test_nobody_is_put_on_a_shift_who_could_not_do_it(outside: Outside, day: Plain, wrong: Plain, code: str):
    answer = outside.post("/shifts", day | wrong, **{"Idempotency-Key": "12345678"})
    assert (answer.status, answer.json["error"]["code"]) == (422, code)
    planned(outside, day)
    later = act(outside, "20261120-day", "roster", "root", **wrong)
    assert (later.status, later.json["error"]["code"]) == (422, code)


def test_an_account_that_was_closed_is_put_on_no_shift(outside: Outside, house: House, day: Plain):
    gone = Account(name="chen", shown="chen", roles=frozenset({Role.CHIEF}), disabled=True, version=2)
    house.parts.record.accounts.write(AccountChanges(accounts=(gone,)))
    answer = outside.post("/shifts", day, **{"Idempotency-Key": "12345678"})
    assert (answer.status, answer.json["error"]["code"]) == (422, "no_such_account")


@pytest.mark.parametrize(("seat", "login"), [("wall", False), ("unit", False), ("department", False), ("chief", True)])
def test_only_the_office_hears_under_which_names_people_log_in(
    outside: Outside, house: House, day: Plain, seat: str, *, login: bool
):
    planned(outside, day)
    act(outside, "20261120-day", "begin", "chen")
    called = (("chen", "陈队", Role.CHIEF), ("qian", "钱局", Role.LEADER))
    renamed = tuple(Account(name=by, shown=shown, roles=frozenset({role}), version=2) for by, shown, role in called)
    house.parts.record.accounts.write(AccountChanges(accounts=renamed))
    entrance = entrance_of(house)
    client = site_of(house, entrance).test_client()
    client.set_cookie(COOKIE, entrance.porter.begin(account(entrance, seat), HOME)[1], domain="localhost")
    present = client.get("/api/v1/shifts").json["present"]
    assert (present["leader"], present["chiefs"]) == (("qian", ["chen"]) if login else ("钱局", ["陈队"]))
