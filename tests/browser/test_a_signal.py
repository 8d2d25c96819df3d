"""Signals at the desk: what waits is seen, stays where it is under a hand, and is decided with what it asks for."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import PLACE
from tests.browser.conftest import Screens
from tests.running import COLLECTOR, Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
REFUSED = ("422 (UNPROCESSABLE ENTITY)",)


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nobody reports but these tests."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


@pytest.fixture
def duty(screens: Screens, city: Running) -> "Page":
    """The desk, at which nothing waits that an earlier test left: the oldest would stand above."""
    for one in city.get("/signals")["signals"]:
        path, key = f"/signals/{one['number']}/actions/not_found", f"swept-{one['number']}"
        city.post(path, {"reason": "never_there"}, COLLECTOR, Idempotency_Key=key)
    return screens.open(city, "/duty/", foreseen=REFUSED)


def call(city: Running, address: str, **more: object) -> str:
    """The number of the signal of a citizen's call."""
    said = {"origin": "12345", "key": address.replace(" ", "-"), "category": "M0301", "level": 3, "address": address,
            "caller": address.replace(" ", "-"), **PLACE}  # fmt: skip
    return str(city.post("/signals", said | more)["signal"]["number"])


def rows(page: "Page", address: str = "") -> "Locator":
    """The rows of the inbox, or that of one address."""
    return page.locator(f"#{names.INBOX_ROWS} > .row", has_text=address)


def button(page: "Page", title: str) -> "Locator":
    """A button of the card."""
    return page.locator(f"#{names.REPORT}").get_by_role("button", name=title, exact=True)


def test_a_call_is_looked_at_refused_with_its_reason_and_gone(city: Running, duty: "Page"):
    number = call(city, "Mill Lane 3")
    rows(duty, "Mill Lane 3").click()
    card = duty.locator(f"#{names.REPORT}")
    expect(card).to_contain_text(number)
    expect(card).to_contain_text("12345 hotline")
    button(duty, "Reject").click()
    card.get_by_label("Note").fill("no")
    button(duty, "Reject").click()
    expect(card.locator(".answer.refused")).to_contain_text("at least 5 signs")
    card.get_by_label("Note").fill("Another city's business")
    button(duty, "Reject").click()
    expect(rows(duty, "Mill Lane 3")).to_have_count(0)
    assert city.get(f"/signals/{number}")["state"] == "rejected"


def test_what_is_likely_the_same_is_shown_with_why_and_linked(city: Running, duty: "Page"):
    said = {"origin": "desk", "key": "fire-1", "category": "M0301", "level": 3, "address": "Corn Street 9", **PLACE}
    incident = city.post("/signals", said)["incident"]["number"]
    number = call(city, "Corn Street 9")
    rows(duty, "Corn Street 9").click()
    likely = duty.locator(".likely", has_text=incident)
    expect(likely).to_contain_text("the same category")
    likely.get_by_role("button").click()
    expect(rows(duty, "Corn Street 9")).to_have_count(0)
    assert city.get(f"/signals/{number}")["incident"] == incident


def test_a_form_says_when_somebody_else_was_faster_and_loses_nothing(city: Running, duty: "Page"):
    number = call(city, "Fast Lane 8")
    rows(duty, "Fast Lane 8").click()
    card = duty.locator(f"#{names.REPORT}")
    button(duty, "Confirm").click()
    card.get_by_label("longitude").fill("114.2")
    told = {"reason": "gone"}
    city.post(f"/signals/{number}/actions/not_found", told, COLLECTOR, Idempotency_Key=f"{number}-gone")
    expect(card.get_by_role("alert")).to_contain_text("collector")
    expect(button(duty, "Confirm")).to_be_disabled()
    expect(card.get_by_label("longitude")).to_have_value("114.2")
    button(duty, "Close").click()
    expect(card).to_contain_text("What became of it")


def test_the_map_goes_to_a_chosen_signal_and_urgent_ones_are_for_the_chief_to_refuse(city: Running, duty: "Page"):
    call(city, "Far Corner 1", level=2)
    rows(duty, "Far Corner 1").click()
    expect(duty.locator(f"#{names.REPORT}")).to_contain_text("the chief alone refuses")
    expect(button(duty, "Reject")).to_have_count(0)
    middle = duty.evaluate("() => onescreen.map.stages.find((one) => one.interactive).map.getCenter()")
    assert (round(middle["lng"], 2), round(middle["lat"], 2)) == (PLACE["lon"], PLACE["lat"])


