"""Categories: what can go wrong, how urgent it is, whose it is, and how long it may take."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from incidents.timing.calendars import IN_UTC, Calendars
from incidents.timing.handbook import read
from incidents.timing.kinds import ClockKind
from incidents.timing.limit import Limit
from incidents.timing.limits import Track, limit_of

Words = dict[str, str]

NO_LIMITS: Mapping[ClockKind, Limit] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One sort of incident; the codes are ours and stable.

    `level` is 1 (most urgent) to 4. `department` is who usually deals with it. `limit` is the limit as the handbook
    words it, `limits` what clocks read of it; they count on the city's `calendars`.
    `units` are the kinds of units that are sent to it; where it has none, all are alike.
    """

    code: str
    title: Words
    track: Track
    level: int
    department: str
    limit: str
    limits: Mapping[ClockKind, Limit]
    units: tuple[str, ...] = ()
    calendars: Calendars = IN_UTC

    def limit_of(self, kind: ClockKind) -> Limit | None:
        """The limit of this clock: the category's own, else our desk's; None where no such clock runs."""
        return limit_of(kind, self.track, self.limits)

    @property
    def promise(self) -> Limit | None:
        """In which time it is to be done, or who reported it to be answered; None of an emergency."""
        return self.limit_of(ClockKind.DISPOSE) or self.limit_of(ClockKind.REPLY)


# What a value without a word limits: the arrival at an emergency, the answer to who called, else the work.
_ALONE = MappingProxyType({Track.EMERGENCY: ClockKind.ARRIVE, Track.HOTLINE: ClockKind.REPLY})


@cache
def all_categories() -> Mapping[str, Category]:
    """Every category by its code, in the order of `categories.csv`."""
    with Path(__file__).with_name("categories.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _category(row) for row in csv.DictReader(file)})


def _category(row: Mapping[str, str]) -> Category:
    track = Track(row["track"])
    return Category(
        code=row["code"],
        title={"zh": row["zh"], "en": row["en"]},
        track=track,
        level=int(row["level"]),
        department=row["dept"],
        limit=row["limit"],
        limits=limits_of(row["limit"], track),
        units=tuple(row["units"].split()),
    )


def limits_of(wording: str, track: Track) -> Mapping[ClockKind, Limit]:
    """What a handbook's wording limits on this track. Raises `ValueError` for one that nobody can read."""
    return read(wording, _ALONE.get(track, ClockKind.DISPOSE))


def kinds_by_urgency(categories: Iterable[Category]) -> tuple[str, ...]:
    """The kinds of units, those first that go first to most of what cannot wait (levels 1 and 2)."""
    weight = dict[str, float]()
    for one in categories:
        for place, kind in enumerate(one.units, start=1):
            weight[kind] = weight.get(kind, 0.0) + (1 / place**2 if one.level <= 2 else 0.0)
    return tuple(sorted(weight, key=lambda kind: -weight[kind]))


def on(calendars: Calendars, categories: Mapping[str, Category]) -> Mapping[str, Category]:
    """These categories in a city that has these calendars."""
    return MappingProxyType({code: replace(one, calendars=calendars) for code, one in categories.items()})


def category_of(code: str, level: int, categories: Mapping[str, Category], calendars: Calendars = IN_UTC) -> Category:
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
        limits=NO_LIMITS,
        calendars=calendars,
    )
