"""Attachments at the API: bytes in, bytes out, and nothing that a browser would run."""

from io import BytesIO

import psutil
import pytest
from PIL import Image
from werkzeug.test import TestResponse

from api.attachments import Attachments, OneAttachment
from live.darkroom import Apart
from tests.api.conftest import HOME, Outside

Plain = dict[str, object]


def _picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (30, 20), (200, 30, 30)).save(made, "PNG")
    return made.getvalue()


def _ask(outside: Outside, path: str, content: bytes | None = None, kind: str = "image/png") -> TestResponse:
    method = "GET" if content is None else "POST"
    return outside.client.open(
        f"/api/v1{path}", method=method, data=content, content_type=kind if content is not None else None,
        environ_base={"REMOTE_ADDR": HOME},
    )  # fmt: skip


@pytest.fixture
def path(outside: Outside, signal: Plain) -> str:
    return f"/incidents/{outside.post('/signals', signal).json['incident']['number']}/attachments"


def test_a_picture_comes_back_as_it_lies_on_the_shelf(outside: Outside, path: str):
    answer = _ask(outside, f"{path}?stage=before&name=现场.png&by=Wang", _picture())
    assert answer.status_code == 201, answer.json
    made = OneAttachment.model_validate(answer.json)
    assert (made.media_type, made.stage, made.name, made.by) == ("image/png", "before", "现场.png", "Wang (desk)")
    assert Attachments.model_validate(outside.get(path).json).attachments == [made]
    given = _ask(outside, f"{path}/{made.sha256}")
    assert (given.status_code, given.mimetype, len(given.data)) == (200, "image/png", made.size)
    assert given.headers["Content-Disposition"] == f"attachment; filename={made.sha256[:12]}.png"
    assert (given.headers["X-Content-Type-Options"], given.headers["Content-Security-Policy"]) == ("nosniff", "sandbox")
    log = outside.get(path.removesuffix("/attachments")).json["log"]
    assert (log[-1]["action"], log[-1]["note"]) == ("attach", "现场.png")


def test_the_same_again_changes_nothing(outside: Outside, path: str):
    first, second = (_ask(outside, path, _picture()).json for _ in range(2))
    assert first == second
    assert outside.get(path.removesuffix("/attachments")).json["version"] == 2


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"{}", "application/json", 415, "not_taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 415, "not_taken"),
        (b"<html></html>", "image/png", 422, "not_accepted"),
        (bytes(10 * 1024 * 1024 + 1), "image/png", 413, "too_large"),
    ],
)
def test_what_we_do_not_take_is_refused(outside: Outside, path: str, content: bytes, kind: str, status: int, code: str):
    answer = _ask(outside, path, content, kind)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert outside.get(path).json == {"attachments": []}


def test_what_is_not_there_is_not_found(outside: Outside, path: str):
    assert _ask(outside, f"{path}/{'0' * 64}").status_code == 404
    assert _ask(outside, "/incidents/7/attachments", _picture()).status_code == 404
    assert outside.get("/incidents/7/attachments").status == 404
    said = {"origin": "desk", "key": "fire-2", "category": "E2001", "level": 1}
    other = outside.post("/signals", said).json["incident"]["number"]
    sha256 = _ask(outside, path, _picture()).json["sha256"]
    assert _ask(outside, f"/incidents/{other}/attachments/{sha256}").status_code == 404


def test_a_stranger_attaches_and_sees_nothing(outside: Outside, path: str):
    stranger = Outside(outside.client, outside.house, outside.entrance, address="192.0.2.7")
    assert stranger.get(path).status == 401
    assert stranger.ask("POST", path, _picture()).status == 401


def test_of_a_picture_with_too_many_pixels_only_the_first_bytes_are_looked_at(outside: Outside, path: str):
    made = BytesIO()
    Image.new("1", (6000, 4001)).save(made, "PNG")
    only_the_head = made.getvalue()[:200]  # decoding it would say that it is damaged
    answer = _ask(outside, path, only_the_head)
    assert (answer.status_code, "24 million pixels" in answer.json["error"]["message"]) == (422, True)


