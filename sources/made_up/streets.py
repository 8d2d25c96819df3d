"""Streets: how fast each runs at a time, by hour, district, weather, match day, and what blocks it.

One formula for whatever asks: the detector beside a street and the vehicles on it see the same speed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from geo.pack import Things
from geo.place import distance_m
from sources.chance import key_of, smooth, uniform
from sources.made_up.rhythm import WORKDAY_JAM_PCT, jam
from sources.made_up.town import Town
from sources.moments import Millis

REACH_M, BLOCKED = 900.0, 0.62  # a blocked street jams those around it, and loses this share of its speed itself
FELT_M, M_A_DEGREE = 2000.0, 111_195.0  # beyond this a blockage costs less than a millionth
# By class: 0 alley, 1 freeway, 2 major, 3 arterial, 4 collector, 5 local, 6 ramp.
JAMS = np.array([0.5, 0.9, 1.15, 1.05, 0.85, 0.6, 0.95])
LANES = np.array([1, 4, 3, 2, 1, 1, 1])
USUAL_KMH, USUAL_M, USUAL_CLASS = 50.0, 500.0, 3
SLOWEST_KMH, FASTEST_KMH, MOST_LOST = 3.0, 160.0, 0.86


@dataclass(slots=True, eq=False)
class Blockage:
    """Something that jams the streets around a place; `until_ms` is None while it lasts."""

    lon: float
    lat: float
    since_ms: int
    until_ms: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Streets, or the places of sensors on them, as columns (n,); `key` is a street's own chance."""

    key: Ints
    lon: Floats
    lat: Floats
    free_kmh: Floats
    length_m: Floats
    lanes: Floats
    jams: Floats

    @classmethod
    def watched(cls, things: Things, number: Ints, town: Town) -> "Streets":
        """The streets that these things (n,) watch; a usual one where the pack does not say which."""
        index = {edge: i for i, edge in enumerate(town.pack.roads.edge_id.tolist())}
        edge = np.array([index.get(things.edge[i], -1) for i in number], dtype=np.intp)
        return _streets(town, edge, -1 - number, things.lon[number], things.lat[number])

    @classmethod
    def all(cls, town: Town) -> "Streets":
        """Every edge of the city's roads, at the middle between its ends."""
        roads = town.pack.roads
        lon, lat = ((column[roads.tail] + column[roads.head]) / 2 for column in (roads.lon, roads.lat))
        edge = np.arange(len(roads))
        return _streets(town, edge, edge, lon, lat)

    @property
    def rush_kmh(self) -> Floats:
        """How fast each runs (n,) when a working day is at its worst and it is dry."""
        return self.free_kmh * (1 - np.clip(max(WORKDAY_JAM_PCT) / 100 * 1.3 * self.jams, 0.0, MOST_LOST))

    def __len__(self) -> int:
        return len(self.key)

    def only(self, rows: Ints) -> "Streets":
        """These rows (k,)."""
        return Streets(*(getattr(self, name)[rows] for name in self.__slots__))


def _streets(town: Town, edge: Ints, otherwise: Ints, lon: Floats, lat: Floats) -> Streets:
    roads, known = town.pack.roads, edge >= 0
    some = known.any()
    sort = np.where(known, roads.edge_class[edge], USUAL_CLASS) if some else np.full(len(edge), USUAL_CLASS)
    key = np.where(known, edge, otherwise)
    own = 0.8 + 0.4 * uniform(town.seed, key_of("street"), key)
    lively = town.liveliness[town.pack.areas.leaf_of(lon, lat)]
    return Streets(
        key=key,
        lon=lon,
        lat=lat,
        free_kmh=np.where(known, roads.speed_kmh[edge], USUAL_KMH) if some else np.full(len(edge), USUAL_KMH),
        length_m=np.where(known, roads.length_m[edge], USUAL_M) if some else np.full(len(edge), USUAL_M),
        lanes=LANES[sort].astype(float),
        jams=JAMS[sort] * lively * own * (0.55 + 0.45 * town.middle(lon, lat)),
    )


class Flow:
    """The speed of any street at any time. `blockages` is asked up to which time it must know."""

    def __init__(self, town: Town, blockages: Callable[[int], Sequence[Blockage]]) -> None:
        self._town = town
        self._blockages = blockages

    def know(self, until_ms: int) -> None:
        """Let all be known that blocks streets up to a time, whatever earlier time is asked about first."""
        self._blockages(until_ms)

    def kmh(self, streets: Streets, at_ms: Millis) -> Floats:
        """How fast streets (n,) run at times (n,), which must not fall, or all at one time (1,)."""
        town, local = self._town, self._town.local(at_ms)
        wander = smooth(at_ms / 1000.0, 900.0, town.seed, key_of("jam"), streets.key)
        lost = jam(local) * streets.jams * (1 + 0.3 * wander)
        lost += 0.55 * town.crowd(local, streets.lon, streets.lat)
        kept = (1 - np.clip(lost, 0.0, MOST_LOST)) * (1 - 0.28 * town.wet(local)) * self._left(streets, at_ms)
        return np.clip(streets.free_kmh * kept, SLOWEST_KMH, FASTEST_KMH)

    def _left(self, streets: Streets, at_ms: Millis) -> Floats:
        """What blockages leave of the speed (n,)."""
        left = np.ones(len(streets))
        for one in self._blockages(int(at_ms[-1])) if len(at_ms) else ():
            end_ms = at_ms[-1] + 1 if one.until_ms is None else one.until_ms
            first, last = np.searchsorted(at_ms, [one.since_ms, end_ms]).tolist()
            if first == last:
                continue
            if len(at_ms) == 1:
                last = len(streets)
            near = first + np.flatnonzero(np.abs(streets.lat[first:last] - one.lat) < FELT_M / M_A_DEGREE)
            if near.size:
                away_m = distance_m(streets.lon[near], streets.lat[near], one.lon, one.lat)
                left[near] *= 1 - BLOCKED * np.exp(-((away_m / REACH_M) ** 2) * 3)
        return left
