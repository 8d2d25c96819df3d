"""Names: the entries whose names begin, or go on, like what is typed, and how well they fit."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geo.place import Floats, Point, distance_m
from geo.search.index import FREEWAY, INITIALS, SORTED_BY, STREET, SearchIndex
from geo.search.kinds import kinds_called
from geo.search.nearly import nearly
from geo.search.words import joined, words

Ints = npt.NDArray[np.intp]
MOST_LOOKED_AT = 2_000  # beginnings; of more, the foremost and the shortest
FEW = 3  # fewer than these: names with the words in another order are shown, too
NEARBY_M = 3_000.0
OUT_OF_ORDER = 0.62  # the score of names that hold all words, in another order
OF_KIND = 0.98  # the score of a place of the kind that was typed
STREETS_ASKED = 6  # streets that may be meant by one half of a crossing, or before a house number


class Names:
    """All names of a city."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def meant(self, text: str, near: Point | None) -> tuple[Ints, Floats]:
        """The entries that may be meant (k,), with their scores; where nothing begins like this, what is like it."""
        rows, score = self.begun(text, near)
        if len(rows):
            return rows, score
        rows, likeness = nearly(self._index, joined(words(text))[0])
        return self.ranked(*highest(rows, 0.7 * likeness), near)

    def begun(self, text: str, near: Point | None) -> tuple[Ints, Floats]:
        """The entries that have the words as typed, or at least all of them (k,), with their scores."""
        parts = words(text)
        rows, score = self.beginning(joined(parts)[0].encode())
        if len(rows) < FEW and len(parts) > 1:
            held = self._holding(parts)
            rows, score = highest(
                np.concatenate([rows, held]), np.concatenate([score, np.full(len(held), OUT_OF_ORDER)])
            )
        return self.ranked(*self._of_kind(text, rows, score), near)

    def _of_kind(self, text: str, rows: Ints, score: Floats) -> tuple[Ints, Floats]:
        """With the places of the kind that is called like this, before those that are only named like it."""
        asked = np.flatnonzero(np.isin(self._index.place_kinds, [*kinds_called(text)]))
        own = np.flatnonzero(np.isin(self._index.place_kind, asked)) if len(asked) else asked
        # One that is called just this has no name: those with a name say more.
        nameless = np.isin(own, rows[score >= OF_KIND])
        others = ~np.isin(rows, own)
        return np.concatenate([rows[others], own]), np.concatenate(
            [score[others], OF_KIND - 0.03 * nameless.astype(np.float64)]
        )

    def streets(
        self, text: str, near: Point | None, most: int = STREETS_ASKED, *, slips: bool = True
    ) -> list[tuple[int, float]]:
        """The likeliest streets of this name, with their scores; with `slips`, also of a name that is nearly this."""
        rows, score = self.meant(text, near) if slips else self.begun(text, near)
        streets = np.isin(self._index.kind[rows], (STREET, FREEWAY))
        return best(rows[streets], score[streets], most)

    def beginning(self, asked: bytes) -> tuple[Ints, Floats]:
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
        return highest(index.key_entry[key].astype(np.intp), score - np.where(kind == INITIALS, 0.12, 0.04 * kind))

    def ranked(self, rows: Ints, score: Floats, near: Point | None) -> tuple[Ints, Floats]:
        """With great things before small ones, and near before far ones."""
        score = score - 0.006 * (self._index.rank[rows].astype(np.float64) - 1)
        if near is not None:
            far_m = distance_m(self._index.lon[rows], self._index.lat[rows], near.lon, near.lat)
            score = score - 0.1 * (1 - np.exp(-far_m / NEARBY_M))
        return rows, np.maximum(score, 0.0)

    def _holding(self, parts: Sequence[str]) -> Ints:
        """The entries that have, in any order, words that begin like each of these."""
        index, held = self._index, np.zeros(len(self._index), dtype=np.uint8)
        asked = list(dict.fromkeys(parts))
        for number, part in enumerate(asked):
            rows = index.beginning_with(part.encode()[:SORTED_BY])
            entries = index.key_entry[index.start_key[rows]]
            held[entries[held[entries] == number]] = number + 1
        return np.flatnonzero(held == len(asked))[:MOST_LOOKED_AT]


def highest(rows: Ints, score: Floats) -> tuple[Ints, Floats]:
    """Each entry once, with its highest score."""
    order = np.lexsort((-score, rows))
    rows, score = rows[order], score[order]
    first = np.concatenate([[True], rows[1:] != rows[:-1]]) if len(rows) else np.zeros(0, dtype=np.bool_)
    return rows[first], score[first]


def best(rows: Ints, score: Floats, most: int) -> list[tuple[int, float]]:
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
