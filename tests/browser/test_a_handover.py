"""A shift hands over at the desk, by two hands and line by line; and alarms are seen and shelved there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import PLACE, signal
from tests.browser.conftest import Screens
from tests.running import CHIEF, DUTY, RELIEF, Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
REFUSED = ("422 (UNPROCESSABLE ENTITY)",)  # the browser's console names every refusal


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which nothing happens but what these tests do."""
    return serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


@pytest.fixture
def chief(screens: Screens, city: Running) -> "Page":
    """The desk, with the chief at it."""
    return screens.open(city, "/duty/", foreseen=REFUSED, seat=CHIEF)


def act(city: Running, shift: dict[str, Any], action: str, **wish: object) -> dict[str, Any]:
    key = f"{shift['name']}-{action}-{shift['version']}"
    return city.post(f"/shifts/{shift['name']}/actions/{action}", wish, Idempotency_Key=key)


def manned(city: Running) -> None:
    """The present shift with hours to go and our chief on it, and another chief on the next."""
    shift = city.get("/shifts")["present"]
    ends_at = datetime.fromisoformat(shift["ends_at"]) + timedelta(hours=4)
    shift = act(city, shift, "roster", ends_at=ends_at.isoformat(), roster={CHIEF: ["chief"]})
    if shift["state"] == "handover":
        act(city, shift, "stay_on")
    act(city, city.get("/shifts")["next"], "roster", roster={RELIEF: ["chief"]})


def button(page: "Page", title: str) -> "Locator":
    return page.locator(f"#{names.OFFICE_ACTS}").get_by_role("button", name=title)


def test_72_a_shift_is_handed_over_line_by_line_by_two_chiefs(chief: "Page", screens: Screens, city: Running) -> None:
    manned(city)
    number = signal(city, "7 Handover Street", level=1)
    strip, sheet = chief.locator(f"#{names.STRIP_SHIFT}"), chief.locator(f"#{names.OFFICE_LINES} > .office-line")
    expect(strip).to_contain_text(f"Duty chief {CHIEF}")
    strip.click()
    button(chief, "Begin the handover").click()
    expect(sheet.first).to_contain_text("7 Handover Street")
    expect(sheet.first).to_contain_text(f"{number} · level Ⅰ")
    expect(sheet.first).to_contain_text("Why: level Ⅰ")
    expect(sheet.first.get_by_role("button", name="Tick")).not_to_be_visible()  # who leaves ticks nothing
    button(chief, "Sign out").click()
    expect(chief.locator(f"#{names.OFFICE_ANSWER}")).to_contain_text("not ticked yet. Press again")
    button(chief, "Sign out").click()
    expect(chief.locator(f"#{names.OFFICE_NOTE}")).to_contain_text(f"{CHIEF} has signed out")
    expect(button(chief, "Sign and take over")).to_have_count(0)

    comes = screens.open(city, "/duty/", foreseen=REFUSED, seat=RELIEF)
    comes.locator(f"#{names.STRIP_SHIFT}").click()
    button(comes, "Sign and take over").click()
    expect(comes.locator(f"#{names.OFFICE_ANSWER}")).to_contain_text("A line of the sheet is not ticked yet.")
    lines = comes.locator(f"#{names.OFFICE_LINES} > .office-line")
    for nth in range(lines.count()):
        lines.nth(nth).get_by_role("button", name="Tick").click()
        expect(lines.nth(nth)).to_contain_text(RELIEF)
    button(comes, "Sign and take over").click()
    expect(strip).to_contain_text(f"Duty chief {RELIEF}")
    last = city.get("/shifts")["last"]
    assert (last["signed_out"], last["signed_in"]) == (CHIEF, RELIEF)
    assert [line["number"] for line in last["lines"][:1]] == [number]


