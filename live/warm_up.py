"""Warming up: the sources that remember tell the past, so that trends and long windows start full.

After a stop the past begins where the telling was broken off. What a source told before is told again where only
memory knew it (readings), and left alone where the desk wrote it down (notices).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from live.chronicle import SAYS
from live.clock import DAY
from live.measures.archive import Recorded
from sources.base import Remembering, Source, tells_incidents

if TYPE_CHECKING:
    from live.house import House

STEP = timedelta(hours=1)  # trends of before the start have a value an hour
LONGEST = timedelta(days=8)  # after a longer stop, what happened meanwhile is not told any more
LONG_STEP = timedelta(hours=6)  # before the day that trends show; the longer ago, the longer
AGAIN = timedelta(minutes=2)  # what was on its way when the ledger was written is told once more
LONG_AGO = 6  # steps to halve what is still to tell, or so


def stand_again(house: "House") -> None:
    """Show at once what was known before a stop, each with its own age; nothing is shown where nothing was."""
    if house.measuring.told.until is not None:
        house.measuring.evaluator.announce()
        house.parts.bus.drain()
        house.show()
        house.move()


def warm_up(house: "House", rest: Callable[[], None] = lambda: None) -> None:
    """Let the past be told; `rest` is called between steps, so that questions are answered meanwhile."""
    now = house.clock()
    begins = _begins(house.parts.sources, now, house.recorded_until, house.measuring.told)
    at = min(begins.values(), default=now)
    while at < now:
        long_ago = at < now - DAY
        until = min(at + max(LONG_STEP, (now - at) / LONG_AGO), now - DAY) if long_ago else min(at + STEP, now)
        _tell(house, begins, at, until, rest, fully=until > now - STEP)
        known = house.measuring.told.until
        if until >= now - DAY and (known is None or until > known):
            house.measuring.look_back(until, _invented(house), rest)
        at = house.told_to = until
    house.measuring.past_is_told()
    house.measuring.evaluator.draw_again(rest)


def _invented(house: "House") -> frozenset[str]:
    """The kinds of which something was made up; what the chronicle says is, as soon as anything here is."""
    return house.ingest.lines.invented | (SAYS if house.made_up else frozenset[str]())


def began(state: Path, sources: Iterable[Source], now: datetime) -> datetime:
    """Since when the house knows the whole life of every incident: noted in `state` at its first start."""
    noted = state / "began.txt"
    try:
        return datetime.fromisoformat(noted.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        telling = [one for one in sources if hasattr(one, "remembers") and tells_incidents(_remembering(one))]
        first = min(_begins(telling, now, None, Recorded()).values(), default=now)
        noted.write_text(first.isoformat(), encoding="utf-8")
        return first


def _tell(
    house: "House",
    begins: Mapping[str, datetime],
    at: datetime,
    until: datetime,
    rest: Callable[[], None],
    *,
    fully: bool,
) -> None:
    with house.desk.together():  # one transaction a step, not one a source
        for source in house.parts.sources:
            begin = begins.get(source.name)
            if begin is not None and begin < until:
                told = _remembering(source).past(max(at, begin), until, fully=fully)
                house.ingest.catch_up(source, told, until)
    house.measuring.listened(at, until)
    house.parts.bus.drain()
    house.chronicle.turn_to(until)
    house.parts.bus.drain()
    rest()


def _begins(
    sources: Iterable[Source], now: datetime, recorded_until: datetime | None, told: Recorded
) -> dict[str, datetime]:
    """When each source that remembers begins to tell: as far back as it remembers.

    One that tells incidents begins where the record ends; one whose readings are written down, shortly before they end.
    """
    remembering = [_remembering(one) for one in sources if hasattr(one, "remembers")]
    recorded = None if recorded_until is None else max(min(now - DAY, recorded_until), now - LONGEST)
    begins: dict[str, datetime] = {}
    for one in remembering:
        begin = now - one.remembers
        if tells_incidents(one):
            begin = begin if recorded is None else recorded
        elif told.until is not None and one.name in told.sources:
            begin = max(begin, told.until - AGAIN)
        elif recorded is not None:
            begin = min(recorded, begin)
        begins[one.name] = begin
    return begins


def _remembering(source: Source) -> Remembering:
    return source  # pyright: ignore[reportReturnType] - whoever has `remembers` keeps this protocol
