"""An address at the desk: what may be meant is suggested while it is typed, and what is typed by hand stays."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.conftest import Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city, in which nothing happens."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


def field(page: "Page", name: str) -> "Locator":
    """A field of the form."""
    return page.locator(f"#{name} input")


def options(page: "Page") -> "Locator":
    """What is suggested."""
    return page.locator(f"#{names.SIGNAL_FOUND} [role=option]")


def typed(page: "Page", text: str) -> "Locator":
    """The suggestions for a text in the address of a new incident."""
    page.keyboard.press("n")
    expect(page.locator(f"#{names.SIGNAL}")).to_have_attribute("open", "")
    field(page, names.SIGNAL_ADDRESS).fill("")
    field(page, names.SIGNAL_ADDRESS).press_sequentially(text)
    return options(page)


def test_a_suggestion_is_chosen_by_keyboard(screens: Screens, city: Running) -> None:
    duty = screens.open(city, "/duty/")
    expect(typed(duty, "renmin r").first).to_contain_text("Renmin Road")
    address = field(duty, names.SIGNAL_ADDRESS)
    before = field(duty, names.SIGNAL_LON).input_value()
    expect(address).to_have_attribute("aria-expanded", "true")
    duty.keyboard.press("ArrowDown")
    expect(options(duty).first).to_have_attribute("aria-selected", "true")
    duty.keyboard.press("Enter")
    expect(address).to_have_value("Renmin Road")
    expect(options(duty)).to_have_count(0)
    assert field(duty, names.SIGNAL_LON).input_value() != before
    address.press("x")  # and what is written now lies nobody knows where
    expect(field(duty, names.SIGNAL_LON)).to_have_value("")
    expect(duty.locator(f"#{names.SIGNAL_PLACE}")).to_contain_text("No place")
    expect(duty.locator(f"#{names.SIGNAL}")).to_have_attribute("open", "")


def test_a_suggestion_is_chosen_by_mouse_in_chinese(screens: Screens, city: Running) -> None:
    duty = screens.open(city, "/duty/?lang=zh")
    found = typed(duty, "rml")
    expect(found.first).to_contain_text("人民路")
    found.first.click()
    expect(field(duty, names.SIGNAL_ADDRESS)).to_have_value("人民路")


def test_escape_closes_the_suggestions_and_then_the_form(screens: Screens, city: Running) -> None:
    duty = screens.open(city, "/duty/")
    expect(typed(duty, "renmin").first).to_be_visible()
    duty.keyboard.press("Escape")
    expect(options(duty)).to_have_count(0)
    expect(duty.locator(f"#{names.SIGNAL}")).to_have_attribute("open", "")
    expect(field(duty, names.SIGNAL_ADDRESS)).to_have_value("renmin")
    duty.keyboard.press("Escape")
    expect(duty.locator(f"#{names.SIGNAL}")).not_to_have_attribute("open", "")


def test_coordinates_outside_the_city_are_told_and_cannot_be_chosen(screens: Screens, city: Running) -> None:
    duty = screens.open(city, "/duty/")
    found = typed(duty, "22.54, 114.05")
    expect(duty.locator(f"#{names.SIGNAL_FOUND}")).to_contain_text("(114.05, 22.54) lies outside the city")
    expect(found).to_have_count(0)


def test_an_address_that_is_not_found_has_no_place_and_its_incident_says_so(screens: Screens, city: Running) -> None:
    duty = screens.open(city, "/duty/?lang=zh")
    duty.keyboard.press("n")
    expect(field(duty, names.SIGNAL_LON)).not_to_have_value("")  # the middle of the map, for who types no address
    address = field(duty, names.SIGNAL_ADDRESS)
    address.press_sequentially("老磨坊后面")
    for name in (names.SIGNAL_LON, names.SIGNAL_LAT):
        expect(field(duty, name)).to_have_value("")
    expect(duty.locator(f"#{names.SIGNAL_FORM} .missed")).to_have_text("未找到此地址")
    expect(duty.locator(f"#{names.SIGNAL_PLACE}")).to_contain_text("无位置")
    expect(options(duty)).to_have_count(0)
    duty.locator(f"#{names.SIGNAL_CATEGORY} select").select_option("M0102")
    address.press("Enter")
    expect(duty.locator(f"#{names.SIGNAL}")).to_have_attribute("open", "")
    expect(address).to_have_value("老磨坊后面")
    duty.locator(f"#{names.SIGNAL_FORM} [type=submit]").click()
    row = duty.locator(f"#{names.QUEUE_ROWS} .row").filter(has_text="老磨坊后面")
    expect(row).to_contain_text("无位置")
    expect(duty.locator(f"#{names.CARD_HEAD}")).to_contain_text("无位置")


def test_a_click_on_the_map_gives_the_place_and_another_address_keeps_it(screens: Screens, city: Running) -> None:
    duty = screens.open(city, "/duty/")
    typed(duty, "behind the old mill")
    lon, lat = field(duty, names.SIGNAL_LON), field(duty, names.SIGNAL_LAT)
    expect(lon).to_have_value("")
    box = duty.locator(".map-zone").bounding_box()
    assert box is not None
    duty.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    expect(duty.locator(f"#{names.SIGNAL_PLACE}")).to_have_text("At the place on the map.")
    west, south, east, north = duty.evaluate("onescreen.page.pack.bounds")
    assert west < float(lon.input_value()) < east
    assert south < float(lat.input_value()) < north
    clicked = lon.input_value()
    field(duty, names.SIGNAL_ADDRESS).press("x")
    expect(lon).to_have_value(clicked)
