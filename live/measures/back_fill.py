"""Back-fill: at the first start of a made-up city, its foretime is reckoned beside, and taken in when it is done.

First that of the light indicators, in less than a minute: those that rest on cases beside the rest. Then the dailies of
the others, which take some more.
"""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import IO

from city.history import Step
from incidents.ports import StoreUnavailable
from live.chronicle import SAYS
from live.house import House
from live.lasting import HOUSE, LENGTH, exactly
from live.measures.archive import HOURS
from live.measures.seeing import resting_on, untold_then
from sources.base import Provenance

log = logging.getLogger(__name__)
WEEKS = 8
AT_ONCE = 64  # steps written in one transaction


def wants_foretime(house: House) -> bool:
    """Whether everything here is made up, and nothing is known of the time before."""
    all_made_up = all(one.provenance is Provenance.MADE_UP for one in house.parts.sources)
    return all_made_up and bool(house.parts.sources) and any(_untold(house))


def back_fill(house: House, seed: int, weeks: int = WEEKS, rest: Callable[[], None] = lambda: None) -> None:
    """Reckon the foretime, write it down and remember it; a failure is logged, and nothing is usual until it was."""
    light, late = _untold(house)
    try:
        if light:
            names = house.indicators.keys() - untold_then(house.indicators)
            of_cases = names & resting_on(SAYS, house.indicators)  # these are lived through first
            _fill(house, [_asked(house, seed, weeks, part) for part in (of_cases, names - of_cases)], rest)
        if late:
            # Of some light ones, too, the foretime says nothing: it asks for no more than every few hours.
            now, annals = house.clock(), house.measuring.annals
            names = {name for name in house.indicators if not annals.reach_back([name], now)}
            _fill(house, [_asked(house, seed, weeks, names, daily=True)], rest)
    except (OSError, EOFError, ValueError, StoreUnavailable):
        log.exception("The time before this city's first start could not be made up; trends of it stay unknown.")


def _untold(house: House) -> tuple[bool, bool]:
    """Whether nothing is known of the time before of any light indicator, and of any that the foretime leaves out."""
    now, annals = house.clock(), house.measuring.annals
    late = untold_then(house.indicators)
    return not annals.reach_back(house.indicators.keys() - late, now), not annals.reach_back(late, now)


def _fill(house: House, asked: Sequence[bytes], rest: Callable[[], None]) -> None:
    began, count = time.monotonic(), 0
    steps, hours = list[Step](), list[Step]()
    for step in _reckoned(asked):
        if step.series == HOURS:
            hours.append(step)
            continue
        house.measuring.archive.take(hours, rest)  # first: once measures are kept, none of this is asked for again
        hours.clear()
        steps.append(step)
        if len(steps) == AT_ONCE:
            house.parts.record.keep(steps)
            count, steps = count + len(steps), []
    house.parts.record.keep(steps)
    house.measuring.remember_measures(rest)
    house.measuring.evaluator.draw_again(rest)
    log.info(
        "Made up %d days of indicators from before the first start in %.0f s.",
        count + len(steps),
        time.monotonic() - began,
    )


def _reckoned(asked: Sequence[bytes]) -> Iterator[Step]:
    """What so many processes answer, one after the other; they reckon at the same time."""
    with ExitStack() as stack:
        processes = [stack.enter_context(_asking(one)) for one in asked]
        for process in processes:
            assert process.stdout is not None  # noqa: S101 - opened with pipes
            yield from _steps(process.stdout)
            if process.wait():
                raise OSError(f"it ended with {process.returncode}")


def _asking(asked: bytes) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "live.measures.foretime"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HOUSE
    )
    assert process.stdin is not None  # noqa: S101 - opened with pipes
    process.stdin.write(asked)
    process.stdin.close()
    return process


def _steps(stream: IO[bytes]) -> Iterator[Step]:
    while head := stream.read(LENGTH.size):
        series, at = json.loads(exactly(stream, LENGTH.unpack(head)[0]))
        body = exactly(stream, LENGTH.unpack(exactly(stream, LENGTH.size))[0])
        yield Step(series=series, at=datetime.fromisoformat(at), body=body)


def _asked(house: House, seed: int, weeks: int, names: Iterable[str], *, daily: bool = False) -> bytes:
    """What the process is asked, as it reads it."""
    judge = house.measuring.judge
    return json.dumps({
        "folder": str(house.pack.folder.resolve()), "seed": seed, "weeks": weeks, "now": house.clock().isoformat(),
        "bands": {name: one.cuts for name, one in judge.own_bands.items()},
        "parameters": {name: dict(own) for name, own in judge.own_parameters.items()},
        "names": sorted(names), "daily": daily,
    }).encode()  # fmt: skip
