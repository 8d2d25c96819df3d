"""What stands on every screen in both languages: words, badge and ages; nothing cut, overlapping, tiny or gaudy."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from screens import names
from screens.words import LANGUAGES, words
from tests.browser.at_the_desk import signal
from tests.browser.conftest import ARRANGED, watched
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
KEY = re.compile(r"\b[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*\b")
AGE = re.compile(r"\d (s|min|h|d)\b")
SIZES = {
    "wall": ((3840, 1080), (1920, 1080)), "duty": ((1920, 1080), (1440, 900)), "vitals": ((1440, 900), (390, 844)),
    "work": ((1366, 1024), (390, 844)),
}  # fmt: skip
FLOOR = {"wall": 0.73 * 22, "duty": 12.0, "vitals": 12.0, "work": 12.0}  # in pixels; the wall is read from afar
GAUDY = 0.05
A_HAIR = 1.5  # pixels
# What is told as it was told to us, or is meant to stand there in the other language.
FACTS = """() => { const { store, page, say, office } = globalThis.onescreen;
  const reported = Object.values(store.incidents).flatMap(({ address, detail }) => [address, detail]);
  const onDuty = (one) => [...Object.keys(one?.roster || {}), ...(one?.chiefs || []), one?.leader];
  const people = Object.values(office.shifts || {}).flatMap(onDuty);
  const waiting = (office.alarms?.alarms || []).map(({ words }) => words.zh);
  const departments = (page.forms?.redispatch || []).flatMap(({ options = [] }) => options.map(([name]) => name));
  const other = [page.pack.title_other, say("page.other_language")];
  return [...reported, ...people, ...waiting, ...departments, ...other].filter(Boolean); }"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen in a language, as it stands before a visitor."""

    screen: str
    language: str
    page: "Page"

    def texts(self, width: int, height: int) -> list[dict[str, Any]]:
        """Every line of text at this size."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(ARRANGED)
        return self.page.evaluate("() => globalThis.textsSeen()")


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The whole made-up city."""
    return serve()


@pytest.fixture(scope="module", params=[(screen, language) for screen in SIZES for language in LANGUAGES], ids="-".join)
def seen(request: pytest.FixtureRequest, browser: "Browser", city: Running) -> Iterator[Seen]:
    """Each screen in each language, on the desk with an open card."""
    screen, language = request.param
    with watched(browser) as screens:
        page = screens.open(city, f"/{screen}/?lang={language}", *SIZES[screen][0])
        # As if all names of sources were short: the strip has to find out that some are not.
        page.evaluate("() => document.documentElement.style.setProperty('--source', '60')")
        if screen == "duty":
            number = signal(city, "12 Long Garden Street", level=1)
            page.locator(f"#{names.QUEUE_ROWS} > .row", has_text="12 Long Garden Street").click()
            expect(page.locator(f"#{names.CARD_HEAD}")).to_contain_text(number)
        if screen == "work":
            number = signal(city, "14 Short Garden Street", level=2)
            page.locator(f"#{names.OTHERS_ROWS} > .row", has_text="14 Short Garden Street").click()
            expect(page.locator(f"#{names.CARD_HEAD}")).to_contain_text(number)
        yield Seen(screen, language, page)


def test_a_screen_speaks_one_language(seen: Seen) -> None:
    expect(seen.page.locator("html")).to_have_attribute("lang", words(seen.language)["page.code"])
    facts, said = seen.page.evaluate(FACTS), seen.page.locator("body").inner_text()
    assert [line for line in said.splitlines() if KEY.search(line)] == []
    chinese = CHINESE.findall(said) if seen.language == "en" else ()
    assert [one for one in chinese if not any(one in fact for fact in facts)] == []


