"""Incidents through the API: a signal makes one, actions move it, refusals say what is possible instead."""

from api import answers
from live.house import House
from tests.api.conftest import Outside

Plain = dict[str, object]


def _reported(outside: Outside, signal: Plain, status: int = 201) -> answers.Incident:
    answer = outside.post("/signals", signal)
    assert answer.status == status, answer.json
    return answers.Incident.model_validate(answer.json["incident"])


def test_a_signal_makes_an_incident_with_its_possible_moves(outside: Outside, signal: Plain):
    incident = _reported(outside, signal)
    assert (incident.state, incident.level, incident.area) == ("accepted", 1, "west")
    assert {"file", "refuse"} <= set(incident.possible)


def test_the_same_signal_again_is_the_same_incident(outside: Outside, signal: Plain):
    first = _reported(outside, signal)
    assert _reported(outside, signal, 200) == first
    assert _reported(outside, signal | {"key": "fire-2"}).number != first.number
    outside.act(first.number, "file", "operation-1")
    assert _reported(outside, signal | {"detail": "Another fire."}, 200).detail == first.detail


def test_a_signal_of_no_category_is_refused(outside: Outside, signal: Plain):
    answer = outside.post("/signals", signal | {"category": "Z9"})
    assert (answer.status, answer.json["error"]["code"]) == (422, "no_such_category")


