"""Whose turn: the card offers a dispatcher what is theirs, says who is waited for, and takes down what they say."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import act, signal
from tests.browser.conftest import Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DISPATCHER = "() => { onescreen.page.viewer = { roles: ['dispatcher'], unasked: false }; onescreen.redraw(true); }"
DETAIL = "caller: John Smith, 13812345678"


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


@pytest.fixture
def duty(screens: Screens, city: Running) -> "Page":
    """The desk, looked at by a dispatcher."""
    page = screens.open(city, "/duty/")
    page.evaluate(DISPATCHER)
    return page


def offered(duty: "Page") -> str:
    return duty.locator(f"#{names.CARD_ACTIONS}").inner_text()


def test_a_dispatcher_waits_for_the_department_and_writes_down_what_it_says(duty: "Page", city: Running) -> None:
    number = signal(city, "3 Turn Street", level=3)
    duty.locator(f"#{names.QUEUE_ROWS} > .row", has_text="3 Turn Street").click()
    turn = duty.locator(f"#{names.CARD_ACTIONS} .turn")
    expect(turn).to_have_text("Waits for the chief on duty or the call taker: File")
    assert "Refuse" not in offered(duty)

    act(city, number, "file")
    expect(turn).to_have_count(0)
    act(city, number, "dispatch")
    expect(turn).to_have_text("Waits for the department: Acknowledge")
    duty.keyboard.press("Enter")
    expect(duty.locator(f"#{names.COMMAND_SAYS}")).to_contain_text("Not possible now")

    acknowledge = duty.locator(f"#{names.CARD_ACTIONS}").get_by_role("button", name=re.compile("^Acknowledge"))
    acknowledge.click()
    told = duty.locator(f"#{names.CARD_ANSWER} input")
    expect(told).to_have_attribute("placeholder", "Who of the department told so: Acknowledge")
    told.fill("Zhou called back")
    told.press("Enter")
    expect(turn).to_have_text("Waits for the department: Report done")
    expect(duty.locator(f"#{names.CARD_AUDIT}")).to_contain_text("Zhou called back")


def test_words_that_name_people_reach_the_desk_alone(screens: Screens, duty: "Page", city: Running) -> None:
    said = {"origin": "desk", "key": "named", "category": "M0102", "level": 1, "address": "4 Name Street"}
    city.post("/signals", {**said, "lon": 114.2, "lat": 30.9, "detail": DETAIL, "detail_en": DETAIL})
    duty.locator(f"#{names.QUEUE_ROWS} > .row", has_text="4 Name Street").click()
    expect(duty.locator(f"#{names.CARD_EVIDENCE}")).to_contain_text(DETAIL)
    wall = screens.open(city, "/wall/", 3840, 1080)
    held = wall.evaluate("() => JSON.stringify(onescreen.store.incidents)")
    assert "4 Name Street" in held
    assert "John Smith" not in held
    assert "13812345678" not in held
