"""Small towns for tests: a square of two halves, and streets as a grid."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import LineString, box

from geo.pack_writer import write_pack
from geo.place import Floats
from geo.ways.roads import Roads

Part = Any  # a table of the pack, or a column of the roads
STEP = 0.001  # degrees between two junctions of the grid
WORDS = {"zh": "小城", "en": "Smallville"}
CITY = {
    "name": "smallville", "title": WORDS, "time_zone": "Asia/Shanghai", "provenance": "made_up", "note": WORDS,
    "attribution": {"zh": "", "en": ""},
}  # fmt: skip


def areas() -> gpd.GeoDataFrame:
    """A city of one square degree hundredth, halved into west and east."""
    rows = [
        ("west", "西区", "West", 1, "city", 100, box(0, 0, 0.005, 0.01)),
        ("east", "东区", "East", 1, "city", None, box(0.005, 0, 0.01, 0.01)),
        ("city", "小城", "Smallville", 0, None, 100, box(0, 0, 0.01, 0.01)),
    ]
    columns = ["code", "zh", "en", "level", "parent", "population", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, crs=4326)


def nodes(side: int = 3) -> pd.DataFrame:
    """The junctions of a grid, named by their row and column."""
    return pd.DataFrame(
        [(f"{row}-{column}", column * STEP, row * STEP) for row in range(side) for column in range(side)],
        columns=["id", "lon", "lat"],
    )


def edges(side: int = 3, **more: Part) -> gpd.GeoDataFrame:
    """The streets of a grid, each 100 m at 36 km/h, so ten seconds; `more` replaces columns."""
    spots = [(row, column) for row in range(side) for column in range(side)]
    ends = [(a, b) for a in spots for b in spots if (b[0] - a[0], b[1] - a[1]) in ((0, 1), (1, 0))]
    table = {
        "id": [f"e{i}" for i in range(len(ends))],
        "u": [f"{a[0]}-{a[1]}" for a, _ in ends],
        "v": [f"{b[0]}-{b[1]}" for _, b in ends],
        "class": 5, "zh": "路", "en": "Street", "length_m": 100.0, "speed_kmh": 36.0, "oneway": False,
    }  # fmt: skip
    lines = [LineString([(a[1] * STEP, a[0] * STEP), (b[1] * STEP, b[0] * STEP)]) for a, b in ends]
    return gpd.GeoDataFrame(table | more, geometry=lines, crs=4326)


def write_town(folder: Path, **parts: Part) -> Path:
    """A whole pack in this folder; `parts` replace those of the small town."""
    made: dict[str, Any] = {
        "city": CITY, "areas": areas(), "nodes": nodes(), "edges": edges(), "base": {"land": areas().iloc[2:]},
        "units": pd.DataFrame([("E1", "engine", "一号车", "Engine 1", "Station 1", 0.001, 0.002, "119")],
                              columns=["name", "kind", "zh", "en", "home", "lon", "lat", "command"]),
        "things": pd.DataFrame([("loop-1", "road.speed;device.heartbeat", "线圈", "Loop", 0.006, 0.002, 60, "e1", 2)],
                               columns=["thing", "kinds", "zh", "en", "lon", "lat", "period_s", "edge", "lanes"]),
        "places": pd.DataFrame([("Station 1", "fire_station", "一号站", "Station 1", 0.001, 0.002)],
                               columns=["name", "kind", "zh", "en", "lon", "lat"]),
    }  # fmt: skip
    write_pack(folder, **(made | parts))
    return folder


def roads(travel_s: Floats, tail: list[int], head: list[int], **more: Part) -> Roads:
    """A network of straight edges on a circle of junctions that take so many seconds; `more` replaces columns."""
    size = max(*tail, *head) + 1
    turn = np.linspace(0, 2 * np.pi, size, endpoint=False)
    lon, lat = np.cos(turn) * STEP, np.sin(turn) * STEP
    points = np.array([[lon[node], lat[node]] for ends in zip(tail, head, strict=True) for node in ends])
    count = len(tail)
    columns: dict[str, Any] = {
        "lon": lon, "lat": lat, "edge_id": np.array([f"e{i}" for i in range(count)]), "tail": np.array(tail),
        "head": np.array(head), "edge_class": np.full(count, 5, np.int8), "zh": np.full(count, "路"),
        "en": np.full(count, "Street"), "length_m": travel_s * 10.0, "speed_kmh": np.full(count, 36.0),
        "oneway": np.zeros(count, bool), "first": np.arange(count + 1) * 2, "points": points,
    }  # fmt: skip
    return Roads(**(columns | more))
