"""Categories: what can go wrong, how urgent it is, whose it is, and how long it may take."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

Words = dict[str, str]


class Track(StrEnum):
    """How the clock runs: seconds day and night, minutes and hours day and night, working time, or an answer owed."""

    EMERGENCY = "E"
    URGENT = "U"
    ROUTINE = "R"
    HOTLINE = "H"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One sort of incident; the codes are ours and stable.

    `level` is 1 (most urgent) to 4. `department` is who usually deals with it. `limit` is the limit as the handbook
    words it; `arrive` and `dispose` are what a clock can read of it, None where it sets none.
    `units` are the kinds of units that are sent to it; where it has none, all are alike.
    """

    code: str
    title: Words
    track: Track
    level: int
    department: str
    limit: str
    arrive: timedelta | None
    dispose: timedelta | None
    units: tuple[str, ...] = ()


# Working hours and days (wh, wd) and patrol hours (ph) count as natural ones until calendars are kept.
_SECONDS = MappingProxyType({"s": 1, "min": 60, "h": 3600, "ph": 3600, "wh": 3600, "d": 86_400, "wd": 86_400})


def span(limit: str) -> timedelta | None:
    """The length of a limit such as 30min, 4wh or 15wd; None for an empty one.

    >>> span("30min")
    datetime.timedelta(seconds=1800)
    """
    if not limit:
        return None
    found = re.fullmatch(r"(\d+)([a-z]+)", limit)
    if found is None or found[2] not in _SECONDS:
        raise ValueError(f"{limit!r} is not a limit. Write a number and one of {', '.join(_SECONDS)}, e.g. 30min.")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


@cache
def all_categories() -> Mapping[str, Category]:
    """Every category by its code, in the order of `categories.csv`."""
    with Path(__file__).with_name("categories.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _category(row) for row in csv.DictReader(file)})


def _category(row: Mapping[str, str]) -> Category:
    return Category(
        code=row["code"],
        title={"zh": row["zh"], "en": row["en"]},
        track=Track(row["track"]),
        level=int(row["level"]),
        department=row["dept"],
        limit=row["limit"],
        arrive=span(row["arrive"]),
        dispose=span(row["dispose"]),
        units=tuple(row["units"].split()),
    )


def kinds_by_urgency(categories: Iterable[Category]) -> tuple[str, ...]:
    """The kinds of units, those first that go first to most of what cannot wait (levels 1 and 2)."""
    weight = dict[str, float]()
    for one in categories:
        for place, kind in enumerate(one.units, start=1):
            weight[kind] = weight.get(kind, 0.0) + (1 / place**2 if one.level <= 2 else 0.0)
    return tuple(sorted(weight, key=lambda kind: -weight[kind]))


def category_of(code: str, level: int, categories: Mapping[str, Category]) -> Category:
    """The category of this code; for a code that is not ours, one that knows no limits, an emergency at level 1 or 2.

    An allied command may use codes of its own: its incident is shown under that code rather than lost.
    """
    known = categories.get(code)
    if known is not None:
        return known
    track = Track.EMERGENCY if level in (1, 2) else Track.ROUTINE
    return Category(
        code=code,
        title={"zh": code, "en": code},
        track=track,
        level=level or 4,
        department="",
        limit="",
        arrive=None,
        dispose=None,
    )
