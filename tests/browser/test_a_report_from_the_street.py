"""A report from the street: a collector says on a telephone what they see, where they stand, with photos, once."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.conftest import Screens
from tests.browser.test_own_work import DEPARTMENT, TELEPHONE, photo
from tests.running import CHIEF, COLLECTOR, DUTY, Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
BROKEN = ("422 (UNPROCESSABLE ENTITY)", "413 (", "ERR_FAILED")


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


def opened(page: "Page") -> "Locator":
    """The form, open and empty but for a category."""
    page.locator(f"#{names.STREET_OPEN}").click()
    form = page.locator(f"#{names.STREET}")
    expect(form).to_have_attribute("open", "")
    page.locator(f"#{names.STREET_FIND} input").fill("M0102")
    expect(page.locator(f"#{names.STREET_CATEGORY} select")).to_have_value("M0102")
    return form


def taken_here(page: "Page", accuracy: float = 12, longitude: float = 114.2) -> "Locator":
    """What the form says of the place after somebody asked the telephone for it."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": longitude, "latitude": 30.9, "accuracy": accuracy})
    page.locator(f"#{names.STREET_HERE}").click()
    return page.locator(f"#{names.STREET_PLACE}")


def photographed(page: "Page", *shown: str) -> "Locator":
    page.locator(f"#{names.STREET_PHOTOS} input").set_input_files([photo(name) for name in shown])
    return page.locator(f"#{names.STREET_LAID}")


def said(page: "Page") -> "Locator":
    return page.locator(f"#{names.STREET_ANSWER}")


def test_what_is_seen_is_reported_once_though_the_net_is_lost_and_the_page_loaded_again(
    screens: Screens, city: Running
) -> None:
    phone = screens.open(city, "/work/", *TELEPHONE, seat=COLLECTOR, foreseen=BROKEN)
    form = opened(phone)
    expect(taken_here(phone, accuracy=640)).to_contain_text("640 m only")
    expect(taken_here(phone, longitude=121.4)).to_contain_text("No place yet")
    expect(taken_here(phone, longitude=121.4)).to_contain_text("city")
    expect(taken_here(phone)).to_contain_text("to 12 m")
    phone.locator(f"#{names.STREET_DETAIL} textarea").fill("A bin lies in the road")
    expect(photographed(phone, "a.png")).to_contain_text("Photo 1 arrived")
    phone.reload()
    expect(form).to_have_attribute("open", "")
    expect(phone.locator(f"#{names.STREET_DETAIL} textarea")).to_have_value("A bin lies in the road")
    expect(phone.locator(f"#{names.STREET_LAID}")).to_contain_text("Photo 1 arrived")
    phone.route("**/api/v1/signals", lambda route: route.fetch() and route.abort())  # it arrives; no answer comes back
    send = form.get_by_role("button", name="Report")
    send.click()
    expect(said(phone)).to_contain_text("Nobody knows whether it arrived")
    expect(phone.locator(f"#{names.STREET_DETAIL} textarea")).to_be_disabled()
    phone.unroute("**/api/v1/signals")
    phone.reload()
    expect(said(phone)).to_contain_text("Nobody knows whether it arrived")
    send.dblclick()
    told = phone.locator(f"#{names.STREET_SAID}")
    expect(told).to_contain_text("Reported as")
    number = re.findall(r"Reported as (\S+)\.", told.inner_text())[0]
    signal = city.get(f"/signals/{number}", DUTY)
    assert (signal["origin"], signal["detail"], signal["count"]) == ("GRID", "A bin lies in the road", 1)
    assert [one["stage"] for one in city.get(f"/incidents/{signal['incident']}")["evidence"]] == ["report"]
    mine = [one for one in city.get("/signals?state=accepted", CHIEF)["signals"] if one["origin"] == "GRID"]
    assert [one["number"] for one in mine] == [number]
    expect(phone.locator(f"#{names.STREET_ROWS} > .row")).to_contain_text(signal["incident"])


def test_what_is_written_goes_when_it_was_sent_and_when_somebody_throws_it_away(
    screens: Screens, city: Running
) -> None:
    phone = screens.open(city, "/work/", *TELEPHONE, seat=COLLECTOR)
    form, detail = opened(phone), phone.locator(f"#{names.STREET_DETAIL} textarea")
    detail.fill("nothing after all")
    form.get_by_role("button", name="Discard").click()
    expect(said(phone)).to_contain_text("Press again")
    form.get_by_role("button", name="Discard").click()
    expect(form).to_be_hidden()
    phone.locator(f"#{names.STREET_OPEN}").click()
    expect(detail).to_have_value("")
    taken_here(phone)
    photographed(phone, "c.png")
    find = phone.locator(f"#{names.STREET_FIND} input")
    find.fill("exposed garb")
    expect(phone.locator(f"#{names.STREET_LAID}")).to_contain_text("Photo 1 arrived")
    form.get_by_role("button", name="Report").click()
    expect(phone.locator(f"#{names.STREET_SAID}")).to_contain_text("goes to whoever sends")
    phone.locator(f"#{names.STREET_OPEN}").click()
    expect(find).to_have_value("")
    expect(phone.locator(f"#{names.STREET_LAID} > *")).to_have_count(0)


def test_a_telephone_that_does_not_say_where_it_is_is_told_so_and_an_address_is_looked_up(
    screens: Screens, city: Running
) -> None:
    page = screens.open(city, "/work/", 1366, 1024, seat=COLLECTOR, foreseen=BROKEN)
    form = opened(page)
    page.locator(f"#{names.STREET_HERE}").click()
    expect(page.locator(f"#{names.STREET_PLACE}")).to_contain_text("does not tell where it is")
    send = form.get_by_role("button", name="Report")
    send.click()
    expect(form).to_contain_text("Take where you are, or look the address up.")
    expect(form).to_contain_text("Add a photo.")
    address = page.locator(f"#{names.STREET_ADDRESS} input")
    address.press_sequentially("renmin r")
    page.locator(f"#{names.STREET_FOUND} [role=option]").first.click()
    expect(page.locator(f"#{names.STREET_PLACE}")).to_contain_text("At the address that was chosen")
    refusal = {"error": {"code": "too_large"}}
    page.route("**/api/v1/signals/attachments*", lambda route: route.fulfill(status=413, json=refusal))
    expect(photographed(page, "b.png")).to_contain_text("too large")
    page.unroute("**/api/v1/signals/attachments*")
    send.click()
    expect(form).to_contain_text("Not every photo has arrived")
    page.locator(f"#{names.STREET_LAID}").get_by_role("button", name="Send again").click()
    expect(page.locator(f"#{names.STREET_LAID}")).to_contain_text("Photo 1 arrived")
    photographed(page, *(f"{n}.png" for n in range(5)))
    expect(said(page)).to_contain_text("At most 5 photos")
    form.locator("input[name=level][value='2']").check()
    form.locator(f"#{names.STREET_DRILL} input").check()
    send.click()
    expect(page.locator(f"#{names.STREET_SAID}")).to_contain_text("Drill · Reported as")
    row = page.locator(f"#{names.STREET_ROWS} > .row", has_text="Renmin Road")
    row.click()
    expect(page.locator(f"#{names.REPORT_BODY} img.snapshot")).to_be_visible()


def test_nobody_else_is_offered_to_report_from_the_street(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/work/", seat=DEPARTMENT)
    expect(page.locator(f"#{names.MINE_ROWS}")).to_have_attribute("data-empty", re.compile("."))
    expect(page.locator(f"#{names.STREET_OPENER}")).to_be_hidden()
