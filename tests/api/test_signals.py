"""Signals through the API: what waits for a person, why, and what becomes of it."""

from datetime import datetime, timedelta

import pytest

from api import signal_shapes
from geo.pack import CityPack
from tests.api.conftest import Answer, Outside
from tests.api.seats import Centre

Plain = dict[str, object]


@pytest.fixture
def centre(pack: CityPack) -> Centre:
    return Centre(pack)


def told(answer: Answer, status: int = 200) -> signal_shapes.Came:
    assert answer.status == status, answer.json
    return signal_shapes.Came.model_validate(answer.json)


def act(outside: Outside, number: str, action: str, key: str, **wish: object) -> Answer:
    return outside.post(f"/signals/{number}/actions/{action}", wish, **{"Idempotency-Key": key})


def test_a_citizens_call_waits_for_somebody_to_look(outside: Outside, signal: Plain):
    came = told(outside.post("/signals", signal | {"origin": "12345", "category": "M0110", "level": None}), 202)
    assert came.signal is not None
    assert (came.incident, came.signal.state, came.signal.level) == (None, "verify", 3)
    assert (came.signal.source, "confirm" in came.signal.possible) == ("HOTLINE", True)
    told(outside.post("/signals", signal | {"origin": "12345", "category": "M0110"}), 200)
    waiting = signal_shapes.Signals.model_validate(outside.get("/signals").json)
    assert ([one.number for one in waiting.signals], waiting.waiting) == ([came.signal.number], 1)


def test_its_likely_duplicates_are_shown_with_their_reasons_before_it_is_accepted(outside: Outside, signal: Plain):
    first = told(outside.post("/signals", signal | {"detail": "屋顶冒烟"}), 201)
    again = signal | {"origin": "ENTERPRISE", "key": "two", "detail": "屋顶冒烟", "caller": "c2", "level": 2}
    came = told(outside.post("/signals", again), 202)
    assert first.incident is not None
    assert came.signal is not None
    [likely] = came.signal.likely
    assert (likely.number, likely.suggested) == (first.incident.number, True)
    assert {"zh": "类别相同", "en": "the same category"} in likely.why
    unseen = act(outside, came.signal.number, "accept", "operation-1")
    assert (unseen.status, [one["code"] for one in unseen.json["error"]["unmet"]]) == (422, ["duplicates_seen"])
    seen = told(act(outside, came.signal.number, "accept", "operation-2", seen=[likely.number]))
    assert seen.incident is not None
    assert (seen.incident.number != likely.number, seen.incident.state) == (True, "filed")


def test_linking_makes_no_incident_and_says_so_on_both_sides(outside: Outside, signal: Plain):
    first = told(outside.post("/signals", signal), 201)
    second = told(outside.post("/signals", signal | {"origin": "ENTERPRISE", "key": "two"}), 202)
    assert first.incident is not None
    assert second.signal is not None
    linked = told(act(outside, second.signal.number, "link", "operation-1", incident=first.incident.number))
    assert linked.signal is not None
    assert linked.incident is not None
    assert (linked.incident.number, linked.signal.state) == (first.incident.number, "linked")
    assert linked.signal.reply.owed, "whoever reported it is still owed an answer"
    behind = outside.get(f"/incidents/{first.incident.number}").json
    assert [one["action"] for one in behind["log"]] == ["receive", "link"]
    assert (behind["reports"], [one["reply"]["owed"] for one in behind["signals"]]) == (2, [False, True])
    assert behind["responsible"] == {"department": "消防", "deputy": "", "matrix": ""}
    apart = told(act(outside, second.signal.number, "unlink", "operation-2", note="另一处起火点"))
    assert apart.signal is not None
    assert (apart.signal.state, apart.signal.incident) == ("new", "")


def test_a_signal_is_told_with_its_log_and_unknown_ones_are_not_found(outside: Outside, signal: Plain):
    came = told(outside.post("/signals", signal | {"origin": "12345", "detail": "有人昏迷", "level": 2}), 201)
    assert came.signal is not None
    one = signal_shapes.SignalWithLog.model_validate(outside.get(f"/signals/{came.signal.number}").json)
    assert ([line.move for line in one.log], one.raised, one.level) == (["SG0", "SG2"], True, 1)
    assert one.why_level == [{"zh": "涉及生命危险", "en": "Lives are in danger"}]
    assert outside.get("/signals/S1").json["error"]["code"] == "no_such_signal"
    assert act(outside, "S1", "accept", "operation-1").status == 404
    assert act(outside, came.signal.number, "auto_accept", "operation-2").status == 404


def test_who_saw_an_older_version_is_refused(outside: Outside, signal: Plain):
    came = told(outside.post("/signals", signal | {"origin": "12345"}), 202)
    assert came.signal is not None
    error = act(outside, came.signal.number, "unsure", "operation-1", version=1).json["error"]
    assert (error["code"], error["expected"], error["actual"]) == ("signal_outdated", 1, 2)


