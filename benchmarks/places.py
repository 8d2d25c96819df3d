"""Places: which area, how long the way, how far one gets and what is near, on real San Francisco and Shenzhen.

The rivals are geopandas' spatial join, networkx, and a plain measuring of all distances; the answers must be the same.
The data folder is what ONESCREEN_DATA names, else ../shared/data.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import numpy as np
import shapely

from geo.grid import Grid
from geo.import_san_francisco import import_san_francisco
from geo.near import Nearby
from geo.pack import CityPack, read_pack
from geo.place import Point, distance_m
from geo.raster import Raster
from geo.ways.journeys import journey, times_to
from geo.ways.matching import matched
from geo.ways.reach import bands
from geo.ways.roads import Roads
from tests.geo.real_roads import futian, rival

ROOT = Path(__file__).parent.parent
POINTS, PAIRS, UNITS = 1_000_000, 500, 200
BOX = shapely.box(114.0, 30.5, 114.3, 30.75)


def main() -> None:
    """Print milliseconds of both sides, and ratios, of every question about places."""
    data = Path(os.environ.get("ONESCREEN_DATA", ROOT / ".." / "shared" / "data"))
    if not data.is_dir():
        sys.exit(f"There is no real data at {data}. Name its folder with ONESCREEN_DATA.")
    with tempfile.TemporaryDirectory() as folder:
        import_san_francisco(data / "san_francisco", Path(folder, "pack"), say=lambda _: None)
        pack = read_pack(Path(folder, "pack"))
        print(json.dumps({
            "area_of_a_million_points": {name: _areas(shapes) for name, shapes in _coverages(data, pack).items()},
            "ways_san_francisco": _ways(pack.roads, 2), "ways_futian": _ways(futian(data), 3),
            "units_to_incident": _units(pack), "reach": _reach(pack), "near": _near(pack),
            "matching": _matching(pack.roads), "grid": _grid(pack),
        }))  # fmt: skip


def best_ms(work: Callable[[], Any], times: int = 7) -> float:
    """The shortest of some runs, milliseconds: on a busy machine the others tell of the neighbours."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return round(min(taken) * 1000, 2)


def _coverages(data: Path, pack: CityPack) -> dict[str, list[Any]]:
    zones = gpd.read_file(data / "shenzhen" / "sz_traffic_zones_491.geojson")
    spots = np.random.default_rng(3).uniform((114.0, 30.5), (114.3, 30.75), (300, 2))
    cells = shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=BOX)
    return {
        "san_francisco_41": [pack.areas.all[leaf].shape for leaf in pack.areas.leaves],
        "shenzhen_491": list(zones.geometry),
        "made_up_300": [shapely.segmentize(shapely.intersection(cell, BOX), 0.001) for cell in cells.geoms],
    }


def _areas(shapes: list[Any]) -> dict[str, Any]:
    """A million points, corners and shared borders among them; of all areas that hold a point, the first."""
    chance = np.random.default_rng(1)
    west, south, east, north = shapely.total_bounds(shapes)
    lon, lat = chance.uniform(west, east, POINTS), chance.uniform(south, north, POINTS)
    corners = chance.permutation(shapely.get_coordinates(shapes))[: POINTS // 50]
    lon[: len(corners)], lat[: len(corners)] = corners.T
    raster = Raster.of(shapes)
    ours_ms = best_ms(lambda: raster.which(lon, lat), 3)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=4326)
    table = gpd.GeoDataFrame(geometry=shapes, crs=4326)
    began = time.perf_counter()
    joined = points.sjoin(table, how="left", predicate="intersects")["index_right"].groupby(level=0).min()
    rival_ms = (time.perf_counter() - began) * 1000
    assert (joined.fillna(-1).to_numpy(int) == raster.which(lon, lat)).all()
    return _against(ours_ms, rival_ms, "geopandas.sjoin, first match") | {"goal_ratio": 5}


def _against(ours_ms: float, rival_ms: float, name: str) -> dict[str, Any]:
    return {
        "ms": round(ours_ms, 2), "rival": name, "rival_ms": round(rival_ms, 2),
        "ratio": round(rival_ms / ours_ms, 1), "identical": True,
    }  # fmt: skip


