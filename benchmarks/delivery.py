"""Delivery: how long a change takes from the picture to 200 screens, the server on one core, the screens on the other.

The rival is the same server with one screen: what is lost by having 200 is the ratio.
"""

import json
import tempfile
from pathlib import Path

from gevent import monkey

monkey.patch_all()

import gevent
import numpy as np

from benchmarks.screens import Screen
from tests.running import Running

SCREENS, SECONDS, SETTLE_S = 200, 20, 3


def main() -> None:
    """Print the delivery times of both, milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        server = Running(Path(folder), ONESCREEN_WEB__LANG="en").start()
        try:
            server.wait_until_living()
            alone = _delivered_ms(server, 1)
            many = _delivered_ms(server, SCREENS)
        finally:
            server.stop()
    print(json.dumps({
        "clients": SCREENS,
        "delivery_ms": _spread(many),
        "rival": "the same server with one client",
        "rival_delivery_ms": _spread(alone),
        "ratio_p99": round(float(np.percentile(many, 99) / np.percentile(alone, 99)), 1),
        "goal_p99_ms": 250,
    }))  # fmt: skip


def _delivered_ms(server: Running, count: int) -> list[float]:
    """Milliseconds from the picture's time to the last byte at each screen, over all change sets of a while."""
    screens = [Screen(server) for _ in range(count)]
    readers = [gevent.spawn(screen.follow) for screen in screens]
    gevent.sleep(SETTLE_S)
    for screen in screens:
        screen.delivered_ms.clear()
    gevent.sleep(SECONDS)
    gevent.killall(readers)
    for screen in screens:
        screen.close()
    return [one for screen in screens for one in screen.delivered_ms]


def _spread(times_ms: list[float]) -> dict[str, float]:
    p50, p99 = np.percentile(times_ms, [50, 99])
    return {"p50": round(float(p50), 1), "p99": round(float(p99), 1), "count": len(times_ms)}


if __name__ == "__main__":
    main()
