"""The foretime of a made-up city: what its indicators would have said in the eight weeks before its first start.

So that what is usual and what is foretold can be told at once. It is invented like the city itself, and says so: its
version ends with ", made up". The heavy models, and what is composed of them, are left out: of these nothing is usual
before it was. It is reckoned by a process of its own, which reads what is asked from its input and writes steps of
history to its output.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from threadpoolctl import threadpool_limits

from city.events import Read
from city.history import Step
from city.readings import Floats, Readings
from geo.pack import CityPack, read_pack
from indicators import all_indicators
from indicators.base import Bands, Indicator
from live.bus import MemoryBus
from live.chronicle import SAYS, SOURCE
from live.clock import DAY, Standing
from live.house import REMEMBERED, House, Parts
from live.measures.annals import Told, block_of
from live.measures.archive import HOUR, HOURS
from live.measures.judging import Judge
from live.measures.looking import Looking
from live.measures.made_up_cases import MadeUpCases
from live.measures.packed import packed
from live.measures.past import EPOCH
from live.measures.pipe import LENGTH
from live.measures.seeing import untold_then
from live.measures.versions import MADE_UP
from sources.made_up.parts import open_foretime
from sources.made_up.source import PAST_STEP_MS, MadeUp, Part
from sources.moments import DAY_MS, to_ms
from store.memory import MemoryRecord

NEAR, NEAR_STEP, FAR_STEP = 28 * DAY, timedelta(hours=3), timedelta(hours=12)
SKIPPED = frozenset({"made_up.devices", "made_up.vehicles", "made_up.cameras"})  # thousands of things in every step


def foretime(
    pack: CityPack, seed: int, judge: Judge, now: datetime, weeks: int, rest: Callable[[], None] = lambda: None
) -> Iterator[Step]:
    """What is kept of so many weeks up to a day before `now`: a step an hour of the cases, then one a day and figure.

    `rest` is called between.
    """
    first = now - timedelta(weeks=weeks)
    untold = untold_then(all_indicators())
    indicators = {name: one for name, one in all_indicators().items() if name not in untold}
    sources = tuple(looked_at(open_foretime(pack, seed), indicators, first))
    # A single week shows no rhythm of weeks, so that one day does for it.
    cases = MadeUpCases(pack, seed, now - DAY, 7 * DAY if weeks > 1 else DAY, rest)
    clock = Standing(first)
    house = House(Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=sources, indicators=indicators,
        layers={}, judge=judge,
    ))  # fmt: skip
    house.connect()

    def tell(since: datetime, before: datetime) -> None:
        rest()
        clock.put(before)
        for source in sources:
            house.ingest.catch_up(source, source.past(since, before, fully=False), before)
        _tell_cases(house, cases, since, before)

    _tell_cases(house, cases, first - REMEMBERED, first)
    told = _told(house, tell, now)
    yield from _hours_of_cases(house, first, now)
    yield from _days(told, judge, first, now)


def _told(house: House, tell: Callable[[datetime, datetime], None], now: datetime) -> dict[str, tuple[Floats, Floats]]:
    """What every figure was at each step: seconds since 1970 (k,) and values (k, areas)."""
    looking = Looking(house.measuring, house.indicators)
    kept: dict[str, list[tuple[float, Floats]]] = {}
    while (before := house.clock()) < now - DAY:
        at = min(before + (NEAR_STEP if before >= now - NEAR else FAR_STEP), now - DAY)
        tell(before, at)
        for name, figure in looking.figures(at):
            kept.setdefault(name, []).append((at.timestamp(), figure))
    return {name: (np.array([at for at, _ in rows]), np.stack([row for _, row in rows])) for name, rows in kept.items()}


def _days(told: Mapping[str, tuple[Floats, Floats]], judge: Judge, first: datetime, now: datetime) -> Iterator[Step]:
    """A step a day of every figure."""
    indicators = all_indicators()
    for name, (times, values) in told.items():
        day = first.replace(hour=0, minute=0, second=0, microsecond=0)
        version = judge.version(indicators[name.partition(".")[0]]) + MADE_UP
        while day < now - DAY:
            block = _day_of(name, day, times, values, version)
            if block is not None:
                yield block
            day += DAY


def _hours_of_cases(house: House, first: datetime, now: datetime) -> Iterator[Step]:
    """The hours of what models look far back on and only the chronicle tells; sources tell of the rest themselves."""
    courses = house.projector.courses.kinds
    for hour in range((first - EPOCH) // HOUR + 1, (now - DAY - EPOCH) // HOUR):
        found = {kind: courses[kind].of(hour) for kind in sorted(SAYS & courses.keys())}
        held = {kind: np.stack(columns) for kind, columns in found.items() if columns is not None}
        if held:
            yield Step(series=HOURS, at=EPOCH + hour * HOUR, body=packed({}, held))


def _tell_cases(house: House, cases: MadeUpCases, since: datetime, before: datetime) -> None:
    for rows in cases.between(since, before):
        house.parts.bus.publish(Read(SOURCE, rows))
    house.measuring.listened(since, before)
    house.parts.bus.drain()


def looked_at(sources: Iterable[MadeUp], indicators: Mapping[str, Indicator], at: datetime) -> Iterator[MadeUp]:
    """The sources with those of their parts that some of these indicators looks at, and those that said nothing."""
    wanted = {kind for one in indicators.values() for kind in one.kinds}
    end = to_ms(at)
    for source in sources:
        parts: list[Part] = []
        for part in source.parts if source.name not in SKIPPED else ():
            said = {one.kind for one in part.between(end - DAY_MS, end, PAST_STEP_MS) if isinstance(one, Readings)}
            if not said or said & wanted:
                parts.append(part)
        if parts:
            yield replace(source, parts=parts, told_ms=None)


def _day_of(name: str, day: datetime, times: Floats, values: Floats, version: str) -> Step | None:
    """A value an hour of one day, straight between the steps; None where nothing was known."""
    hours = day.timestamp() + 3600.0 * np.arange(24)
    hours = hours[(hours >= times[0]) & (hours <= times[-1])]
    if not len(hours):
        return None
    after = np.clip(np.searchsorted(times, hours), 1, len(times) - 1)
    share = ((hours - times[after - 1]) / (times[after] - times[after - 1]))[:, None]
    value = values[after - 1] + (values[after] - values[after - 1]) * share
    if np.isnan(value).all():
        return None
    at = (hours * 1000).astype(np.int64).astype("datetime64[ms]")
    band = np.full(value.shape, -1, dtype=np.int8)
    return block_of(name, day, Told(at=at, value=value, band=band, version=(version,) * len(hours)))


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Read what is asked, and write every step: its length, the series and time as JSON, its length, the body."""
    wish: dict[str, Any] = json.loads(asked.read())
    judge = Judge(
        own_bands={name: Bands(*cuts) for name, cuts in wish["bands"].items()}, own_parameters=wish["parameters"]
    )
    pack = read_pack(Path(wish["folder"]))
    parent = os.getppid()

    def is_wanted() -> None:
        if os.getppid() != parent:  # whoever asked is gone
            raise SystemExit

    now = datetime.fromisoformat(wish["now"]).astimezone(UTC)
    for step in foretime(pack, wish["seed"], judge, now, wish["weeks"], is_wanted):
        head = json.dumps([step.series, step.at.isoformat()]).encode()
        answered.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(step.body)) + step.body)
    answered.flush()


if __name__ == "__main__":
    os.nice(10)  # whoever serves screens goes first
    with threadpool_limits(1):  # sharing such small sums among cores costs more than it gains
        main(sys.stdin.buffer, sys.stdout.buffer)
