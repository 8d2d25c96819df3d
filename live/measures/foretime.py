"""The foretime of a made-up city: what its indicators would have said in the weeks before its first start.

So that what is usual and what is foretold can be told at once. It is reckoned by a process of its own, which reads what
is asked from its input and writes steps of history to its output.
"""

import json
import os
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from threadpoolctl import threadpool_limits

from city.history import Step
from geo.pack import CityPack, read_pack
from indicators import all_indicators
from indicators.base import Bands
from live.chronicle import SAYS
from live.clock import DAY
from live.house import REMEMBERED
from live.lasting import LENGTH
from live.measures.archive import HOUR, HOURS
from live.measures.dailies import dailies
from live.measures.judging import Judge
from live.measures.made_up_cases import MadeUpCases
from live.measures.made_up_past import MadeUpPast, looked_at
from live.measures.packed import packed
from live.measures.past import EPOCH
from live.measures.seeing import resting_on
from sources.made_up.parts import open_foretime

NEAR, NEAR_STEP, FAR_STEP = 28 * DAY, timedelta(hours=3), timedelta(hours=12)
SKIPPED = frozenset({"made_up.devices", "made_up.vehicles", "made_up.cameras"})  # thousands of things in every step


def foretime(
    pack: CityPack,
    seed: int,
    judge: Judge,
    now: datetime,
    weeks: int,
    names: Collection[str],
    rest: Callable[[], None] = lambda: None,
) -> Iterator[Step]:
    """What is kept of so many weeks up to a day before `now`: a step an hour of the cases, then one a day and figure.

    Of these indicators, which are light; `dailies` has the others. `rest` is called between.
    """
    first = now - timedelta(weeks=weeks)
    indicators = {name: one for name, one in all_indicators().items() if name in names}
    sources = tuple(looked_at(open_foretime(pack, seed), indicators, first, SKIPPED))
    # A single week shows no rhythm of weeks, so that one day does for it.
    lived = 7 * DAY if weeks > 1 else DAY
    cases = MadeUpCases(pack, seed, now - DAY, lived, rest) if resting_on(SAYS, indicators) else None
    past = MadeUpPast(pack, judge, indicators, sources, cases, first)
    past.tell_cases(first - REMEMBERED, first)
    at = first
    while at < now - DAY:
        since, at = at, min(at + (NEAR_STEP if at >= now - NEAR else FAR_STEP), now - DAY)
        rest()
        for source in sources:
            past.tell(source, since, at, fully=False)
        past.tell_cases(since, at)
        past.look(at)
    yield from _hours_of_cases(past, first, now)
    yield from past.days(first, now - DAY, indicators)


def _hours_of_cases(past: MadeUpPast, first: datetime, now: datetime) -> Iterator[Step]:
    """The hours of what models look far back on and only the chronicle tells; sources tell of the rest themselves."""
    courses = past.house.projector.courses.kinds
    for hour in range((first - EPOCH) // HOUR + 1, (now - DAY - EPOCH) // HOUR):
        found = {kind: courses[kind].of(hour) for kind in sorted(SAYS & courses.keys())}
        held = {kind: np.stack(columns) for kind, columns in found.items() if columns is not None}
        if held:
            yield Step(series=HOURS, at=EPOCH + hour * HOUR, body=packed({}, held))


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Read what is asked, and write every step: its length, the series and time as JSON, its length, the body."""
    wish: dict[str, Any] = json.loads(asked.read())
    judge = Judge(
        own_bands={name: Bands(*cuts) for name, cuts in wish["bands"].items()}, own_parameters=wish["parameters"]
    )
    pack, seed, weeks = read_pack(Path(wish["folder"])), int(wish["seed"]), int(wish["weeks"])
    now = datetime.fromisoformat(wish["now"]).astimezone(UTC)
    parent = os.getppid()

    def is_wanted() -> None:
        if os.getppid() != parent:  # whoever asked is gone
            raise SystemExit

    tell = dailies if wish["daily"] else foretime
    for step in tell(pack, seed, judge, now, weeks, wish["names"], is_wanted):
        head = json.dumps([step.series, step.at.isoformat()]).encode()
        answered.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(step.body)) + step.body)
    answered.flush()


if __name__ == "__main__":
    os.nice(10)  # whoever serves screens goes first
    with threadpool_limits(1):  # sharing such small sums among cores costs more than it gains
        main(sys.stdin.buffer, sys.stdout.buffer)
