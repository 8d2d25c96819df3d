"""Kinds: the words for kinds of places, as 火车站 or park, typed by who wants any of them, or the nearest."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geo.search.words import words

TABLE = Path(__file__).parents[1] / "osm" / "places.csv"


def kinds_called(text: str) -> frozenset[str]:
    """The kinds of places that are called like this; English words also in the plural.

    >>> sorted(kinds_called("火车站")), sorted(kinds_called("Metro stations")), sorted(kinds_called("人民路"))
    (['railway_station'], ['metro_station'], [])
    """
    asked = "".join(words(text))
    return _kinds().get(asked) or _kinds().get(asked.removesuffix("s")) or frozenset()


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    kinds = dict[str, set[str]]()
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for title in (row["zh"], row["en"]):
                kinds.setdefault("".join(words(title)), set()).add(row["kind"])
    return {word: frozenset(own) for word, own in kinds.items()}
