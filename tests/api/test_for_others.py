"""For others: who may speak for a department or a crew, whose name counts, and whose eyes are the second pair."""

import json

import pytest

from geo.pack import CityPack
from incidents.incident import State
from incidents.roles import Role
from tests.api.conftest import Answer
from tests.api.seats import Centre
from tests.incidents.examples import HELPED, SEND, changed
from tests.incidents.hands import ASK_RETURN, at

TOLD = "周队来电告知"


@pytest.fixture(scope="module")
def centre(pack: CityPack) -> Centre:
    return Centre(pack)


def unmet(answer: Answer) -> set[str]:
    assert answer.status == 422, answer.json
    return {one["code"] for one in answer.json["error"]["unmet"]}


@pytest.mark.parametrize("seat", ["call_taker", "dispatcher"])
def test_the_desk_writes_down_for_a_department_what_somebody_told_it(centre: Centre, seat: str):
    incident = at(centre.room, State.DISPATCHED)
    assert unmet(centre.act(seat, incident, "acknowledge")) == {"speaks_for"}
    assert unmet(centre.act(seat, incident, "acknowledge", note=".........")) == {"speaks_for"}
    assert centre.act(seat, incident, "acknowledge", note=TOLD).status == 200
    asked = {"reason": "workload", "add_s": 600}
    assert unmet(centre.act(seat, incident, "ask_extension", details=asked)) == {"speaks_for"}
    assert centre.act(seat, incident, "ask_extension", details=asked, note=TOLD).status == 200
    assert centre.act(seat, incident, "report_done", note=TOLD).json["state"] == "feedback"
    told = centre.get(seat, f"/incidents/{incident.number}").json["log"][-1]
    assert (told["role"], told["note"]) == (seat, TOLD)


def test_who_wrote_it_down_neither_checks_nor_closes(centre: Centre):
    incident = at(centre.room, State.DISPATCHED)
    centre.act("call_taker", incident, "acknowledge", note=TOLD)
    assert centre.act("department", incident, "report_done").status == 200
    assert "another_is_sent" in unmet(centre.act("call_taker", incident, "assign_check", details={"checker": "li"}))
    unknown = centre.act("call_taker", incident, "assign_check", details={"checker": "nobody"})
    assert (unknown.status, unknown.json["error"]["code"]) == (422, "no_such_checker")
    assert centre.act("call_taker", incident, "assign_check", details={"checker": "guo"}).status == 200
    assert {"another_checks", "checker_checks"} == unmet(centre.act("call_taker", incident, "check_pass"))
    assert centre.act("another_collector", incident, "check_pass").status == 200
    assert unmet(centre.act("call_taker", incident, "close")) == {"another_closes"}
    assert centre.act("another_taker", incident, "close").status == 200


def test_one_person_in_every_role_is_still_one_person(centre: Centre):
    incident = at(centre.room, State.DISPATCHED)
    for action in ("acknowledge", "report_done"):
        assert centre.act("all_hands", incident, action, note=TOLD, by="somebody else").status == 200
    centre.act("all_hands", incident, "assign_check", details={"checker": "zhao"}, by="one more")
    assert "another_checks" in unmet(centre.act("all_hands", incident, "check_pass", by="a third", note="off duty now"))
    assert centre.act("collector", incident, "check_pass").status == 200
    assert unmet(centre.act("all_hands", incident, "close", by="a fourth")) == {"another_closes"}


def test_a_name_that_is_given_is_shown_and_changes_nothing(centre: Centre):
    incident = at(centre.room, State.ACCEPTED)
    assert centre.act("department", incident, "file", by="chen").status == 403
    centre.act("chief", incident, "file", by="Wang")
    told = centre.get("chief", f"/incidents/{incident.number}").json["log"][-1]
    assert (told["by"], told["role"]) == ("Wang (chen)", "chief")
    lines = centre.get("chief", "/changes?since=0").json["changes"]
    assert ("Wang (chen)", "chief") in [(one["by"], one["role"]) for one in lines]


def test_a_department_speaks_for_its_own_tasks_alone(centre: Centre):
    incident = at(centre.room, State.DISPATCHED, changed("dispatch", details=HELPED), when=State.FILED)
    assert "of_lead_department" in unmet(centre.act("sweepers", incident, "acknowledge"))
    assert "of_lead_department" in unmet(centre.act("department", incident, "finish_task", details={"task": 2}))
    for details in ({"reason": "season", "until": "2026-12-01T00:00:00Z"},):
        assert "of_lead_department" in unmet(
            centre.act("sweepers", incident, "ask_suspension", details=details, note=TOLD)
        )
    assert centre.act("department_without_name", incident, "acknowledge").status == 404
    assert centre.act("sweepers", incident, "finish_task", details={"task": 2}).status == 200
    alone = at(centre.room, State.DISPATCHED)
    refused = centre.act("sweepers", alone, "acknowledge")
    assert (refused.status, refused.json["error"]["code"]) == (404, "no_such_incident")
    assert "acknowledge" not in centre.get("sweepers", f"/incidents/{incident.number}").json["possible"]


