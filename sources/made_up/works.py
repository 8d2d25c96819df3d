"""Works: planned road works: which stretches of streets they close, and when; the seed tells it for all time.

Some stretches are dug up for days, some are worked on for a few hours at night. None is so placed that somebody would
have to drive far around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from city.readings import Mask
from geo.areas import Ints
from geo.ways.roads import Roads
from sources.chance import key_of, single, uniform
from sources.made_up.detours import spares
from sources.moments import DAY_MS, to_ms

STRETCHES, MOST_EDGES, LEAST_M, MOST_TRIES = 9, 3, 80.0, 120
WANTED = MappingProxyType({3: 3.0, 4: 2.0, 5: 1.0})  # the greater the street, the oftener somebody digs there


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """In each turn of so many days, on what share of turns they work, from when on and for how long, in hours."""

    days: int
    share: float
    first_h: tuple[float, float]
    lasts_h: tuple[float, float]


DIG = Habit(days=12, share=0.8, first_h=(8.0, 96.0), lasts_h=(90.0, 190.0))
NIGHT = Habit(days=1, share=0.6, first_h=(22.0, 23.5), lasts_h=(4.5, 6.5))


@dataclass(frozen=True, slots=True)
class Closure:
    """Edges that are closed from a time on until another, None while nobody knows; `cause` is of CLOSING_CAUSES."""

    edges: tuple[int, ...]
    since_ms: int
    until_ms: int | None
    cause: str


@dataclass(frozen=True, slots=True)
class Works:
    """The stretches of the city that are worked on again and again; every second one at night."""

    seed: int
    zone: ZoneInfo
    stretches: tuple[tuple[int, ...], ...]

    @property
    def edges(self) -> Ints:
        """Every edge that is closed at some time."""
        return np.array([edge for stretch in self.stretches for edge in stretch], dtype=np.intp)

    def during(self, since_ms: int, until_ms: int) -> Iterator[Closure]:
        """The closures that last at some moment from one time to another, both included."""
        for one in _about(self, since_ms // DAY_MS, until_ms // DAY_MS):
            if one.since_ms <= until_ms and (one.until_ms is None or one.until_ms >= since_ms):
                yield one

    def of_days(self, first: int, last: int) -> Iterator[Closure]:
        """The closures of these days since 1970 and of some about them."""
        for number, edges in enumerate(self.stretches):
            habit = NIGHT if number % 2 else DIG
            # A turn lasts into the next, and the local clock is up to a day away from UTC.
            for turn in range(first // habit.days - 2, last // habit.days + 2):
                closure = self._closure(number, edges, habit, turn)
                if closure is not None:
                    yield Closure(edges, *closure, "works")

    def _closure(self, number: int, edges: tuple[int, ...], habit: Habit, turn: int) -> tuple[int, int] | None:
        """From when to when they work in a turn, or not at all."""
        keys = self.seed, key_of("works"), number, edges[0], turn
        if single(*keys) > habit.share:
            return None
        begin_h, lasts_h = (
            low + (high - low) * single(*keys, part) for part, (low, high) in enumerate((habit.first_h, habit.lasts_h))
        )
        quarters = round(begin_h * 4), round((begin_h + lasts_h) * 4)  # a permit names quarters of an hour
        first, last = (self._at_ms(turn * habit.days, quarter) for quarter in quarters)
        return first, last

    def _at_ms(self, day: int, quarter: int) -> int:
        """When the clocks on the wall show so many quarters of an hour after the beginning of a day since 1970."""
        local = datetime(1970, 1, 1) + timedelta(days=day, minutes=15 * quarter)  # noqa: DTZ001 - the zone comes next
        return to_ms(local.replace(tzinfo=self.zone))


@lru_cache(maxsize=16)  # every detector asks every second
def _about(works: Works, first: int, last: int) -> tuple[Closure, ...]:
    return tuple(works.of_days(first, last))


def works_of(roads: Roads, inside: Ints, seed: int, zone: ZoneInfo) -> Works:
    """The works of a city, on streets between junctions `inside` it."""
    chosen: list[tuple[int, ...]] = []
    shut = np.zeros(len(roads), dtype=np.bool_)
    for edge in _wanted(roads, inside, seed)[:MOST_TRIES].tolist():
        stretch = _stretch(roads, edge)
        if not shut[stretch].any() and spares(roads, np.array(stretch, dtype=np.intp), shut):
            shut[stretch] = True
            chosen.append(tuple(stretch))
        if len(chosen) == STRETCHES:
            break
    return Works(seed, zone, tuple(chosen))


def diggable(roads: Roads) -> Mask:
    """Which edges (m,) may be closed at all: streets of middling weight that are open in both directions."""
    return np.isin(roads.edge_class, tuple(WANTED)) & ~roads.oneway & (roads.tail != roads.head)


def _wanted(roads: Roads, inside: Ints, seed: int) -> Ints:
    """Where one would like to dig, the first wish first."""
    known = diggable(roads) & np.isin(roads.tail, inside) & np.isin(roads.head, inside) & (roads.length_m >= LEAST_M)
    edge = np.flatnonzero(known)
    weight = np.array([WANTED[int(sort)] for sort in roads.edge_class[edge]])
    return edge[np.argsort(-(uniform(seed, key_of("dig"), edge) ** (1 / weight)), kind="stable")]


def _stretch(roads: Roads, edge: int) -> list[int]:
    """An edge and those that go on from its head under the same name."""
    alike = diggable(roads) & (roads.zh == roads.zh[edge]) & (roads.edge_class == roads.edge_class[edge])
    stretch, end = [edge], int(roads.head[edge])
    while len(stretch) < MOST_EDGES:
        further = np.setdiff1d(np.flatnonzero(alike & ((roads.tail == end) | (roads.head == end))), stretch)
        if not further.size:
            break
        following = int(further[0])
        end = int(roads.head[following] if roads.tail[following] == end else roads.tail[following])
        stretch.append(following)
    return stretch
