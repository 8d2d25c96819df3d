"""Dailies: what the indicators that the foretime leaves out would have said in the four weeks before the first start.

The heavy ones are computed once a day; the others every few hours, and what is composed of them all, too. It takes
minutes, so that it comes after the rest. At a start the light ones are looked back on for the last day; the others are
not, so that they are told up to the start itself.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta

from city.history import Step
from geo.pack import CityPack
from indicators import all_indicators
from live.clock import DAY
from live.house import REMEMBERED
from live.measures.judging import Judge
from live.measures.made_up_cases import MadeUpCases
from live.measures.made_up_past import MadeUpPast, looked_at
from live.measures.past import DAYS
from live.measures.seeing import untold_then
from sources.made_up.parts import open_foretime

STEP, STEPS_A_DAY, HOUR_S = timedelta(hours=3), 8, 3600.0
TOO_DEAR = frozenset({"police_call_anomaly"})  # takes every area's twelve weeks apart: ten seconds a look
SKIPPED = frozenset({"made_up.vehicles"})  # nobody looks back at where they were
NEWEST = frozenset({"made_up.traffic"})  # of thousands of roads the newest is enough
DEVICES, BEATS, LISTENED = "made_up.devices", "device.heartbeat", timedelta(hours=2)  # thousands a minute: once a day


def dailies(
    pack: CityPack,
    seed: int,
    judge: Judge,
    now: datetime,
    weeks: int,
    names: Collection[str],
    rest: Callable[[], None] = lambda: None,
) -> Iterator[Step]:
    """A step of each day and figure of these indicators, of so many weeks up to `now`, at most four.

    `rest` is called between.
    """
    days = min(7 * weeks, DAYS)
    indicators = {name: one for name, one in all_indicators().items() if name not in TOO_DEAR}
    often = frozenset(
        name for name, one in indicators.items() if (not one.heavy or one.every_s < HOUR_S) and BEATS not in one.kinds
    )
    first = now - DAY * days
    sources = tuple(looked_at(open_foretime(pack, seed), indicators, first, SKIPPED))
    cases = MadeUpCases(pack, seed, now, 7 * DAY if weeks > 1 else DAY, rest)
    past = MadeUpPast(pack, judge, indicators, sources, cases, first - REMEMBERED)
    past.tell_cases(first - REMEMBERED, first - STEP)
    for source in sources:
        past.tell(source, first - source.remembers, first - STEP, fully=False)
        rest()
    for step in range(days * STEPS_A_DAY + 1):
        at, daily = first + step * STEP, step % STEPS_A_DAY == 0
        for source in sources:
            if source.name != DEVICES:
                past.tell(source, at - STEP, at, fully=source.name not in NEWEST)
            elif daily:
                past.tell(source, at - LISTENED, at, fully=True)
        past.tell_cases(at - STEP, at)
        past.look(at, None if daily else often)
        rest()
    late = untold_then(indicators)
    yield from past.days(first, now, late.intersection(names))
    yield from past.days(first, now - DAY, set(names) - late)