def _ways(roads: Roads, seed: int) -> dict[str, Any]:
    """500 ways between junctions; the rival only sums up seconds, ours draws the route too."""
    graph, chance = rival(roads), np.random.default_rng(seed)
    places = [
        [Point(roads.lon[node], roads.lat[node]) for node in pair]
        for pair in chance.integers(0, len(roads.lon), (PAIRS, 2))
    ]
    began = time.perf_counter()
    ours = [roads.route(*pair) for pair in places]
    ours_ms = (time.perf_counter() - began) * 1000
    nodes = [[roads.snap(place.lon, place.lat) for place in pair] for pair in places]
    began = time.perf_counter()
    theirs = [_rival_s(graph, *pair) for pair in nodes]
    rival_ms = (time.perf_counter() - began) * 1000
    for way, seconds in zip(ours, theirs, strict=True):
        assert np.isclose(np.inf if way is None else way.travel_s, seconds)
    return _against(ours_ms / PAIRS, rival_ms / PAIRS, "networkx.bidirectional_dijkstra")


def _rival_s(graph: nx.DiGraph, start: int, end: int) -> float:
    try:
        return float(nx.bidirectional_dijkstra(graph, start, end, weight="seconds")[0])
    except nx.NetworkXNoPath:
        return float("inf")


def _units(pack: CityPack) -> dict[str, Any]:
    """From 200 places to one, snapped to the streets first."""
    roads, chance = pack.roads, np.random.default_rng(4)
    rows = chance.integers(0, len(roads.lon), UNITS + 1)
    lon, lat = (axis[rows] + chance.normal(0, 3e-4, UNITS + 1) for axis in (roads.lon, roads.lat))
    spots = roads.spots(lon, lat)
    to, origins = spots.taken(slice(0, 1)), spots.taken(slice(1, None))
    return {
        "ms": best_ms(lambda: times_to(roads, roads.spots(lon[:1], lat[:1]), roads.spots(lon[1:], lat[1:]))),
        "snapping_ms": best_ms(lambda: roads.spots(lon, lat)),
        "search_ms": best_ms(lambda: times_to(roads, to, origins)),
        "search_within_5_min_ms": best_ms(lambda: times_to(roads, to, origins, limit_s=300)),
        "one_route_ms": best_ms(lambda: journey(roads, Point(lon[0], lat[0]), Point(lon[1], lat[1]))),
        "goal_ms": 30,
    }


def _reach(pack: CityPack) -> dict[str, Any]:
    spot = pack.roads.spots(np.array([-122.4194]), np.array([37.7749]))
    return {f"{minutes}_min_ms": best_ms(partial(bands, pack.roads, spot, [minutes]), 2) for minutes in (3, 5, 10)}


def _near(pack: CityPack) -> dict[str, Any]:
    """The ten nearest of all junctions."""
    lon, lat, place = pack.roads.lon, pack.roads.lat, Point(-122.42, 37.77)
    nearby = Nearby.of(lon, lat)

    def plainly() -> np.ndarray:
        return np.argsort(distance_m(lon, lat, place.lon, place.lat), kind="stable")[:10]

    assert nearby.nearest(place, 10)[0].tolist() == plainly().tolist()
    return _against(best_ms(lambda: nearby.nearest(place, 10)), best_ms(plainly), "all distances, sorted")


def _matching(roads: Roads) -> dict[str, Any]:
    """A trace of 600 positions, a second or two apart, ten metres of noise on each."""
    chance = np.random.default_rng(5)
    west, east = (int(np.argmin(roads.lon)), int(np.argmax(roads.lon)))
    way = journey(roads, Point(roads.lon[west], roads.lat[west]), Point(roads.lon[east], roads.lat[east]))
    assert way is not None
    at_s = np.linspace(0, way.travel_s, 600)
    places = np.array([way.at(second)[:2] for second in at_s.tolist()]) + chance.normal(0, 9e-5, (600, 2))
    return {
        "positions": 600,
        "ms": best_ms(lambda: matched(roads, places[:, 0], places[:, 1], at_s), 3),
        "goal_ms": 1000,
    }


def _grid(pack: CityPack) -> dict[str, Any]:
    assert pack.grid is not None
    bounds, chance = pack.bounds, np.random.default_rng(6)
    lon, lat = chance.uniform(bounds.west, bounds.east, 100_000), chance.uniform(bounds.south, bounds.north, 100_000)
    return {
        "cells": len(pack.grid), "making_ms": best_ms(lambda: Grid.of(pack.areas), 1),
        "cells_of_100_000_places_ms": best_ms(lambda: pack.grid.cell_of(pack.areas, lon, lat), 3),
    }  # fmt: skip


if __name__ == "__main__":
    main()
