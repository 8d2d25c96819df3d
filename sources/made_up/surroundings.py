"""Surroundings: air, weather, water, gas, bridges, noise and bins, each a formula of place and time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp
from types import MappingProxyType

import numpy as np

from city.readings import Floats, Mask, Readings
from geo.areas import Ints
from geo.place import distance_m
from sources.chance import key_of, normal, smooth, uniform
from sources.made_up.episodes import Sort
from sources.made_up.gas_detectors import gas_state
from sources.made_up.rhythm import CURVES, DAY_S, hour_of, jam, usual
from sources.made_up.rounds import Collections
from sources.made_up.sensors import Sensors, things_of
from sources.made_up.town import Town, sun
from sources.moments import HOUR_MS, Millis, as_times

USUAL_DB = 55.3  # beside a street of the usual liveliness, in the mean of a day
OWN_H = 240.0  # what sets a station apart from its neighbours changes over days
HOURS_BACK, DRAINS_H = 6, 2.0  # water rises with the rain of the last hours and runs off


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What is asked: the town, sensors and times (n,), and noise of each sensor's own; `least_ms` lies between two."""

    town: Town
    sensors: Sensors
    row: Ints
    at_ms: Millis
    kind: str
    least_ms: int = 0

    @property
    def local(self) -> Ints:
        """What the clocks on the wall show (n,), in seconds."""
        return self.town.local(self.at_ms)

    def wander(self, hours: float) -> Floats:
        """Noise of each sensor, -1 to 1 (n,), that changes over so many hours."""
        keys = self.town.seed, key_of(self.kind), self.sensors.number[self.row]
        return smooth(self.at_ms / 1000.0, hours * 3600, *keys)

    def mood(self, hours: float) -> Floats:
        """Noise of the whole town, -1 to 1 (n,), that changes over so many hours."""
        return self.town.mood(self.at_ms, hours)

    def jitter(self) -> Floats:
        """Noise of each single reading (n,), normal."""
        return normal(self.town.seed, key_of(self.kind), self.sensors.number[self.row], self.at_ms)


Formula = Callable[[Moment], Floats]


@dataclass(frozen=True, slots=True)
class Air:
    """How a pollutant behaves: its usual value, what traffic and sun add to 1, how well rain washes it out."""

    usual: float
    traffic: float
    sun: float
    washed: float
    digits: int

    def __call__(self, now: Moment) -> Floats:
        """Concentrations (n,)."""
        local = now.local
        rush = self.traffic * (jam(local) / 0.3 - 0.6)
        # Neighbours differ little: where the air clears up, what sets them apart must not look like a broken sensor.
        factor = (0.75 + rush + self.sun * sun(local)) * (1 + 0.45 * now.mood(30) + 0.05 * now.wander(OWN_H))
        clean = 1 - self.washed * now.town.wet(local)
        level = np.maximum(factor * clean * (1 + 0.06 * now.jitter()), 0.05)
        return np.round(self.usual * level, self.digits)


def temperature(now: Moment) -> Floats:
    """Degrees Celsius (n,)."""
    return np.round(
        now.town.warmth(now.at_ms) - 4 * now.town.wet(now.local) + 0.6 * now.wander(OWN_H) + 0.15 * now.jitter(), 1
    )


def wind(now: Moment) -> Floats:
    """Metres a second (n,)."""
    storm = now.town.episodes.force(Sort.STORM, now.local)
    # A front blows for a day or two, now and then.
    steady = 2.6 + 1.5 * now.mood(9) + 8.0 * np.clip(now.mood(70) - 0.45, 0, 1)
    return np.round(np.clip(steady + 12 * storm + (0.4 + 1.6 * storm) * now.jitter(), 0, 60), 1)


def rain(now: Moment) -> Floats:
    """Millimetres an hour (n,); where a storm stands changes from place to place."""
    return np.round(np.clip(now.town.rain_mm_h(now.local) * (1 + 0.35 * now.wander(0.5)), 0, 200), 1)


def water_level(now: Moment) -> Floats:
    """Metres (n,): rivers and lakes rise slowly; an underpass, dry as a rule, fills."""
    fallen = np.zeros(len(now.row))
    for hours in range(HOURS_BACK):
        fallen += now.town.rain_mm_h(now.town.local(now.at_ms - hours * HOUR_MS)) * exp(-hours / DRAINS_H)
    under = _is(now, "underpass_gauge")
    own = 1 + 0.6 * now.wander(24 * 90)
    open_water = 2.4 + 0.5 * own + 0.15 * now.mood(90) + 0.012 * fallen * (0.9 + 0.1 * own)
    filled = np.maximum(fallen - 12.0, 0.0) * own * 0.008
    open_water += 0.02 * now.jitter()
    level: Floats = np.where(under, filled, open_water)
    return np.round(np.clip(level, 0, 50), 2)


def gas(now: Moment) -> Floats:
    """Per cent of the lower explosive limit (n,): hardly any, but for a leak and what is near it."""
    leak = now.town.episodes.force(Sort.LEAK, now.local)
    lon, lat = now.sensors.lon[now.row], now.sensors.lat[now.row]
    away_m = distance_m(lon, lat, now.town.leak.lon, now.town.leak.lat)
    nearest_m = distance_m(now.sensors.lon, now.sensors.lat, now.town.leak.lon, now.town.leak.lat).min()
    near = np.exp(-(away_m - nearest_m) / 400.0)
    return np.round(np.clip(0.6 + 0.3 * np.abs(now.jitter()) + 46 * leak * near * (1 + 0.1 * now.jitter()), 0, 100), 1)


