"""Who goes: a signal keeps its card until its incident shows, gets a place and somebody sent; a checker is chosen."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import PLACE, act, signal
from tests.browser.conftest import Screens
from tests.running import CHIEF, COLLECTOR, DUTY, Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
CHOOSE = "(number) => onescreen.chooseSignal(number)"


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


@pytest.fixture
def duty(screens: Screens, city: Running) -> "Page":
    """The desk."""
    return screens.open(city, "/duty/")


def told(city: Running, duty: "Page", origin: str, key: str, **more: object) -> str:
    """The number of a signal that stands on the card."""
    said = {"origin": origin, "key": key, "category": "M0301", "level": 3, "caller": key, "detail": "A noise"}
    number = str(city.post("/signals", said | more)["signal"]["number"])
    duty.evaluate(CHOOSE, number)
    expect(card(duty)).to_contain_text(number)
    return number


def card(duty: "Page") -> "Locator":
    return duty.locator(f"#{names.REPORT}")


def press(duty: "Page", title: str) -> None:
    card(duty).get_by_role("button", name=title, exact=True).click()


def open_card(duty: "Page", address: str) -> None:
    duty.locator(f"#{names.QUEUE_ROWS} > .row", has_text=address).click()


def test_what_cannot_be_told_is_asked_twice_and_somebody_on_duty_is_sent(city: Running, duty: "Page") -> None:
    number = told(city, duty, "12345", "noise", **PLACE)
    press(duty, "Cannot tell")
    expect(card(duty)).to_contain_text("nobody can tell from here")
    assert city.get(f"/signals/{number}")["visit"] is False
    press(duty, "Cannot tell")
    expect(card(duty)).to_contain_text("Nobody was sent yet.")
    press(duty, "Send somebody to look")
    expect(card(duty).locator("select option")).to_have_text(["Choose…", f"{COLLECTOR} · the collector"])
    card(duty).locator("select").select_option(COLLECTOR)
    press(duty, "Send somebody to look")
    expect(card(duty)).to_contain_text(f"{COLLECTOR} was sent to look")
    expect(card(duty)).to_contain_text(re.compile(rf"Send somebody to look · {COLLECTOR}"))
    press(duty, "Send somebody to look")
    expect(card(duty).get_by_role("status")).to_have_text("Nobody who could go is on duty now.")
    press(duty, "Close")
    press(duty, "Say where it is")
    duty.evaluate("() => onescreen.chooseSignal(null)")
    assert duty.evaluate("() => onescreen.takesPress({ lon: 114.2, lat: 30.9 })") is False  # the map is free again


def test_a_signal_without_a_place_is_placed_by_a_press_on_the_map_and_its_incident_shows(
    city: Running, duty: "Page"
) -> None:
    number = told(city, duty, "ENTERPRISE", "leak")
    press(duty, "Accept")
    duty.locator(f"#{names.MAP}").click(position={"x": 400, "y": 400})
    expect(card(duty).locator("input[name=lon]")).not_to_have_value("")
    press(duty, "Accept")
    expect(duty.locator(f"#{names.CARD_HEAD}")).to_contain_text("Construction nuisance")
    placed = city.get(f"/signals/{number}")
    assert (placed["state"], placed["lon"] is None) == ("accepted", False)
    expect(duty.locator(f"#{names.CARD_HEAD}")).to_contain_text(placed["incident"])


def test_a_caller_is_taken_down_and_a_category_found_by_typing(city: Running, duty: "Page") -> None:
    duty.keyboard.press("n")
    duty.locator(f"#{names.SIGNAL_FIND} input").fill("M0102")
    expect(duty.locator(f"#{names.SIGNAL_CATEGORY} select")).to_have_value("M0102")
    duty.locator(f"#{names.SIGNAL_ADDRESS} input").fill("9 Caller Street")
    duty.locator(f"#{names.SIGNAL_CALLER} input").fill("anna lopez")
    phone = duty.locator(f"#{names.SIGNAL_PHONE} input")
    phone.fill("8888")
    phone.press("Enter")
    expect(duty.locator(f"#{names.SIGNAL_FORM} .fault:visible")).to_contain_text("area code")
    phone.fill("138 1234 5678")
    phone.press("Enter")
    evidence = duty.locator(f"#{names.CARD_EVIDENCE}")
    expect(evidence).to_contain_text("caller: Anna Lopez, 13812345678")
    number = duty.evaluate("() => onescreen.desk.chosen")
    assert "138****5678" in city.get(f"/incidents/{number}", seat="demo-inspector")["detail"]


def test_a_checker_is_chosen_of_those_on_duty_and_another_may_be_sent(city: Running, duty: "Page") -> None:
    number = signal(city, "8 Check Street", level=3)
    for action in ("file", "dispatch", "acknowledge", "report_done"):
        act(city, number, action)
    open_card(duty, "8 Check Street")
    actions, answer = duty.locator(f"#{names.CARD_ACTIONS}"), duty.locator(f"#{names.CARD_ANSWER}")
    actions.get_by_role("button", name="Send to be checked").click()
    choice = answer.locator("select")
    expect(choice.locator(f"option[value={COLLECTOR}]")).to_have_count(1)
    expect(choice.locator(f"option[value={DUTY}]")).to_have_count(0)  # wrote down what the department did
    choice.select_option(COLLECTOR)
    answer.get_by_role("button", name="Send to be checked").click()
    log = duty.locator(f"#{names.CARD_AUDIT}")
    expect(log).to_contain_text(f"Send to be checked · {COLLECTOR}")
    duty.keyboard.press("m")
    actions.get_by_role("button", name="Send another to check").click()
    answer.locator("select").select_option(CHIEF)
    answer.get_by_role("button", name="Send another to check").click()
    expect(log).to_contain_text(f"Send another to check · {CHIEF}")
    duty.keyboard.press("v")
    expect(duty.locator(f"#{names.COMMAND_SAYS}")).to_contain_text(f"Waits for {CHIEF}, who was asked to check it")


def test_esc_closes_the_shift_wherever_the_hand_was(duty: "Page") -> None:
    duty.locator(f"#{names.STRIP_SHIFT}").click()
    office = duty.locator(f"#{names.OFFICE}")
    expect(office).to_have_attribute("open", "")
    duty.evaluate("() => document.activeElement.blur()")
    duty.keyboard.press("Escape")
    expect(office).not_to_have_attribute("open", "")


def test_the_strip_names_who_sits_here_whole(duty: "Page") -> None:
    who = duty.locator(f"#{names.STRIP_WHO}")
    expect(who).not_to_have_text("")
    assert who.evaluate("(one) => one.scrollWidth <= one.clientWidth")
