"""Several OpenStreetMap files as one: what has the same number is the same, and whole grounds go before cut ones."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import TypeVar

from geo.osm_records import Extract
from geo.place import Bounds

Thing = TypeVar("Thing")


def joined(extracts: Sequence[Extract]) -> Extract:
    """One extract of all; its box is around all boxes, None where a file names none."""
    if len(extracts) == 1:
        return extracts[0]
    grounds = sorted((one for extract in extracts for one in extract.grounds), key=lambda one: one.cut)
    lines = [one for extract in extracts for one in extract.lines]
    return Extract(
        reduce(_around, (extract.box for extract in extracts)),
        lines=_once(sorted(lines, key=lambda one: one.has_gaps), lambda one: one.number),
        grounds=_once(grounds, lambda one: one.number),
        spots=_once((one for extract in extracts for one in extract.spots), lambda one: one.number),
        rules=_once((one for extract in extracts for one in extract.rules), lambda one: one.number),
        borders=_once((one for extract in extracts for one in extract.borders), lambda one: one.number),
        wanted={number: what for extract in extracts for number, what in extract.wanted.items()},
    )


def _once(things: Iterable[Thing], number: Callable[[Thing], object]) -> list[Thing]:
    first: dict[object, Thing] = {}
    for one in things:
        first.setdefault(number(one), one)
    return list(first.values())


def _around(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return None
    return Bounds(min(one.west, other.west), min(one.south, other.south), max(one.east, other.east),
                  max(one.north, other.north))  # fmt: skip
