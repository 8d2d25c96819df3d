"""Indicators: a full refresh of all light models over 14 areas, at a million readings in 24 hours and at ten million.

A refresh is what the engine does when everything is due at once: see, compute, judge and remember each model. Before
each of them a minute's readings come in, so nothing is seen twice unchanged. `feeding.py` says what comes: ten times
the rate is every instrument ten times as often, and as many events as before. Times are of the processor: of a rival
that works on two cores, both count.

Beside it the sums of all tallies that the models look at, from the raw rows, by pandas, Polars and DuckDB; and what the
engine holds in memory. Heavy models are computed by a process of their own, and counted apart.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import psutil
from shapely.geometry import box
from threadpoolctl import threadpool_limits

from benchmarks.feeding import Feed
from city.events import Read
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

DISTRICTS, TURNS, HOURS = 13, 40, 24
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MILLION = 1_000_000
CHINA = ZoneInfo("Asia/Shanghai")
SLOWEST = 5  # models that are named
SQL = "SELECT area, count(*), sum(value), min(value), max(value) FROM rows WHERE kind = ? AND age_min < ? GROUP BY area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a day of so many readings takes: per refresh and per model, ms; to take a row in; to keep all, MB."""

    readings: int
    refresh_ms: list[float]
    model_ms: dict[str, float]
    heavy_s: float
    fed_s: float
    held_mb: float

    @property
    def median(self) -> float:
        """The refresh in the middle, ms."""
        return round(statistics.median(self.refresh_ms), 1)

    @property
    def p95(self) -> float:
        """What 95 of 100 refreshes stay below, ms."""
        return round(sorted(self.refresh_ms)[int(0.95 * len(self.refresh_ms))], 1)

    @property
    def slowest(self) -> dict[str, float]:
        """The slowest light models by name, ms."""
        ranked = sorted(self.model_ms.items(), key=lambda one: -one[1])
        return {name: round(took_ms, 2) for name, took_ms in ranked[:SLOWEST]}


def main() -> None:
    """Print the times, ms of the processor, and their ratios."""
    threadpool_limits(1)  # as app.py has it
    one, ten = _engine(MILLION), _engine(10 * MILLION)
    print(json.dumps({
        "models": len(all_indicators()), "light_models": len(one.model_ms), "areas": DISTRICTS + 1,
        "readings_24h": one.readings, "readings_24h_tenfold": ten.readings,
        "refresh_ms_p95": one.p95, "goal_ms": 50, "refresh_ms_median": one.median,
        "refresh_ms_least": round(min(one.refresh_ms), 1),  # on cores that others share, what nobody disturbed
        "at_ten_times_the_rate_ms_p95": ten.p95, "at_ten_times_the_rate_ms_median": ten.median,
        "ratio": round(ten.median / one.median, 2), "goal_ratio": 1.2,
        "slowest_ms": one.slowest, "slowest_ms_tenfold": ten.slowest, "heavy_models_s": one.heavy_s,
        "fed_rows_per_s": round(one.readings / one.fed_s), "fed_rows_per_s_tenfold": round(ten.readings / ten.fed_s),
        "engine_mb": one.held_mb, "engine_mb_tenfold": ten.held_mb, "goal_mb": 300, "rivals_ms": _rivals(),
    }))  # fmt: skip


def _areas() -> Areas:
    city = Area(code="city", title={"zh": "城", "en": "City"}, level=0, parent=None, shape=box(0, 0, DISTRICTS, 1))
    return Areas((city, *(
        Area(code=f"d{i}", title={"zh": str(i), "en": str(i)}, level=1, parent="city", shape=box(i, 0, i + 1, 1))
        for i in range(DISTRICTS)
    )))  # fmt: skip


def _engine(readings: int) -> Found:
    """What so many readings in the last day make of a refresh."""
    before_mb, areas, indicators = _used_mb(), _areas(), all_indicators()
    projector = Projector(areas, Caseload({}), lambda: NOW, courses=courses_for(indicators, areas, CHINA))
    measuring = Measuring(
        projector=projector, indicators=indicators, judge=Judge(), record=MemoryRecord(), bus=MemoryBus(),
        clock=lambda: NOW, areas=areas, zone=CHINA,
    )  # fmt: skip
    feed = Feed(sorted({kind for one in indicators.values() for kind in one.kinds}), readings, MILLION, DISTRICTS)
    since = NOW - timedelta(hours=HOURS)
    fed, fed_s = _fed(projector, feed, [since + timedelta(hours=hour) for hour in range(HOURS + 1)])
    held_mb = _used_mb() - before_mb
    gc.freeze()  # as app.py has it
    times, at = [], NOW
    for _ in range(TURNS + 1):
        _fed(projector, feed, [at, at := at + MINUTE])
        times.append(_ms(lambda at=at: measuring.evaluator.look_back(at)))
    light = [one for one in indicators.values() if not one.heavy]
    heavy = [one for one in indicators.values() if one.heavy]
    return Found(
        readings=fed,
        refresh_ms=times[1:],  # the first one opens what the others use
        model_ms={one.name: _model_ms(measuring, one, at) for one in light},
        heavy_s=round(sum(_model_ms(measuring, one, at) for one in heavy) / 1000, 2),
        fed_s=fed_s,
        held_mb=round(held_mb, 1),
    )


def _fed(projector: Projector, feed: Feed, times: list[datetime]) -> tuple[int, float]:
    """Let readings come in from each time to the next; gives how many, and what taking them in took, s."""
    count, took_ms = 0, 0.0
    for since, until in pairwise(times):
        for rows in feed.between(since, until):
            count += len(rows)
            took_ms += _ms(lambda rows=rows: projector.hear(Read("bench", rows)))
    return count, took_ms / 1000


def _model_ms(measuring: Measuring, one: Indicator, at: datetime) -> float:
    """What one model takes to see and compute, ms."""
    evaluator = measuring.evaluator
    return _ms(lambda: evaluator.compute_now(one, evaluator.seer.all(one, at)))


def _used_mb() -> float:
    return psutil.Process().memory_info().rss / 1e6


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
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    main()