def test_an_action_moves_it_and_is_logged(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    answer = outside.act(number, "file", "operation-1", version=1, by="Wang")
    assert (answer.status, answer.json["state"], answer.json["version"]) == (200, "filed", 2)
    known = answers.IncidentWithLog.model_validate(outside.get(f"/incidents/{number}").json)
    assert (known.log[-1].action, known.log[-1].by) == ("file", "Wang (desk)")


def test_the_same_key_gives_the_first_answer_and_does_nothing(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    first = outside.act(number, "file", "operation-1", version=1)
    outside.act(number, "dispatch", "operation-2")
    assert outside.act(number, "file", "operation-1", version=1) == first
    assert outside.act(number, "refuse", "operation-1").json["error"]["code"] == "operation_reused"


def test_an_action_without_a_key_is_refused(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    answer = outside.post(f"/incidents/{number}/actions/file", {})
    assert (answer.status, "Idempotency-Key" in answer.json["error"]["message"]) == (400, True)


def test_who_saw_an_older_version_is_told_both(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    outside.act(number, "file", "operation-1")
    error = outside.act(number, "dispatch", "operation-2", version=1).json["error"]
    assert (error["code"], error["expected"], error["actual"]) == ("outdated", 1, 2)
    assert (error["current"]["state"], error["current"]["version"]) == ("filed", 2)


def test_what_is_not_possible_is_told_with_what_is(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    answer = outside.act(number, "close", "operation-1")
    assert (answer.status, answer.json["error"]["code"]) == (422, "not_possible")
    assert "file" in answer.json["error"]["possible"]
    assert set(answer.json["error"]["words"]) == {"zh", "en"}


def test_an_unmet_guard_is_named(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    error = outside.act(number, "refuse", "operation-1").json["error"]
    assert [one["code"] for one in error["unmet"]] == ["reason_given"]


def test_a_unit_is_sent_only_once(outside: Outside, signal: Plain):
    numbers = [_reported(outside, signal | {"key": key}).number for key in ("fire-1", "fire-2")]
    for number in numbers:
        outside.act(number, "file", f"filed-{number}")
    assert outside.act(numbers[0], "assign", "operation-1", unit="E1").status == 200
    busy = outside.act(numbers[1], "assign", "operation-2", unit="E1")
    assert (busy.status, busy.json["error"]["code"], busy.json["error"]["incident"]) == (409, "unit_busy", numbers[0])


def test_unknown_incidents_and_actions_are_not_found(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    assert outside.get("/incidents/nonsense").json["error"]["code"] == "no_such_incident"
    assert outside.act("nonsense", "file", "operation-1").status == 404
    assert outside.act(number, "explode", "operation-2").json["error"]["code"] == "not_found"


def test_the_list_is_filtered_and_bounded(house: House, outside: Outside, signal: Plain):
    numbers = [_reported(outside, signal | {"key": f"fire-{n}"}).number for n in range(3)]
    outside.act(numbers[0], "refuse", "operation-1", note="A false alarm.")
    house.beat()
    assert outside.get("/incidents").json["total"] == 2
    assert [one["number"] for one in outside.get("/incidents?open=false").json["incidents"]] == [numbers[0]]
    everything = outside.get("/incidents?open=all&limit=1").json
    assert (everything["total"], len(everything["incidents"])) == (3, 1)


def test_an_action_is_told_what_it_wants_to_know(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    outside.act(number, "file", "operation-1")
    told = {"department": "环卫", "because": "their lorry", "assist": [{"department": "园林", "mandatory": False}]}
    incident = answers.Incident.model_validate(outside.act(number, "dispatch", "operation-2", details=told).json)
    assert [(one.department, one.part, one.mandatory) for one in incident.tasks] == [
        ("环卫", "lead", True), ("园林", "assist", False),
    ]  # fmt: skip
    known = answers.IncidentWithLog.model_validate(outside.get(f"/incidents/{number}").json)
    assert known.log[-1].details == {"assist": "园林", "because": "their lorry", "department": "环卫"}


def test_what_an_action_does_not_take_is_refused_with_what_it_does(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    strange = outside.act(number, "file", "operation-1", details={"parent": "7", "checklist": ["standard"]})
    assert (strange.status, strange.json["error"]["code"]) == (422, "not_valid")
    assert strange.json["error"]["message"] == "details.parent: file takes no parent. It takes checklist."
    unheard = outside.act(number, "file", "operation-2", details={"colour": "red"})
    assert unheard.json["error"]["faults"] == [{"where": "details.colour", "what": "there is no such name here"}]
    wrong = outside.act(number, "change_level", "operation-3", details={"level": 7})
    assert wrong.json["error"]["faults"][0]["where"] == "details.level"


def test_casualties_places_and_orders_come_in_by_their_shape(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    hurt = outside.act(number, "count_casualties", "operation-1", details={"casualties": {"injured": 2, "dead": 0}})
    assert hurt.json["casualties"] == {"dead": 0, "injured": 2, "missing": None, "trapped": None}
    place = {"lon": 0.001, "lat": 0.002, "address": "Next door"}
    moved = outside.act(number, "change_place", "operation-2", note="It is next door.", details=place)
    assert (moved.json["lon"], moved.json["address"]) == (0.001, "Next door")
    for action in ("file", "dispatch"):
        outside.act(number, action, f"operation-{action}")
    order = outside.act(number, "supervise", "operation-3", details={"level": 2, "until": "2099-01-01T00:00:00Z"})
    assert (order.status, order.json["supervisions"][0]["level"]) == (200, 2)


def test_several_are_acted_on_at_once_or_none(outside: Outside, signal: Plain):
    calm = [_reported(outside, signal | {"key": f"calm-{n}", "level": 4}) for n in range(2)]
    seen = [{"number": one.number, "version": one.version} for one in calm]

    def file(seen: list[Plain], key: str) -> Plain:
        return outside.post("/incidents/actions/file", {"incidents": seen}, **{"Idempotency-Key": key}).json

    urgent = _reported(outside, signal)
    refused = file([*seen, {"number": urgent.number}], "operation-1")
    assert refused["error"]["code"] == "not_together"
    assert [one["state"] for one in file(seen, "operation-2")["incidents"]] == ["filed", "filed"]
    assert file(seen, "operation-3")["error"]["code"] == "outdated"


def test_a_response_is_reported_upward_by_telephone_and_in_writing(outside: Outside, signal: Plain):
    number = _reported(outside, signal).number
    outside.act(number, "file", "operation-1")
    outside.act(number, "activate_response", "operation-2", details={"plan": "flood", "level": 3})
    outside.act(number, "report_up", "operation-3", details={"kind": "phone"})
    after = answers.Incident.model_validate(
        outside.act(number, "report_up", "operation-4", details={"kind": "written"}).json
    )
    assert after.responses[-1].phoned_at is not None
    assert after.responses[-1].written_at is not None
    assert [one.state for one in after.clocks if one.kind == "report_up"] == ["met", "met", "running"]
    again = answers.Incident.model_validate(
        outside.act(number, "report_up", "operation-5", details={"kind": "written"}).json
    )
    assert len(again.responses[-1].further_at) == 1
    outside.act(number, "end_response", "operation-6")
    over = outside.act(number, "report_up", "operation-7", details={"kind": "written"})
    assert [one["code"] for one in over.json["error"]["unmet"]] == ["report_owed"]
