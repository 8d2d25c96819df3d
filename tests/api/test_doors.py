"""Every route goes through the one door, is described, and refuses what it should in JSON."""

from collections.abc import Iterator
from types import MappingProxyType

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from accounts.rights import FOR_MACHINES, INSIDE
from api.door import Door
from live.house import House
from tests.api.conftest import Outside

ODD_BODIES = (
    (b"{", 400, "bad_request"),
    (b'{"key": NaN}', 400, "bad_request"),
    (b'{"key": -Infinity}', 400, "bad_request"),
    (b'{"key": 1e999}', 400, "bad_request"),
    (b'{"key": 1, "key": 2}', 400, "bad_request"),
    (b"[" * 65 + b"]" * 65, 400, "bad_request"),
    (b"\xff", 400, "bad_request"),
    (b"[]", 422, "not_valid"),
    (b'{"unheard": 1}', 422, "not_valid"),
    (b'"' + b"x" * 6_000_000 + b'"', 413, "too_large"),
)
NEEDED = MappingProxyType({  # questions that a door cannot do without
    "/places/at": "?lon=0.001&lat=0.002",
    "/places/near": "?lon=0.001&lat=0.002",
    "/places/route": "?from=0.0002,0&to=0.0018,0.001",
    "/places/reach": "?lon=0.001&lat=0.001&minutes=1",
})  # fmt: skip
STRANGERS = (
    {"Origin": "https://elsewhere.example.com"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:9"},
)


# What a door cannot be asked without; it is in the town of the tests.
QUESTIONS = {
    "/places/near": "?lon=0.001&lat=0.002",
    "/places/route": "?from=0.0002,0&to=0.0018,0.001",
    "/places/reach": "?lon=0.001&lat=0.001&minutes=1",
}


def _with_body(outside: Outside) -> Iterator[Door]:
    return (door for door in outside.doors if door.body is not None)


def _path(door: Door) -> str:
    return door.path.replace("{number}", "1").replace("{action}", "file").replace("{name}", "x")


def test_every_route_came_through_the_door(outside: Outside):
    rules = {f"{rule}" for rule in outside.client.application.url_map.iter_rules() if f"{rule}".startswith("/api")}
    through = {f"/api/v1{door.path}".replace("{", "<").replace("}", ">") for door in outside.doors}
    assert rules - through == {"/api/v1/", "/api/v1/<path:rest>"}, "only the wall behind the doors is no door"
    assert through <= rules


def test_the_document_is_valid_and_names_every_door(outside: Outside):
    document = outside.get("/openapi.json").json
    OpenAPIV31SpecValidator(document).validate()
    described = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert described == {(f"/api/v1{door.path}", door.method) for door in outside.doors}


def test_every_door_that_only_reads_answers_in_its_shape(outside: Outside):
    for door in outside.doors:
        if door.method == "GET" and "{" not in door.path:
            answer = outside.get(door.path + NEEDED.get(door.path, ""))
            assert answer.status == door.status, door.path
            door.answer.model_validate(answer.json)


def test_a_stranger_gets_nothing(outside: Outside):
    stranger = Outside(outside.client, outside.house, outside.entrance, address="192.0.2.7")
    for door in outside.doors:
        if door.right:
            answer = stranger.ask(door.method, _path(door), b"{}")
            assert (answer.status, answer.json["error"]["code"]) == (401, "not_logged_in"), door.path


def test_an_address_that_came_through_a_proxy_is_not_trusted(outside: Outside):
    assert outside.get("/health", **{"X-Forwarded-For": "127.0.0.1"}).status == 401


def test_a_trusted_address_may_come_as_ipv6(outside: Outside):
    assert (
        Outside(outside.client, outside.house, outside.entrance, address="::ffff:127.0.0.1").get("/health").status
        == 200
    )


@pytest.mark.parametrize("headers", STRANGERS, ids=str)
def test_a_page_of_another_site_cannot_act(outside: Outside, headers: dict[str, str]):
    for door in _with_body(outside):
        answer = outside.ask(door.method, _path(door), b"{}", headers | {"Idempotency-Key": "12345678"})
        assert (answer.status, answer.json["error"]["code"]) == (403, "cross_site"), door.path


@pytest.mark.parametrize("origin", ["http://localhost", "https://screen.example.org"])
def test_our_own_pages_and_allowed_ones_may_act(outside: Outside, origin: str):
    site = "same-origin" if origin == "http://localhost" else "cross-site"
    assert outside.post("/signals", {}, **{"Origin": origin, "Sec-Fetch-Site": site}).status == 422


def test_a_name_that_was_pointed_at_us_reads_nothing(outside: Outside):
    assert outside.get("/health", Host="rebound.example.com").json["error"]["code"] == "cross_site"
    assert outside.get("/health", Host="screen.example.org").status == 200


@pytest.mark.parametrize(("body", "status", "code"), ODD_BODIES, ids=lambda part: str(part)[:20])
def test_odd_bodies_are_refused(outside: Outside, body: bytes, status: int, code: str):
    for door in _with_body(outside):
        answer = outside.ask(door.method, _path(door), body, {"Idempotency-Key": "12345678"})
        assert (answer.status, answer.json["error"]["code"]) == (status, code), door.path
        assert answer.json["error"]["message"].endswith(".")


def test_a_body_that_is_not_plain_json_is_refused(outside: Outside):
    compressed = outside.post("/signals", {}, **{"Content-Encoding": "gzip"})
    form = outside.client.post("/api/v1/signals", data={"key": "1"})
    assert (compressed.status, form.status_code) == (415, 415)


def test_brackets_inside_text_are_not_depth(outside: Outside, signal: dict[str, object]):
    assert outside.post("/signals", signal | {"detail": '[{"' * 500}).status == 201


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/incidents/1/2/3", "/%00"])
def test_an_unknown_path_is_refused_in_json(outside: Outside, path: str):
    assert outside.get(path or "/").json["error"]["code"] in ("not_found", "no_such_incident")


@pytest.mark.parametrize(
    "path",
    [
        "/indicators/traffic_tpi?area={}",
        "/indicators/{}",
        "/indicators/traffic_tpi/course?what={}",
        "/incidents/{}",
        "/nothing/{}",
        "/units?{}=1",
        "/units?near={}",
        "/journeys?units=a,{}",
    ],
)
def test_what_is_too_long_to_be_a_name_is_not_repeated_whole(outside: Outside, path: str):
    answer = outside.get(path.format("lang" * 100))
    assert answer.status >= 400
    assert "lang" * 11 not in str(answer.json)


def test_a_key_that_is_too_long_to_be_one_is_not_repeated_whole(outside: Outside, signal: dict[str, object]):
    answer = outside.post("/signals", signal | {"lang" * 100: 1})
    assert answer.status == 422
    assert "lang" * 11 not in str(answer.json)


def test_a_wrong_method_is_told_the_right_one(outside: Outside):
    answer = outside.ask("DELETE", "/incidents")
    assert (answer.status, answer.allow) == (405, "GET")


def test_an_unknown_or_repeated_parameter_is_refused(outside: Outside):
    assert outside.get("/units?naer=1,2").status == 422
    assert outside.get("/incidents?limit=1&limit=2").status == 400


def test_what_breaks_inside_is_told_without_detail(house: House, outside: Outside):
    outside.client.application.testing = False
    house.projector = None  # type: ignore[assignment] - a house that lost a part
    answer = outside.get("/health")
    assert (answer.status, answer.json["error"]["code"]) == (500, "broken")
    assert "projector" not in answer.json["error"]["message"]


def test_keys_are_offered_only_where_a_machine_may_come(outside: Outside):
    paths = outside.get("/openapi.json").json["paths"]
    offered = {
        (door["x-right"], bool({"key": []} in door["security"])) for ways in paths.values() for door in ways.values()
    }
    assert ("city:read", True) in offered
    assert ("signals:send", True) in offered
    assert not {right for right, key in offered if key} - {*FOR_MACHINES, INSIDE}
    assert ("incidents:act", False) in offered
