"""What browser tests share: cities that are served, and screens on which nothing may go wrong unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as OutOfPatience
from playwright.sync_api import expect

from screens import names
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

PATIENT_MS = 45_000
SEEN = Path(__file__).with_name("seen.js")  # what a visitor sees, as functions of the page
STANDS = f"""() => globalThis.onescreen?.store?.v > 0 && document.querySelector("#{names.STRIP_BADGE} .badge")
  && [...document.querySelectorAll("[data-word]")].every((one) => one.textContent)"""

# Lists are arranged anew every second second, and after that once more where they find that they do not fit.
ARRANGED = """async () => { for (let i = 0; i < 3; i += 1) {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  globalThis.onescreen.redraw(true); } }"""


class Screens:
    """Opens screens of a city; keeps what went wrong on any of them, but for what a test foresees."""

    def __init__(self, browser: "Browser") -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def open(
        self,
        city: Running,
        path: str,
        width: int = 1920,
        height: int = 1080,
        *,
        foreseen: tuple[str, ...] = (),
        stands: str = STANDS,
        clock: bool = False,
        seat: str = "",
    ) -> "Page":
        """The page at a path as a visitor sees it who comes for the first time, once `stands` holds on it.

        `foreseen` are pieces of what the console may say, because the test breaks something. With `clock` the test
        may put the page's clock forward. `seat` is the demo seat, if not the page's usual one.
        """
        context = self._browser.new_context(viewport={"width": width, "height": height})
        self._contexts.append(context)
        context.add_init_script(path=SEEN)
        context.add_cookies(city.seated(path, seat))
        page = context.new_page()
        page.set_default_timeout(PATIENT_MS)
        self._watch(page, city, foreseen)
        if clock:
            page.clock.install()
        page.goto(f"{city.address}{path}")
        try:
            page.wait_for_function(stands)
        except OutOfPatience as problem:
            raise AssertionError(f"{path} does not stand. {self.faults[:5]}") from problem
        return page

    def close(self) -> None:
        """Close them all."""
        for context in self._contexts:
            context.close()

    def _watch(self, page: "Page", city: Running, foreseen: tuple[str, ...]) -> None:
        home = urlsplit(city.address).netloc

        def wrong(what: str) -> None:
            if not any(one in what for one in foreseen):
                self.faults.append(what)

        def asked(url: str) -> None:
            where = urlsplit(url)
            if where.scheme not in ("data", "blob") and where.netloc != home:
                wrong(f"asked another host: {url}")

        def said(message: "ConsoleMessage") -> None:
            if message.type == "error":
                wrong(f"console: {message.text} {message.location}")

        page.on("pageerror", lambda error: wrong(f"page: {error}"))
        page.on("console", said)
        page.on("request", lambda request: asked(request.url))
        page.on("websocket", lambda socket: asked(socket.url))


@pytest.fixture
def screens(browser: "Browser") -> Iterator[Screens]:
    """Opens screens; at the end nothing may have gone wrong on any of them."""
    with watched(browser) as opened:
        yield opened


@contextmanager
def watched(browser: "Browser") -> Iterator[Screens]:
    """Opens screens; raises at the end if anything went wrong on one of them."""
    expect.set_options(timeout=PATIENT_MS)
    opened = Screens(browser)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture(scope="module")
def serve(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    """Serves a city in a state of its own until the module's tests are over; settings by their names."""
    running: list[Running] = []

    def served(**settings: str) -> Running:
        state = tmp_path_factory.mktemp("state")
        (state / "packs").symlink_to(packs)
        running.append(Running(state, **{f"ONESCREEN_{name}": value for name, value in settings.items()}))
        return running[-1].start().wait_until_living()

    yield served
    for one in running:
        one.stop()