# Pitfall J 56 of the specification: the list jumps under the hand, and the wrong one is decided.
def test_nothing_jumps_under_the_hand(city: Running, duty: "Page"):
    call(city, "Quiet Road 1")
    row = rows(duty, "Quiet Road 1")
    row.hover()
    before = row.bounding_box()
    for nth in range(5):
        call(city, f"Loud Road {nth}", level=2)
    expect(duty.locator(f"#{names.INBOX_NEW}")).to_contain_text("5 new")
    assert row.bounding_box() == before
    row.click()
    expect(duty.locator(f"#{names.REPORT}")).to_contain_text("Quiet Road 1")
    duty.mouse.move(960, 400)
    expect(rows(duty).first).to_contain_text("Loud Road")


def test_enter_on_a_signal_opens_that_signal_and_later_acts_on_the_incident_that_was_chosen(
    city: Running, duty: "Page"
):
    said = {"origin": "desk", "key": "other", "category": "M0102", "level": 3, "address": "Other Street 1", **PLACE}
    city.post("/signals", said)
    number = call(city, "Enter Lane 5", level=1)
    card, row = duty.locator(f"#{names.REPORT}"), rows(duty, "Enter Lane 5")
    expect(duty.locator(f"#{names.QUEUE_ROWS} > .row", has_text="Other Street 1")).to_be_visible()
    row.focus()
    duty.keyboard.press("Enter")
    expect(card).to_contain_text(number)
    assert duty.evaluate("onescreen.desk.chosen") is None
    duty.keyboard.press("Escape")
    expect(card).not_to_be_visible()
    call(city, "Enter Lane 6", level=1)
    expect(rows(duty, "Enter Lane 6")).to_be_visible()  # nothing is chosen: nobody's row is held
    duty.keyboard.press("j")
    expect(row).not_to_be_focused()
    assert duty.evaluate("onescreen.desk.chosen") is not None


def photo(at: datetime | None = None) -> bytes:
    """A photo of a camera that says when and, near `PLACE`, where it was taken; or of one that says nothing."""
    notes, made = Image.Exif(), BytesIO()
    if at is not None:
        notes.get_ifd(0x8769).update({0x9003: f"{at:%Y:%m:%d %H:%M:%S}", 0x9011: "+00:00"})
        notes.get_ifd(0x8825).update({1: "N", 2: (30.0, 54.0, 0.0), 3: "E", 4: (114.0, 12.0, 0.0)})
    Image.new("RGB", (60, 40), (200, 30, 30)).save(made, "JPEG", exif=notes)
    return made.getvalue()


def test_a_photo_brings_its_own_time_and_place_and_what_it_does_not_say_is_not_made_up(city: Running, duty: "Page"):
    number = call(city, "Lamp Street 4", category="M0102", level=1)
    rows(duty, "Lamp Street 4").click()
    button(duty, "Confirm").click()
    form, file = duty.locator(f"#{names.REPORT} form"), duty.locator(f"#{names.REPORT} input[type=file]")
    taken = [form.locator(f"input[name={name}]") for name in ("photo_at", "photo_lon", "photo_lat")]
    file.set_input_files({"name": "灯.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(form).to_contain_text("The photo does not say when and where it was taken.")
    assert [one.input_value() for one in taken] == ["", "", ""]
    button(duty, "Confirm").click()
    expect(duty.locator(f"#{names.REPORT} .answer.refused")).to_contain_text("of the last 30 minutes")
    now = datetime.fromtimestamp(duty.evaluate("() => onescreen.cityNow()") / 1000, UTC)
    file.set_input_files({"name": "灯 2.jpg", "mimeType": "image/jpeg", "buffer": photo(now)})
    expect(form).to_contain_text("what the photo itself says")
    assert [one.input_value() for one in taken[1:]] == ["114.2", "30.9"]
    button(duty, "Confirm").click()
    expect(duty.locator(f"#{names.CARD_FILES} img")).to_have_count(1)
    incident = city.get(f"/signals/{number}")["incident"]
    assert [one["stage"] for one in city.get(f"/incidents/{incident}/attachments")["attachments"]] == ["verify"]
