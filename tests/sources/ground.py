"""The invented sources of the little city, and all that one of them tells, as columns."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache

import numpy as np

from city.readings import Floats, Readings
from sources.made_up.ground_parts import ground_parts
from sources.made_up.roll import WASTE_TRUCK, roll_of
from sources.made_up.rounds import collections
from sources.made_up.source import MadeUp
from sources.made_up.surroundings import places_of
from sources.made_up.town import Town
from sources.moments import DAY_MS, HOUR_MS
from tests.sources.little_city import NOON, city

PACK = city()
DAY = timedelta(days=1)


def town(seed: int = 7, **more: object) -> Town:
    return Town(city(**more) if more else PACK, seed)


def sources(one: Town) -> dict[str, MadeUp]:
    """The sources of a town by their short names."""
    bins = places_of(one, "bin.fill")
    emptied = collections(one, *bins, *roll_of(one).rounds(WASTE_TRUCK))
    return {source.name.partition(".")[2]: source for source in ground_parts(one, bins, emptied)}


def batches(facts: Iterable[object], kind: str = "") -> list[Readings]:
    return [fact for fact in facts if isinstance(fact, Readings) and kind in ("", fact.kind)]


@cache
def told(name: str, days: float, kind: str = "") -> Readings:
    """All that a source tells of one kind, or of its only one, over the days before noon."""
    parts = batches(sources(town())[name].past(NOON - days * DAY, NOON), kind)
    columns = {each: np.concatenate([part.attributes[each] for part in parts]) for each in parts[0].attributes}
    places = {each: np.concatenate([getattr(part, each) for part in parts]) for each in ("value", "at", "lon", "lat")}
    things = [thing for part in parts for thing in part.thing]
    return Readings(kind=parts[0].kind, thing=things, attributes=columns, **places)


def local_hour(rows: Readings) -> Floats:
    return (rows.at.astype("datetime64[ms]").astype(np.int64) + 8 * HOUR_MS) % DAY_MS / HOUR_MS


def is_sunday(rows: Readings) -> Floats:
    return ((rows.at.astype("datetime64[ms]").astype(np.int64) + 8 * HOUR_MS) // DAY_MS + 3) % 7 == 6


def by_thing(rows: Readings) -> dict[str, Readings]:
    names = np.array(rows.thing, dtype=object)
    return {name: rows.only(names == name) for name in dict.fromkeys(rows.thing)}
