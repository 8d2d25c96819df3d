"""Real streets with one-ways: Futian's drive network, read from its GraphML, and the same network for networkx."""

from pathlib import Path

import networkx as nx
import numpy as np
import shapely

from geo.place import Floats
from geo.ways.roads import Roads

FUTIAN = "shenzhen/futian_drive_osm.graphml"


def futian(data_folder: Path) -> Roads:
    """Futian's streets as the file says: every direction an edge of its own, at 40 km/h or its highest speed."""
    graph = nx.read_graphml(data_folder / FUTIAN, force_multigraph=True)
    nodes = list(graph.nodes)
    at = {node: i for i, node in enumerate(nodes)}
    ends = [(at[u], at[v]) for u, v in graph.edges()]
    about = [more for _, _, more in graph.edges(data=True)]
    lon, lat = (np.array([float(graph.nodes[node][axis]) for node in nodes]) for axis in "xy")
    lines = [_line(one, lon[[u, v]], lat[[u, v]]) for one, (u, v) in zip(about, ends, strict=True)]
    return Roads(
        lon=lon, lat=lat, edge_id=np.arange(len(ends)).astype(str), tail=np.array([u for u, _ in ends]),
        head=np.array([v for _, v in ends]), edge_class=np.full(len(ends), 4, np.int8),
        zh=np.array([one.get("name", "") for one in about]), en=np.full(len(ends), ""),
        length_m=np.array([float(one["length"]) for one in about]),
        speed_kmh=np.array([_speed(one.get("maxspeed", "")) for one in about]), oneway=np.ones(len(ends), bool),
        first=np.concatenate([[0], np.cumsum(shapely.get_num_points(lines))]), points=shapely.get_coordinates(lines),
    )  # fmt: skip


def rival(roads: Roads) -> nx.DiGraph:
    """The network for networkx: of parallel streets the quickest; every arc with its seconds."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(roads.lon)))
    both = ~roads.oneway
    tail, head = np.append(roads.tail, roads.head[both]), np.append(roads.head, roads.tail[both])
    seconds = np.append(roads.travel_s, roads.travel_s[both])
    order = np.argsort(-seconds, kind="stable")
    for u, v, needed in zip(tail[order].tolist(), head[order].tolist(), seconds[order].tolist(), strict=True):
        graph.add_edge(u, v, seconds=needed)
    return graph


def _line(about: dict[str, str], lon: Floats, lat: Floats) -> shapely.LineString:
    return shapely.from_wkt(about["geometry"]) if "geometry" in about else shapely.linestrings(lon, lat)


def _speed(text: str) -> float:
    return float(text) if text.isdigit() else 40.0