def test_a_photo_of_a_signal_is_the_incidents_own_once_the_signal_is_confirmed(outside: Outside, signal: Plain):
    place = {"lon": signal["lon"], "lat": signal["lat"]}
    said = {"origin": "12345", "key": "lamp-1", "category": "M0301", "level": 3, "caller": "c", **place}
    number = outside.post("/signals", said).json["signal"]["number"]
    laid = _ask(outside, f"/signals/{number}/attachments", _picture())
    assert laid.status_code == 201, laid.json
    assert (laid.json["taken_at"], laid.json["lon"]) == (None, None), "it does not say, so nobody does"
    told = {"evidence": [laid.json["sha256"], "现场 2.jpg"], "photo_at": outside.house.clock().isoformat(),
            "photo_lon": place["lon"], "photo_lat": place["lat"]}  # fmt: skip
    came = outside.post(f"/signals/{number}/actions/confirm", told, **{"Idempotency-Key": "lamp-1-confirm"})
    assert came.status == 200, came.json
    incident = came.json["incident"]
    assert incident["evidence"] == [{"name": laid.json["sha256"], "stage": "verify"}]
    (one,) = Attachments.model_validate(outside.get(f"/incidents/{incident['number']}/attachments").json).attachments
    assert (one.sha256, one.media_type) == (laid.json["sha256"], "image/png")
    assert _ask(outside, "/signals/S0/attachments", _picture()).status_code == 404


def test_whoever_sends_a_picture_that_stalls_is_told_so_and_the_next_is_taken(outside: Outside, path: str):
    outside.house.darkroom = darkroom = Apart(longest_s=0.2)
    try:
        darkroom.open()
        psutil.Process(darkroom._lasting.process.pid).suspend()
        answer = _ask(outside, path, _picture())
        assert (answer.status_code, answer.json["error"]["code"]) == (503, "too_slow")
        assert "not made anew within 0.2 s" in answer.json["error"]["message"]
        darkroom._longest_s = 60
        assert _ask(outside, path, _picture()).status_code == 201
    finally:
        darkroom.close()


def test_photos_that_a_report_came_with_are_its_incidents_from_the_start(outside: Outside, signal: Plain):
    laid = _ask(outside, "/signals/attachments", _picture()).json["sha256"]
    said = {"origin": "GRID", "key": "g-1", "category": "M0102", "level": 3, "photos": [laid, laid]}
    place = {"lon": signal["lon"], "lat": signal["lat"]}
    came = outside.post("/signals", said | place)
    assert came.status == 201, came.json
    assert came.json["incident"]["evidence"] == [{"name": laid, "stage": "report"}]
    again = outside.post("/signals", said | place)
    assert (again.status, again.json["signal"]["number"]) == (200, came.json["signal"]["number"])
    assert again.json["incident"]["evidence"] == [{"name": laid, "stage": "report"}]


def test_photos_of_a_report_that_waits_are_seen_at_the_desk_and_go_with_it(outside: Outside, signal: Plain):
    laid = _ask(outside, "/signals/attachments", _picture()).json["sha256"]
    said = {"origin": "GRID", "key": "g-2", "category": "M0102", "level": 2, "photos": [laid]}
    came = outside.post("/signals", said | {"lon": signal["lon"], "lat": signal["lat"]})
    assert (came.status, came.json["incident"], came.json["signal"]["evidence"]) == (202, None, [laid]), came.json
    number = came.json["signal"]["number"]
    assert _ask(outside, f"/signals/{number}/attachments/{laid}").content_type == "image/png"
    assert _ask(outside, f"/signals/{number}/attachments/{'0' * 64}").status_code == 404
    taken = outside.post(f"/signals/{number}/actions/accept", {}, **{"Idempotency-Key": "g-2-accept"})
    assert taken.json["incident"]["evidence"] == [{"name": laid, "stage": "report"}], taken.json


def test_a_photo_that_lies_nowhere_is_no_part_of_a_report(outside: Outside):
    said = {"origin": "GRID", "key": "g-3", "category": "M0102", "photos": ["0" * 64]}
    refused = outside.post("/signals", said)
    assert (refused.status, refused.json["error"]["code"]) == (422, "not_laid_down")