def strain(now: Moment) -> Floats:
    """Microstrain (n,): a bridge stretches in the warmth and bends under what drives on it."""
    own = 1 + 0.35 * now.wander(24 * 365)
    load = 24 * usual("peak", now.local) * own
    return np.round(
        9.5 * (now.town.warmth(now.at_ms) - 15) * own
        + load * (1 + 0.3 * np.abs(now.jitter()))
        + 30 * now.wander(24 * 90),
        1,
    )


def noise(now: Moment) -> Floats:
    """Decibels (n,): the louder the more drives past; rain and crowds add to it."""
    local, lon, lat = now.local, now.sensors.lon[now.row], now.sensors.lat[now.row]
    passing = 10 * np.log10(np.maximum(usual("peak", local) * (0.5 + now.town.middle(lon, lat)), 0.05))
    crowd = 9 * now.town.crowd(local, lon, lat) + 4 * now.town.wet(local)
    return np.round(USUAL_DB + passing + crowd + 2.5 * now.wander(24 * 90) + 1.2 * now.jitter(), 1)


def bin_fill(emptied: Collections) -> Formula:
    """How full bins are, per cent, given when trucks come by: more is thrown away by day than at night."""

    def fill(now: Moment) -> Floats:
        local = now.local
        since_s = emptied.since_s(now.row, local)
        thrown = _thrown(local) - _thrown(local - since_s)
        pace = 34 + 24 * uniform(now.town.seed, key_of("bin pace"), now.sensors.number[now.row])
        busy = now.town.liveliness[now.sensors.leaf[now.row]] * (1 + 0.25 * now.wander(60))
        return np.round(np.clip(2 + pace * busy * thrown, 0, 100))

    return fill


def _thrown(local: Ints) -> Floats:
    """How much has been thrown away since 1970 until local times (n,), half a usual day's being 1."""
    hours = np.concatenate([[0.0], np.cumsum((CURVES["day"][:-1] + CURVES["day"][1:]) / 2)]) / 12
    return local // DAY_S * 2.0 + np.interp(hour_of(local), np.arange(25.0), hours)


def heartbeat(now: Moment) -> Floats:
    """How often each device promises to be heard of, seconds (n,); what is told of the past is told less often."""
    return np.maximum(now.sensors.period_ms[now.row], now.least_ms) / 1000.0


FORMULAS = MappingProxyType[str, Formula](
    {
        "air.pm25": Air(34, 0.30, 0.0, 0.55, 0),
        "air.pm10": Air(58, 0.35, 0.0, 0.60, 0),
        "air.so2": Air(7, 0.10, 0.1, 0.30, 0),
        "air.no2": Air(32, 0.55, -0.1, 0.25, 0),
        "air.co": Air(0.7, 0.35, 0.0, 0.15, 2),
        "air.o3": Air(62, -0.15, 0.95, 0.35, 0),
        "weather.temperature": temperature,
        "weather.wind": wind,
        "weather.rain": rain,
        "water.level": water_level,
        "gas.lel": gas,
        "bridge.strain": strain,
        "noise.level": noise,
        "device.heartbeat": heartbeat,
    }
)


# What of long ago is told beyond the newest of each sensor: of the air, hours are summed up; of devices, how long each
# was heard of.
LONG_AGO = MappingProxyType(
    {name: Sensors.due for name in FORMULAS if name.startswith("air.")} | {"device.heartbeat": Sensors.edges_due}
)


class Surroundings:
    """The readings of one kind: its sensors and its formula."""

    def __init__(self, town: Town, kind: str, formula: Formula | None = None) -> None:
        self._town = town
        self._kind = kind
        self._formula = formula or FORMULAS[kind]
        self._sensors = Sensors.of(town.pack.things, kind, town.seed, usual_s=300.0)

    def __len__(self) -> int:
        return len(self._sensors)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What was measured after one time and up to another."""
        due = LONG_AGO.get(self._kind, Sensors.last_due) if least_ms > 1 else Sensors.due
        row, at_ms = due(self._sensors, after_ms, until_ms, least_ms)
        if len(row):
            value = self._formula(Moment(self._town, self._sensors, row, at_ms, self._kind, least_ms))
            more: Mapping[str, Floats] = {}
            if self._kind == "gas.lel":
                more = gas_state(self._town, self._sensors, row, at_ms)
                value = np.where(more["status"] > 0, 0.0, value)  # a faulty detector smells nothing
            yield Readings(
                kind=self._kind, thing=things_of(self._sensors, row), value=value, at=as_times(at_ms),
                lon=self._sensors.lon[row], lat=self._sensors.lat[row], attributes=more,
            )  # fmt: skip


def places_of(town: Town, kind: str) -> tuple[Floats, Floats]:
    """Where the things stand that send this kind (n,), in the order of its sensors."""
    sensors = Sensors.of(town.pack.things, kind, town.seed)
    return sensors.lon, sensors.lat


def _is(now: Moment, device: str) -> Mask:
    """Which rows (n,) are of this device; none where the pack does not tell."""
    told = now.town.pack.things.more.get("device")
    if told is None:
        return np.zeros(len(now.row), dtype=np.bool_)
    return np.array([told[i] == device for i in now.sensors.number], dtype=np.bool_)[now.row]
