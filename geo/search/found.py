"""What was found: a title in both languages, where it is, and how exactly that is known."""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from geo.place import Point
from geo.search.crossings import Crossing
from geo.search.index import AREA, KINDS, SearchIndex
from geo.search.numbers import House, numbers_of
from geo.search.words import is_chinese, side_by_side

Words = dict[str, str]
SURE = 0.96  # the highest score of a street's name beside a number
BETTER = MappingProxyType({"exact": 0.04, "near": 0.02, "street": 0.0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was found; `address` says in which areas it lies, `area` is the code of the finest.

    `kind` is address, street, crossing, place, area, or point (typed as coordinates). `exactness` is "exact", or for an
    address "near" (at or between the nearest known numbers) or "street" (no number is known there). `numbers` are the
    lowest and highest of a street that was asked for a number far from all of its own. `score` is 1 for what was asked
    for, to 0. `why` says where it is, if that is not in the area that was named; it is then "near" at best.
    """

    kind: str
    title: Words
    address: Words
    lon: float
    lat: float
    area: str
    exactness: str
    score: float
    numbers: tuple[int, int] | None = None
    why: Words | None = None


def found_entry(index: SearchIndex, row: int, score: float) -> Found:
    """A street, a place or an area."""
    place = float(index.lon[row]), float(index.lat[row])
    return _found(index, KINDS[int(index.kind[row])], title_of(index, row), place, int(index.area[row]), score)


def found_crossing(index: SearchIndex, at: Crossing, area: int) -> Found:
    """The crossing of two streets, which lies in this area."""
    one, other = (title_of(index, row) for row in at.streets)
    title = {"zh": f"{one['zh']}与{other['zh']}交叉口", "en": f"{one['en']} & {other['en']}"}
    return _found(index, "crossing", title, (at.lon, at.lat), area, at.score)


def found_house(index: SearchIndex, street: int, number: str, house: House, area: int, score: float) -> Found:
    """A house in this area, by the number that was asked for, known or not; `score` is that of the street's name."""
    score = min(score, SURE) + BETTER[house.exactness]
    title = title_of(index, street)
    title = numbered(title["zh"], title["en"], number)
    return _found(index, "address", title, (house.lon, house.lat), area, score, house.exactness)


def numbered(zh: str, en: str, number: str) -> Words:
    """The names of a house; a street without a Chinese name is written as its own language writes it.

    >>> numbered("人民路", "Renmin Road", "100弄1")
    {'zh': '人民路100弄1号', 'en': '100-1 Renmin Road'}
    """
    latin = re.sub(r"[^\dA-Z]+", "-", number, flags=re.IGNORECASE).strip("-")
    # A house that ends with a word of its own, as 2号楼 does, needs no 号.
    written = number if is_chinese(number[-1:]) else f"{number}号"
    return {"zh": f"{zh}{written}" if is_chinese(zh) else f"{latin} {zh or en}", "en": f"{latin} {en or zh}"}


def found_without(index: SearchIndex, street: int, score: float) -> Found:
    """A street that was asked for a number far from all of its own."""
    return replace(found_entry(index, street, min(score, SURE)), numbers=numbers_of(index, street))


def elsewhere(found: Found, named: Words, score: float, *, known: bool) -> Found:
    """What lies outside the area that was named with it; `known` says whether the city has that area at all."""
    title, address = found.title, found.address
    why = {
        "zh": f"{title['zh']}不在{named['zh']}，而在{address['zh']}。",
        "en": f"{title['en']} is not in {named['en']}; it is in {address['en']}.",
    }
    if not known:
        why = {
            "zh": f"本市没有{named['zh']}；{title['zh']}在{address['zh']}。",
            "en": f"This city has no {named['en']}; {title['en']} is in {address['en']}.",
        }
    exactness = "near" if found.exactness == "exact" else found.exactness
    return replace(found, exactness=exactness, score=round(score, 3), why=why)


def found_point(index: SearchIndex, place: Point, area: int) -> Found:
    """A place that was typed as coordinates."""
    ns, ew = ("南纬" if place.lat < 0 else "北纬"), ("西经" if place.lon < 0 else "东经")
    lat, lon = f"{abs(place.lat):g}°", f"{abs(place.lon):g}°"
    title = {"zh": f"{ns}{lat} {ew}{lon}", "en": f"{lat}{'NS'[place.lat < 0]} {lon}{'EW'[place.lon < 0]}"}
    return _found(index, "point", title, (place.lon, place.lat), area, 1.0)


def found_at(index: SearchIndex, kind: str, title: Words, place: tuple[float, float], area: int) -> Found:
    """What is at a place in this area."""
    return _found(index, kind, title, place, area, 1.0)


def title_of(index: SearchIndex, row: int) -> Words:
    """The names of an entry; where a language has none, the other's."""
    zh, en = (titles[row] for titles in index.titles)
    return {"zh": zh or en, "en": en or zh}


def chain(index: SearchIndex, area: int) -> list[int]:
    """The area and those that it lies in, the city last."""
    areas = [area]
    while (above := int(index.area_parent[areas[-1]])) >= 0:
        areas.append(above)
    return areas


def _found(
    index: SearchIndex, kind: str, title: Words, place: tuple[float, float], area: int, score: float,
    exactness: str = "exact",
) -> Found:  # fmt: skip
    within = chain(index, area)[kind == KINDS[AREA] :]  # an area does not lie in itself
    address = {
        "zh": side_by_side(*(str(index.area_zh[one]) for one in reversed(within))),
        "en": ", ".join(str(index.area_en[one]) for one in within),
    }
    return Found(
        kind=kind, title=title, address=address, lon=round(place[0], 6), lat=round(place[1], 6),
        area=str(index.area_code[area]), exactness=exactness, score=round(min(score, 1.0), 3),
    )  # fmt: skip
