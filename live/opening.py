"""Opening the house: from a pack and a few values to everything joined, not yet running."""

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from geo.pack import CityPack
from incidents.policy import Policy
from incidents.tidings import BOOK
from incidents.timing.calendars import Calendars, calendars_of
from indicators import all_indicators
from layers import all_layers
from live.bus import open_bus
from live.clock import clock_of
from live.house import House
from live.measures.checking import check
from live.measures.configured import Own
from live.message_book import MessageBook
from live.parts import Parts
from live.ports import Memory
from live.warm_up import began
from sources import declared_sources, open_sources
from sources.base import CannotOpen, Provenance, Source
from store.opening import open_record

log = logging.getLogger(__name__)
FILE = "onescreen.db"  # the record in the folder of a city


class MadeUpBefore(CannotOpen):
    """A city in which nothing is made up should go on from the record of one in which something was."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The record of {folder} was a made-up city's: {why}, and no source is made up any more. Begin clean with "
            "another `state.folder` (ONESCREEN_STATE__FOLDER), and with another database where `store.url` names one."
        )


def open_house(  # noqa: PLR0913 - every value an operator may choose
    pack: CityPack,
    *,
    state: Path,
    speed: float,
    seed: int,
    back_fill_weeks: int,
    sources: Sequence[str],
    store: str,
    bus: str,
    own: Own,
    calendars: Calendars | None = None,
    policy: Policy | None = None,
    beat_s: float,
    moving_every_s: float,
) -> House:
    """The house of this city, its memory below `state`.

    `sources` names what is read, nothing what the pack declares; `store` and `bus` are addresses, an empty store means
    SQLite; `own` is what the city sets about its indicators, `calendars` are its working time, `policy` is what it asks
    of its desk. Raises `CannotOpen`, `StoreUnavailable` or `BusUnavailable`.
    """
    check(own, all_indicators())
    folder = folder_of(pack, state, speed)
    folder.mkdir(parents=True, exist_ok=True)
    clock = clock_of(folder, speed)
    opened = open_sources(sources or declared_sources(pack), pack, seed)
    return House(
        Parts(
            pack=pack,
            clock=clock,
            bus=open_bus(bus, f"onescreen:{folder.name}"),
            record=_not_made_up(record_of(folder, store), folder, opened),
            sources=opened,
            indicators=own.indicators(all_indicators()),
            layers=all_layers(),
            judge=own.judge,
            seed=seed, back_fill_weeks=back_fill_weeks,
            rules=own.rules,
            calendars=_counted_on(calendars or calendars_of(pack.time_zone), clock()),
            policy=policy or Policy(),
            channels={BOOK: MessageBook(folder / "messages.jsonl")},
            began=began(folder, opened, clock()),
            beat_s=beat_s, moving_every_s=moving_every_s,
        )
    )  # fmt: skip


def folder_of(pack: CityPack, state: Path, speed: float) -> Path:
    """Where the memory of a city lies whose time runs at this speed."""
    return state / "cities" / (pack.name if speed == 1 else f"{pack.name}-{speed:g}x")


def record_of(folder: Path, store: str) -> Memory:
    """The record at an address, of no address SQLite in the city's folder. Raises `StoreUnavailable`."""
    return open_record(store or f"sqlite:///{Path(folder, FILE).resolve()}", folder)


def _not_made_up(record: Memory, folder: Path, sources: Sequence[Source]) -> Memory:
    """The record. Raises `MadeUpBefore` where it holds what was made up, and no source is made up."""
    if not any(one.provenance is Provenance.MADE_UP for one in sources) and (why := _made_up_in(record)):
        record.close()
        raise MadeUpBefore(folder, why)
    return record


def _made_up_in(record: Memory) -> str:
    """What in a record is made up, in words; empty where nothing is."""
    if shifts := [one.name for one in record.office.standing() if one.made_up]:
        return f"people who do not exist stand on its shift {shifts[0]}"
    return f"{number} in it never happened" if (number := record.made_up()) else ""


def _counted_on(calendars: Calendars, now: datetime) -> Calendars:
    """These calendars; says if their holidays run out."""
    if (warning := calendars.warning(now)) is not None:
        log.warning("%s", warning["en"])
    return calendars
