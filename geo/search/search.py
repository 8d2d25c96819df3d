"""Search: addresses, streets, crossings, places and areas by what somebody types, in Chinese, pinyin or English.

What is typed may be the beginning of any word of a name. Exact names come before beginnings, those before sounds, and
those before what was nearly typed; great things before small ones, and near ones first where a place is given.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np

from geo.areas import Areas
from geo.place import Point
from geo.search.at import at
from geo.search.crossings import cross, crossings_asked, glued, halves
from geo.search.degrees import places_typed
from geo.search.found import (
    Found,
    elsewhere,
    found_crossing,
    found_entry,
    found_house,
    found_point,
    found_without,
    title_of,
)  # fmt: skip
from geo.search.index import AREA, SearchIndex
from geo.search.names import STREETS_ASKED, Names, best
from geo.search.numbers import house_asked, house_at
from geo.search.within import Reading, Within
from geo.search.words import is_chinese, joined, words
from geo.ways.roads import Roads

LONGEST = 80  # signs; nobody types more
AS_ASKED = 0.84  # a name that begins like this is what was asked for
ELSEWHERE = 0.06  # what lies outside the areas that were named is so much less likely
SURE_OF_AREA = 0.97  # the score of an area that is named with those around it


class Search:
    """All that can be found in a city."""

    def __init__(self, index: SearchIndex, areas: Areas) -> None:
        self._index, self._areas = index, areas
        self._names, self._within = Names(index), Within(index, areas)
        self._area_row = {code: row for row, code in enumerate(index.area_code.tolist())}
        self._area_entry = np.flatnonzero(index.kind == AREA).tolist()  # areas come in their own order

    @classmethod
    def read(cls, path: Path, areas: Areas) -> Self:
        """The search of the pack with this file; raises OSError, KeyError or ValueError where there is none."""
        return cls(SearchIndex.read(path), areas)

    def __len__(self) -> int:
        return len(self._index)

    def find(self, text: str, language: str = "zh", near: Point | None = None, limit: int = 10) -> list[Found]:
        """What may be meant by the text, the likeliest first; of equals, those that have a name in this language."""
        typed = self._within.behind(text.strip()[:LONGEST])
        if not words(typed.rest) or limit < 1:
            return []
        if meant := places_typed(typed.rest):
            return [found_point(self._index, one, self._area(one.lon, one.lat)) for one in self._inside(meant)]
        found = self._read(typed, near, limit)
        found.sort(key=lambda one: (-one.score, not self._named(one, language)))
        return found[:limit]

    def at(self, place: Point, roads: Roads) -> tuple[Found, float]:
        """What one would call a place, and how many metres off that is."""
        return at(self._index, roads, place, self._area(place.lon, place.lat))

    def _area(self, lon: float, lat: float) -> int:
        """The row of the finest area that holds a place; that of the city where none does."""
        return self._area_row.get(self._areas.holding(lon, lat) or "", 0)

    def _inside(self, places: Sequence[Point]) -> list[Point]:
        """The first of these places that lies in the city, if one does."""
        return [one for one in places if self._areas.holding(one.lon, one.lat) is not None][:1]

    def _read(self, typed: Reading, near: Point | None, limit: int) -> list[Found]:
        """What is found by the first way to read the text that finds it; slips are thought of last."""
        found = self._answers(typed, near, limit)
        before = self._within.before(typed.rest)
        for one in before:
            enough = one.guessed > 0 or (one.rest != "" and max((each.score for each in found), default=0) >= AS_ASKED)
            if found and enough:
                break
            more = self._answers(replace(one, areas=(*typed.areas, *one.areas)), near, limit)
            found = _together(found, more)
        if found:
            return found
        strange = self._within.strange(typed.rest)
        for one in strange:
            found = found or self._answers(one, near, limit)
        for one in (*(each for each in before if each.rest), *strange, typed):
            found = found or self._answers(one, near, limit, slips=True)
        return found

    def _answers(self, asked: Reading, near: Point | None, limit: int, *, slips: bool = False) -> list[Found]:
        """What is found by this reading; with `slips`, also by names that are nearly typed so."""
        if not words(asked.rest):
            rows = self._within.meant(asked)
            return [found_entry(self._index, self._area_entry[row], SURE_OF_AREA) for row in rows]
        found = [*self._crossings(asked, near, slips=slips), *self._houses(asked, near, slips=slips)]
        # Where the whole is an address, a name that is a little like it is not meant.
        names = self._names.meant if slips and not found else self._names.begun
        rows, score = names(asked.rest, near)
        outside = ~self._within.holds(asked)[self._index.area[rows]] if asked.areas else np.zeros(len(rows))
        order = np.argsort(ELSEWHERE * outside - score, kind="stable")[:limit]
        return [*found, *self._entries(asked, best(rows[order], score[order], limit))]

    def _entries(self, asked: Reading, rows: Sequence[tuple[int, float]]) -> list[Found]:
        """These entries; where some lie in the areas that were named, only those."""
        missed = {row: self._within.missed_by(asked, row) for row, _ in rows}
        inside = [one for one in rows if not missed[one[0]]]
        kept = inside if any(score >= AS_ASKED - 0.15 for _, score in inside) else rows
        return [self._unless_in(missed[row], found_entry(self._index, row, score)) for row, score in kept]

    def _unless_in(self, missed: str, found: Found) -> Found:
        """The finding, which says so where it does not lie in the area that was named."""
        if not missed:
            return found
        english = self._within.english(missed)
        return elsewhere(
            found, {"zh": missed, "en": english}, max(found.score - ELSEWHERE, 0.0), known=missed in self._within
        )

    def _named(self, one: Found, language: str) -> bool:
        """Whether what was found has a name of its own in this language."""
        return one.title["zh"] != one.title["en"] or (language == "zh") == is_chinese(one.title["zh"])

    def _streets(self, text: str, asked: Reading, near: Point | None, *, slips: bool) -> list[tuple[int, float, str]]:
        """The streets that may be meant, with their scores and the area that was named and in which they do not lie."""
        most = 4 * STREETS_ASKED if asked.areas else STREETS_ASKED
        found = [
            (row, score, self._within.missed_by(asked, row))
            for row, score in self._names.streets(text, near, most, slips=slips)
        ]
        inside = {str(title_of(self._index, row)) for row, _, missed in found if not missed}
        found = [one for one in found if not one[2] or str(title_of(self._index, one[0])) not in inside]
        return sorted(found, key=lambda one: ELSEWHERE * bool(one[2]) - one[1])[:STREETS_ASKED]

    def _crossings(self, asked: Reading, near: Point | None, *, slips: bool) -> list[Found]:
        text, whole = asked.rest, False
        pairs = crossings_asked(text)
        slips = slips and len(pairs) == 1
        # A name may have gaps of its own, and 16 Mission St is a house.
        if not pairs and not house_asked(text) and not len(self._names.beginning(joined(words(text))[0].encode())[0]):
            pairs = halves(text) or glued(text)
            whole = pairs != halves(text)
        streets = [
            [self._whole(half) if whole else self._names.streets(half, near, slips=slips) for half in pair]
            for pair in pairs
        ]
        found = [at for one, other in streets for at in cross(self._index, one, other)]
        areas = [self._area(one.lon, one.lat) for one in found]
        crossings = [
            (found_crossing(self._index, one, area), self._within.missed(asked, area))
            for one, area in zip(found, areas, strict=True)
        ]
        inside = [one for one, missed in crossings if not missed]
        return inside or [self._unless_in(missed, one) for one, missed in crossings]

    def _whole(self, text: str) -> list[tuple[int, float]]:
        """The streets that are called just this."""
        wanted = words(text)
        found = self._names.streets(text, None, slips=False)
        return [one for one in found if wanted in map(words, title_of(self._index, one[0]).values())]

    def _houses(self, asked: Reading, near: Point | None, *, slips: bool) -> list[Found]:
        house_typed = house_asked(asked.rest)
        if house_typed is None:
            return []
        streets = self._streets(house_typed.street, asked, near, slips=slips)
        houses = [(row, house_at(self._index, row, house_typed), score, missed) for row, score, missed in streets]
        there = [one for one in houses if one[1] is not None and one[1].exactness != "street"] or houses[:1]
        found = list[Found]()
        for row, house, score, missed in there:
            if house is None:
                found.append(self._unless_in(missed, found_without(self._index, row, score)))
                continue
            area = self._area(house.lon, house.lat)
            one = found_house(self._index, row, house_typed.text, house, area, score)
            # A street that runs through the area may have this house beyond it.
            beyond = missed if house.exactness == "street" else self._within.missed(asked, area)
            found.append(self._unless_in(beyond, one))
        return found


def _together(found: Sequence[Found], more: Sequence[Found]) -> list[Found]:
    """What was found in two ways, each once; what both of them found is the likelier to be meant."""
    known = {(one.kind, one.lon, one.lat): one for one in found}
    for one in more:
        other = known.get(key := (one.kind, one.lon, one.lat))
        known[key] = one if other is None else replace(one, score=min(max(one.score, other.score) + 0.02, 1.0))
    return [*known.values()]