# Rows that may not grow print their lines over each other: a sheet that cannot be read cannot be taken over.
MANY_LINES = """() => {
  const words = { zh: "很长的一行。".repeat(12), en: "A long line of what is open. ".repeat(6) };
  const line = (_, i) => ({ nth: i + 1, group: i < 9 ? "urgent" : "own", words, more: words, by: "" });
  const [dom, lines] = [onescreen.dom, Array.from({ length: 40 }, line)];
  onescreen.openOffice();
  onescreen.drawSheet(lines, { takes: true, busy: false, tick: () => {} });
  const build = (row) => dom.fill(row, { at: ["div"], by: ["div"], what: ["div"] });
  dom.rows(dom.at("office_log"), lines.map((one) => `${one.nth}`), build, (parts) => dom.text(parts.what, words.en));
  const box = (one) => one.getBoundingClientRect();
  const over = (row) => (one) => box(one).top < box(row).top - 1 || box(one).bottom > box(row).bottom + 1;
  const out = (row) => [...row.querySelectorAll("div")].some(over(row));
  return ["office_lines", "office_log"].map((name) => [...dom.at(name).children].filter(out).length);
}"""


def test_on_a_long_sheet_no_row_lies_over_another(chief: "Page") -> None:
    assert chief.evaluate(MANY_LINES) == [0, 0]


def test_what_is_noted_stands_in_the_shifts_log_at_once(chief: "Page") -> None:
    chief.locator(f"#{names.STRIP_SHIFT}").press("Enter")
    chief.locator(f"#{names.OFFICE_REMARK} input").fill("Waterworks called")
    chief.locator(f"#{names.OFFICE_REMARK} input").press("Enter")
    newest = chief.locator(f"#{names.OFFICE_LOG} > .row").first
    expect(newest).to_contain_text("Note: Waterworks called")
    expect(newest).to_contain_text(CHIEF)


def test_an_alarm_blinks_until_it_is_seen_and_may_be_shelved_for_a_reason(chief: "Page", city: Running) -> None:
    alarm = chief.locator(f"#{names.ALARMS_ROWS} > .row", has_text="Pump 3 stands still")
    said = {"origin": "IOT", "key": "pump-3", "category": "U0452", "level": 2, "detail_en": "Pump 3 stands still"}
    assert city.post("/signals", said | PLACE)["signal"]["state"] in ("new", "verify")
    expect(alarm).to_have_attribute("data-state", "unacknowledged")
    alarm.get_by_role("button", name="Seen").click()
    expect(alarm).to_have_attribute("data-state", "acknowledged")
    alarm.get_by_role("button", name="Shelve").click()
    chief.locator(f"#{names.SHELVE} input[type=text]").fill("being repaired")
    chief.keyboard.press("Enter")
    expect(alarm).to_have_count(0)
    [hidden] = city.get("/alarms")["hidden"]
    assert (hidden["why"]["en"], hidden["state"]) == ("being repaired", "shelved")
    chief.get_by_role("button", name="Shelf 1").click()
    expect(alarm).to_contain_text(f"by {CHIEF}")
    expect(alarm).to_contain_text("being repaired")
    alarm.get_by_role("button", name="Take off the shelf").click()
    chief.get_by_role("button", name="Back", exact=True).click()
    expect(alarm).to_have_attribute("data-state", "unacknowledged")


def test_53_a_console_says_that_it_makes_no_sound(chief: "Page") -> None:
    expect(chief.locator(f"#{names.ALARMS_SOUND}")).to_have_text("sound not armed")


# Pitfall J 54 of the specification: a hidden tab misses alarms.
def test_54_a_desk_out_of_sight_is_told_to_the_others_while_an_urgent_alarm_waits(
    chief: "Page", screens: Screens, city: Running
) -> None:
    said = {"origin": "IOT", "key": "pump-4", "category": "U0452", "level": 2, "detail_en": "Pump 4 stands still"}
    city.post("/signals", said | PLACE)
    chief.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    chief.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    second = screens.open(city, "/duty/?seat=2", foreseen=REFUSED, seat=DUTY)
    told = second.locator(f"#{names.ALARMS_ROWS} > .row", has_text="Desk 1 is out of sight")
    expect(told).to_have_attribute("data-state", "unacknowledged")
