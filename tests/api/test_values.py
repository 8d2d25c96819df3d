"""What is sent must be what it says it is: texts, times and numbers as we can keep them, in the city."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest

from api.door import SMALL
from geo.place import Bounds
from live.house import House
from tests.api.conftest import Outside

Plain = dict[str, Any]
NOT_TIMES = (
    "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z",
    "2026-11-20T12:00:00", "1795000000", 1795000000, True,
)  # fmt: skip
NOT_NUMBERS = (("level", True), ("level", "1"), ("level", 1.5), ("lon", "0.002"), ("lat", True), ("lat", 10**400))

ODD_NUMBERS = ("１２", "1_0", "nan", "infinity", "1e400", "0x1", "", "٣", "1 0")
NUMBERS_ASKED = {
    "/places/near?lat=0.002&lon={}": "lon",
    "/places/near?lon=0.001&lat=0.002&radius_m={}": "radius_m",
    "/places/near?lon=0.001&lat=0.002&limit={}": "limit",
    "/places/areas?lon=0.001&lat={}": "lat",
    "/places/at?lon=0.001&lat={}": "lat",
    "/places/reach?lon=0.001&lat=0.002&minutes=5,{}": "minutes",
    "/places/route?from=0.001,{}&to=0,0": "from",
    "/places/search?q=a&near={},0.002": "near",
    "/incidents?limit={}": "limit",
    "/units?near=0.001,{}": "near",
}


def _wrong(outside: Outside, path: str, content: Plain, where: str) -> str:
    """What is said of the one thing that is wrong."""
    key = {"Idempotency-Key": "operation-1"} if "actions" in path else {}
    answer = outside.post(path, content, **key)
    assert (answer.status, answer.json["error"]["code"]) == (422, "not_valid"), answer.json
    assert [one["where"] for one in answer.json["error"]["faults"]] == [where]
    return answer.json["error"]["message"]


@pytest.mark.parametrize("at", NOT_TIMES)
def test_a_time_is_a_text_of_our_century(outside: Outside, signal: Plain, at: object):
    assert _wrong(outside, "/signals", signal | {"at": at}, "at")
    assert _wrong(outside, "/incidents/1/actions/file", {"at": at}, "at")
    row = {"thing": "m1", "value": 3.5, "at": at}
    assert _wrong(outside, "/readings", {"source": "s", "kind": "weather.wind", "rows": [row]}, "rows.0.at")


@pytest.mark.parametrize(("name", "value"), NOT_NUMBERS, ids=lambda part: str(part)[:10])
def test_a_number_is_a_number(outside: Outside, signal: Plain, name: str, value: object):
    assert _wrong(outside, "/signals", signal | {name: value}, name)


def test_a_number_in_an_address_is_written_with_usual_digits(outside: Outside):
    for (path, where), number in product(NUMBERS_ASKED.items(), ODD_NUMBERS):
        answer = outside.get(path.format(quote(number)))
        assert (answer.status, answer.json["error"]["code"]) == (422, "not_valid"), (path, number)
        assert [one["where"] for one in answer.json["error"]["faults"]] == [where]


def test_usual_numbers_in_an_address_are_taken(outside: Outside):
    for number in ("0.002", "+2e-3", ".002", " 0.002"):
        assert outside.get(f"/places/near?lon=0.001&lat={quote(number)}&limit=+5").status == 200, number


def test_a_version_is_a_whole_number(outside: Outside):
    for version in (True, "1", 1.5):
        assert _wrong(outside, "/incidents/1/actions/file", {"version": version}, "version")


@pytest.mark.parametrize("name", ["detail", "address", "reference"])
def test_a_text_that_cannot_be_kept_is_refused(outside: Outside, signal: Plain, name: str):
    assert "NUL" in _wrong(outside, "/signals", signal | {name: "a\x00b"}, name)


def test_a_note_that_cannot_be_kept_is_refused(outside: Outside):
    assert "NUL" in _wrong(outside, "/incidents/1/actions/file", {"note": "\x00"}, "note")


def test_nothing_has_a_name_that_cannot_be_kept(outside: Outside):
    for path in ("/incidents/%00", "/incidents/1%00", "/indicators/%00", "/layers/%00"):
        answer = outside.get(path)
        assert (answer.status, answer.json["error"]["code"]) == (404, "not_found"), path
    assert outside.act("%00", "file", "operation-1").status == 404


def test_a_signal_of_long_ago_is_refused(outside: Outside, signal: Plain):
    now = datetime.now(UTC)
    answer = outside.post("/signals", signal | {"at": (now - timedelta(days=91)).isoformat()})
    assert (answer.status, answer.json["error"]["code"]) == (422, "too_old")
    assert outside.post("/signals", signal | {"at": (now - timedelta(days=89)).isoformat()}).status == 201


def test_a_signal_from_outside_the_city_is_refused(outside: Outside, signal: Plain):
    answer = outside.post("/signals", signal | {"lon": 1.0})
    assert (answer.status, answer.json["error"]["code"]) == (422, "outside_the_city")
    assert set(answer.json["error"]["words"]) == {"zh", "en"}
    assert outside.post("/signals", signal | {"lon": None, "lat": None}).status == 201


def test_a_signal_with_swapped_coordinates_is_told_so(house: House, outside: Outside, signal: Plain):
    house.pack = replace(house.pack, bounds=Bounds(10, 0, 10.01, 0.01))
    answer = outside.post("/signals", signal | {"lon": 0.005, "lat": 10.005})
    assert (answer.status, answer.json["error"]["code"]) == (422, "swapped_coordinates")


@pytest.mark.parametrize("size", [SMALL + 1, 2 * SMALL])
def test_a_body_in_chunks_is_measured_too(outside: Outside, size: int):
    body = BytesIO(b'"' + b"x" * (size - 2) + b'"')
    answer = outside.client.post(
        "/api/v1/signals",
        input_stream=body,
        content_type="application/json",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"REMOTE_ADDR": "127.0.0.1", "wsgi.input_terminated": True},
    )
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_large")


def test_signs_that_nobody_sees_are_left_out_of_texts(outside: Outside, signal: Plain):
    brought = signal | {"detail": "Gas\r\nfire\u202e erif\x1b[31m", "address": "No. 7\n10:00 file by chief\u2066"}
    number = outside.post("/signals", brought).json["incident"]["number"]
    outside.act(number, "file", "operation-1", note="one\ttab\u2028two\u200b\x85\x07")
    incident = outside.get(f"/incidents/{number}").json
    assert (incident["detail"], incident["address"]) == ("Gas\nfire erif[31m", "No. 7 10:00 file by chief")
    assert [one["note"] for one in incident["log"] if one["action"] == "file"] == ["one\ttab\ntwo"]
