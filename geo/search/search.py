"""Search: addresses, streets, crossings, places and areas by what somebody types, in Chinese, pinyin or English.

What is typed may be the beginning of any word of a name. Exact names come before beginnings, those before sounds, and
those before what was nearly typed; great things before small ones, and near ones first where a place is given.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from geo.areas import Areas
from geo.place import Floats, Point, distance_m
from geo.search.at import at
from geo.search.crossings import cross, crossings_asked, halves
from geo.search.degrees import places_typed
from geo.search.found import Found, found_crossing, found_entry, found_house, found_point, found_without
from geo.search.index import FREEWAY, INITIALS, SORTED_BY, STREET, SearchIndex
from geo.search.nearly import nearly
from geo.search.numbers import house_asked, house_at
from geo.search.words import joined, words
from geo.ways.roads import Roads

Ints = npt.NDArray[np.intp]
MOST_LOOKED_AT = 2_000  # beginnings; of more, the foremost and the shortest
LONGEST = 80  # signs; nobody types more
FEW = 3  # fewer than these: names with the words in another order are shown, too
NEARBY_M = 3_000.0
OUT_OF_ORDER = 0.62  # the score of names that hold all words, in another order
STREETS_ASKED = 6  # streets that may be meant by one half of a crossing, or before a house number


class Search:
    """All that can be found in a city."""

    def __init__(self, index: SearchIndex, areas: Areas) -> None:
        self._index, self._areas = index, areas
        self._area_row = {code: row for row, code in enumerate(index.area_code.tolist())}

    @classmethod
    def read(cls, path: Path, areas: Areas) -> Self:
        """The search of the pack with this file; raises OSError, KeyError or ValueError where there is none."""
        return cls(SearchIndex.read(path), areas)

    def __len__(self) -> int:
        return len(self._index)

    def find(self, text: str, language: str = "zh", near: Point | None = None, limit: int = 10) -> list[Found]:
        """What may be meant by the text, the likeliest first; of equals, those that have a name in this language."""
        text = self._without_areas_behind(text.strip()[:LONGEST])
        if not words(text) or limit < 1:
            return []
        if meant := places_typed(text):
            return [found_point(self._index, one, self._area(one.lon, one.lat)) for one in self._inside(meant)]
        found = [*self._crossings(text, near), *self._houses(text, near)]
        # Where the whole is an address, a name that is a little like it is not meant.
        rows, score = self._begun(text, near)
        if not found and not len(rows):
            if rest := self._within_an_area(text):
                return self.find(rest, language, near, limit)
            rows, score = self._meant(text, near)
        best = _best(rows, score, limit)
        titles = self._index.titles[language == "en"]
        best.sort(key=lambda one: (-one[1], not titles[one[0]]))
        found += [found_entry(self._index, row, one) for row, one in best]
        return sorted(found, key=lambda one: -one.score)[:limit]

    def at(self, place: Point, roads: Roads) -> tuple[Found, float]:
        """What one would call a place, and how many metres off that is."""
        return at(self._index, roads, place, self._area(place.lon, place.lat))

    def _area(self, lon: float, lat: float) -> int:
        """The row of the finest area that holds a place; that of the city where none does."""
        return self._area_row.get(self._areas.holding(lon, lat) or "", 0)

    def _inside(self, places: Sequence[Point]) -> list[Point]:
        """The first of these places that lies in the city, if one does."""
        return [one for one in places if self._areas.holding(one.lon, one.lat) is not None][:1]

    def _without_areas_behind(self, text: str) -> str:
        """What an English address says before the names of the areas that it lies in."""
        first, *behind = [part.strip() for part in text.split(",")]
        names = {name.casefold() for name in self._index.area_en.tolist()}
        while behind and behind[-1].casefold() in names:
            behind.pop()
        return ", ".join([first, *behind])

    def _within_an_area(self, text: str) -> str:
        """What an address says after the names of the areas that it lies in; empty where it begins with none."""
        rest = text
        for area in sorted(self._index.area_zh.tolist(), key=len, reverse=True):
            rest = rest.removeprefix(area) if area else rest
        return rest.strip() if rest != text else ""

    def _meant(self, text: str, near: Point | None) -> tuple[Ints, Floats]:
        """The entries that may be meant (k,), with their scores; where nothing begins like this, what is like it."""
        rows, score = self._begun(text, near)
        if len(rows):
            return rows, score
        rows, likeness = nearly(self._index, joined(words(text))[0])
        return self._ranked(*_highest(rows, 0.7 * likeness), near)

    def _begun(self, text: str, near: Point | None) -> tuple[Ints, Floats]:
        """The entries that have the words as typed, or at least all of them (k,), with their scores."""
        parts = words(text)
        rows, score = self._beginning(joined(parts)[0].encode())
        if len(rows) < FEW and len(parts) > 1:
            held = self._holding(parts)
            rows, score = _highest(
                np.concatenate([rows, held]), np.concatenate([score, np.full(len(held), OUT_OF_ORDER)])
            )
        return self._ranked(rows, score, near)

    def _ranked(self, rows: Ints, score: Floats, near: Point | None) -> tuple[Ints, Floats]:
        """With great things before small ones, and near before far ones."""
        score = score - 0.006 * (self._index.rank[rows].astype(np.float64) - 1)
        if near is not None:
            far_m = distance_m(self._index.lon[rows], self._index.lat[rows], near.lon, near.lat)
            score = score - 0.1 * (1 - np.exp(-far_m / NEARBY_M))
        return rows, np.maximum(score, 0.0)

    def _beginning(self, asked: bytes) -> tuple[Ints, Floats]:
        """The entries of which a word begins like this, with how well that fits."""
        index, slot = self._index, self._index.beginning_with(asked[:SORTED_BY])
        at = np.arange(slot.start, slot.stop) if slot.stop - slot.start <= MOST_LOOKED_AT else _foremost(index, slot)
        key = index.start_key[at]
        if len(asked) > SORTED_BY:
            keys, first = index.keys, index.start_at[at].tolist()
            goes_on = [keys[one : one + len(asked)] == asked for one in first]
            at, key = at[goes_on], key[goes_on]
        before = index.start_at[at] - index.key_first[key]
        length, kind = index.key_length[key], index.key_kind[key]
        share = len(asked) / np.maximum(length, len(asked))
        score = np.where(before > 0, 0.7 + 0.1 * share, np.where(length == len(asked), 1.0, 0.84 + 0.08 * share))
        return _highest(index.key_entry[key].astype(np.intp), score - np.where(kind == INITIALS, 0.12, 0.04 * kind))

    def _holding(self, parts: Sequence[str]) -> Ints:
        """The entries that have, in any order, words that begin like each of these."""
        index, held = self._index, np.zeros(len(self._index), dtype=np.uint8)
        asked = list(dict.fromkeys(parts))
        for number, part in enumerate(asked):
            rows = index.beginning_with(part.encode()[:SORTED_BY])
            entries = index.key_entry[index.start_key[rows]]
            held[entries[held[entries] == number]] = number + 1
        return np.flatnonzero(held == len(asked))[:MOST_LOOKED_AT]

    def _streets(self, text: str, near: Point | None, *, slips: bool = True) -> list[tuple[int, float]]:
        """The likeliest streets of this name, with their scores; with `slips`, also of a name that is nearly this."""
        rows, score = self._meant(text, near) if slips else self._begun(text, near)
        streets = np.isin(self._index.kind[rows], (STREET, FREEWAY))
        return _best(rows[streets], score[streets], STREETS_ASKED)

    def _crossings(self, text: str, near: Point | None) -> list[Found]:
        asked = crossings_asked(text)
        # A name may have gaps of its own, and 16 Mission St is a house.
        divided = not asked and not house_asked(text) and not len(self._beginning(joined(words(text))[0].encode())[0])
        pairs = asked or (halves(text) if divided else [])
        streets = [[self._streets(half, near, slips=len(asked) == 1) for half in pair] for pair in pairs]
        found = [at for one, other in streets for at in cross(self._index, one, other)]
        return [found_crossing(self._index, at, self._area(at.lon, at.lat)) for at in found]

    def _houses(self, text: str, near: Point | None) -> list[Found]:
        asked = house_asked(text)
        if asked is None:
            return []
        streets = self._streets(asked.street, near)
        houses = [(row, house_at(self._index, row, asked), score) for row, score in streets]
        there = [one for one in houses if one[1] is not None and one[1].exactness != "street"] or houses[:1]
        return [
            found_without(self._index, row, score) if house is None
            else found_house(self._index, row, asked.text, house, self._area(house.lon, house.lat), score)
            for row, house, score in there
        ]  # fmt: skip


def _highest(rows: Ints, score: Floats) -> tuple[Ints, Floats]:
    """Each entry once, with its highest score."""
    order = np.lexsort((-score, rows))
    rows, score = rows[order], score[order]
    first = np.concatenate([[True], rows[1:] != rows[:-1]]) if len(rows) else np.zeros(0, dtype=np.bool_)
    return rows[first], score[first]


def _best(rows: Ints, score: Floats, most: int) -> list[tuple[int, float]]:
    """The entries with the highest scores, those first."""
    order = np.argsort(-score, kind="stable")[:most]
    return list(zip(rows[order].tolist(), score[order].tolist(), strict=True))


def _foremost(index: SearchIndex, rows: slice) -> Ints:
    """Of very many beginnings, the weightiest, and the first, among which are those that end with what was typed."""
    weight = index.start_weight[rows]
    counts = np.cumsum(np.bincount(weight, minlength=256))
    enough = int(np.searchsorted(counts, MOST_LOOKED_AT))
    best = np.flatnonzero(weight <= enough)[: 2 * MOST_LOOKED_AT]
    return rows.start + np.union1d(best, np.arange(MOST_LOOKED_AT // 4))
