"""Actions over HTTP: how long one takes at the API of a whole OneScreen, beside reading the same incident there."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from geo.made_up.city import made_up_city
from tests.browser.at_the_desk import act
from tests.running import DUTY, Running

INCIDENTS = 150
STEPS = ("file", "assign", "on_scene", "clear", "report_done")
REPORT = {"origin": "desk", "category": "M0102", "level": 3, "lon": 114.2, "lat": 30.9}


def main() -> None:
    """Print what half and 99 of a hundred stay below, of actions and of the rival that only reads."""
    with tempfile.TemporaryDirectory() as held:
        made_up_city(Path(held, "packs"))
        # One quiet source: no made-up crew moves the units that are sent here.
        city = Running(Path(held), ONESCREEN_SOURCES='["made_up.air"]').start()
        try:
            acted, read = _measured(city.wait_until_living())
        finally:
            city.stop()
    print(json.dumps({
        "action_p50_ms": _ms(acted, 50), "action_p99_ms": _ms(acted, 99),
        "rival_read_p50_ms": _ms(read, 50), "rival_read_p99_ms": _ms(read, 99),
        "times_reading": round(_ms(acted, 50) / _ms(read, 50), 2), "goal_p99_ms": 20,
    }))  # fmt: skip


def _measured(city: Running) -> tuple[list[float], list[float]]:
    acted: list[float] = []
    read: list[float] = []
    for nth in range(INCIDENTS):
        number = city.post("/signals", {**REPORT, "key": f"report-{nth}"}, DUTY)["incident"]["number"]
        for step in STEPS:
            wish = {"unit": "WT01"} if step in ("assign", "on_scene", "clear") else {}
            acted.append(_spent(lambda step=step, number=number, wish=wish: act(city, number, step, **wish)))
            read.append(_spent(lambda number=number: city.get(f"/incidents/{number}")))
    return acted, read


def _spent(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _ms(took_s: list[float], percent: int) -> float:
    return round(statistics.quantiles(took_s, n=100)[percent - 1] * 1000, 2)


if __name__ == "__main__":
    main()
