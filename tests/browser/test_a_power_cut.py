"""The server is killed and started again: the wall keeps its picture, says how old it is, and goes on by itself."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import close, signal
from tests.browser.conftest import PATIENT_MS, Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NOBODY_THERE = ("WebSocket connection to", "net::ERR_")  # what the browser itself says of it
# What nobody may see fall: rows with a value, stages with a count, incidents on the list.
LEAST = f"""() => {{
  const told = (one) => /\\d/.test(one.textContent);
  const known = (selector) => [...document.querySelectorAll(selector)].filter(told).length;
  const look = () => [known("#{names.SIGNS_ROWS} .value"), known("#{names.LOOP_STAGES} .count"),
    document.querySelectorAll("#{names.LOOP_ROWS} > .row").length];
  globalThis.least = look();
  new MutationObserver(() => {{ globalThis.least = look().map((n, i) => Math.min(n, globalThis.least[i])); }})
    .observe(document.body, {{ subtree: true, childList: true, characterData: true }});
  return globalThis.least;
}}"""


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The whole made-up city."""
    return serve(WEB__LANG="en")


@pytest.fixture
def living(city: Running) -> Iterator[Running]:
    """The city, which runs again after the test whatever became of it."""
    yield city
    if city.process is None:
        city.start()


def figures(page: "Page") -> list[str]:
    """All that the wall says but for clocks, ages and what is left of limits, which go on."""
    shown = (
        f"#{names.SIGNS_ROWS} :is(.name, .value, .normal), #{names.LOOP_STAGES} .count, .incident :is(.type, .place)"
    )
    return page.locator(shown).all_inner_texts()


def store(page: "Page", path: str) -> Any:
    """What the page's one data object holds."""
    return page.evaluate(f"() => globalThis.onescreen.store{path}")


def told(living: Running, number: str) -> Any:
    """An incident as the record has it, without what its clocks have used up by now."""
    one = living.get(f"/incidents/{number}")
    clocks = [{name: clock[name] for name in ("kind", "state", "started_at", "due_at")} for clock in one["clocks"]]
    return one | {"clocks": clocks}


def test_a_wall_resumes_after_a_power_cut_without_a_reload_and_never_goes_blank(
    screens: Screens, living: Running
) -> None:
    over, waits = signal(living, "1 Closed Street", level=1), signal(living, "2 Open Street", level=1)
    close(living, over)
    before = told(living, over), told(living, waits)
    wall = screens.open(living, "/wall/", foreseen=NOBODY_THERE)
    rows = wall.locator(f"#{names.LOOP_ROWS} > .row")
    expect(rows.filter(has_text="2 Open Street")).to_be_visible()
    first = wall.evaluate(LEAST)
    assert min(first) > 4

    living.kill()
    wall.wait_for_function("() => !globalThis.onescreen.store.link.connected")
    at, version = store(wall, ".at"), store(wall, ".v")
    living.start()
    wall.wait_for_function(
        f"""() => {{ const {{ at, v, link, sources }} = globalThis.onescreen.store;
            return link.connected && v !== {version} && at > {at}
              && Object.values(sources).some((one) => one.newest_at > {at}); }}"""
    )

    assert (told(living, over), told(living, waits)) == before
    expect(rows.filter(has_text="2 Open Street")).to_be_visible()
    expect(rows.filter(has_text="1 Closed Street")).to_have_count(0)
    signal(living, "3 New Street", level=1)
    expect(rows.filter(has_text="3 New Street")).to_be_visible()
    assert wall.evaluate("() => globalThis.least") == first  # and it is still the same page


def test_a_wall_that_hears_nothing_says_so_and_keeps_its_picture(screens: Screens, living: Running) -> None:
    wall = screens.open(living, "/wall/", foreseen=NOBODY_THERE, clock=True)
    note, curtain = wall.locator(f"#{names.LINK_NOTE}"), wall.locator(f"#{names.LINK_CURTAIN}")
    expect(note).to_be_empty()
    expect(wall.locator(f"#{names.LOOP_ROWS} > .row")).not_to_have_count(0)
    living.kill()
    wall.wait_for_function("() => !globalThis.onescreen.store.link.connected")
    wall.evaluate("() => globalThis.onescreen.redraw(true)")  # lists are put in order every second second
    kept = figures(wall)
    wall.clock.fast_forward("00:11")
    expect(note).to_contain_text("Nothing heard for 1")
    wall.clock.fast_forward("00:20")
    expect(wall.locator(".zone[data-silent^='last update']")).to_have_count(wall.locator(".zone").count())
    expect(curtain).to_be_empty()
    wall.clock.fast_forward("01:30")
    expect(curtain).to_contain_text("This screen stopped updating at ")
    assert figures(wall) == kept
    living.start()
    wall.clock.fast_forward("00:08")  # the longest pause between two knocks
    expect(note).to_be_empty(timeout=2 * PATIENT_MS)  # it tells the past of a day anew, beside other tests
    expect(curtain).to_be_empty()


def test_a_map_whose_streets_did_not_come_asks_for_them_again(screens: Screens, living: Running) -> None:
    wall = screens.open(living, "/wall/", foreseen=("ERR_FAILED",), clock=True)
    wall.route("**/pack/base.pmtiles*", lambda route: route.abort())
    with wall.expect_console_message(lambda message: "streets did not come" in message.text):
        wall.reload()
    streets = "globalThis.onescreen.map.stages[0]?.base?.tiles.length"
    wall.wait_for_function(f"() => {streets} === 0")
    wall.unroute("**/pack/base.pmtiles*")
    wall.clock.fast_forward("00:06")
    wall.wait_for_function(f"() => {streets} > 0")
