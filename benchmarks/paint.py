"""Paint: how long from the address to a wall on which everything is drawn, with an empty cache.

Everything is: the first picture with a number in the vital signs, the fonts, and the base map (water, land, streets).
The rival is an empty Dash page on the same machine: what any Dash application pays before it shows a word.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.browsing import opened_browser
from tests.running import Running, free_port, wait_for_port

TIMES, SETTLE_MS, PATIENCE_MS = 7, 1000, 60_000
LANGUAGES = ("zh", "en")
PARTS = """{
  picture: (globalThis.onescreen?.store?.v ?? null) !== null,
  numbers: [...document.querySelectorAll("#signs-rows .value")].some((one) => /[0-9]/.test(one.textContent)),
  fonts: document.fonts.status === "loaded",
  base: document.documentElement?.dataset.base === "drawn",
}"""
EMPTY_PARTS = '{ page: document.getElementById("empty") !== null }'
# Resolves with the milliseconds since the address was opened at the first frame after all parts are there.
ALL_THERE = """(patience_ms) => new Promise((done, fail) => {
  const look = () => {
    const parts = PARTS;
    const missing = Object.keys(parts).filter((name) => !parts[name]);
    if (!missing.length) requestAnimationFrame(() => done(performance.now()));
    else if (performance.now() < patience_ms) requestAnimationFrame(look);
    else fail(new Error(`Not drawn after ${patience_ms} ms: ${missing.join(", ")}.`));
  };
  look();
})"""
EMPTY = "import dash; a = dash.Dash(); a.layout = dash.html.Div('.', id='empty'); a.run(port={port})"


def main() -> None:
    """Print the medians of both, milliseconds."""
    with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
        server = Running(Path(folder)).start().wait_until_living()
        try:
            walls = {
                language: [
                    _painted_ms(browser, f"{server.address}/wall/?lang={language}", PARTS, server.seated("/wall/"))
                    for _ in range(TIMES)
                ]
                for language in LANGUAGES
            }
        finally:
            server.stop()
        rival = _rival_ms(browser)
    ours = {language: statistics.median(times_ms) for language, times_ms in walls.items()}
    slowest = max(ours.values())
    print(json.dumps({
        "first_full_paint_ms": round(slowest),
        "by_language_ms": {language: round(one) for language, one in ours.items()},
        "worst_ms": round(max(max(times_ms) for times_ms in walls.values())),
        "times": TIMES,
        "rival": "an empty Dash page with Dash's own server",
        "rival_ms": round(statistics.median(rival)),
        "ratio": round(slowest / statistics.median(rival), 2),
        "goal_ms": 1500,
    }))  # fmt: skip


def _painted_ms(browser: Browser, address: str, parts: str, cookies: Sequence[Any] = ()) -> float:
    """How long one new visitor waits; fails after `PATIENCE_MS`, saying what is missing."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([*cookies])
    page = context.new_page()
    page.wait_for_timeout(SETTLE_MS)  # the window itself is no part of the page
    page.goto(address, wait_until="commit")
    took_ms = page.evaluate(ALL_THERE.replace("PARTS", parts), PATIENCE_MS)
    context.close()
    return float(took_ms)


def _rival_ms(browser: Browser) -> list[float]:
    port = free_port()
    empty = subprocess.Popen(
        [sys.executable, "-c", EMPTY.format(port=port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_port(port)
        return [_painted_ms(browser, f"http://127.0.0.1:{port}/", EMPTY_PARTS) for _ in range(TIMES)]
    finally:
        empty.kill()
        empty.wait()


if __name__ == "__main__":
    main()
