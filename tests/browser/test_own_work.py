"""The page of one's own work: a crew, a department, a collector and a leader do in a browser what is theirs to do."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import PLACE, act, signal
from tests.browser.conftest import Screens
from tests.running import CHIEF, COLLECTOR, DUTY, Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
CREW, DEPARTMENT, LEADER = "demo-crew", "demo-department", "demo-leader"
TELEPHONE = (390, 844)
REFUSED = ("422 (UNPROCESSABLE ENTITY)", "403 (FORBIDDEN)", "404 (NOT FOUND)")


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


def for_the_department(city: Running, address: str) -> str:
    """The number of an incident that was sent to the department of the demo seat."""
    number = signal(city, address, level=3)
    act(city, number, "file")
    named = city.get("/session", DEPARTMENT)["department"]
    act(city, number, "dispatch", details={"department": named, "because": "it is nearest to the place"})
    return number


def done(city: Running, number: str, action: str, seat: str, **wish: Any) -> Any:
    path = f"/incidents/{number}/actions/{action}"
    return city.post(path, wish, seat, Idempotency_Key=f"{number}-{action}-{seat}")


def opened(page: "Page", address: str) -> None:
    page.locator(f"#{names.MINE_ROWS} > .row", has_text=address).click()
    expect(page.locator(f"#{names.CARD_HEAD}")).to_contain_text(address)


def button(page: "Page", title: str, place: str = names.CARD_ACTIONS) -> "Locator":
    return page.locator(f"#{place}").get_by_role("button", name=re.compile(f"^{title}"))


def photo(name: str) -> Any:
    made = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(made, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": made.getvalue()}


def test_a_crew_writes_on_a_telephone_that_it_drives_arrived_and_is_done(screens: Screens, city: Running) -> None:
    number = for_the_department(city, "1 Crew Street")
    unit = city.get("/session", CREW)["unit"]
    another = next(one["name"] for one in city.get("/units")["units"] if one["name"] != unit)
    act(city, number, "assign", unit=unit)
    done(city, number, "assign", DUTY, unit=another)
    phone = screens.open(city, "/work/", *TELEPHONE, seat=CREW)
    expect(phone.locator(f"#{names.CARD}")).to_be_hidden()
    opened(phone, "1 Crew Street")
    expect(phone.locator(f"#{names.MINE_ROWS}")).to_be_hidden()
    units = phone.locator(f"#{names.CARD_UNITS}")
    expect(units).to_contain_text(another)
    expect(units.locator("button:visible")).to_have_count(1)  # another crew speaks for itself
    for step, state in (("en_route", "en_route"), ("on_scene", "on_scene"), ("clear", "cleared")):
        next_step = units.locator(f"button[value={step}]")
        box = next_step.bounding_box()
        assert box
        assert box["height"] >= 44, "a thumb has to hit it"
        next_step.click()
        expect(next_step).to_be_hidden()
        states = {one["unit"]: one["state"] for one in city.get(f"/incidents/{number}")["assignments"]}
        assert states == {unit: state, another: "dispatched"}
    phone.go_back()
    expect(phone.locator(f"#{names.CARD}")).to_be_hidden()
    expect(phone.locator(f"#{names.MINE_ROWS}")).to_have_attribute("data-empty", "Nothing waits for you.")


def test_a_department_writes_that_it_is_done_and_shows_it_with_a_photo(screens: Screens, city: Running) -> None:
    number, elsewhere = for_the_department(city, "2 Bin Street"), signal(city, "3 Foreign Street", level=3)
    page = screens.open(city, "/work/", 1366, 1024, seat=DEPARTMENT, foreseen=REFUSED)
    expect(page.locator(f"#{names.MINE_ROWS}")).to_contain_text("2 Bin Street")
    opened(page, "2 Bin Street")
    assert elsewhere not in page.evaluate("() => Object.keys(onescreen.store.incidents)")
    button(page, "Acknowledge").click()
    page.locator(f"#{names.CARD_ACTIONS}").get_by_role("button", name="more actions").click()
    button(page, "Attach").click()
    form = page.locator(f"#{names.CARD_ANSWER} form")
    form.locator("input[type=file]").set_input_files(photo("after.png"))
    form.locator("select").select_option("after")
    form.get_by_role("button", name="Attach").click()
    expect(page.locator(f"#{names.CARD_FILES} img")).to_be_visible()
    button(page, "Report done").click()
    expect(page.locator(f"#{names.OTHERS_ROWS}")).to_contain_text("2 Bin Street")
    assert city.get(f"/incidents/{number}")["state"] == "feedback"


def two_to_look_at(city: Running) -> Any:
    """A signal that anybody may look at, beside one to which the collector was sent by name."""
    said = {"origin": "12345", "key": "look", "category": "M0102", "address": "5 Looked Street"} | PLACE
    looked = city.post("/signals", said, DUTY)["signal"]
    assert looked["state"] == "verify"
    other = city.post("/signals", said | {"key": "named", "category": "M0301", "address": "9 Named Street"}, DUTY)
    path = f"/signals/{other['signal']['number']}/actions/send"
    city.post(path, {"looker": COLLECTOR}, CHIEF, Idempotency_Key="named-send")
    return looked


def stands_below_their_own(page: "Page") -> None:
    first = page.locator(f"#{names.MINE_ROWS}").bounding_box()
    folded = page.locator(f"#{names.INBOX}").bounding_box()
    assert first
    assert folded
    assert first["y"] < folded["y"], "what is theirs by name stands above what anybody may look at"
    expect(page.locator(f"#{names.INBOX_ROWS} > .row")).to_have_count(1)
    expect(page.locator(f"#{names.INBOX_ROWS} > .row")).to_contain_text("Sent to you")
    expect(page.locator(f"#{names.INBOX_MORE}")).to_have_text("+ 1 more")


def passed_with_a_word(page: "Page", city: Running, number: str) -> None:
    button(page, "Pass").click()
    form = page.locator(f"#{names.CARD_ANSWER} form")
    form.get_by_role("button", name="Pass").click()
    expect(form).to_contain_text("What was seen")  # one touch passes nothing
    assert city.get(f"/incidents/{number}")["state"] == "checking"
    form.locator("input[name=note]").fill("The lid lies in its frame")
    form.get_by_role("button", name="Pass").click()


def test_a_collector_checks_what_they_were_sent_to_and_looks_at_a_signal(screens: Screens, city: Running) -> None:
    number = for_the_department(city, "4 Checked Street")
    act(city, number, "acknowledge")
    act(city, number, "report_done")
    act(city, number, "assign_check")
    looked = two_to_look_at(city)
    page = screens.open(city, "/work/", seat=COLLECTOR, foreseen=REFUSED)
    opened(page, "4 Checked Street")
    stands_below_their_own(page)
    passed_with_a_word(page, city, number)
    expect(page.locator(f"#{names.OTHERS_ROWS}")).to_contain_text("4 Checked Street")
    assert city.get(f"/incidents/{number}")["state"] == "checked"
    page.locator(f"#{names.INBOX_HEAD}").click()
    expect(page.locator(f"#{names.INBOX_ROWS} > .row")).to_have_count(2)
    page.locator(f"#{names.INBOX_ROWS} > .row", has_text="5 Looked Street").click()
    expect(page.locator(f"#{names.REPORT_BODY}")).to_contain_text(looked["number"])
    page.locator(f"#{names.REPORT_BODY}").get_by_role("button", name="Not found").click()
    report = page.locator(f"#{names.REPORT_BODY} form")
    report.get_by_role("button", name="Not found").click()
    expect(page.locator(f"#{names.INBOX_ROWS} > .row")).to_have_count(1)
    assert city.get(f"/signals/{looked['number']}")["state"] == "rejected"


def test_an_incident_is_closed_by_a_second_press(screens: Screens, city: Running) -> None:
    number = for_the_department(city, "10 Closed Street")
    for action in ("acknowledge", "report_done", "assign_check", "check_pass"):
        act(city, number, action)
    desk = screens.open(city, "/duty/", seat=CHIEF)
    desk.evaluate("(number) => onescreen.choose(number)", number)
    button(desk, "Close").click()
    form = desk.locator(f"#{names.CARD_ANSWER} form")
    expect(form).to_contain_text(f"Close {number}: press once more to do it.")
    assert city.get(f"/incidents/{number}")["state"] == "checked"
    form.get_by_role("button", name="Close").click()
    expect(form).to_be_hidden()
    expect(desk.locator(f"#{names.CARD_ANSWER}")).to_contain_text("Close")
    assert city.get(f"/incidents/{number}")["state"] == "closed"


def test_a_leader_is_led_from_the_vital_signs_to_what_waits_for_their_signature(
    screens: Screens, city: Running
) -> None:
    number = for_the_department(city, "6 Signed Street")
    done(city, number, "acknowledge", DEPARTMENT)
    wanted = {"details": {"reason": "season", "until": "2027-01-15T08:00:00Z"}, "note": "nothing can be planted now"}
    done(city, number, "ask_suspension", DEPARTMENT, **wanted)
    done(city, number, "approve_suspension", CHIEF)
    vitals = screens.open(city, "/vitals/", seat=LEADER)
    link = vitals.locator(f"#{names.STRIP_WORK}")
    expect(link).to_have_text("1 waits for your decision")
    link.click()
    vitals.wait_for_url("**/work/")
    row = vitals.locator(f"#{names.MINE_ROWS} > .row").first
    expect(row).to_contain_text("Approve the suspension")
    opened(vitals, "6 Signed Street")
    expect(vitals.locator(f"#{names.CARD_REQUESTS}")).to_contain_text("nothing can be planted now")
    button(vitals, "Approve", names.CARD_REQUESTS).click()
    expect(vitals.locator(f"#{names.CARD_REQUESTS}")).to_be_hidden()
    assert city.get(f"/incidents/{number}")["state"] == "suspended"


def test_a_page_that_hears_nothing_says_so_and_keeps_the_list(screens: Screens, city: Running) -> None:
    for_the_department(city, "7 Silent Street")
    page = screens.open(city, "/work/", *TELEPHONE, seat=DEPARTMENT, foreseen=("503", "Failed to load"))
    expect(page.locator(f"#{names.MINE_ROWS}")).to_contain_text("7 Silent Street")
    page.route("**/api/v1/incidents?*", lambda route: route.fulfill(status=503, body="{}"))
    for_the_department(city, "8 Silent Street")
    expect(page.locator(f"#{names.MINE_NOTE}")).to_contain_text("could not be read")
    expect(page.locator(f"#{names.MINE_ROWS}")).to_contain_text("7 Silent Street")
    page.unroute("**/api/v1/incidents?*")
    expect(page.locator(f"#{names.MINE_ROWS}")).to_contain_text("8 Silent Street")
