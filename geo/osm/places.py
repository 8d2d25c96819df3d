"""Places and addresses from OpenStreetMap: `places.csv` says which tag makes which kind of place.

A place without a name is called by what it is. Where a ground and a point inside it tell of the same place, the point
is left out.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo.importing.report import Report
from geo.importing.tables import Table
from geo.osm.records import Extract, Ground
from geo.osm.words import named
from geo.pack_writer import COLUMNS
from geo.place import distance_m

KINDS = Path(__file__).with_name("places.csv")
SAME_STREET_M = 800.0  # as far as the search takes two streets of one name for one
SAME_M = 200.0  # nearer than this, two of one kind and name are one place
CLOSED_DOWN = ("disused", "abandoned")
Tags = Mapping[str, str]
Row = tuple[str, str, str, str, float, float]


@dataclass(frozen=True, slots=True)
class Sort:
    """What a tag makes: a kind of place, and what one without a name is called."""

    kind: str
    zh: str
    en: str


def places(extract: Extract, report: Report) -> Table:
    """All places, as the table `places` of a city pack."""
    rows = [row for one in extract.grounds if (row := _of_ground(one))]
    rows += [row for one in extract.spots if (row := _row(one.number, one.tags, one.lon, one.lat))]
    rows += _of_bridges(extract)
    table = pd.DataFrame(rows, columns=list(COLUMNS["places"]))
    return _once(table, report)


def sort_of(tags: Tags) -> Sort | None:
    """What kind of place these tags make, the first that `places.csv` names; None where they make none.

    >>> sort_of({"railway": "station", "station": "subway"}).kind
    'metro_station'
    """
    if any(tags.get(word) == "yes" for word in CLOSED_DOWN):
        return None
    found = [one for tag in tags.items() if (one := _sorts().get(tag))]
    return min(found, key=lambda one: one[0])[1] if found else None


@cache
def _sorts() -> Mapping[tuple[str, str], tuple[int, Sort]]:
    with KINDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["tag"], row["value"]): (order, Sort(row["kind"], row["zh"], row["en"])) for order, row in enumerate(rows)
    }


def plain_words(kind: str) -> tuple[str, str] | None:
    """What a place of this kind is called that has no name, in Chinese and English; None for an unknown kind.

    >>> plain_words("charging_station")
    ('充电站', 'Charging station')
    """
    return next(((sort.zh, sort.en) for _, sort in _sorts().values() if sort.kind == kind), None)


def kind_of_words(words: str) -> str | None:
    """The kind that is called so, in Chinese or English, or by its own name; None where none is.

    >>> kind_of_words("消防站"), kind_of_words("Fire station"), kind_of_words("zeppelin")
    ('fire_station', 'fire_station', None)
    """
    said = words.casefold()
    sorts = [sort for _, sort in _sorts().values()]
    return next((sort.kind for sort in sorts if said in (sort.kind, sort.zh, sort.en.casefold())), None)


def _row(number: str, tags: Tags, lon: float, lat: float) -> Row | None:
    sort = sort_of(tags)
    if sort is None:
        return None
    zh, en = named(tags)
    return f"{sort.kind}_{number}", sort.kind, zh or sort.zh, en or sort.en, lon, lat


def _of_ground(one: Ground) -> Row | None:
    if sort_of(one.tags) is None:
        return None
    point = shapely.point_on_surface(one.shape)
    return _row(one.number, one.tags, point.x, point.y)


def _of_bridges(extract: Extract) -> Iterator[Row]:
    """Bridges that have a name of their own but no ground, by their outline."""
    for line in extract.lines:
        if line.tags.get("man_made") == "bridge" and line.refs[0] != line.refs[-1]:
            for part in line.stretches()[:1]:
                middle = part.interpolate(0.5, normalized=True)
                row = _row(f"w{line.number}", line.tags, middle.x, middle.y)
                if row is not None:
                    yield row


def _once(table: Table, report: Report) -> Table:
    """Each place once: of one kind and name, near one another, the first stays."""
    named_alike = table[table.duplicated(["kind", "zh"], keep=False)]
    twice: list[int] = []
    for (_, zh), group in named_alike.groupby(["kind", "zh"], sort=False):
        if zh in _all_plain_words():
            continue
        lon, lat = group["lon"].to_numpy(float), group["lat"].to_numpy(float)
        for at in range(1, len(group)):
            before = [i for i in range(at) if group.index[i] not in twice]
            if before and float(np.min(distance_m(lon[before], lat[before], lon[at], lat[at]))) < SAME_M:
                twice.append(int(group.index[at]))
    if twice:
        first = table.loc[twice[0]]
        report.leave_out("places told twice, as a ground and as a point", first["en"], len(twice))
    return table.drop(index=twice).drop_duplicates("name", ignore_index=True)


@cache
def _all_plain_words() -> frozenset[str]:
    """The names of places that have none of their own."""
    return frozenset(sort.zh for _, sort in _sorts().values())


def addresses(extract: Extract) -> Table:
    """Where house numbers are, as the table `addresses` of a city pack."""
    streets = _translated(extract)
    rows = [_address(one.tags, one.lon, one.lat, streets) for one in extract.spots]
    for one in extract.grounds:
        if "addr:housenumber" in one.tags and not one.cut:
            point = shapely.point_on_surface(one.shape)
            rows.append(_address(one.tags, point.x, point.y, streets))
    table = pd.DataFrame([row for row in rows if row], columns=list(COLUMNS["addresses"]))
    return _told_once(table)


def _told_once(table: Table) -> Table:
    """Each address once: the same street and number near one another. Far apart it is a street of the same name."""
    alike = table[table.duplicated(["zh", "number"], keep=False)]
    again: list[int] = []
    for _, group in alike.groupby(["zh", "number"], sort=False):
        lon, lat = group["lon"].to_numpy(float), group["lat"].to_numpy(float)
        kept: list[int] = []
        for at in range(len(group)):
            if kept and float(np.min(distance_m(lon[kept], lat[kept], lon[at], lat[at]))) < SAME_STREET_M:
                again.append(int(group.index[at]))
            else:
                kept.append(at)
    return table.drop(index=again).reset_index(drop=True)


def _address(
    tags: Tags, lon: float, lat: float, streets: Mapping[str, tuple[str, str]]
) -> tuple[str, str, str, float, float] | None:
    street, number = tags.get("addr:street") or tags.get("addr:place", ""), tags.get("addr:housenumber", "")
    if not street or not number:
        return None
    zh, en = streets.get(street, (street, street))
    return tags.get("addr:street:zh", zh), tags.get("addr:street:en", en), number, lon, lat


def _translated(extract: Extract) -> dict[str, tuple[str, str]]:
    """What the streets are called in Chinese and English, by the name that addresses use."""
    tagged: Iterable[Tags] = (line.tags for line in extract.lines if "highway" in line.tags and "name" in line.tags)
    return {tags["name"]: named(tags) for tags in tagged}
