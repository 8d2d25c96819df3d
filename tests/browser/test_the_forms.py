"""The forms of the card: what is asked for is seen and decided, a photo goes up and is seen, others are found."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import act, signal
from tests.browser.conftest import Screens
from tests.running import CHIEF, DUTY, Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
DEPARTMENT = "demo-department"
REFUSED = ("422 (UNPROCESSABLE ENTITY)",)  # the browser's console names every refusal


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


def at_work(city: Running, address: str, department: str = "") -> str:
    """The number of an incident at which a department works."""
    number = signal(city, address, level=3)
    act(city, number, "file")
    chosen = {"department": department, "because": "it is nearest to the place"} if department else {}
    act(city, number, "dispatch", details=chosen)
    act(city, number, "acknowledge")
    return number


def chosen(page: "Page", address: str) -> None:
    page.locator(f"#{names.QUEUE_ROWS} > .row", has_text=address).click()


def button(page: "Page", title: str, place: str = names.CARD_ACTIONS) -> "Locator":
    return page.locator(f"#{place}").get_by_role("button", name=re.compile(f"^{title}"))


def opened(page: "Page", title: str) -> "Locator":
    """The form of a rarer action."""
    if button(page, r"\d+ more actions").count():
        page.keyboard.press("m")
    button(page, title).click()
    return page.locator(f"#{names.CARD_ANSWER} form")


def seat_of_a_department(city: Running) -> str:
    """The department for which the demo seat speaks."""
    return city.get("/session", DEPARTMENT)["department"]


def test_more_time_is_asked_for_seen_by_the_chief_and_rejected_with_a_reason(screens: Screens, city: Running) -> None:
    number = at_work(city, "1 Asking Street", seat_of_a_department(city))
    told = {"details": {"reason": "workload", "add_s": 7200}, "note": "two trucks are out"}
    asked = f"/incidents/{number}/actions/ask_extension"
    city.post(asked, told, DEPARTMENT, Idempotency_Key=f"{number}-ask")

    chief = screens.open(city, "/duty/", foreseen=REFUSED, seat=CHIEF)
    strip = chief.locator(f"#{names.STRIP_REQUESTS}")
    expect(strip).to_have_text("1 request waits")
    strip.click()
    request = chief.locator(f"#{names.CARD_REQUESTS}")
    for said in ("more time · 2 h more", "demo-department asks", "more work than it seemed", "two trucks are out"):
        expect(request).to_contain_text(said)
    button(chief, "Reject", names.CARD_REQUESTS).click()
    form = chief.locator(f"#{names.CARD_ANSWER} form")
    form.locator("input").fill("The other trucks are free again")
    form.locator("input").press("Enter")
    expect(strip).to_be_hidden()
    expect(request).to_be_hidden()
    expect(chief.locator(f"#{names.CARD_AUDIT}")).to_contain_text("The other trucks are free again")
    assert city.get(f"/incidents/{number}")["requests"][0]["state"] == "rejected"


def test_the_desk_asks_for_a_department_and_a_form_says_what_it_lacks(screens: Screens, city: Running) -> None:
    number = at_work(city, "2 Asking Street")
    duty = screens.open(city, "/duty/", foreseen=REFUSED)
    chosen(duty, "2 Asking Street")
    form = opened(duty, "Ask for deferral")
    form.locator("select").select_option("weather")
    form.get_by_role("button", name="Ask for deferral").click()
    expect(form.locator(".fault")).to_have_text("Still needed: Who of the department told so: Ask for deferral.")
    form.locator("input[name=note]").fill("Zhou called")
    form.get_by_role("button", name="Ask for deferral").click()
    waiting = duty.locator(f"#{names.CARD_REQUESTS}")
    expect(waiting).to_contain_text("deferral · until")
    expect(waiting).to_contain_text("Waits for the chief on duty")
    assert city.get(f"/incidents/{number}")["requests"][0]["reason"] == "weather"


def test_a_photo_goes_up_from_the_card_and_is_seen_on_it(screens: Screens, city: Running) -> None:
    made = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(made, "PNG")
    number = at_work(city, "3 Photo Street")
    duty = screens.open(city, "/duty/", foreseen=REFUSED)
    chosen(duty, "3 Photo Street")
    form = opened(duty, "Attach")
    files = form.locator("input[type=file]")
    files.set_input_files({"name": "现场.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    form.locator("select").select_option("after")
    form.get_by_role("button", name="Attach").click()
    expect(form.locator(".fault")).to_have_text("现场.txt is neither a picture (JPEG, PNG, WebP) nor a PDF.")
    files.set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": made.getvalue()})
    form.get_by_role("button", name="Attach").click()
    shown = duty.locator(f"#{names.CARD_FILES} img")
    expect(shown).to_have_attribute("alt", f"现场.png, after the work, from {DUTY}")
    assert duty.wait_for_function("(one) => one.naturalWidth === 60", arg=shown.element_handle())
    (kept,) = city.get(f"/incidents/{number}/attachments")["attachments"]
    assert (kept["name"], kept["stage"]) == ("现场.png", "after")


def test_another_incident_is_found_by_its_number_and_a_time_is_the_citys(screens: Screens, city: Running) -> None:
    parent, number = at_work(city, "4 Parent Street"), at_work(city, "5 Child Street")
    chief = screens.open(city, "/duty/", foreseen=REFUSED, seat=CHIEF)
    chosen(chief, "5 Child Street")
    form = opened(chief, "Supervise")
    form.locator("select").select_option("2")
    until = form.locator("input[name=until]")
    assert until.input_value() == chief.evaluate("() => onescreen.cityWall(onescreen.cityNow() + 864e5).slice(0, 16)")
    form.get_by_role("button", name="Supervise").click()
    expect(chief.locator(f"#{names.CARD_BEHIND}")).to_contain_text("level 2, until")

    form = opened(chief, "Merge into another")
    form.locator("input[name=parent]").fill("nowhere")
    form.get_by_role("button", name="Merge").click()
    expect(form.locator(".fault")).to_contain_text("There is no incident nowhere in the list.")
    assert form.locator(f"option[value='{parent}']").text_content().endswith("4 Parent Street")
    form.locator("input[name=parent]").fill(parent)
    form.get_by_role("button", name="Merge").click()
    expect(chief.locator(f"#{names.CARD_BEHIND}")).to_contain_text(f"merged into {parent}")
    assert city.get(f"/incidents/{number}")["state"] == "merged"


def test_who_checked_it_is_not_offered_to_close_it_and_sees_who_is(screens: Screens, city: Running) -> None:
    number = at_work(city, "6 Closing Street")
    act(city, number, "report_done")
    act(city, number, "assign_check", details={"checker": CHIEF})
    city.post(f"/incidents/{number}/actions/check_pass", {}, CHIEF, Idempotency_Key=f"{number}-pass")
    chief = screens.open(city, "/duty/", seat=CHIEF)
    chosen(chief, "6 Closing Street")
    expect(chief.locator(f"#{names.CARD_ACTIONS} .turn")).to_have_text(
        "Waits for somebody else (the chief on duty or the call taker), as you worked on it yourself: Close"
    )
    expect(button(chief, "Close")).to_have_count(0)
    expect(chief.locator(f"#{names.CARD_BEHIND}")).to_contain_text("Answers for it")


def test_another_address_is_another_place_and_what_was_refused_is_not_typed_again(
    screens: Screens, city: Running
) -> None:
    number = at_work(city, "5 Moved Street")
    before = city.get(f"/incidents/{number}")
    duty = screens.open(city, "/duty/", foreseen=REFUSED)
    chosen(duty, "5 Moved Street")
    form = opened(duty, "Change the place")
    lon, address = form.locator("input[name=lon]"), form.locator("input[name=address]")
    expect(lon).to_have_value(str(before["lon"]))
    address.fill("Yucai Road")
    expect(lon).to_have_value("")
    form.get_by_role("option").first.click()
    expect(lon).to_have_value(re.compile(r"^11\d\.\d+$"))
    form.locator("input[name=note]").fill("no")
    form.get_by_role("button", name="Change the place").click()
    expect(form).to_be_hidden()

    button(duty, "Change the place").click()
    expect(form.locator("input[name=note]")).to_have_value("no")
    expect(lon).to_have_value(re.compile(r"^11\d\.\d+$"))
    form.locator("input[name=note]").fill("the caller looked again")
    form.get_by_role("button", name="Change the place").click()
    expect(duty.locator(f"#{names.CARD_ANSWER}")).to_contain_text("done")
    after = city.get(f"/incidents/{number}")
    assert (after["lon"], after["lat"]) != (before["lon"], before["lat"])
    assert "Yucai Road" in after["address"]
