"""Road graphs in GraphML, as osmnx writes them: directed, lists as text, outlines as WKT."""

import ast
import math
from collections import defaultdict
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import geopandas as gpd
import networkx as nx
import pandas as pd
import shapely

from geo.importing.frame import in_wgs84, moved
from geo.importing.given import Given
from geo.importing.report import Report
from geo.importing.road_tables import RoadTables, lengths_m, no_bans
from geo.importing.tables import Missing, Shapes
from geo.osm.traffic import SPEED_KMH, is_closed, is_path, posted_kmh, street_class
from geo.osm.words import named

OPTIONS = ("frame",)
HEAD = 1 << 20  # a document type may stand in the first letters only
COLUMNS = ("id", "u", "v", "class", "zh", "en", "speed_kmh", "oneway", "bridge", "tunnel", "way")
TAGS = ("highway", "name", "name:zh", "name:en", "ref", "maxspeed", "bridge", "tunnel", "access")
UNKNOWN_CLASS = 5
Edge = tuple[Hashable, Hashable, Mapping[str, Any]]


def read_graph(given: Given, report: Report) -> RoadTables:
    """The road network of this file. Raises `Missing` where it is none."""
    path = given.there().path
    graph = _graph(path)
    nodes = [(str(name), *_place(path, str(name), about)) for name, about in graph.nodes(data=True)]
    table = pd.DataFrame(nodes, columns=["id", "lon", "lat"])
    told = f"{len(table):,} junctions, {graph.number_of_edges():,} directed edges"
    closed = [end for *end, about in graph.edges(keys=True, data=True) if not _driven(about, report)]
    graph.remove_edges_from(closed)
    edges = _edges(graph, table)
    if not len(edges):
        raise Missing(f"{path} has no edges between its nodes. Write the graph again with its streets.")
    frame = given.said.get("frame", str(graph.graph.get("crs", "wgs84")))
    report.read[str(given)] = told
    met = {*edges["u"], *edges["v"]}
    driven = pd.DataFrame([node for node in nodes if node[0] in met], columns=list(table.columns))
    return _in_place(driven, edges, frame, str(path))


def _graph(path: Path) -> Any:  # noqa: ANN401 - networkx has no types
    if path.suffix.lower() not in (".graphml", ".xml"):
        raise Missing(f"{path} is no road graph by its name. It should end in .graphml.")
    with path.open("rb") as file:
        if b"<!DOCTYPE" in file.read(HEAD).upper():
            raise Missing(f"{path} brings a document type of its own, and nobody needs that. Write it without DOCTYPE.")
    try:
        return nx.read_graphml(path, force_multigraph=True)
    except (ParseError, nx.NetworkXError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Missing(f"{path} cannot be read as GraphML ({error}). Write it again with osmnx.save_graphml.") from error


def _place(path: Path, name: str, about: Mapping[str, Any]) -> tuple[float, float]:
    try:
        x, y = float(about.get("x", about.get("lon"))), float(about.get("y", about.get("lat")))
    except (KeyError, TypeError, ValueError) as error:
        raise Missing(f"{path}: node {name} has no x and y. Write the graph again with the nodes' places.") from error
    return x, y


def _edges(graph: Any, nodes: pd.DataFrame) -> Shapes:  # noqa: ANN401 - as above
    """One edge for both directions of a street."""
    at = {name: (x, y) for name, x, y in nodes.itertuples(index=False)}
    both: dict[tuple[Hashable, ...], list[Edge]] = defaultdict(list)
    for u, v, about in graph.edges(data=True):
        street = (frozenset((u, v)), str(sorted(_all(about.get("osmid")))), _metres(about.get("length")))
        both[street].append((u, v, about))
    rows: list[tuple[object, ...]] = []
    outlines: list[shapely.LineString] = []
    for twins in both.values():
        left = list(twins)
        while left:
            u, v, about = left.pop(0)
            mate = next((one for one in left if (one[0], one[1]) == (v, u)), None)
            if mate is not None:
                left.remove(mate)
            twoway = mate is not None or not graph.is_directed()
            rows.append((str(len(rows)), str(u), str(v), *_row(about, twoway=twoway)))
            outlines.append(_outline(about, at[str(u)], at[str(v)]))
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(COLUMNS)), geometry=outlines, crs=4326)


def _driven(about: Mapping[str, Any], report: Report) -> bool:
    """Whether vehicles may drive through here, as `geo/osm/roads.py` decides it."""
    tags = _tags(about)
    if is_path(tags):
        report.leave_out("paths and steps, which no vehicle drives", tags["highway"])
    elif is_closed(tags):
        report.leave_out("streets closed to through traffic", tags.get("name", ""))
    else:
        return True
    return False


def _tags(about: Mapping[str, Any]) -> dict[str, str]:
    """What is said of an edge; of several kinds of way, as osmnx joins them, the first that vehicles drive."""
    tags = {key: _first(about[key]) for key in TAGS if key in about}
    driven = [one for one in _all(about.get("highway")) if street_class({"highway": one}) is not None]
    return tags | {"highway": driven[0]} if driven else tags


def _row(about: Mapping[str, Any], *, twoway: bool) -> tuple[object, ...]:
    tags = _tags(about)
    rank = street_class({"highway": tags.get("highway", "")})
    rank = UNKNOWN_CLASS if rank is None else rank
    zh, en = named(tags)
    posted = posted_kmh(";".join(_all(about.get("maxspeed"))))
    number = _first(about.get("osmid", ""))
    return (
        rank, zh or tags.get("ref", ""), en or tags.get("ref", ""), posted or SPEED_KMH[rank], not twoway,
        tags.get("bridge", "no") != "no", tags.get("tunnel", "no") != "no", number,
    )  # fmt: skip


def _all(value: object) -> list[str]:
    """The values of an attribute, of which osmnx writes several as a list in text.

    >>> _all("['60', '40']"), _all("60"), _all(None)
    (['60', '40'], ['60'], [])
    """
    if value is None:
        return []
    text = str(value)
    if text.startswith("["):
        try:
            return [str(one) for one in ast.literal_eval(text)]
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return [text]
    return [text]


def _first(value: object) -> str:
    return next(iter(_all(value)), "")


def _metres(length: object) -> int:
    """A length by which the two directions of a street are known as one."""
    try:
        return round(float(str(length)))
    except (ValueError, OverflowError):
        return 0


def _outline(about: Mapping[str, Any], start: tuple[float, float], end: tuple[float, float]) -> shapely.LineString:
    """The outline of an edge from its start to its end: straight where none is written down."""
    line = shapely.from_wkt(str(about.get("geometry", "")), on_invalid="ignore")
    if not isinstance(line, shapely.LineString) or line.is_empty:
        return shapely.LineString([start, end])
    first, last = line.coords[0], line.coords[-1]
    along = math.dist(first[:2], start) + math.dist(last[:2], end)
    against = math.dist(first[:2], end) + math.dist(last[:2], start)
    return line.reverse() if against < along else line


def _in_place(nodes: pd.DataFrame, edges: Shapes, frame: str, what: str) -> RoadTables:
    lon, lat = in_wgs84(frame, nodes["lon"].to_numpy(), nodes["lat"].to_numpy(), what)
    xy = shapely.get_coordinates(edges.geometry.to_numpy())
    outlines = moved(edges.geometry.to_numpy(), *in_wgs84(frame, xy[:, 0], xy[:, 1], what))
    edges = edges.set_geometry(gpd.GeoSeries(outlines, crs=4326)).assign(length_m=lengths_m(outlines))
    return RoadTables(nodes.assign(lon=lon, lat=lat), edges, no_bans())
