"""Traffic: how fast the streets are, by hour, district, weather, match day, and what blocks them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from geo.pack import Things
from geo.place import distance_m
from geo.roads import Roads
from sources.chance import key_of, normal, smooth, uniform
from sources.made_up.rhythm import jam, usual
from sources.made_up.sensors import Sensors, things_of
from sources.made_up.town import Town
from sources.moments import Millis, as_times

KIND = "road.speed"
REACH_M, BLOCKED = 900.0, 0.62  # a blocked street jams those around it, and loses this share of its speed itself
# By class: 0 alley, 1 freeway, 2 major, 3 arterial, 4 collector, 5 local, 6 ramp.
JAMS = np.array([0.5, 0.9, 1.15, 1.05, 0.85, 0.6, 0.95])
LANES = np.array([1, 4, 3, 2, 1, 1, 1])
USUAL_KMH, USUAL_M = 50.0, 500.0
VEHICLES_A_LANE = 10.0  # passing a sensor in a minute, over a mean hour


@dataclass(slots=True, eq=False)
class Blockage:
    """Something that jams the streets around a place; `until_ms` is None while it lasts."""

    lon: float
    lat: float
    since_ms: int
    until_ms: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """What the pack knows of the street at each sensor (n,)."""

    free_kmh: Floats
    length_m: Floats
    lanes: Floats
    jams: Floats

    @classmethod
    def of(cls, things: Things, number: Ints, roads: Roads) -> "Streets":
        """The streets that these things watch; a usual one where the pack does not say which."""
        index = {edge: i for i, edge in enumerate(roads.edge_id.tolist())}
        edge = np.array([index.get(things.edge[i], -1) for i in number], dtype=np.intp)
        known = edge >= 0
        sort = np.where(known, roads.edge_class[edge], 3) if len(roads) else np.full(len(number), 3)
        return cls(
            free_kmh=np.where(known, roads.speed_kmh[edge], USUAL_KMH),
            length_m=np.where(known, roads.length_m[edge], USUAL_M),
            lanes=LANES[sort].astype(float),
            jams=JAMS[sort],
        )


class Traffic:
    """Speeds of all road sensors. `blockages` tells what blocks streets, and is asked up to which time it must know."""

    def __init__(self, town: Town, blockages: Callable[[int], Sequence[Blockage]]) -> None:
        self._town = town
        self._blockages = blockages
        self._sensors = one = Sensors.of(town.pack.things, KIND, town.seed)
        self._streets = Streets.of(town.pack.things, one.number, town.pack.roads)
        own = 0.8 + 0.4 * uniform(town.seed, key_of("street"), one.number)
        self._jams = (
            self._streets.jams * town.liveliness[one.leaf] * own * (0.55 + 0.45 * town.middle(one.lon, one.lat))
        )

    def __len__(self) -> int:
        return len(self._sensors)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The speeds measured after one time and up to another."""
        row, at_ms = self._sensors.due(after_ms, until_ms, least_ms)
        if not len(row):
            return
        streets, local = self._streets, self._town.local(at_ms)
        flow = usual("peak", local) * (0.55 + 0.6 * self._jams[row]) * self._own(row, at_ms, "flow", 0.12)
        samples = np.maximum(np.rint(streets.lanes[row] * VEHICLES_A_LANE * flow), 1)
        yield Readings(
            kind=KIND, thing=things_of(self._sensors, row), value=self._kmh(row, at_ms), at=as_times(at_ms),
            lon=self._sensors.lon[row], lat=self._sensors.lat[row],
            attributes={
                "length_m": streets.length_m[row], "free_flow_kmh": streets.free_kmh[row], "lanes": streets.lanes[row],
                "samples": samples,
            },
        )  # fmt: skip

    def _kmh(self, row: Ints, at_ms: Millis) -> Floats:
        town, sensors = self._town, self._sensors
        local = town.local(at_ms)
        wander = smooth(at_ms / 1000.0, 900.0, town.seed, key_of("jam"), sensors.number[row])
        lost = jam(local) * self._jams[row] * (1 + 0.3 * wander)
        lost += 0.55 * town.crowd(local, sensors.lon[row], sensors.lat[row])
        kept = (1 - np.clip(lost, 0.0, 0.86)) * (1 - 0.28 * town.wet(local)) * self._blocked(row, at_ms)
        kmh = self._streets.free_kmh[row] * kept * self._own(row, at_ms, "speed", 0.05)
        return np.clip(kmh, 3.0, 160.0)

    def _own(self, row: Ints, at_ms: Millis, what: str, deviation: float) -> Floats:
        """Factors about 1 (n,), a new one each time."""
        return 1 + deviation * normal(self._town.seed, key_of(what), self._sensors.number[row], at_ms)

    def _blocked(self, row: Ints, at_ms: Millis) -> Floats:
        """What blockages leave of the speed (n,), rows in time."""
        left = np.ones(len(row))
        for one in self._blockages(int(at_ms[-1])):
            end_ms = at_ms[-1] + 1 if one.until_ms is None else one.until_ms
            during = slice(*np.searchsorted(at_ms, [one.since_ms, end_ms]))
            if during.start < during.stop:
                here = row[during]
                away_m = distance_m(self._sensors.lon[here], self._sensors.lat[here], one.lon, one.lat)
                left[during] *= 1 - BLOCKED * np.exp(-((away_m / REACH_M) ** 2) * 3)
        return left
