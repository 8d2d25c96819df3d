"""Every route there is, asked by everybody there is: one table says who may, and what it does not name fails."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from accounts.ports import AccountChanges
from api.build import all_doors
from live.entrance import COOKIE, Entrance
from live.house import House
from tests.api.conftest import HOME, VERSION
from tests.api.everybody import HOST, account, entrance_of, site_of

DESK = frozenset({"call_taker", "dispatcher", "chief"})
FIELD = frozenset({"collector", "department", "unit"})
LEADERS = frozenset({"inspector", "commander", "leader"})
SEES = DESK | FIELD | LEADERS | {"off_duty", "asleep"}
INSIDE = SEES | {"admin", "wall", "sender"}
CITY = SEES | {"wall"}
EVERYBODY = INSIDE | {"nobody", "disabled"}
ACTS = DESK | FIELD | LEADERS
REPORTS = DESK | {"collector", "sender"}
ON_VITALS = DESK | LEADERS | {"off_duty", "asleep"}
ON_DUTY_PAGE = DESK | {"off_duty", "asleep"}
OFFICE = DESK | LEADERS | {"off_duty", "asleep"}
LOG = frozenset({"chief", "inspector", "commander", "off_duty", "asleep"})
ADMIN = frozenset({"admin"})
NOBODY = frozenset[str]()  # there is nothing behind it

# By method and rule, as Flask writes it; who may. Dash has the same rules below each of its pages.
TABLE: dict[str, frozenset[str]] = {
    "GET /": EVERYBODY, "GET /login": EVERYBODY, "POST /login": EVERYBODY, "POST /logout": EVERYBODY,
    "POST /seat": EVERYBODY, "GET /first": EVERYBODY, "POST /first": EVERYBODY,
    "GET /assets/onescreen.css": EVERYBODY, "GET /vendor/fonts.css": EVERYBODY,
    "GET /vendor/files/<font>/<file>": EVERYBODY,
    "GET /assets/onescreen.js": INSIDE, "GET /assets/<path:file>": INSIDE, "GET /vendor/<name>": INSIDE,
    "GET /pack/base.pmtiles": INSIDE,
    "GET /api/v1/session": INSIDE, "POST /api/v1/session": EVERYBODY, "DELETE /api/v1/session": INSIDE,
    "GET /api/v1/health": INSIDE, "GET /api/v1/openapi.json": INSIDE,
    "GET /api/v1/accounts": ADMIN, "POST /api/v1/accounts": ADMIN, "POST /api/v1/accounts/<name>/changes": ADMIN,
    "POST /api/v1/accounts/<name>/links": ADMIN, "POST /api/v1/accounts/<name>/unlock": ADMIN | {"chief"},
    "GET /api/v1/keys": ADMIN, "POST /api/v1/keys": ADMIN, "DELETE /api/v1/keys/<name>": ADMIN,
    "GET /api/v1/changes": LOG, "POST /api/v1/log/checkpoints": (OFFICE | {"admin"}) - {"asleep"},
    "GET /api/v1/incidents": SEES, "GET /api/v1/incidents/<number>": SEES,
    "GET /api/v1/incidents/<number>/explanation": SEES, "GET /api/v1/incidents/<number>/checkers": ACTS,
    "GET /api/v1/signals/<number>/lookers": DESK | {"collector"},
    "POST /api/v1/incidents/<number>/actions/<action>": ACTS, "POST /api/v1/incidents/actions/<action>": ACTS,
    "POST /api/v1/incidents/<number>/attachments": ACTS, "GET /api/v1/incidents/<number>/attachments": SEES,
    "GET /api/v1/incidents/<number>/attachments/<sha256>": SEES,
    "POST /api/v1/signals/<number>/attachments": DESK | {"collector"},
    "POST /api/v1/signals/attachments": DESK | {"collector"},
    "GET /api/v1/signals/<number>/attachments/<sha256>": SEES,
    "GET /api/v1/messages": SEES, "GET /api/v1/picture": SEES, "GET /api/v1/units": SEES,
    "GET /api/v1/shifts": INSIDE, "GET /api/v1/shifts/<name>": OFFICE,
    "POST /api/v1/shifts": (OFFICE | {"admin"}) - {"asleep"},
    "POST /api/v1/shifts/<name>/actions/<action>": (OFFICE | {"admin"}) - {"asleep"},
    "GET /api/v1/alarms": OFFICE, "POST /api/v1/alarms/<key>/actions/<action>": DESK,
    "GET /api/v1/signals": SEES, "POST /api/v1/signals": REPORTS, "GET /api/v1/signals/<number>": SEES,
    "POST /api/v1/signals/<number>/actions/<action>": DESK | {"collector"},
    "POST /api/v1/sensors/samples": REPORTS, "POST /api/v1/video/hits": REPORTS, "GET /api/v1/video/precision": SEES,
    "POST /api/v1/readings": frozenset({"sender"}),
    "GET /api/v1/indicators": CITY, "GET /api/v1/indicators/<name>": CITY, "GET /api/v1/indicators/<name>/course": CITY,
    "GET /api/v1/indicators/city_vital_sign/weights": CITY, "GET /api/v1/kinds": CITY, "GET /api/v1/layers": CITY,
    "GET /api/v1/layers/<name>": CITY, "GET /api/v1/categories": CITY,
    "GET /api/v1/places/areas": CITY, "GET /api/v1/places/at": CITY, "GET /api/v1/places/search": CITY,
    "GET /api/v1/places/reach": CITY, "POST /api/v1/places/reach": CITY, "GET /api/v1/places/route": CITY,
    "GET /api/v1/places/near": SEES, "POST /api/v1/places/inside": SEES, "POST /api/v1/places/match": SEES,
    "POST /api/v1/places/matrix": SEES,
}  # fmt: skip
OF_A_PAGE: dict[str, bool] = {  # whether there is something behind it; the rest is for those who may see the page, too
    "GET ": True, "GET _dash-layout": True, "GET _dash-dependencies": True, "GET _favicon.ico": True,
    "GET _reload-hash": True, "GET _dash-component-suites/<string:package_name>/<path:fingerprinted_path>": True,
    "GET <path:path>": False, "GET assets/<path:filename>": False, "POST _dash-update-component": False,
}  # fmt: skip
PAGES = {"wall": SEES | {"wall"}, "duty": ON_DUTY_PAGE, "vitals": ON_VITALS, "work": FIELD | LEADERS}
PEOPLE = sorted(EVERYBODY)


@pytest.fixture
def entrance(house: House) -> Entrance:
    return entrance_of(house)


@pytest.fixture
def site(house: House, entrance: Entrance) -> Flask:
    return site_of(house, entrance)


Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(site: Flask, entrance: Entrance) -> Ask:
    """Somebody asks for a path, each time with a session of their own."""
    porter, record = entrance.porter, entrance.porter.record
    root = porter.who(porter.begin(account(entrance, "admin"), HOME)[1])
    _, secret = entrance.office.make_key(root, "sender", frozenset({"signals:send", "readings:send"}), ["12345"])

    def asked(
        who: str, method: str, path: str, headers: Mapping[str, str] = MappingProxyType({}), **more: Any
    ) -> TestResponse:
        client, sent = site.test_client(), {**HOST, **headers}
        if who == "sender":
            sent["Authorization"] = f"Bearer {secret}"
        elif who != "nobody":
            session, token = porter.begin(account(entrance, who), HOME)
            if who == "asleep":
                session = replace(session, seen_at=session.seen_at - timedelta(hours=1))
                record.write(AccountChanges(sessions=(session,)))
            client.set_cookie(COOKIE, token, domain="localhost")
        if who == "disabled" and not account(entrance, who).disabled:
            gone = replace(account(entrance, who), disabled=True, version=2)
            record.write(AccountChanges(accounts=(gone,)))
        return client.open(path, method=method, headers=sent, buffered=True, **more)

    return asked


def routes(site: Flask) -> Iterator[tuple[str, Rule]]:
    """Every route by method and rule, but for the wall behind the doors of the API."""
    for rule in site.url_map.iter_rules():
        if rule.endpoint != "api.nowhere":
            yield from ((f"{method} {rule}", rule) for method in sorted(rule.methods - {"HEAD", "OPTIONS"}))


def expected(route: str) -> frozenset[str] | None:
    """Who may, as the table says; None where it says nothing."""
    method, _, path = route.partition(" ")
    page, _, rest = path.removeprefix("/").partition("/")
    if page in PAGES and f"{method} {rest}" in OF_A_PAGE:
        return PAGES[page] if OF_A_PAGE[f"{method} {rest}"] else NOBODY
    return TABLE.get(route)


def path_of(rule: Rule) -> str:
    """An address of this route, for something that may be there or not."""
    path = f"{rule}".replace("<string:package_name>", "dash").replace("<path:fingerprinted_path>", "deps/polyfill.js")
    for name, one in {"font": "inter", "file": "x.woff2", "name": "x", "action": "note"}.items():
        path = path.replace(f"<path:{name}>", one).replace(f"<{name}>", one)
    return path.replace("<number>", "1").replace("<sha256>", "0").replace("<path:", "").replace(">", "")


def may(answer: TestResponse) -> bool:
    """Whether somebody came through to what is behind the address, whatever that said then."""
    if answer.status_code == 303:
        return not answer.location.startswith("/?next=")
    code = answer.json["error"]["code"] if answer.is_json and answer.status_code >= 400 else ""
    return not (
        answer.status_code in (401, 403) and code != "wrong_password" and answer.request.path not in ("/login", "/seat")
    )


def test_every_route_stands_in_the_table(site: Flask):
    missing = [route for route, _ in routes(site) if expected(route) is None]
    assert missing == [], "say in TABLE who may"


def test_nothing_stands_in_the_table_that_is_no_route(site: Flask):
    assert set(TABLE) - {route for route, _ in routes(site)} == set()


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_the_table_says_and_nothing_else(site: Flask, ask: Ask, who: str):
    wrong: list[str] = []
    for route, rule in routes(site):
        allowed = expected(route)
        if allowed is None or allowed == NOBODY:
            continue
        body = {} if route.startswith("GET") else {"data": b"{}", "content_type": "application/json"}
        answer = ask(who, route.partition(" ")[0], path_of(rule), headers={"Idempotency-Key": "12345678"}, **body)
        if may(answer) != (who in allowed):
            wrong.append(f"{route}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_finds_anything_where_there_is_nothing(ask: Ask, who: str):
    for path in ("/duty/anything", "/wall/assets/x", "/nowhere", "/_dash-layout", "/_mcp", "/assets/../app.py"):
        assert ask(who, "GET", path).status_code in (401, 403, 404), path
    for page in PAGES:
        posted = ask(who, "POST", f"/{page}/_dash-update-component", json={"output": "x.children"})
        assert posted.status_code in (401, 403, 404), page


def test_pages_call_no_callback_of_python(site: Flask, ask: Ask):
    for page in PAGES:
        (only,) = ask("commander" if page == "work" else "chief", "GET", f"/{page}/_dash-dependencies").json
        assert only["clientside_function"]["function_name"] == "draw"


ELSEWHERE = (
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)  # fmt: skip


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_a_page_of_another_site_changes_nothing_with_somebodys_cookie(site: Flask, ask: Ask, headers: dict[str, str]):
    for route, rule in routes(site):
        method = route.partition(" ")[0]
        if method != "GET":
            answer = ask("admin", method, path_of(rule), headers=headers, json={})
            assert (answer.status_code, answer.json["error"]["code"]) == (403, "cross_site"), route


def test_a_browser_that_does_not_say_which_page_asks_changes_nothing(site: Flask, entrance: Entrance):
    client = site.test_client()
    client.set_cookie(COOKIE, entrance.porter.begin(account(entrance, "chief"), HOME)[1], domain="localhost")
    assert client.post("/api/v1/signals", json={}).json["error"]["code"] == "cross_site"
    assert client.post("/api/v1/signals", json={}, headers=HOST).status_code == 422


def test_every_door_of_the_api_is_a_route_of_the_site(site: Flask, house: House, entrance: Entrance):
    doors = {
        f"{one.method} /api/v1{one.path}".replace("{", "<").replace("}", ">")
        for one in all_doors(house, VERSION, entrance)
    }
    assert doors == {route for route, _ in routes(site) if " /api/" in route}
