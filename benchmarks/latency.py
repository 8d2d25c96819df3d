"""Latency: how old a picture is when the wall has drawn it, while 5 000 vehicles tell a new position each second.

Two ages are measured: of the picture (from the server's picture to the drawn canvas), and of the news (from the moment
a vehicle's position was read until it is seen). The rival is what a page by `dcc.Interval` would do: it asks the same
server for the same layer once a second; its age of news ends when the JSON is parsed, so its drawing is a gift.

News, beats and polls come at slightly different intervals, so that their phases pass each other and every wait between
them is met: no age is luck.
"""

import json
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import numpy as np
from playwright.sync_api import Browser, Page

from benchmarks.browsing import opened_browser
from tests.running import Running

VEHICLES, UPDATES, SETTLE_S, PATIENCE_MS = 5_000, 70, 5, 60_000
EVERY_S = 0.97
FIRST = "bench-0"
TICK_DEG = 1e-5  # the first vehicle's latitude tells which second its position is of
# Notes every picture of the units once seen: [its time, drawn at, things, how many drawn, first vehicle's latitude].
NOTE_DRAWN = """(first) => {
  globalThis.noted = [];
  let last = null;
  const { stampFrame } = onescreen;
  onescreen.stampFrame = (...given) => {
    const seen = stampFrame(...given);
    const frame = given[3];
    if (frame.layer !== "units" || last?.v === frame.v) return seen;
    last = frame;
    const lat = frame.lat[frame.ids.indexOf(first)] / 1e6;
    requestAnimationFrame(() => noted.push([frame.at, Date.now(), frame.n, seen, lat]));
    return seen;
  };
}"""
# Asks for the layer once a second: [asked at, parsed at, first vehicle's latitude].
NOTE_POLLED = """(first) => {
  globalThis.noted = [];
  const poll = async () => {
    const asked = Date.now();
    const layer = JSON.parse(await (await fetch("/api/v1/layers/units")).text());
    const at = layer.features.find(({ id }) => id === first).geometry.coordinates[1];
    noted.push([asked, Date.now(), at]);
  };
  setInterval(poll, 1015);
}"""


class Vehicles:
    """Vehicles that drive and tell their positions; `read_ms` says when those of each time were read."""

    def __init__(self, server: Running, bounds: list[float]) -> None:
        west, south, east, north = bounds
        chance = np.random.default_rng(7)
        self._server = server
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._lon = chance.uniform(west + (east - west) * 0.3, west + (east - west) * 0.7, VEHICLES)
        self._lat = chance.uniform(south + (north - south) * 0.3, south + (north - south) * 0.7, VEHICLES)
        self._heading = chance.uniform(0, 360, VEHICLES)
        self._heading[0] = 0.0
        self.read_ms: list[float] = []
        self.refused: list[Any] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def read_at(self, lat: float) -> float:
        """When the position of the first vehicle at this latitude was read, ms."""
        return self.read_ms[round((lat - float(self._lat[0])) / TICK_DEG)]

    def _drive(self) -> None:
        began = time.monotonic()
        while not self._stopped.wait(max(0.0, began + EVERY_S * len(self.read_ms) - time.monotonic())):
            now, far = datetime.now(UTC), len(self.read_ms) * TICK_DEG
            self.read_ms.append(now.timestamp() * 1000)
            lon = self._lon + far * np.sin(np.radians(self._heading))
            lat = self._lat + far * np.cos(np.radians(self._heading))
            columns = zip(lon.tolist(), lat.tolist(), self._heading.tolist(), strict=True)
            rows = [
                {"thing": f"bench-{i}", "value": 36, "at": now.isoformat(), "lon": x, "lat": y, "heading_deg": heading}
                for i, (x, y, heading) in enumerate(columns)
            ]
            said = self._server.post("/readings", {"source": "bench", "kind": "unit.position", "rows": rows})
            self.refused += said["refused"]


def main() -> None:
    """Print both ages of ours and of the rival, milliseconds."""
    with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
        server = Running(Path(folder), ONESCREEN_WEB__LANG="en").start().wait_until_living()
        try:
            wall = _wall(browser, server)
            with Vehicles(server, wall.evaluate("() => onescreen.page.pack.bounds")) as vehicles:
                wall.evaluate(NOTE_DRAWN, FIRST)
                drawn = _noted(wall, UPDATES)
                wall.close()
                page = browser.new_page()
                page.context.add_cookies(server.seated("/duty/"))
                page.goto(server.address)
                page.evaluate(NOTE_POLLED, FIRST)
                polled = _noted(page, UPDATES)
        finally:
            server.stop()
    assert not vehicles.refused, vehicles.refused
    assert all(things == seen >= VEHICLES for _, _, things, seen, _ in drawn), "Not every vehicle was drawn."
    ours = _spread([at - picture for picture, at, *_ in drawn])
    news = _spread([at - vehicles.read_at(lat) for _, at, _, _, lat in drawn])
    rival = _spread([at - vehicles.read_at(lat) for _, at, lat in polled])
    print(json.dumps({
        "vehicles": VEHICLES,
        "server_to_draw_ms": ours,
        "reading_to_draw_ms": news,
        "rival": "GET /api/v1/layers/units once a second and JSON.parse, not drawn",
        "rival_get_and_parse_ms": _spread([at - asked for asked, at, _ in polled]),
        "rival_reading_to_parsed_ms": rival,
        "ratio_p99": round(rival["p99"] / news["p99"], 1),
    }))  # fmt: skip


def _wall(browser: Browser, server: Running) -> Page:
    """A wall on which everything is drawn."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.set_default_timeout(PATIENCE_MS)
    page.context.add_cookies(server.seated("/wall/"))
    page.goto(f"{server.address}/wall/")
    page.wait_for_function("() => onescreen.store.v && document.documentElement.dataset.base === 'drawn'")
    return page


def _noted(page: Page, count: int) -> list[list[float]]:
    """So many notes of this page, those of the first seconds left out."""
    page.wait_for_timeout(SETTLE_S * 1000)
    page.evaluate("() => { noted.length = 0; }")
    page.wait_for_function("(count) => noted.length >= count", arg=count, polling=1000, timeout=2000 * count)
    return page.evaluate("() => noted")


def _spread(times_ms: list[float]) -> dict[str, float]:
    p50, p99 = np.percentile(times_ms, [50, 99])
    return {"p50": round(float(p50)), "p99": round(float(p99)), "count": len(times_ms)}


if __name__ == "__main__":
    main()
