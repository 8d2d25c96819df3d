"""A real browser before a real server: the door, a wall that lives without asking, a reading that becomes a number."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.conftest import Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser
AIR = "Air quality index"
# HJ 633-2026, table 3: all below their first nodes but PM2.5, whose 115 µg/m³ stand at the index 150; the mean of two
# stations with 115 and 185 is 150 µg/m³, which stands at 200.
CLEAN = {"air.pm10": 40.0, "air.so2": 60.0, "air.no2": 60.0, "air.co": 2.0, "air.o3": 80.0}
HAZE, THICK_HAZE = {"air.pm25": 115.0}, {"air.pm25": 185.0}


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city without its air stations, for what the air is like these tests say; 20 times as fast."""
    return serve(CITY__SPEED="20", SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")


def send(city: Running, readings: Mapping[str, float], thing: str, source: str = "test", **place: float) -> list[Any]:
    """Sends one reading of each kind as of now; gives what was refused."""
    at = datetime.fromisoformat(city.get("/health")["at"]) - timedelta(seconds=1)
    rows = {kind: [{"thing": thing, "at": at.isoformat(), "value": value, **place}] for kind, value in readings.items()}
    answers = [city.post("/readings", {"source": source, "kind": kind, "rows": rows[kind]}) for kind in rows]
    return [refused for answer in answers for refused in answer["refused"]]


def row(page: "Page", rows: str, title: str) -> "Locator":
    """The row with this title in one of the lists."""
    return page.locator(f"#{rows} > .row", has_text=title)


def pictures(page: "Page", more: int) -> None:
    """Comes back when the page has drawn so many pictures more."""
    seen = page.evaluate("() => globalThis.onescreen.store.v")
    page.wait_for_function(f"() => globalThis.onescreen.store.v >= {seen + more}")


def test_the_door_leads_to_the_three_screens_and_to_the_other_language(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/", stands="() => document.querySelectorAll('a.door').length === 3")
    doors = {one.get_attribute("href"): one for one in page.locator("a.door").all()}
    assert list(doors) == ["/wall/?lang=en", "/duty/?lang=en", "/vitals/?lang=en"]
    for door in doors:
        page.locator(f"a.door[href='{door}']").click()
        page.wait_for_function("() => globalThis.onescreen?.store?.v > 0")
        assert page.evaluate("() => globalThis.onescreen.page.screen") in door
        page.go_back()
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("a.door").first).to_have_attribute("href", "/wall/?lang=zh")


WILD = """(times) => { // faster than tiles can come, and at the end back where it began
  const [stage] = globalThis.onescreen.map.stages;
  const to = (zoom, x) => stage.map.setZoomAround([x, 300], zoom, { animate: false });
  const wheel = (up) => to(stage.map.getZoom() + (up ? 3 : -4), up ? 420 : 120);
  for (let i = 0; i < times; i += 1) wheel(i % 2 === 0);
  globalThis.onescreen.map.home();
}"""
HOME = """() => { globalThis.onescreen.map.stages[0].map.setZoom(13, { animate: false });
  globalThis.onescreen.map.home(); }"""
RESTS = """() => { const [{ canvases, map }] = globalThis.onescreen.map.stages;
  return canvases.get("ground").view.zoom === map.getZoom(); }"""
GROUND = """() => { const [{ canvases, base, map }] = globalThis.onescreen.map.stages;
  globalThis.onescreen.map.redraw();
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const { _canvas: canvas, view } = canvases.get("ground");
    done({ picture: canvas.toDataURL(), zooms: [base.view.zoom, view.zoom, map.getZoom()] }); }))); }"""


def test_a_map_that_was_zoomed_wildly_shows_the_same_city_as_before(screens: Screens, city: Running) -> None:
    desk = screens.open(city, "/duty/")
    desk.wait_for_function("() => document.documentElement.dataset.base === 'drawn'")
    desk.evaluate(HOME)
    desk.wait_for_function(RESTS)
    before = desk.evaluate(GROUND)
    desk.evaluate(WILD, 60)
    desk.wait_for_load_state("networkidle")  # the tiles of all the places passed by have come, late as they are
    desk.wait_for_function(RESTS)
    after = desk.evaluate(GROUND)
    assert len(set(after["zooms"])) == 1  # or the streets and rivers have no names
    assert after["picture"] == before["picture"]


def test_the_wall_lives_on_one_load_and_one_socket(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/wall/")
    page.wait_for_function("() => document.documentElement.dataset.base === 'drawn'")
    page.wait_for_load_state("networkidle")  # and its tiles have come
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    time = page.locator(f"#{names.STRIP_CLOCK}").inner_text()
    pictures(page, 8)
    expect(page.locator(f"#{names.STRIP_CLOCK}")).not_to_have_text(time)
    assert asked == []


def test_a_reading_becomes_the_number_on_every_screen(screens: Screens, city: Running) -> None:
    wall, vitals = screens.open(city, "/wall/"), screens.open(city, "/vitals/", 1440, 900)
    vitals.get_by_role("button", name="Environment", exact=True).click()
    value, cell = (
        row(wall, names.EXCEPTIONS_ROWS, AIR).locator(".value"),
        row(vitals, names.HEAT_TABLE, AIR).locator("b"),
    )
    expect(cell).to_have_text("—")
    assert send(city, CLEAN | HAZE, "air_station_001") == []
    expect(value).to_have_text("150")
    expect(cell).to_have_text("150")
    expect(row(wall, names.EXCEPTIONS_ROWS, AIR).locator(".chip.level-3")).to_be_visible()
    assert city.get("/indicators/aqi_cn")["value"] == 150
    assert send(city, THICK_HAZE, "air_station_002") == []
    expect(value).to_have_text("200")
    expect(cell).to_have_text("200")
    expect(row(wall, names.EXCEPTIONS_ROWS, AIR).locator(".chip.level-2")).to_be_visible()
    assert city.get("/indicators/aqi_cn")["value"] == 200


# Tab may leave a dialog for the browser's own bar, where the page has no focus at all.
INSIDE = """() => { const here = document.activeElement;
  return here === null || here === document.body || here.closest("dialog") !== null; }"""


def test_a_domain_opens_to_its_indicators_and_every_number_to_its_card(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/vitals/", 1440, 900)
    domain = page.get_by_role("button", name="Environment", exact=True)
    air = row(page, names.HEAT_TABLE, AIR)
    domain.press("Enter")
    expect(domain).to_have_attribute("aria-expanded", "true")
    air.locator(".city").click()
    card = page.locator(f"#{names.EXPLAIN}")
    expect(card.locator("h2")).to_have_text(AIR)
    expect(card.locator(".explain-list")).to_contain_text("PM2.5")
    expect(card.locator(".explain-list")).to_contain_text("HJ 633")
    domain.press("Enter")
    expect(domain).to_have_attribute("aria-expanded", "false")
    expect(air).to_have_count(0)


def test_the_cell_that_is_clicked_decides_the_area_of_the_card(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/vitals/", 1440, 900)
    area = page.evaluate("() => globalThis.onescreen.page.pack.areas[2]")
    cell = page.locator(f"#{names.HEAT_TABLE} [data-figure='domain_health_index/2/infrastructure']")
    assert f"{area['title']} · Data and sensing" in (cell.get_attribute("aria-label") or "")
    cell.evaluate("one => one.click()")
    card = page.locator(f"#{names.EXPLAIN}")
    expect(card.locator("h2")).to_have_text("Data and sensing")
    expect(card.locator(".explain-head")).to_contain_text(area["title"])
    part = card.locator(".figure-name").first
    title = part.inner_text()
    part.press("Enter")
    expect(card.locator("h2")).to_have_text(title)
    expect(card.locator(".explain-head")).to_contain_text(area["title"])


def test_on_a_phone_the_card_covers_the_screen_and_gives_it_back(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/vitals/", 390, 844)
    card = page.locator(".zone.explain")
    expect(card).to_be_hidden()
    page.locator(f"#{names.SIGNS_HEADLINE} button").click()
    assert card.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_desks_card_keeps_the_focus_until_esc(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/duty/", 1440, 900)
    page.evaluate("() => globalThis.onescreen.openFigure('aqi_cn/0')")
    dialog = page.locator(f"#{names.EXPLAIN_DIALOG}")
    expect(dialog.locator("h2")).to_have_text(AIR)
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_desks_map_keeps_to_the_city_and_finds_its_way_home(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/duty/", 1440, 900)
    zoom = "() => globalThis.onescreen.map.stages[0].map.getZoom()"
    page.wait_for_function("() => globalThis.onescreen.map.stages[0]?.parts.length")
    whole = page.evaluate(zoom)
    free = page.locator(f"#{names.MAP_LEGEND} .item", has_text="free")
    expect(free).to_be_hidden()  # seen from so far they would be a swarm, and the legend explains only what is drawn
    page.locator(f"#{names.MAP}").hover()
    for _ in range(12):
        page.mouse.wheel(0, -400)
        page.wait_for_timeout(100)
    page.wait_for_function("() => globalThis.onescreen.map.view().m_per_px < 1")
    assert page.evaluate("() => globalThis.onescreen.map.view().m_per_px") > 0.4
    expect(free).to_be_visible()
    for _ in range(20):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    assert whole - 0.5 <= page.evaluate(zoom) < whole
    page.get_by_role("button", name="Whole city").click()
    assert page.evaluate(zoom) == whole
    page.locator(f"#{names.MAP_LAYERS} summary").click()
    page.get_by_label("Districts by indicator").check()
    expect(page.get_by_label("On-time closure")).to_be_disabled()  # nothing is known of it here


def test_a_refused_reading_is_counted_on_the_wall_with_its_reason(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/wall/", 3840, 1080)
    (refused,) = send(city, {"device.heartbeat": 300.0}, "a mast", source="swapped", lon=30.9, lat=114.2)
    assert (refused["reason"], refused["count"]) == ("swapped coordinates", 1)
    told = page.locator(f"#{names.PROVENANCE_ROWS}")
    expect(told).to_contain_text("1 refused")
    expect(told).to_contain_text("swapped · swapped coordinates 1")
    expect(page.locator(f"#{names.STRIP_SOURCES}")).to_contain_text("swapped")


def test_a_page_whose_callback_comes_late_waits_for_it(screens: Screens, city: Running) -> None:
    page = screens.open(city, "/", stands="() => document.querySelectorAll('a.door').length === 3")
    late: list[Route] = []

    def hold(route: "Route") -> None:
        late.append(route)

    page.route("**/_dash-dependencies", hold)
    page.goto(f"{city.address}/vitals/")
    page.wait_for_function("() => globalThis.onescreen?.store?.v > 0")
    pictures(page, 3)
    (dependencies,) = late
    dependencies.continue_()
    expect(page.locator(f"#{names.SENTENCE}")).not_to_be_empty()
    pictures(page, 3)
