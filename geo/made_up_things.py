"""The made-up city's sensors: what stands on its streets and shores and sends readings."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Ints
from geo.made_up_graph import Net, edge_id
from geo.made_up_ground import Ground
from geo.made_up_names import WATERS
from geo.made_up_places import spread
from geo.made_up_plane import beside
from geo.place import Floats, Mask

LANES = (1, 4, 3, 2, 1, 1)  # in one direction, by class from 0
WATCHED = (0.0, 20.0, 8.0, 1.0, 0.12, 0.0)  # how likely a detector is, by class from 0
SHORT_M = 60.0  # nothing stands on shorter edges
BY_WATER = (14, 3, 2, 2, 1)  # water gauges at the river and each lake, as in WATERS; the others stand in underpasses
FEW = 50  # sorts of fewer are spread evenly over the city


@dataclass(frozen=True, slots=True)
class Device:
    """One sort of device: its name, names on screen, what it sends, how often, how many, how far from the street."""

    device: str
    zh: str
    en: str
    kinds: str
    period_s: int
    count: int
    aside_m: float = 12.0


AIR = "air.pm25;air.pm10;air.so2;air.no2;air.co;air.o3"
WEATHER = "weather.temperature;weather.wind;weather.rain"
STREET_DEVICES = (
    Device("air_station", "空气质量监测站", "air station", AIR, 300, 24, 40),
    Device("weather_station", "气象站", "weather station", WEATHER, 60, 12, 40),
    Device("gas_monitor", "燃气监测仪", "gas monitor", "gas.lel", 60, 60),
    Device("manhole", "智能井盖", "manhole cover", "", 600, 260, 3),
    Device("street_lamp", "智慧路灯", "street lamp", "", 300, 260),
    Device("hydrant", "智能消火栓", "hydrant", "", 600, 140),
    Device("smoke_detector", "独立式烟感", "smoke detector", "", 600, 120, 30),
    Device("litter_bin", "智能垃圾箱", "litter bin", "", 900, 120),
)
ROAD = Device("speed_detector", "测速点", "speed detector", "road.speed", 60, 800)
WATER = Device("water_gauge", "水位计", "water gauge", "water.level", 300, 40)


def things(net: Net, ground: Ground, rng: np.random.Generator) -> pd.DataFrame:
    """All sensors as rows thing, kinds, zh, en, x, y (metres on the board), period_s, edge, device, lanes."""
    inside = shapely.contains_properly(ground.outline, net.line) & (net.length_m > SHORT_M)
    tables = [_road_sensors(net, inside, rng), _gauges(net.only(inside), ground, rng)]
    net = net.only(inside & (net.rank > 1))  # nothing is put up beside a motorway
    centre = shapely.get_coordinates(shapely.centroid(net.line))
    density = ground.density(centre)
    for device in STREET_DEVICES:
        if device.count < FEW:
            at = np.array(spread(centre, density**0.3, device.count, set(), rng))
        else:
            at = _strewn(net.length_m * density, device.count, rng)
        streets = net.only(at)
        xy = beside(streets.line, rng.uniform(0.2, 0.8, len(at)), device.aside_m)
        tables.append(_rows(device, streets.names("zh"), streets.names("en"), xy))
    return pd.concat(tables, ignore_index=True).fillna({"edge": "", "lanes": ""})


def _rows(device: Device, zh: list[str], en: list[str], xy: Floats) -> pd.DataFrame:
    """Devices of one sort at these places (n, 2), named after the streets or waters where they stand."""
    number = [f"{i:03d}" for i in range(1, len(xy) + 1)]
    return pd.DataFrame(
        {
            "thing": [f"{device.device}_{i}" for i in number],
            "kinds": ";".join(kind for kind in (device.kinds, "device.heartbeat") if kind),
            "zh": [f"{name}{device.zh} {i}" for name, i in zip(zh, number, strict=True)],
            "en": [f"{name} {device.en} {i}" for name, i in zip(en, number, strict=True)],
            "x": xy[:, 0],
            "y": xy[:, 1],
            "period_s": device.period_s,
            "device": device.device,
        }
    )


def _road_sensors(net: Net, inside: Mask, rng: np.random.Generator) -> pd.DataFrame:
    """Speed detectors: on motorways and avenues first, the rest on arterials and collectors."""
    at = _strewn(np.array(WATCHED)[net.rank] * np.sqrt(net.length_m) * inside, ROAD.count, rng)
    streets = net.only(at)
    xy = beside(streets.line, np.full(len(at), 0.5), 0.0)
    table = _rows(ROAD, streets.names("zh"), streets.names("en"), xy)
    return table.assign(edge=[edge_id(i) for i in at.tolist()], lanes=np.array(LANES)[streets.rank].astype(str))


def _gauges(net: Net, ground: Ground, rng: np.random.Generator) -> pd.DataFrame:
    """Water gauges along the river, at the lakes, and where main roads dive under one another."""
    shores = [ground.river.union(ground.island).buffer(-15).boundary.intersection(ground.outline.buffer(-400))]
    shores += [lake.buffer(-15).exterior for lake in ground.lakes]
    wet = [_along(shore, count) for shore, count in zip(shores, BY_WATER, strict=True)]
    crossing = _crossings(net)
    under = crossing[np.sort(rng.permutation(len(crossing))[: WATER.count - sum(BY_WATER)])]
    street = net.only(np.atleast_1d(shapely.STRtree(net.line).nearest(shapely.points(under))))
    waters = [name for name, count in zip(WATERS.values(), BY_WATER, strict=True) for _ in range(count)]
    zh = [name["zh"] for name in waters] + [f"{name}下穿" for name in street.names("zh")]
    en = [name["en"] for name in waters] + [f"{name} underpass" for name in street.names("en")]
    sites = ["river_gauge"] * BY_WATER[0] + ["lake_gauge"] * sum(BY_WATER[1:]) + ["underpass_gauge"] * len(under)
    return _rows(WATER, zh, en, np.vstack([*wet, under])).assign(device=sites)


def _along(shore: BaseGeometry, count: int) -> Floats:
    """So many places, evenly along a shore."""
    steps = shapely.get_coordinates(shapely.segmentize(shore, 50))
    return steps[(2 * np.arange(count) + 1) * len(steps) // (2 * count)]


def _crossings(net: Net) -> Floats:
    """Where two main roads of different names cross (n, 2)."""
    main = net.only(net.rank <= 2)
    table = pd.DataFrame({"node": np.concatenate([main.u, main.v]), "zh": main.names("zh") * 2})
    names = table.groupby("node")["zh"].transform("nunique").to_numpy()
    return np.unique(main.ends[names > 1].round(1), axis=0)


def _strewn(weight: Floats, count: int, rng: np.random.Generator) -> Ints:
    """So many different positions, the heavy ones more likely."""
    return np.sort(rng.choice(len(weight), count, replace=False, p=weight / weight.sum()))
