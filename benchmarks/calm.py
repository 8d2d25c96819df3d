"""How calm the made-up city is: `python -m benchmarks.calm --days 28` prints a table, a row an indicator.

The sources tell days of the past, all models are computed every so many hours, and it is counted how much of the time
each stands in which band, for the city and for all districts together; so much of the time it is unknown; and its
median and range. What OneScreen tells of itself (`dataset.state`, `service.level`) needs a running house: the two
models that look at it stay unknown here. A city that is never or always out of band shows nothing.
"""

import argparse
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from geo.opening import open_pack
from indicators import all_indicators
from live.bus import MemoryBus
from live.clock import DAY, Standing
from live.house import House
from live.measures.workers import Inline
from live.parts import Parts
from live.warm_up import warm_up
from sources import open_sources
from sources.made_up.source import MadeUp
from store.memory import MemoryRecord

PACKS = Path("var/packs")
UNKNOWN, BANDS = -1, 4
HEAVY_LOOKS = 5  # no divisor of a day's looks, so that heavy models come by all hours of the day
FULLY = timedelta(minutes=12)  # before each look, for models that look at the last minutes alone


class Sparing(Inline):
    """Everything here and now, but those that rest: what they said last stays."""

    def __init__(self) -> None:
        self.resting: frozenset[str] = frozenset()

    def busy_with(self, name: str) -> bool:
        """Whether it rests this time."""
        return name in self.resting


@dataclass(slots=True)
class Seen:
    """What was seen of one indicator, a row a look: values and bands, each (areas,)."""

    values: list[Floats] = field(default_factory=list[Floats])
    bands: list[npt.NDArray[np.int8]] = field(default_factory=list[npt.NDArray[np.int8]])
    error: str = ""


def looked_at(house: House, clock: Standing, until: datetime, step: timedelta) -> dict[str, Seen]:
    """What all indicators said each time, from where the clock stands on."""
    seen = {name: Seen() for name in house.indicators}
    heavy = frozenset(name for name, one in house.indicators.items() if one.heavy)
    evaluator = house.measuring.evaluator
    evaluator.workers = workers = Sparing()
    for look in count():
        if (before := clock()) >= until:
            break
        at = min(before + step, until)
        clock.put(at)
        workers.resting = heavy if look % HEAVY_LOOKS else frozenset()
        _tell(house, before, at - FULLY, fully=False)
        _tell(house, at - FULLY, at, fully=True)
        evaluator.run_due()
        for name, measure in evaluator.said.items():
            seen[name].values.append(measure.value)
            seen[name].bands.append(measure.band)
            seen[name].error = measure.error
    return seen


def _tell(house: House, since: datetime, until: datetime, *, fully: bool) -> None:
    with house.desk.together():
        for source in house.parts.sources:
            if isinstance(source, MadeUp):
                house.ingest.catch_up(source, source.past(since, until, fully=fully), until)
    house.measuring.listened(since, until)
    house.parts.bus.drain()
    house.chronicle.turn_to(until)
    house.parts.bus.drain()


def table(seen: dict[str, Seen], inner: Sequence[int]) -> Iterator[str]:
    """The lines of the table: shares in per cent, of the city (area 0) and of these areas within it."""
    yield f"{'':26s} |  city: share % in each band   |  districts, %                 |  the city's value"
    yield (
        f"{'indicator':26s} |  norm  att warn crit unkn | "
        f" norm  att warn crit unkn | {'least':>9s} {'median':>9s} {'most':>9s}"
    )
    for name, one in sorted(seen.items()):
        if one.error or not one.values:
            yield f"{name:26s} | failed: {one.error}"
            continue
        bands, values = np.array(one.bands), np.array(one.values)[:, 0]
        known = values[~np.isnan(values)]
        figures = np.quantile(known, (0, 0.5, 1)) if len(known) else np.full(3, np.nan)
        said = " ".join(f"{one:9.3f}" for one in figures)
        yield f"{name:26s} | {_shares(bands[:, :1])} | {_shares(bands[:, inner])} | {said}"


def _shares(bands: npt.NDArray[np.int8]) -> str:
    """Of each band and of unknown, in per cent; a dash is never."""
    counts = [np.mean(bands == band) * 100 for band in (*range(BANDS), UNKNOWN)]
    return " ".join("    -" if not one else f"{one:5.1f}" for one in counts)


def _house(packs: Path, seed: int, clock: Standing, sources: Sequence[str], only: Sequence[str]) -> House:
    pack = open_pack(None, packs, seed)
    parts = Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=open_sources(sources, pack, seed),
        indicators={name: one for name, one in all_indicators().items() if not only or name in only}, layers={},
    )  # fmt: skip
    return House(parts)


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--days", type=float, default=28.0, help="how many days are looked at")
    reader.add_argument("--hours", type=float, default=3.0, help="between two looks")
    reader.add_argument("--until", type=datetime.fromisoformat, default=datetime.now(UTC).isoformat(), help="UTC")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--packs", type=Path, default=PACKS, help="the folder of made-up cities")
    reader.add_argument("--sources", nargs="+", default=["made_up"], help="only these, as made_up.hotline")
    reader.add_argument("--only", nargs="+", default=[], help="only these indicators")
    wish = reader.parse_args()
    logging.basicConfig(level=logging.ERROR)
    until = wish.until.replace(tzinfo=UTC)
    clock = Standing(until - wish.days * DAY)
    house = _house(wish.packs, wish.seed, clock, wish.sources, wish.only)
    house.remember()
    house.connect()
    warm_up(house)
    seen = looked_at(house, clock, until, timedelta(hours=wish.hours))
    districts = [i for i, area in enumerate(house.pack.areas.all) if area.level == 1]
    print("\n".join(table(seen, districts)))


if __name__ == "__main__":
    main()
