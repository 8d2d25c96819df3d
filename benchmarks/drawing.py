"""Drawing: what one update of thousands of moving things costs the browser's main thread, at one update a second.

The rival is dl.GeoJSON on the same map of the same page in the same run: circle markers on Leaflet's canvas, given new
data by set_props. Its GeoJSON is ready as objects in the page, while ours is decoded from the bytes of live/frame.py:
what the rival would pay for fetching and parsing is not counted. What the page costs while nothing happens is measured
in the same way and subtracted.
"""

import json
import statistics
import time

from playwright.sync_api import CDPSession, Page

from benchmarks.browsing import counted, metric, opened_browser
from benchmarks.drawing_page import served_page

THINGS, UPDATES, RIVAL_UPDATES, EVERY_S = (10_000, 50_000), 15, 7, 1.0
PATIENCE_MS = 60_000
GOAL_THINGS, GOAL_MS = 50_000, 60


def main() -> None:
    """Print the medians of both, milliseconds of the main thread for each update, and their ratios."""
    with served_page() as address, opened_browser() as browser:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        page.wait_for_function("() => onescreen.map.stages[0]?.parts.length && globalThis.dash_clientside?.set_props")
        session = counted(page)
        measured = {things: _measured(page, session, things) for things in THINGS}
    ours, rival = {n: one["ours"] for n, one in measured.items()}, {n: one["rival"] for n, one in measured.items()}
    print(json.dumps({
        "main_thread_ms": ours,
        "idle_ms": {n: one["idle"] for n, one in measured.items()},
        "updates": UPDATES - 1,
        "rival": "dl.GeoJSON with circle markers, Map(preferCanvas=True), same page, same run",
        "rival_main_thread_ms": rival,
        "ratio": {n: round(rival[n] / ours[n], 1) for n in THINGS},
        "goal_main_thread_ms": {GOAL_THINGS: GOAL_MS},
    }))  # fmt: skip


def _measured(page: Page, session: CDPSession, things: int) -> dict[str, float]:
    """The medians with so many things: idle, ours, the rival's; the first update of each does not count."""
    page.evaluate("([things, frames]) => bench.fetch(things, frames)", [things, UPDATES])
    idle = [_spent_ms(page, session, "() => bench.nothing()") for _ in range(5)]
    idle_per_s = statistics.median(spent / took_s for spent, took_s, _ in idle)
    ours = [_spent_ms(page, session, f"() => bench.ours({number})") for number in range(UPDATES)]
    rival: list[tuple[float, float, int]] = []
    page.evaluate("() => bench.clear()")
    for number in range(RIVAL_UPDATES):
        page.evaluate(f"() => bench.prepare({number})")
        rival.append(_spent_ms(page, session, "() => bench.rival()"))
    page.evaluate("() => bench.clear()")
    for _, _, drawn in (*ours, *rival):
        assert drawn == things, f"{drawn} things were drawn where {things} were wanted."
    net = [[spent - idle_per_s * took_s for spent, took_s, _ in side[1:]] for side in (ours, rival)]
    return {"idle": round(idle_per_s, 1)} | {
        name: round(statistics.median(side), 1) for name, side in zip(("ours", "rival"), net, strict=True)
    }


def _spent_ms(page: Page, session: CDPSession, act: str) -> tuple[float, float, int]:
    """What an update cost the main thread in ms, how long we looked (a second, or until it was drawn), what it gave."""
    before, began = metric(session, "TaskDuration"), time.perf_counter()
    gave = page.evaluate(act)
    page.wait_for_timeout(max(0.0, EVERY_S - (time.perf_counter() - began)) * 1000)
    return (metric(session, "TaskDuration") - before) * 1000, time.perf_counter() - began, gave


if __name__ == "__main__":
    main()
