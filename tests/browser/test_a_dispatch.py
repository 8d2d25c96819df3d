"""One incident from the desk's own form, or from a signal, to its end: by mouse, by keyboard, and seen on the wall."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import PLACE, act, signal
from tests.browser.conftest import Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
REFUSED = ("422 (UNPROCESSABLE ENTITY)",)  # the browser's console names every refusal
STAGES = ("collect", "file", "dispatch", "process", "feedback", "check", "close")


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do; no crew moves by itself."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


@pytest.fixture
def wall(screens: Screens, city: Running) -> "Page":
    """The wall, seen while the desk works."""
    return screens.open(city, "/wall/", 3840, 1080)


@pytest.fixture
def duty(screens: Screens, city: Running) -> "Page":
    """The desk."""
    return screens.open(city, "/duty/", foreseen=REFUSED)


def row(page: "Page", rows: str, address: str) -> "Locator":
    """The row of the incident at this address in one of the lists."""
    return page.locator(f"#{rows} > .row", has_text=address)


def stands_at(row: "Locator", stage: str) -> None:
    """The rail in this row shows this stage."""
    expect(row.locator(".rail .past")).to_have_count(STAGES.index(stage))


def action(page: "Page", title: str) -> "Locator":
    """The button of an action on the card."""
    return page.locator(f"#{names.CARD_ACTIONS}").get_by_role("button", name=re.compile(f"^{title}"))


def told(duty: "Page", title: str) -> None:
    """What a department says is written down with who of it said so."""
    action(duty, title).click()
    who = duty.locator(f"#{names.CARD_ANSWER} input")
    who.fill("The foreman called")
    who.press("Enter")


def told_before_a_form_asks(duty: "Page", title: str, why: str) -> None:
    """The desk says on the card why not yet, and asks for no words that it would refuse."""
    action(duty, title).click()
    expect(duty.locator(f"#{names.CARD_ANSWER}.refused")).to_contain_text(why)
    expect(duty.locator(f"#{names.CARD_ANSWER} input")).to_have_count(0)


def closed_today(wall: "Page") -> "Locator":
    """The count of the last of the seven stages."""
    return wall.locator(f"#{names.LOOP_STAGES} .stage").nth(len(STAGES) - 1).locator(".count")


def finish(city: Running, number: str, shown: "Locator") -> None:
    """What follows when the work is done: reported, checked by somebody else, closed."""
    act(city, number, "report_done")
    act(city, number, "assign_check")
    stands_at(shown, "check")
    act(city, number, "check_pass")
    act(city, number, "close")


def register(duty: "Page", address: str) -> None:
    """A report by keyboard; what is missing or wrong is said at its field, and nothing is sent before."""
    keys, fault = duty.keyboard, duty.locator(f"#{names.SIGNAL_FORM} .fault:visible")
    keys.press("n")
    expect(duty.locator(f"#{names.SIGNAL}")).to_have_attribute("open", "")
    duty.locator(f"#{names.SIGNAL_ADDRESS} input").focus()
    keys.type(address)
    keys.press("Enter")  # an address is looked for, not sent
    expect(duty.locator(f"#{names.SIGNAL_FORM} .missed")).to_have_text("This address was not found")
    expect(fault).to_have_count(0)
    duty.locator(f"#{names.SIGNAL_DETAIL} input").press("Enter")
    expect(fault).to_have_text("Choose what it is.")
    keys.type("M0102")
    level = duty.locator(f"#{names.SIGNAL_LEVEL}")
    expect(level.locator("input[value='4']")).to_be_checked()  # as is usual for what it is
    level.locator("input[value='3']").press(" ")
    duty.locator(f"#{names.SIGNAL_LAT} input").fill(str(PLACE["lat"]))
    duty.locator(f"#{names.SIGNAL_LON} input").fill("abc")
    keys.press("Enter")
    expect(fault).to_contain_text("Not a number of degrees")
    duty.locator(f"#{names.SIGNAL_LON} input").fill(str(PLACE["lon"]))
    keys.press("Enter")


def test_nothing_is_registered_of_which_nobody_said_anything(duty: "Page", city: Running) -> None:
    before = len(city.get("/incidents")["incidents"])
    duty.keyboard.press("n")
    category, fault = duty.locator(f"#{names.SIGNAL_CATEGORY}"), duty.locator(f"#{names.SIGNAL_FORM} .fault:visible")
    duty.locator(f"#{names.SIGNAL_FIND} input").press("Enter")
    expect(category.locator("select")).to_have_value("")
    duty.locator(f"#{names.SIGNAL_FIND} input").fill("M0102")
    right = "(one) => one.getBoundingClientRect().right"
    assert category.evaluate(right) <= duty.locator(f"#{names.SIGNAL}").evaluate(right)
    assert category.locator("select").evaluate(right) <= category.evaluate(right) + 1
    duty.locator(f"#{names.SIGNAL_FORM} [type=submit]").click()
    expect(fault).to_contain_text("its middle is only assumed")
    assert len(city.get("/incidents")["incidents"]) == before


# Twelve sources that are late, in however little room is left beside the counts.
LATE_SOURCES = """(wide) => {
  const now = onescreen.cityNow();
  const late = (_, i) => [`s${i}`, { title: { zh: `第${i}号观测站的实时数据`, en: `Live data of the station ${i}` },
    newest_at: now - 9e6, promise_s: 60, every_s: 60, provenance: "made_up" }];
  const place = onescreen.dom.at("strip_sources");
  place.style.flex = `0 0 ${wide}px`;
  const sources = Object.fromEntries(Array.from({ length: 12 }, late));
  onescreen.stripSources({ ...onescreen.store, sources }, now, true);
  const { left } = place.getBoundingClientRect();
  return [...place.children].filter((row) => row.getBoundingClientRect().left < left - 0.5).length;
}"""


def test_a_strip_short_of_room_names_sources_whole_or_not_at_all(duty: "Page") -> None:
    assert [wide for wide in range(200, 900, 20) if duty.evaluate(LATE_SOURCES, wide)] == []


def held(duty: "Page", key: str, *, more: bool = False) -> None:
    """A key that is held down; let go where it is held some more."""
    for _ in range(4):
        duty.keyboard.down(key)
    if more:
        duty.keyboard.up(key)


def waits_under(duty: "Page", waiting: "Locator", stage: str) -> None:
    """It stands in the tab that is called like the wall's stage."""
    tabs = duty.locator(f"#{names.QUEUE_TABS} .queue-tab")
    tabs.filter(has_text=stage).click()
    expect(waiting).to_be_visible()
    tabs.first.click()


