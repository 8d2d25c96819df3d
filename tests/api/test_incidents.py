"""Incidents through the API: a signal makes one, actions move it, refusals say what is possible instead."""

from api import answers
from live.house import House
from tests.api.conftest import Outside

Plain = dict[str, object]


def _reported(outside: Outside, signal: Plain, status: int = 201) -> answers.Incident:
    answer = outside.post("/signals", signal)
    assert answer.status == status, answer.json
    return answers.Incident.model_validate(answer.json)


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