def test_a_screen_says_that_it_is_made_up_and_how_old_its_data_is(seen: Seen) -> None:
    badge = seen.page.locator(f"#{names.STRIP_BADGE} .badge")
    expect(badge).to_have_text(words(seen.language)["strip.made_up"])
    expect(badge).to_be_in_viewport(ratio=1)
    if seen.screen == "work":  # its facts come from the record, not from sources
        expect(seen.page.locator(f"#{names.MINE_NOTE}")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    else:
        expect(seen.page.locator(f"#{names.STRIP_SOURCES}")).to_contain_text(AGE)


@pytest.mark.parametrize("size", [0, 1], ids=["large", "small"])
def test_every_text_can_be_read(seen: Seen, size: int) -> None:
    width, height = SIZES[seen.screen][size]
    texts = seen.texts(width, height)
    assert len(texts) > 30
    assert [_told(one) for one in texts if one["lost"] > A_HAIR] == [], "cut"
    assert [_told(one) for one in texts if one["size"] < FLOOR[seen.screen] - 0.01] == [], "too small"
    phone = width < 480
    assert [_told(one) for one in texts if _beyond(one["box"], width, 1e6 if phone else height)] == [], "off the screen"
    pairs = [
        (one, other)
        for one, other in combinations(texts, 2)
        if one["zone"] == other["zone"] and one["of"] != other["of"]
    ]
    assert [(_told(a), _told(b)) for a, b in pairs if _overlap(a["box"], b["box"])] == [], "overlapping"


def test_a_wall_smaller_than_drawn_is_drawn_smaller_as_a_whole(seen: Seen) -> None:
    if seen.screen != "wall":
        pytest.skip("only the wall is drawn at the size of its screen")
    width, height = 1280, 720
    texts = seen.texts(width, height)
    assert [_told(one) for one in texts if one["lost"] > A_HAIR] == [], "cut"
    assert min(one["size"] for one in texts) == pytest.approx(FLOOR["wall"] * width / 1920, rel=0.06)
    assert [_told(one) for one in texts if _beyond(one["box"], width, height)] == [], "off the screen"


def test_a_screen_of_an_ordinary_day_is_grey(seen: Seen) -> None:
    width, height = SIZES[seen.screen][1]
    seen.texts(width, height)
    red = BytesIO()
    Image.new("RGB", (8, 8), (220, 30, 30)).save(red, "PNG")
    blank = seen.page.context.new_page()  # without the rule that a screen loads nothing from elsewhere
    shares = [
        blank.evaluate("(it) => globalThis.saturatedShare(it)", f"data:image/png;base64,{b64encode(picture).decode()}")
        for picture in (seen.page.screenshot(), red.getvalue())
    ]
    assert shares[0] < GAUDY  # nothing at all, where nothing is wrong
    assert shares[1] == 1


# As if the seldomest indicator that is known had failed; gives its title.
BREAKS = """() => { const { store, page, shown, redraw } = globalThis.onescreen;
  const { catalogue } = page;
  const known = (name) => !catalogue[name].composite && Number.isFinite(store.measures[name]?.value[0]);
  const seldomest = (a, b) => catalogue[b].every_s - catalogue[a].every_s;
  const [name] = Object.keys(catalogue).filter(known).sort(seldomest);
  const { value, band } = store.measures[name];
  const nothing = { value: value.map(() => null), band: band.map(() => -1) };
  Object.assign(store.measures[name], { error: "ZeroDivisionError", ...nothing });
  shown.open = catalogue[name].domain;
  redraw(true);
  return catalogue[name].title; }"""
SCORED = "() => Number.isFinite(globalThis.onescreen.store.measures[globalThis.onescreen.page.health]?.value[0])"


def test_what_failed_says_so_in_its_row_on_its_card_and_beside_the_score(browser: "Browser", city: Running) -> None:
    with watched(browser) as screens:
        page = screens.open(city, "/vitals/?lang=en", 1440, 900)
        page.wait_for_function(SCORED)
        broken = page.evaluate(BREAKS)
        rows = page.locator(f"#{names.HEAT_TABLE} .heat-row")
        expect(rows.filter(has_text=re.compile(r"\d of \d+ missing")).first).to_be_visible()
        row = rows.filter(has_text=broken)
        expect(row.locator(".city")).to_contain_text(words("en")["state.failed"])
        row.locator(".name").click()
        expect(page.locator(f"#{names.EXPLAIN}")).to_contain_text("The formula failed at")


def test_a_server_that_lives_but_computes_nothing_new_is_told(browser: "Browser", city: Running) -> None:
    with watched(browser) as screens:
        page = screens.open(city, "/wall/?lang=en")
        note = page.locator(f"#{names.LINK_NOTE}")
        expect(note).to_be_empty()
        # As if the last picture were of a while ago, and no other came.
        page.evaluate("""() => { const { store } = globalThis.onescreen, of = store.at - 40e3;
          Object.defineProperty(store, "at", { get: () => of, set() {} }); }""")
        expect(note).to_contain_text("Nothing new computed since")
        expect(page.locator("html")).to_have_attribute("data-link", "2")


def test_the_other_language_is_one_click_away_and_is_remembered(seen: Seen) -> None:
    if seen.screen != "vitals":
        pytest.skip("The wall is touched by nobody, and a desk is set up once.")
    other = next(one for one in LANGUAGES if one != seen.language)
    html = seen.page.locator("html")
    seen.page.locator(f"#{names.STRIP_LANGUAGE}").click()
    expect(html).to_have_attribute("lang", words(other)["page.code"])
    expect(seen.page.locator(f"#{names.SENTENCE}")).not_to_be_empty()
    seen.page.goto(seen.page.url.partition("?")[0])
    expect(html).to_have_attribute("lang", words(other)["page.code"])


def _told(one: dict[str, Any]) -> str:
    left, top, right, bottom = (round(one["box"][side]) for side in ("left", "top", "right", "bottom"))
    where = f"{one['where']} at {left}–{right}, {top}–{bottom}"
    return f"{where}: “{one['text']}” of {one['size']:.1f} px, {one['lost']:.0f} px cut"


def _beyond(box: dict[str, float], width: float, height: float) -> bool:
    return min(box["left"], box["top"], width - box["right"], height - box["bottom"]) < -A_HAIR


def _overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
    high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return wide > A_HAIR and high > A_HAIR
