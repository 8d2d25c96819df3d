"""Duplicates: how long one signal looks for its likely duplicates among 20 000 open incidents.

The rival asks the same of each incident in turn, as the formula is written; both must find the same.
"""

import json
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np

from geo.place import EARTH_RADIUS_M
from incidents.incident import Incident, Signal, State
from incidents.intake.duplicates import WEIGHTS, alike, bigrams, window_of
from incidents.intake.guards import SUGGEST
from incidents.intake.shelf import MOST, Shelf

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MANY, ASKED = 20_000, 200
CODES = ("M0504", "M0102", "E2001", "U0406", "M0110")
WORDS = ("店外经营占道影响通行", "暴露垃圾无人清理", "厂房屋顶冒烟", "路面积水很深", "路面坑洞")


def main() -> None:
    """Print milliseconds for each signal of both."""
    chance = np.random.default_rng(7)
    shelf, incidents = Shelf(), [_incident(chance, n) for n in range(MANY)]
    shelf.take(incidents)
    signals = [_signal(chance, n) for n in range(ASKED)]
    ours, found = _timed(lambda one: [each.number for each in shelf.likely(one, one.category, NOW)], signals)
    few = signals[:20]
    rival, theirs = _timed(lambda one: _one_by_one(one, incidents), few)
    print(json.dumps({
        "incidents": MANY,
        "signal_ms_p50": round(float(np.percentile(ours, 50)), 2),
        "signal_ms_p99": round(float(np.percentile(ours, 99)), 2),
        "rival": "a loop over all incidents",
        "rival_ms_p50": round(float(np.percentile(rival, 50)), 2),
        "same_as_rival": found[: len(few)] == theirs,
        "goal_ms_p99": 50,
    }))  # fmt: skip


def _timed(ask: Callable[[Signal], list[str]], signals: list[Signal]) -> tuple[list[float], list[list[str]]]:
    took, found = [], []
    for one in signals:
        began = time.perf_counter()
        found.append(ask(one))
        took.append((time.perf_counter() - began) * 1000)
    return took, found


def _incident(chance: np.random.Generator, n: int) -> Incident:
    at = NOW - timedelta(seconds=int(chance.integers(0, 10_800)))
    lon, lat = (float(chance.uniform(*span)) for span in ((114.0, 114.1), (30.5, 30.6)))
    return Incident(
        number=f"{n:06d}", version=1, state=State.FILED, category=CODES[n % 5], level=3, origin="12345", reference="",
        command="", address="", detail=f"{WORDS[n % 5]}{n % 97}", lon=lon, lat=lat, area="", received_at=at,
        changed_at=at, times={},
    )  # fmt: skip


def _signal(chance: np.random.Generator, n: int) -> Signal:
    lon, lat = (float(chance.uniform(*span)) for span in ((114.0, 114.1), (30.5, 30.6)))
    return Signal(origin="12345", key=str(n), at=NOW, category=CODES[n % 5], level=3, lon=lon, lat=lat,
                  detail=WORDS[n % 5])  # fmt: skip


def _one_by_one(one: Signal, incidents: list[Incident]) -> list[str]:
    window, mine = window_of(one.category), bigrams(f" {one.detail}")
    span_s, scored = window.within.total_seconds(), []
    for each in incidents:
        east = math.radians(each.lon - one.lon) * math.cos(math.radians(one.lat))
        away_m = EARTH_RADIUS_M * math.hypot(math.radians(each.lat - one.lat), east)
        apart_s = (NOW - each.received_at).total_seconds()
        if away_m > 3 * window.radius_m or apart_s > span_s:
            continue
        sort = 1.0 if each.category == one.category else 0.5 * (each.category[:3] == one.category[:3])
        parts = (math.exp(-((away_m / window.radius_m) ** 2)), 1 - apart_s / span_s, sort)
        score = sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=False))
        score += WEIGHTS[3] * alike(mine, bigrams(f" {each.detail}"))
        if score >= SUGGEST:
            scored.append((-score, each.number))
    return [number for _, number in sorted(scored)[:MOST]]


if __name__ == "__main__":
    main()