def test_a_signal_that_waits_says_by_when_somebody_must_decide(outside: Outside, signal: Plain):
    came = told(outside.post("/signals", signal | {"origin": "ENTERPRISE", "key": "two", "caller": "c2"}), 202)
    assert came.signal is not None
    assert came.signal.due_at is not None
    assert (came.signal.due, came.signal.late, came.signal.breached) == ("accept", False, False)
    [waiting] = signal_shapes.Signals.model_validate(outside.get("/signals").json).signals
    assert (waiting.due_at, waiting.due_title) == (came.signal.due_at, {"zh": "受理", "en": "accepting"})
    seen = [one["number"] for one in outside.get(f"/signals/{waiting.number}").json["likely"]]
    after = told(act(outside, waiting.number, "accept", "operation-1", seen=seen)).signal
    assert after is not None
    assert (after.due, after.due_at, after.late) == ("", None, False)


def test_a_signal_of_a_clock_that_is_ahead_is_taken_as_of_now_and_marked(outside: Outside, signal: Plain):  # J 25
    now = outside.house.clock()
    for key, ahead_s, told in (("a-1", 60, None), ("a-2", 3600, 3600)):
        at = (now + timedelta(seconds=ahead_s)).isoformat()
        one = outside.post("/signals", signal | {"key": key, "at": at}).json["signal"]
        assert datetime.fromisoformat(one["received_at"]) <= outside.house.clock()
        assert one["ahead_s"] is None if told is None else abs(one["ahead_s"] - told) <= 5


def test_a_signal_that_waits_for_a_look_is_given_a_place_and_somebody_on_duty_is_sent_there(centre: Centre):
    said = {"origin": "12345", "key": "p", "category": "M0110", "address": "东门", "caller": "c7"}
    number = centre.post("call_taker", "/signals", said).json["signal"]["number"]
    there = {"lon": 0.002, "lat": 0.005, "address": "东门路 3 号"}
    placed = centre.post("call_taker", f"/signals/{number}/actions/locate", there, "operation-1")
    assert (placed.status, placed.json["signal"]["address"]) == (200, "东门路 3 号"), placed.json
    assert (placed.json["signal"]["state"], placed.json["signal"]["lon"]) == ("verify", 0.002)
    assert {one["name"] for one in centre.get("dispatcher", f"/signals/{number}/lookers").json["people"]} >= {"zhao"}
    assert centre.get("collector", f"/signals/{number}/lookers").json["people"] == []
    off = centre.post("dispatcher", f"/signals/{number}/actions/send", {"looker": "li"}, "operation-2")
    assert (off.status, off.json["error"]["code"]) == (422, "no_such_looker")
    sent = centre.post("dispatcher", f"/signals/{number}/actions/send", {"looker": "zhao"}, "operation-3")
    assert (sent.status, sent.json["signal"]["looker"], sent.json["signal"]["state"]) == (200, "zhao", "verify")
    again = centre.post("dispatcher", f"/signals/{number}/actions/send", {"looker": "zhao"}, "operation-4")
    assert again.status == 422
    log = centre.get("chief", f"/signals/{number}").json["log"]
    assert [(one["action"], one["looker"]) for one in log[1:]][-2:] == [("locate", ""), ("send", "zhao")]
    assert log[-2]["place"].startswith("0.002000, 0.005000 东门路")
    assert [one.to for one in centre.house.parts.record.messages(9) if number in one.key] == ["zhao"]


def test_what_waits_stands_by_level_and_then_by_when_it_is_due(outside: Outside):
    for key, category, level in (("a", "M0110", 3), ("b", "P0101", 2), ("c", "U0403", 3), ("d", "M0112", 2)):
        said = {"origin": "ENTERPRISE", "key": key, "category": category, "level": level, "caller": key}
        assert outside.post("/signals", said | {"lon": 0.002, "lat": 0.005}).status == 202
    waiting = signal_shapes.Signals.model_validate(outside.get("/signals").json)
    stand = [(one.level, one.due_at) for one in waiting.signals if one.due_at is not None]
    assert (len(stand), stand) == (4, sorted(stand))
    cut = signal_shapes.Signals.model_validate(outside.get("/signals?limit=1&state=new").json)
    assert ([one.number for one in cut.signals], cut.total) == ([waiting.signals[0].number], 4)


def test_who_was_sent_to_look_reads_theirs_first_however_many_wait(centre: Centre):
    for n, category in enumerate(("M0110", "P0101", "M0112")):
        said = {"origin": "12345", "key": f"p{n}", "category": category, "lon": 0.002, "lat": 0.005, "caller": f"c{n}"}
        number = centre.post("call_taker", "/signals", said).json["signal"]["number"]
    centre.post("dispatcher", f"/signals/{number}/actions/send", {"looker": "zhao"}, "operation-1")
    theirs = centre.get("collector", "/signals?state=verify&limit=1").json
    assert ([one["looker"] for one in theirs["signals"]], theirs["total"]) == (["zhao"], 3)
    others = centre.get("chief", "/signals?state=verify").json["signals"]
    assert [one["due_at"] for one in others] == sorted(one["due_at"] for one in others)


def test_sensors_that_a_sender_counts_itself_are_shown_and_decide_nothing(outside: Outside):
    said = {"origin": "IOT", "key": "gas-1/lel", "category": "U0403", "level": 1, "lon": 0.002, "lat": 0.005}
    came = outside.post("/signals", said | {"sensors": 9, "confidence": 1.0})
    assert (came.status, came.json["incident"]) == (202, None)
    assert (came.json["signal"]["sensors"], came.json["signal"]["told_sensors"]) == (1, 9)
