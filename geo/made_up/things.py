"""The made-up city's sensors: what stands on its streets, bridges and shores and sends readings."""

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Ints
from geo.made_up.cameras import cameras
from geo.made_up.devices import ALONG_STREETS, BRIDGE, BY_WATER, ROAD, WATER, rows
from geo.made_up.graph import Net, edge_id
from geo.made_up.ground import Ground
from geo.made_up.names import WATERS
from geo.made_up.places import spread
from geo.made_up.plane import beside
from geo.place import Floats, Mask

LANES = (1, 4, 3, 2, 1, 1, 1)  # in one direction, by class from 0
WATCHED = (0.0, 20.0, 8.0, 2.0, 0.5, 0.03, 0.0)  # how likely a detector is, by class from 0
EDGE_M = 60.0  # nothing stands nearer to the city's border
SHORT_M = 60.0  # nothing stands on shorter edges
FEW = 100  # sorts of fewer are spread evenly over the city
RIVER_BRIDGES = 3  # bridges up to this class are watched


def things(net: Net, ground: Ground, places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """All things as rows thing, kinds, zh, en, x, y (metres on the board), period_s, edge, device, lanes."""
    inside = shapely.contains_properly(ground.outline.buffer(-EDGE_M), net.line) & (net.length_m > SHORT_M)
    near = net.only(inside)
    tables = [_road_sensors(net, inside, rng), _gauges(near, ground, rng), _on_bridges(near, ground)]
    beside_streets = near.only((near.rank > 1) & (near.rank < 6))  # nothing is put up beside a motorway
    centre = shapely.get_coordinates(shapely.line_interpolate_point(beside_streets.line, 0.5, normalized=True))
    density = ground.density(centre) * ~shapely.contains_xy(ground.closed, centre)
    for device in ALONG_STREETS:
        if device.count < FEW:
            at = np.array(spread(centre, density**0.3, device.count, set(), rng))
        else:
            at = _strewn(beside_streets.length_m * density, device.count, rng)
        streets = beside_streets.only(at)
        xy = beside(streets.line, rng.uniform(0.2, 0.8, len(at)), device.aside_m)
        tables.append(rows(device, streets.names("zh"), streets.names("en"), xy))
    tables.append(cameras(beside_streets, density, places, rng))
    return pd.concat(tables, ignore_index=True).fillna({"edge": "", "lanes": ""})


def _road_sensors(net: Net, inside: Mask, rng: np.random.Generator) -> pd.DataFrame:
    """Speed detectors: on motorways and avenues first, the rest on arterials and collectors."""
    at = _strewn(np.array(WATCHED)[net.rank] * np.sqrt(net.length_m) * inside, ROAD.count, rng)
    streets = net.only(at)
    xy = beside(streets.line, np.full(len(at), 0.5), 0.0)
    table = rows(ROAD, streets.names("zh"), streets.names("en"), xy)
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
    return rows(WATER, zh, en, np.vstack([*wet, under])).assign(device=sites)


def _on_bridges(net: Net, ground: Ground) -> pd.DataFrame:
    """Bridge monitors, evenly over the water on every bridge over the river."""
    spans = shapely.intersection(net.line, ground.river)
    wide = np.flatnonzero((net.rank <= RIVER_BRIDGES) & (shapely.length(spans) > SHORT_M))
    bridge, nth = np.resize(wide, BRIDGE.count), np.arange(BRIDGE.count) // len(wide)
    per_bridge = np.bincount(bridge)[bridge]
    at = shapely.line_interpolate_point(spans[bridge], (nth + 0.5) / per_bridge, normalized=True)
    xy = shapely.get_coordinates(at)
    order = np.lexsort([nth, bridge])
    streets = net.only(bridge[order])
    zh = [name if name.endswith("桥") else f"{name}桥" for name in streets.names("zh")]
    en = [name if name.endswith("Bridge") else f"{name} Bridge" for name in streets.names("en")]
    return rows(BRIDGE, zh, en, xy[order])


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
    """So many positions, the heavy ones more likely; none twice while there are enough."""
    likely = weight / weight.sum()
    if np.count_nonzero(weight) >= count:
        return np.sort(rng.choice(len(weight), count, replace=False, p=likely))
    return np.sort(rng.choice(len(weight), count, p=likely))
