"""A shift hands over at the desk, by two hands and line by line; and alarms are seen and shelved there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import PLACE, signal
from tests.browser.conftest import Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
REFUSED = ("422 (UNPROCESSABLE ENTITY)",)  # the browser's console names every refusal


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


@pytest.fixture
def duty(screens: Screens, city: Running) -> "Page":
    """The desk."""
    return screens.open(city, "/duty/", foreseen=REFUSED)


def act(city: Running, shift: dict[str, Any], action: str, **wish: object) -> dict[str, Any]:
    key = f"{shift['name']}-{action}-{shift['version']}"
    return city.post(f"/shifts/{shift['name']}/actions/{action}", wish, Idempotency_Key=key)


def lasting(city: Running) -> dict[str, Any]:
    """The shift on duty, with hours to go: however late it is, its made-up chief is in no hurry to leave."""
    shift = city.get("/shifts")["present"]
    if shift["state"] == "handover":
        shift = act(city, shift, "stay_on", by=shift["chiefs"][0])
    ends_at = datetime.fromisoformat(shift["ends_at"]) + timedelta(hours=4)
    return act(city, shift, "roster", ends_at=ends_at.isoformat())


def as_person(duty: "Page", name: str) -> None:
    duty.locator(f"#{names.OFFICE_WHO} select").select_option(name)


def button(duty: "Page", title: str) -> "Locator":
    return duty.locator(f"#{names.OFFICE_ACTS}").get_by_role("button", name=title)


def test_72_a_shift_is_handed_over_line_by_line_by_two_chiefs(duty: "Page", city: Running) -> None:
    leaves, comes = lasting(city)["chiefs"][0], city.get("/shifts")["next"]["chiefs"][0]
    number = signal(city, "7 Handover Street", level=1)
    strip, sheet = duty.locator(f"#{names.STRIP_SHIFT}"), duty.locator(f"#{names.OFFICE_LINES} > .row")
    expect(strip).to_contain_text(f"Duty chief {leaves}")
    strip.click()
    as_person(duty, leaves)
    button(duty, "Begin the handover").click()
    expect(sheet.first).to_contain_text("Level 1: 7 Handover Street")
    expect(sheet.first.get_by_role("button", name="Tick")).not_to_be_visible()  # who leaves ticks nothing
    button(duty, "Sign out").click()
    expect(duty.locator(f"#{names.OFFICE_NOTE}")).to_contain_text(f"{leaves} has signed out")

    as_person(duty, comes)
    button(duty, "Sign and take over").click()
    expect(duty.locator(f"#{names.OFFICE_ANSWER}")).to_contain_text("A line of the sheet is not ticked yet.")
    for nth in range(sheet.count()):
        sheet.nth(nth).get_by_role("button", name="Tick").click()
        expect(sheet.nth(nth)).to_contain_text(comes)
    button(duty, "Sign and take over").click()
    expect(strip).to_contain_text(f"Duty chief {comes}")
    last = city.get("/shifts")["last"]
    assert (last["signed_out"], last["signed_in"]) == (leaves, comes)
    assert [line["number"] for line in last["lines"][:1]] == [number]


def test_what_is_noted_stands_in_the_shifts_log_at_once(duty: "Page", city: Running) -> None:
    chief = lasting(city)["chiefs"][0]
    duty.locator(f"#{names.STRIP_SHIFT}").press("Enter")
    as_person(duty, chief)
    duty.locator(f"#{names.OFFICE_REMARK} input").fill("Waterworks called")
    duty.locator(f"#{names.OFFICE_REMARK} input").press("Enter")
    newest = duty.locator(f"#{names.OFFICE_LOG} > .row").first
    expect(newest).to_contain_text("Note: Waterworks called")
    expect(newest).to_contain_text(chief)


def test_an_alarm_blinks_until_it_is_seen_and_may_be_shelved_for_a_reason(duty: "Page", city: Running) -> None:
    alarm = duty.locator(f"#{names.ALARMS_ROWS} > .row", has_text="Pump 3 stands still")
    said = {"origin": "IOT", "key": "pump-3", "category": "U0452", "level": 2, "detail_en": "Pump 3 stands still"}
    assert city.post("/signals", said | PLACE)["signal"]["state"] in ("new", "verify")
    expect(alarm).to_have_attribute("data-state", "unacknowledged")
    alarm.get_by_role("button", name="Seen").click()
    expect(alarm).to_have_attribute("data-state", "acknowledged")
    alarm.get_by_role("button", name="Shelve").click()
    duty.locator(f"#{names.SHELVE} input[type=text]").fill("being repaired")
    duty.keyboard.press("Enter")
    expect(alarm).to_have_count(0)
    expect(duty.locator(f"#{names.ALARMS_NOTE}")).to_contain_text("1 shelved or suppressed")
    [hidden] = city.get("/alarms")["hidden"]
    assert (hidden["why"]["en"], hidden["state"]) == ("being repaired", "shelved")


def test_53_a_console_says_that_it_makes_no_sound(duty: "Page") -> None:
    expect(duty.locator(f"#{names.ALARMS_SOUND}")).to_have_text("sound not armed")