def test_a_crew_speaks_for_itself_alone(centre: Centre):
    incident = at(centre.room, State.PROCESSING, SEND)
    assert centre.act("another_crew", incident, "on_scene", unit="E01").json["error"]["code"] == "no_such_incident"
    assert centre.act("crew_without_unit", incident, "on_scene", unit="E01").status == 404
    assert centre.act("unit", incident, "stand_down", unit="E01").status == 403
    for action in ("on_scene", "note"):
        assert unmet(centre.act("unit", incident, action, unit="E1", note="we are there")) == {"own_unit"}
    assert centre.room.desk.find(incident.number) == incident


def test_only_who_was_named_checks_or_a_chief_who_says_why(centre: Centre):
    incident = at(centre.room, State.CHECKING)
    assert unmet(centre.act("another_collector", incident, "check_pass")) == {"checker_checks"}
    assert "checker_checks" in unmet(centre.act("chief", incident, "check_pass", note="."))
    assert centre.act("chief", incident, "check_pass", note="赵已下班，由我代查").status == 200
    assert unmet(centre.act("chief", incident, "close")) == {"another_closes"}
    assert centre.act("another_chief", incident, "close").status == 200


def test_who_asks_does_not_sign(centre: Centre):
    incident = at(centre.room, State.PROCESSING)
    asked = {"reason": "misdirected"}
    assert centre.act("all_hands", incident, "ask_return", details=asked, note=TOLD).status == 200
    assert unmet(centre.act("all_hands", incident, "approve_return")) == {"another_signs"}
    assert centre.act("chief", incident, "approve_return").json["state"] == "filed"
    other = at(centre.room, State.PROCESSING, ASK_RETURN)
    assert centre.act("inspector", other, "approve_return").json["error"]["roles"] == [
        one.value for one in (Role.CHIEF, Role.DISPATCHER, Role.LEADER)
    ]


def test_nobody_learns_by_asking_which_numbers_there_are(centre: Centre):
    incident, nothing = at(centre.room, State.DISPATCHED).number, "19990101-0001"
    for ask in (
        lambda number: centre.get("sweepers", f"/incidents/{number}"),
        lambda number: centre.get("sweepers", f"/incidents/{number}/attachments"),
        lambda number: centre.act("sweepers", number, "acknowledge"),
        lambda number: centre.act("sweepers", number, "close"),
        lambda number: centre.act("another_crew", number, "note", note="what stands there?"),
        lambda number: centre.act("admin", number, "note", note="what stands there?"),
    ):
        there, nowhere = ask(incident), ask(nothing)
        assert there.status in (403, 404)
        said = json.dumps(there.json).replace(incident, nothing)
        assert (there.status, json.loads(said)) == (nowhere.status, nowhere.json)


def test_nobody_relates_theirs_to_what_they_do_not_see(centre: Centre):
    theirs = at(centre.room, State.DISPATCHED, changed("dispatch", details=HELPED), when=State.FILED).number
    other = at(centre.room, State.DISPATCHED).number
    for number in (other, "19990101-0001"):
        asked = centre.act("sweepers", theirs, "relate", details={"relation": "related", "number": number})
        assert unmet(asked) == {"relation_given"}


def test_whoever_was_sent_to_check_is_told_and_another_may_be_sent_in_their_stead(centre: Centre):
    incident = at(centre.room, State.FEEDBACK)
    may = {one["name"] for one in centre.get("dispatcher", f"/incidents/{incident.number}/checkers").json["people"]}
    assert {"zhao", "guo", "li", "chen"} <= may
    assert "zhou" not in may, "who handled it"
    assert centre.get("department", f"/incidents/{incident.number}/checkers").json["people"] == []
    centre.act("call_taker", incident, "assign_check", details={"checker": "zhao"})
    same = centre.act("call_taker", incident, "change_checker", details={"checker": "zhao"})
    assert unmet(same) == {"another_than_before"}
    off = centre.act("call_taker", incident, "change_checker", details={"checker": "wang"})
    assert (off.status, off.json["error"]["code"]) == (422, "no_such_checker")
    after = centre.act("dispatcher", incident, "change_checker", details={"checker": "guo"})
    assert after.json["state"] == "checking"
    path = f"/incidents/{incident.number}"
    assert "zhao" in {one["name"] for one in centre.get("dispatcher", f"{path}/checkers").json["people"]}
    log = centre.get("chief", path).json["log"]
    assert [one["details"]["checker"] for one in log[-2:]] == ["zhao", "guo"]
    told = [one.to for one in centre.house.parts.record.messages(9, incident.number)[::-1] if "/to_check/" in one.key]
    assert told == ["zhao", "guo"]
    assert {"checker_checks"} == unmet(centre.act("collector", incident, "check_pass"))
    assert centre.act("another_collector", incident, "check_pass").status == 200
