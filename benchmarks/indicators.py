"""Indicators: a full refresh of all models over 14 areas, at a million readings in 24 hours and at ten million.

Beside it the sums of all tallies that the models look at, from the raw rows, by pandas, Polars and DuckDB; and what the
engine holds in memory. Heavy models are computed by a process of their own, and counted apart.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import psutil
from shapely.geometry import box

from city.events import Read
from city.kinds import KINDS
from city.readings import Readings
from city.views import Tally
from geo.areas import Area, Areas
from indicators import all_indicators
from indicators.base import Indicator
from live.bus import MemoryBus
from live.caseload import Caseload
from live.measures.judging import Judge
from live.measures.measuring import Measuring, courses_for
from live.projector import Projector
from store.memory import MemoryRecord
from tests.indicators.every import plausible_rows

DISTRICTS, TURNS, BATCHES = 13, 40, 48
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MILLION = 1_000_000
CHINA = ZoneInfo("Asia/Shanghai")
THINGS = 500  # of a kind; at ten times the rate each speaks ten times as often
SQL = "SELECT area, count(*), sum(value), min(value), max(value) FROM rows WHERE kind = ? AND age_min < ? GROUP BY area"


def main() -> None:
    """Print the times, ms, and their ratios."""
    one, one_s, one_mb = _engine(MILLION)
    ten, ten_s, _ = _engine(10 * MILLION)
    print(json.dumps({
        "models": len(all_indicators()), "areas": DISTRICTS + 1,
        "refresh_ms_p95": one["p95"], "goal_ms": 50, "refresh_ms_median": one["median"],
        "at_ten_times_the_rate_ms_p95": ten["p95"], "ratio": round(ten["median"] / one["median"], 2), "goal_ratio": 1.2,
        "heavy_models_s": one["heavy_s"], "fed_rows_per_s": round(MILLION / one_s),
        "fed_rows_per_s_tenfold": round(10 * MILLION / ten_s),
        "engine_mb": one_mb, "goal_mb": 300, "rivals_ms": _rivals(),
    }))  # fmt: skip


def _areas() -> Areas:
    city = Area(code="city", title={"zh": "城", "en": "City"}, level=0, parent=None, shape=box(0, 0, DISTRICTS, 1))
    return Areas((city, *(
        Area(code=f"d{i}", title={"zh": str(i), "en": str(i)}, level=1, parent="city", shape=box(i, 0, i + 1, 1))
        for i in range(DISTRICTS)
    )))  # fmt: skip


def _engine(readings: int) -> tuple[dict[str, float], float, float]:
    """The times of a refresh with so many readings in the last day; how long these took to come in; memory, MB."""
    before_mb, areas, indicators = psutil.Process().memory_info().rss / 1e6, _areas(), all_indicators()
    projector = Projector(areas, Caseload({}), lambda: NOW, courses=courses_for(indicators, areas, CHINA))
    measuring = Measuring(
        projector=projector, indicators=indicators, judge=Judge(), record=MemoryRecord(), bus=MemoryBus(),
        clock=lambda: NOW, areas=areas, zone=CHINA,
    )  # fmt: skip
    kinds = sorted({kind for one in indicators.values() for kind in one.kinds})
    began = time.perf_counter()
    for part in range(BATCHES):
        for kind in kinds:
            projector.hear(Read("bench", _rows(kind, readings // BATCHES // len(kinds), part)))
    fed_s = time.perf_counter() - began
    held_mb = psutil.Process().memory_info().rss / 1e6 - before_mb
    measuring.evaluator.look_back(NOW)
    times = [_ms(lambda: measuring.evaluator.look_back(NOW)) for _ in range(TURNS)]
    heavy = [one for one in indicators.values() if one.heavy]
    heavy_s = sum(_ms(lambda one=one: _tried(measuring, one)) for one in heavy) / 1000
    ranked = sorted(times)
    said = {
        "median": round(statistics.median(times), 1), "p95": round(ranked[int(0.95 * len(ranked))], 1),
        "heavy_s": round(heavy_s, 2),
    }  # fmt: skip
    return said, fed_s, round(held_mb, 1)


def _tried(measuring: Measuring, one: Indicator) -> None:
    measuring.evaluator.compute_now(one, measuring.evaluator.seer.all(one, NOW))


def _rows(kind: str, count: int, part: int) -> Readings:
    """Rows of one kind that came within one part of the day, the newest last."""
    chance = np.random.default_rng(part)
    made = plausible_rows(KINDS[kind], chance, max(count, 1))
    thing = chance.integers(0, THINGS, max(count, 1))
    span_ms = 86_400_000 // BATCHES
    age_ms = np.sort(chance.integers(0, span_ms, max(count, 1)))[::-1] + (BATCHES - 1 - part) * span_ms
    at = np.datetime64(NOW.replace(tzinfo=None), "ms") - age_ms.astype("timedelta64[ms]")
    return Readings(
        kind=kind, thing=[f"{one % 40}/{one}" for one in thing.tolist()], value=made.value, at=at,
        lon=thing % DISTRICTS + 0.5, lat=np.full(len(at), 0.5),
        attributes=made.attributes, texts={name: ["road works"] * len(at) for name in KINDS[kind].texts},
    )  # fmt: skip


def _rivals() -> dict[str, float]:
    """The median time of summing the same tallies from a million raw rows, ms."""
    views = [view for one in all_indicators().values() for view in one.inputs.values() if isinstance(view, Tally)]
    asked = sorted({(view.kind, view.minutes) for view in views})
    names, chance = sorted({kind for kind, _ in asked}), np.random.default_rng(1)
    frame = pd.DataFrame({
        "kind": chance.choice(names, MILLION), "area": chance.integers(0, DISTRICTS, MILLION),
        "age_min": chance.uniform(0, 1440, MILLION), "value": chance.uniform(0, 100, MILLION),
    })  # fmt: skip
    table = duckdb.connect()
    table.register("frame", frame)
    table.execute("CREATE TABLE rows AS SELECT * FROM frame")
    quick, polar = frame.astype({"kind": "category"}), pl.from_pandas(frame)
    rivals: dict[str, Callable[[], object]] = {
        "pandas": lambda: [_by_pandas(quick, *each) for each in asked],
        "polars": lambda: [_by_polars(polar, *each) for each in asked],
        "duckdb": lambda: [table.execute(SQL, each).fetchall() for each in asked],
    }
    times = {name: round(statistics.median(_ms(act) for _ in range(5)), 1) for name, act in rivals.items()}
    return times | {"tallies": len(asked)}


def _by_pandas(frame: pd.DataFrame, kind: str, minutes: int) -> pd.DataFrame:
    some = frame[(frame["kind"] == kind) & (frame["age_min"] < minutes)]
    return some.groupby("area")["value"].agg(["count", "sum", "min", "max"])


def _by_polars(frame: pl.DataFrame, kind: str, minutes: int) -> pl.DataFrame:
    some = frame.lazy().filter((pl.col("kind") == kind) & (pl.col("age_min") < minutes))
    value = pl.col("value")
    sums = (pl.len(), value.sum().alias("sum"), value.min().alias("low"), value.max().alias("high"))
    return some.group_by("area").agg(*sums).collect()


def _ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
