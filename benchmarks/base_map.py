"""Base map: what pans and zooms cost the browser's main thread, and how long the first map takes.

The rival is L.geoJSON on Leaflet's canvas (preferCanvas) with the same streets, on the same page and machine in the
same run; it has them as objects in memory, and draws nothing else, while ours draws water, land, parks, houses and
rails, too. It is the thread's own time that is counted: what waits because others use the machine is no cost of ours.
What the page costs while nothing happens is measured in the same way and subtracted.
"""

import json
import statistics
import tempfile
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.base_map_page import served_page
from benchmarks.browsing import counted, metric, opened_browser
from geo.made_up.city import made_up_city
from geo.pack import read_pack

ROUNDS, SETTLE_MS, PATIENCE_MS, PAINTS = 3, 350, 60_000, 7
GOAL_RATIO, GOAL_PAINT_MS = 6, 1000
MOVE = "(by) => bench.move(by)"
# Each moves the map: by pixels, or by zoom steps. Twelve pans and eight zooms around the middle of the city.
TOUR = ([[260, 0], [0, 180], [-260, 0], [0, -180]] * 3) + [[1], [1], [-1], [1], [-1], [-1], [1], [-1]]
STANDS = "() => globalThis.bench?.stands"
LOOKS = 5


def main() -> None:
    """Print the medians of both, milliseconds of the main thread for one tour, their ratio, and the longest gaps."""
    with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
        pack = read_pack(made_up_city(Path(folder)))
        with served_page(pack) as address:
            paints = [_first_map_ms(browser, address) for _ in range(PAINTS)]
            ours, rival = _tours(browser, address), _tours(browser, f"{address}?rival")
    costs = [statistics.median(cost for cost, _ in tours) for tours in (ours, rival)]
    print(json.dumps({
        "main_thread_ms_per_tour": round(costs[0]),
        "rival": "L.geoJSON on Leaflet's canvas with the same streets, same page, same run",
        "rival_main_thread_ms_per_tour": round(costs[1]),
        "ratio": round(costs[1] / costs[0], 1),
        "goal_ratio": GOAL_RATIO,
        "moves": len(TOUR),
        "streets": len(pack.roads),
        "worst_frame_gap_ms": round(statistics.median(gap for _, gap in ours)),
        "rival_worst_frame_gap_ms": round(statistics.median(gap for _, gap in rival)),
        "first_map_ms": round(statistics.median(drawn for drawn, _ in paints)),
        "of_which_after_dash_made_the_map_ms": round(statistics.median(drawn - made for drawn, made in paints)),
        "worst_first_map_ms": round(max(drawn for drawn, _ in paints)),
        "goal_first_map_ms": GOAL_PAINT_MS,
    }))  # fmt: skip


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.wait_for_function(STANDS)
    page.wait_for_timeout(SETTLE_MS)
    return page


def _first_map_ms(browser: Browser, address: str) -> tuple[float, float]:
    """When a new visitor with an empty cache sees the map, and when Dash had made it."""
    page = _opened(browser, address)
    drawn, made = page.evaluate("() => [bench.drawn_ms, bench.made_ms]")
    page.context.close()
    return drawn, made


def _tours(browser: Browser, address: str) -> list[tuple[float, float]]:
    """What each tour cost, and its longest gap between two frames; the first, which fetches tiles, does not count."""
    page = _opened(browser, address)
    session = counted(page, thread_time=True)
    tours = [(_cost_ms(page, session), _longest_gap_ms(page)) for _ in range(ROUNDS + 1)][1:]
    page.context.close()
    return tours


def _cost_ms(page: Page, session: CDPSession) -> float:
    """What a tour cost the main thread, without what the same time costs while nothing happens."""
    idle = [_spent_ms(page, session, "() => null", None) for _ in range(LOOKS)]
    return sum(_spent_ms(page, session, MOVE, by) for by in TOUR) - statistics.median(idle) * len(TOUR)


def _longest_gap_ms(page: Page) -> float:
    """Counting frames costs something itself, so it has a tour of its own."""
    page.evaluate("() => bench.watch()")
    for by in TOUR:
        page.evaluate(MOVE, by)
        page.wait_for_timeout(SETTLE_MS)
    frames = page.evaluate("() => bench.frames()")
    return max(late - early for early, late in pairwise(frames))


def _spent_ms(page: Page, session: CDPSession, act: str, by: list[int] | None) -> float:
    """What an act cost until the map stood again."""
    before = metric(session, "TaskDuration")
    page.evaluate(act, by)
    page.wait_for_timeout(SETTLE_MS)
    return (metric(session, "TaskDuration") - before) * 1000


if __name__ == "__main__":
    main()
