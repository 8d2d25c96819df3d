"""Memory: what server and browser hold over a while of living, and whether it grows.

`MINUTES` (10) says how long. Twenty screens follow, two never acknowledge; the browser shows the wall. Growth is the
difference between the second half and the first, so that what is loaded once does not count.
"""

import json
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.browsing import counted, heap_mb, opened_browser
from benchmarks.screens import Screen
from tests.running import Running

MINUTES = float(os.environ.get("MINUTES", "10"))
FOLLOWERS, STALLED, LOOKS = 20, 2, 20


def main() -> None:
    """Print what was held at the start, at the end, and how it grew, MB."""
    with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
        server = Running(Path(folder), ONESCREEN_WEB__LANG="en").start().wait_until_living()
        try:
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.context.add_cookies(server.seated("/wall/"))
            page.goto(f"{server.address}/wall/")
            _follow(server)
            assert server.process is not None
            process, session = psutil.Process(server.process.pid), counted(page)
            held: list[tuple[float, float]] = []
            for _ in range(LOOKS):
                time.sleep(MINUTES * 60 / LOOKS)
                held.append((process.memory_info().rss / 1e6, heap_mb(session)))
        finally:
            server.stop()
    print(json.dumps({
        "minutes": MINUTES,
        "server_mb": _grown([rss for rss, _ in held]),
        "browser_heap_mb": _grown([heap for _, heap in held]),
        "goal_server_mb": 400,
    }))  # fmt: skip


def _follow(server: Running) -> None:
    screens = [Screen(server) for _ in range(FOLLOWERS)]
    screens += [Screen(server, acknowledges=False) for _ in range(STALLED)]
    for screen in screens:
        threading.Thread(target=_until_shut_out, args=[screen], daemon=True).start()


def _until_shut_out(screen: Screen) -> None:
    try:
        screen.follow()
    except (OSError, ConnectionError):
        return
    except Exception as end:  # noqa: BLE001 - websocket-client raises its own when the server shuts a stalled screen out
        assert "onnection" in type(end).__name__, end


def _grown(held_mb: list[float]) -> dict[str, float]:
    half = len(held_mb) // 2
    first, second = statistics.median(held_mb[:half]), statistics.median(held_mb[half:])
    return {"start": round(held_mb[0], 1), "end": round(held_mb[-1], 1), "growth": round(second - first, 1)}


if __name__ == "__main__":
    main()
