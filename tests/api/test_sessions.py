"""Sessions over HTTP: logging in and out, cookies, keys, demo seats, and links that open once."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accounts.ports import AccountChanges
from accounts.refusals import NotPrivate
from accounts.seats import demo_seats
from incidents.ports import StoreUnavailable
from live.entrance import COOKIE, SECURE_COOKIE, Entrance
from live.house import House
from tests.api.conftest import HOME
from tests.api.everybody import HOST, account, entrance_of, site_of

PASSWORD = "correct horse battery"  # noqa: S105 - that of everybody here
TLS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.7", "Origin": "https://localhost"}


@pytest.fixture
def entrance(house: House) -> Entrance:
    return entrance_of(house)


@pytest.fixture
def site(house: House, entrance: Entrance) -> Flask:
    return site_of(house, entrance)


@pytest.fixture
def browser(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture
def admin(site: Flask, entrance: Entrance) -> FlaskClient:
    """The browser of an administrator."""
    client = site.test_client()
    client.set_cookie(COOKIE, entrance.porter.begin(account(entrance, "admin"), HOME)[1], domain="localhost")
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return client


def new_account(admin: FlaskClient, browser: FlaskClient, name: str = "li", role: str = "chief") -> None:
    """An account made and its password chosen, as people do it."""
    made = admin.post("/api/v1/accounts", json={"name": name, "shown": "李娜", "roles": [role]})
    link = made.json["link"].partition("link=")[2]
    form = browser.get(f"/first?link={link}")
    assert link in form.text
    opened = browser.post("/first", data={"link": link, "password": PASSWORD}, headers=HOST)
    assert opened.status_code == 303, opened.text
    browser.post("/logout", headers=HOST)


def log_in(browser: FlaskClient, name: str = "li", password: str = PASSWORD, **headers: str) -> object:
    return browser.post("/api/v1/session", json={"name": name, "password": password}, headers={**HOST, **headers})


def test_somebody_makes_an_account_chooses_a_password_and_logs_in(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    assert browser.get("/api/v1/session").status_code == 401
    came = log_in(browser)
    assert (came.status_code, came.json["name"], came.json["roles"]) == (200, "li", ["chief"])
    assert browser.get("/api/v1/session").json["shown"] == "李娜"
    assert "李娜" in browser.get("/").text
    assert '"shown":"李娜"' in browser.get("/duty/").text


def test_the_cookie_of_a_session_is_no_scripts_and_no_other_sites(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    said = log_in(browser).headers["Set-Cookie"]
    assert said.startswith(f"{COOKIE}=")
    assert all(one in said for one in ("HttpOnly", "SameSite=Strict", "Path=/"))
    over_tls = browser.post("/api/v1/session", json={"name": "li", "password": PASSWORD}, headers=TLS)
    said = over_tls.headers["Set-Cookie"]
    assert said.startswith(f"{SECURE_COOKIE}=")
    assert all(one in said for one in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
    assert "Domain" not in said


def test_a_cookie_that_was_copied_opens_nothing_after_the_log_out(
    admin: FlaskClient, browser: FlaskClient, site: Flask
):
    new_account(admin, browser)
    log_in(browser)
    copied = browser.get_cookie(COOKIE).value
    thief = site.test_client()
    thief.set_cookie(COOKIE, copied, domain="localhost")
    assert thief.get("/api/v1/session").status_code == 200
    assert browser.delete("/api/v1/session", headers=HOST).status_code == 200
    assert thief.get("/api/v1/session").status_code == 401
    assert thief.get("/duty/").status_code == 303


def test_a_cookie_that_somebody_planted_is_never_the_session_that_begins(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    browser.set_cookie(COOKIE, "planted", domain="localhost")
    log_in(browser)
    first = browser.get_cookie(COOKIE).value
    log_in(browser)
    assert len({"planted", first, browser.get_cookie(COOKIE).value}) == 3


def test_a_role_that_was_taken_away_ends_the_session_at_once(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    log_in(browser)
    assert admin.post("/api/v1/accounts/li/changes", json={"roles": ["leader"]}).json["roles"] == ["leader"]
    assert browser.get("/api/v1/session").status_code == 401


def test_a_link_and_a_key_are_told_to_the_sign_whatever_chance_made_of_them(
    admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    like_personal_data = "微信 lidawei77 13812345678"
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: like_personal_data)
    made = admin.post("/api/v1/accounts", json={"name": "li", "shown": "李娜", "roles": ["chief"]}).json
    assert made["link"] == f"/first?link={like_personal_data}"
    key = admin.post("/api/v1/keys", json={"name": "mast", "rights": ["city:read"]}).json
    assert key["secret"] == like_personal_data


def test_passwords_and_keys_are_taken_where_nobody_can_listen(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    secret = admin.post("/api/v1/keys", json={"name": "mast", "rights": ["city:read"]}).json["secret"]
    key = {"Authorization": f"Bearer {secret}"}
    assert browser.get("/api/v1/kinds", headers=key).status_code == 200
    browser.environ_base["REMOTE_ADDR"] = "10.0.0.7"
    refused = log_in(browser).json["error"]
    assert (refused["code"], refused["words"]["zh"]) == ("not_private", NotPrivate().words["zh"])
    assert browser.post("/login", data={"name": "li", "password": PASSWORD}, headers=HOST).status_code == 401
    assert browser.get("/api/v1/kinds", headers=key).status_code == 401
    assert browser.get("/api/v1/kinds", headers=key | {"X-Forwarded-Proto": "https"}).status_code == 401
    browser.environ_base["REMOTE_ADDR"] = HOME  # a proxy on this machine
    assert browser.get("/api/v1/kinds", headers=key | TLS).status_code == 200


def test_the_fifth_wrong_password_locks_on_pages_and_api_alike(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    for _ in range(3):
        assert log_in(browser, "li", "wrong").json["error"]["code"] == "wrong_password"
    for _ in range(2):
        assert browser.post("/login", data={"name": "li", "password": "wrong"}).status_code == 401
    assert log_in(browser).status_code == 429
    assert browser.post("/login", data={"name": "li", "password": PASSWORD}).status_code == 429
    assert admin.post("/api/v1/accounts/li/unlock").status_code == 200
    assert log_in(browser).status_code == 200


def test_whoever_asks_for_a_page_is_led_on_to_it_after_logging_in(admin: FlaskClient, browser: FlaskClient):
    new_account(admin, browser)
    asked = browser.get("/vitals/?lang=en")
    assert asked.location == "/?next=/vitals/%3Flang%3Den"
    assert "value='/vitals/?lang=en'" in browser.get(asked.location).text
    form = {"name": "li", "password": PASSWORD, "next": "/vitals/?lang=en"}
    assert browser.post("/login", data=form, headers=HOST).location == "/vitals/?lang=en"


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "/duty/../x", "javascript:1"]
)
def test_nobody_is_led_anywhere_else(admin: FlaskClient, browser: FlaskClient, onward: str):
    new_account(admin, browser)
    form = {"name": "li", "password": PASSWORD, "next": onward}
    assert browser.post("/login", data=form, headers=HOST).location == "/duty/"


def test_a_machine_sends_what_its_key_speaks_for(admin: FlaskClient, browser: FlaskClient):
    wanted = {"name": "hotline", "rights": ["signals:send"], "origins": ["12345"]}
    secret = admin.post("/api/v1/keys", json=wanted).json["secret"]
    key = {"Authorization": f"Bearer {secret}"}
    signal = {"key": "k1", "category": "E2001", "level": 1, "lon": 0.002, "lat": 0.005}
    assert browser.post("/api/v1/signals", json=signal | {"origin": "119"}, headers=key).status_code == 403
    assert browser.post("/api/v1/signals", json=signal | {"origin": "12345"}, headers=key).status_code in (201, 202)
    assert browser.get("/api/v1/incidents", headers=key).status_code == 403
    again = browser.post("/api/v1/signals", json=signal | {"origin": "12345"}, headers=key)
    assert (again.status_code, again.json["incident"], again.json["signal"]["likely"]) == (200, None, [])
    assert admin.delete("/api/v1/keys/hotline").status_code == 200
    assert browser.post("/api/v1/signals", json=signal | {"origin": "12345"}, headers=key).status_code == 401


def test_people_report_what_they_register_and_not_what_commands_and_sensors_tell(entrance: Entrance, site: Flask):
    signal = {"key": "k2", "category": "E2001", "level": 1, "lon": 0.002, "lat": 0.005}
    for role, origin, status in (
        ("collector", "119", 403), ("collector", "12345", 403), ("collector", "GRID", 202), ("call_taker", "119", 403),
        ("call_taker", "12345", 202),
    ):  # fmt: skip
        client = site.test_client()
        client.set_cookie(COOKIE, entrance.porter.begin(account(entrance, role), HOME)[1], domain="localhost")
        told = client.post("/api/v1/signals", json=signal | {"origin": origin}, headers=HOST)
        assert told.status_code == status, (role, origin, told.json)


def test_a_wall_comes_in_by_its_link_alone_and_does_nothing(admin: FlaskClient, browser: FlaskClient):
    made = admin.post("/api/v1/accounts", json={"name": "hall", "roles": ["wall"]})
    link = made.json["link"].partition("link=")[2]
    assert "type='password'" not in browser.get(f"/first?link={link}").text
    assert browser.post("/first", data={"link": link}, headers=HOST).location == "/wall/"
    assert browser.get("/wall/").status_code == 200
    assert [browser.get(page).status_code for page in ("/duty/", "/vitals/", "/api/v1/incidents")] == [403, 403, 403]
    assert browser.post("/api/v1/signals", json={}, headers=HOST).status_code == 403
    assert browser.post("/first", data={"link": link}, headers=HOST).status_code == 404


def test_demo_seats_are_hung_out_on_this_machine_alone(site: Flask, entrance: Entrance, browser: FlaskClient):
    assert "/seat" not in browser.get("/").text
    entrance.porter.seats = demo_seats()
    assert browser.get("/").text.count("name='seat'") == 11
    assert browser.post("/seat", data={"seat": "demo-wall"}).location == "/wall/"
    assert (
        browser.post("/seat", data={"seat": "demo-duty"}, headers={"Origin": "http://evil.example"}).status_code == 403
    )
    stranger = site.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "10.0.0.7"
    assert "/seat" not in stranger.get("/").text
    assert stranger.post("/seat", data={"seat": "demo-duty"}).status_code == 401


def test_whoever_slept_logs_in_again_and_the_old_session_is_over(
    admin: FlaskClient, browser: FlaskClient, entrance: Entrance
):
    new_account(admin, browser)
    log_in(browser)
    (session,) = entrance.porter.record.sessions_of("li")
    old = replace(session, seen_at=session.seen_at.replace(year=2020))
    entrance.porter.record.write(AccountChanges(sessions=(old,)))
    said = browser.post("/api/v1/signals", json={}, headers=HOST)
    assert (said.status_code, said.json["error"]["code"]) == (401, "asleep")
    assert browser.post("/login", data={"name": "li", "password": PASSWORD}, headers=HOST).status_code == 303
    (now,) = entrance.porter.record.sessions_of("li")
    assert now.digest != old.digest


def test_while_the_record_is_away_nobody_new_comes_in_and_is_told_so(browser: FlaskClient, entrance: Entrance):
    entrance.porter.record = Away()
    browser.set_cookie(COOKIE, "anybody", domain="localhost")
    for path in ("/duty/", "/api/v1/health"):
        said = browser.get(path)
        assert (said.status_code, said.json["error"]["code"]) == (503, "store_unavailable"), path


class Away:
    """A record that is out of reach."""

    def session(self, _: str) -> None:
        raise StoreUnavailable("the disk", "its file was taken away", "Put it back.")
