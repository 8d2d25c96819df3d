"""Readings through the API: a row of the wrong shape costs none of the others, and is told of."""

from datetime import UTC, datetime
from typing import Any

import pytest

from api.rows import MOST_ROWS
from live.house import House
from tests.api.conftest import Answer, Outside

WRONG: tuple[Any, ...] = (
    {"value": "3.5"}, {"value": True}, {"at": 1795000000}, {"at": "0001-01-01T00:00:00+14:00"}, {"thing": ""},
    {"thing": "a\x00"}, {"thing": "x" * 121}, {"lon": 10**400}, {"gust": "strong"}, {"\ud800": 1}, {"\ud800": "x"},
    {"x" * 1000: "strong"}, {"at": "2026-11-20"},
)  # fmt: skip


def _row(name: str, **more: Any) -> dict[str, Any]:
    return {"thing": name, "value": 3.5, "at": datetime.now(UTC).isoformat(), "lon": 0.001, "lat": 0.002} | more


def _sent(outside: Outside, *rows: Any) -> Answer:
    return outside.post("/readings", {"source": "mast", "kind": "weather.wind", "rows": rows})


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: ascii(one)[:30])
def test_one_row_of_the_wrong_shape_costs_none_of_the_others(outside: Outside, wrong: dict[str, Any]):
    answer = _sent(outside, _row("m1"), _row("m2", **wrong), _row("m3"))
    assert (answer.status, answer.json["accepted"]) == (200, 2)
    [refused] = answer.json["refused"]
    assert (refused["reason"], refused["count"]) == ("wrong shape", 1)
    assert refused["example"].startswith("Row 2 of 3")
    assert (refused["example"][-1], len(refused["example"]) < 200) == (".", True)


def test_what_is_no_row_at_all_is_told_of(outside: Outside):
    answer = _sent(outside, 7, _row("m1"), None)
    assert answer.json["accepted"] == 1
    [refused] = answer.json["refused"]
    assert (refused["count"], refused["example"][:12]) == (2, "Row 1 of 3: ")


def test_rows_of_the_wrong_shape_are_counted_at_their_source(house: House, outside: Outside):
    for thing in ("m1", "m2"):
        _sent(outside, _row(thing), {"thing": "m3"}, {"thing": "m4"})
    house.beat()
    [source] = outside.get("/picture").json["sources"]
    assert [(one["reason"], one["count"]) for one in source["refused"]] == [("wrong shape", 4)]


def test_a_batch_without_a_row_that_stands_is_refused(outside: Outside):
    answer = _sent(outside, {"thing": "m1"}, _row("m2", value="x"))
    assert (answer.status, answer.json["error"]["code"]) == (422, "not_valid")
    assert {"rows.0.value", "rows.1.value"} <= {one["where"] for one in answer.json["error"]["faults"]}
    assert _sent(outside).status == 422
    assert _sent(outside, *[_row("m1")] * (MOST_ROWS + 1)).status == 422


def test_the_document_describes_a_row(outside: Outside):
    schemas = outside.get("/openapi.json").json["components"]["schemas"]
    rows = schemas["Batch"]["properties"]["rows"]
    assert (rows["type"], rows["minItems"], rows["maxItems"]) == ("array", 1, MOST_ROWS)
    assert rows["items"] == {"$ref": "#/components/schemas/Row"}
    assert {"thing", "value", "at", "lon", "lat"} == set(schemas["Row"]["properties"])
    assert schemas["Row"]["properties"]["at"] == {"type": "string", "format": "date-time", "title": "At"}


def test_a_frame_that_there_is_not_is_refused_with_those_there_are(outside: Outside):
    answer = outside.post(
        "/readings", {"source": "mast", "kind": "weather.wind", "frame": "gjc02", "rows": [_row("m")]}
    )
    assert (answer.status, "'gcj02'" in answer.json["error"]["message"]) == (422, True)


@pytest.mark.parametrize(
    ("kind", "said", "promise_s"),
    [
        ("weather.wind", {}, 300.0),
        ("weather.wind", {"promise_s": 7200}, 7200.0),
        ("weather.wind", {"promise_s": None}, None),
        ("road.closed", {}, None),
        ("road.closed", {"promise_s": 60}, 60.0),
    ],
)
def test_a_sender_says_how_long_it_will_be_silent(
    house: House, outside: Outside, kind: str, said: dict[str, float | None], promise_s: float | None
):
    outside.post("/readings", {"source": "mast", "kind": kind, "rows": [_row("m1", value=1.0)]} | said)
    house.beat()
    [source] = outside.get("/health").json["sources"]
    assert (source["promise_s"], source["status"]) == (promise_s, "live")


def test_the_document_lists_the_frames(outside: Outside):
    schemas = outside.get("/openapi.json").json["components"]["schemas"]
    for shape in ("Batch", "NewSignal"):
        frame = schemas[shape]["properties"]["frame"]
        assert (frame["enum"], frame["default"]) == (["wgs84", "gcj02", "bd09", "cgcs2000"], "wgs84")


def test_a_label_may_be_sent_as_its_word(house: House, outside: Outside):
    rows = [_row(f"m{i}", value=50.0, zone=zone) for i, zone in enumerate(("4a", 5, "9z", None))]
    answer = outside.post("/readings", {"source": "mast", "kind": "noise.hourly", "rows": rows})
    house.beat()
    assert house.picture.newest["noise.hourly"].attributes["zone"].tolist() == [4, 5]
    told = {one["reason"]: one["example"] for one in answer.json["refused"]}
    assert told["wrong shape"].startswith("Row 3 of 4, zone: ")
    assert told["missing column"] == "noise.hourly m3: there is no zone."


def test_the_kinds_are_told_with_their_columns_and_who_sends_them(house: House, outside: Outside):
    _sent(outside, _row("m1"))
    house.beat()
    kinds = {one["name"]: one for one in outside.get("/kinds").json["kinds"]}
    assert (kinds["weather.wind"]["high"], kinds["weather.wind"]["sent_by"]) == (90, ["mast"])
    [zone] = kinds["noise.hourly"]["columns"]
    assert (zone["name"], zone["words"][5], zone["high"], zone["optional"]) == ("zone", "4b", 5, False)
    assert (kinds["service.level"]["own"], kinds["service.level"]["sent_by"]) == (True, [])


def test_the_document_tells_the_ranges(outside: Outside):
    batch = outside.get("/openapi.json").json["components"]["schemas"]["Batch"]
    assert "length_m: 1 to 100,000 m" in batch["properties"]["kind"]["description"]