def test_a_dispatch_by_mouse_reaches_the_wall_and_goes_on_to_its_end(wall: "Page", duty: "Page", city: Running) -> None:
    number = signal(city, "1 Mouse Street", level=1)
    waiting, shown = row(duty, names.QUEUE_ROWS, "1 Mouse Street"), row(wall, names.LOOP_ROWS, "1 Mouse Street")
    stands_at(shown, "file")

    waiting.click()
    expect(duty.locator(f"#{names.CARD_HEAD}")).to_contain_text(number)
    action(duty, "File").click()
    expect(waiting.locator(".state")).to_have_text("to be dispatched")
    stands_at(shown, "dispatch")
    waits_under(duty, waiting, wall.locator(f"#{names.LOOP_STAGES} .stage").nth(2).locator("div").first.inner_text())

    nearest = duty.locator(f"#{names.CARD_NEAREST} .unit").first
    unit = nearest.locator("b").first.inner_text()
    nearest.click()
    action(duty, "Dispatch 1 unit").click()
    sent = duty.locator(f"#{names.CARD_UNITS} .unit", has_text=unit)
    expect(sent.locator(".unit-state")).to_have_text("dispatched")
    expect(shown.locator(".scene")).to_contain_text("0/1")
    expect(row(wall, names.UNITS_OUT_ROWS, unit)).to_contain_text("1 Mouse Street")

    told(duty, "Acknowledge")
    stands_at(shown, "process")
    told_before_a_form_asks(duty, "Report done", f"clear them first {unit}.")
    stands_at(shown, "process")

    act(city, number, "on_scene", unit=unit)
    expect(shown.locator(".scene")).to_contain_text("1/1")
    expect(sent.locator(".unit-state")).to_have_text("on scene")
    expect(action(duty, "Clear 1 unit").locator(".enter")).not_to_be_visible()
    told_before_a_form_asks(duty, "Report done", "Possible now: Clear 1 unit (U)")
    closed = int(closed_today(wall).inner_text())
    act(city, number, "clear", unit=unit)
    expect(row(wall, names.UNITS_OUT_ROWS, unit)).to_have_count(0)
    finish(city, number, shown)
    expect(waiting).to_have_count(0)
    expect(shown).to_have_count(0)
    expect(closed_today(wall)).to_have_text(str(closed + 1))


def test_a_dispatch_by_keyboard_alone_reaches_the_wall(wall: "Page", duty: "Page", city: Running) -> None:
    signal(city, "Another Place", level=4)
    keys = duty.keyboard
    register(duty, "2 New Dock Road")
    expect(duty.locator(f"#{names.COMMAND_SAYS}")).to_contain_text("Registered as ")
    waiting, shown = row(duty, names.QUEUE_ROWS, "2 New Dock Road"), row(wall, names.LOOP_ROWS, "2 New Dock Road")
    expect(waiting).to_have_class(re.compile("chosen"))
    stands_at(shown, "file")

    held(duty, "f")  # filed, and only once
    held(duty, "f", more=True)
    expect(waiting.locator(".state")).to_have_text("to be dispatched")
    expect(duty.locator(f"#{names.CARD_NEAREST} .unit")).to_have_count(7)
    keys.press("Enter")
    expect(duty.locator(f"#{names.COMMAND_SAYS}")).to_contain_text("Tick units first")
    keys.press("2")
    keys.press("1")
    expect(action(duty, "Dispatch 2 units")).to_be_visible()
    keys.press("d")
    expect(duty.locator(f"#{names.CARD_UNITS} .unit")).to_have_count(2)
    expect(shown.locator(".scene")).to_contain_text("0/2")
    stands_at(shown, "dispatch")

    duty.locator(f"#{names.MAP_LAYERS} summary").click()
    duty.locator(f"#{names.MAP_LAYERS} input[type=checkbox]").last.click()  # a box that was ticked takes no keys
    keys.press("Escape")
    held(duty, "Enter")  # the next step is the department's: nobody takes it by holding a key
    expect(duty.locator(f"#{names.COMMAND_SAYS}")).to_contain_text("Not possible now")
    stands_at(shown, "dispatch")
    keys.press("j")
    expect(row(duty, names.QUEUE_ROWS, "Another Place")).to_have_class(re.compile("chosen"))
    keys.press("k")
    expect(waiting).to_have_class(re.compile("chosen"))
    keys.press("Escape")
    expect(duty.locator(f"#{names.CARD_EMPTY}")).to_be_visible()
    keys.press("g")
    keys.press("2")
    expect(waiting).to_have_count(0)
    expect(row(duty, names.QUEUE_ROWS, "Another Place")).to_be_visible()
