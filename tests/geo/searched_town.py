"""A town to search in: streets of Chinese and of English names that cross, places, and a few house numbers."""

from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely import LineString

from tests.geo import towns

STREETS = (
    ("中山路", "Zhongshan Road", 3, (0, 0.001), (0.009, 0.001)),
    ("人民路", "Renmin Road", 3, (0.002, 0), (0.002, 0.009)),
    ("人民东路", "East Renmin Road", 4, (0.008, 0), (0.008, 0.009)),
    ("重庆路", "Chongqing Road", 4, (0, 0.005), (0.009, 0.005)),
    ("", "Mission St", 5, (0, 0.008), (0.009, 0.008)),
    ("", "16th St", 5, (0.005, 0), (0.005, 0.009)),
    ("和平路", "Heping Road", 5, (0, 0.0035), (0.009, 0.0035)),
    ("机场高速", "Airport Motorway", 1, (0.0085, 0), (0.0085, 0.009)),
    ("文科路", "Wenke Road", 5, (0, 0.0095), (0.009, 0.0095)),
)
PLACES = (
    ("H1", "hospital", "市第一人民医院", "First People's Hospital", 0.003, 0.003),
    ("S1", "school", "中山小学", "Zhongshan School", 0.009, 0.009),
    ("C1", "camera", "人民路摄像头", "Renmin Road camera", 0.002, 0.004),
    ("P1", "park", "百花园", "Garden of Flowers", 0.006, 0.006),
    ("P2", "park", "公园", "", 0.001, 0.008),
    ("P3", "park", "东湖公园", "East Lake", 0.0088, 0.004),
    ("B1", "bus_terminal", "公园总站", "Park Terminal", 0.004, 0.007),
    ("K1", "hotel", "Café Zürich 酒店", "Café Zürich", 0.004, 0.004),
)
ADDRESSES = (
    ("人民路", "Renmin Road", "2", 0.0021, 0.001), ("人民路", "Renmin Road", "10", 0.0021, 0.003),
    ("人民路", "Renmin Road", "10-1", 0.0021, 0.0032), ("人民路", "Renmin Road", "10弄1号", 0.0021, 0.0034),
    ("人民路", "Renmin Road", "88号", 0.0021, 0.006), ("人民路", "Renmin Road", "88A", 0.0021, 0.0061),
    ("文科路", "Wenke Road", "12", 0.004, 0.0096), ("文科路", "Wenke Road", "24", 0.008, 0.0096),
    ("老街", "Old Street", "5", 0.007, 0.007), ("中山路", "Zhongshan Road", "无号", 0.001, 0.001),
)  # fmt: skip


def crossing_lines() -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """The streets, cut at every crossing."""
    spots: dict[tuple[float, float], str] = {}
    rows: list[tuple[object, ...]] = []
    for zh, en, rank, start, end in STREETS:
        upright = start[0] == end[0]
        cuts = {
            (one[3][0] if (one[3][0] == one[4][0]) else one[3][1])
            for one in STREETS
            if (one[3][0] == one[4][0]) != upright
        }
        along = sorted({start[upright], end[upright], *cuts})
        path = [(start[0], one) if upright else (one, start[1]) for one in along]
        for a, b in pairwise(path):
            u, v = (spots.setdefault(one, f"n{len(spots)}") for one in (a, b))
            rows.append((f"e{len(rows)}", u, v, rank, zh, en, 100.0, 36.0, False, LineString([a, b])))
    nodes = pd.DataFrame([(name, lon, lat) for (lon, lat), name in spots.items()], columns=["id", "lon", "lat"])
    columns = ["id", "u", "v", "class", "zh", "en", "length_m", "speed_kmh", "oneway", "geometry"]
    return nodes, gpd.GeoDataFrame(rows, columns=columns, crs=4326)


def write_searched_town(folder: Path) -> Path:
    """The pack of this town in this folder."""
    nodes, edges = crossing_lines()
    return towns.write_town(
        folder, nodes=nodes, edges=edges,
        places=pd.DataFrame(PLACES, columns=["name", "kind", "zh", "en", "lon", "lat"]),
        addresses=pd.DataFrame(ADDRESSES, columns=["zh", "en", "number", "lon", "lat"]),
    )  # fmt: skip
