"""Street lines from geographic files: centrelines whose ends meet become a road network.

Where the file names the nodes at both ends of a line, those are the junctions; else lines that end in the same place
meet there. Lines that cross without ending do not meet: that is a bridge, or a file to be cut first.
"""

from collections.abc import Mapping
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.importing.boundary_file import read_geographic, titles
from geo.importing.cells import as_numbers, as_text
from geo.importing.column_names import found_columns
from geo.importing.frame import Geometries
from geo.importing.given import Given
from geo.importing.report import Report
from geo.importing.road_tables import RoadTables, lengths_m, no_bans
from geo.importing.tables import Column, Missing, Shapes, Table
from geo.osm.traffic import CLASS, SPEED_KMH, is_path, posted_kmh
from geo.pack_writer import DECIMALS
from geo.ways.roads import Ints

OPTIONS = ("street", "zh", "en", "class", "oneway", "speed", "code", "u", "v", "layer", "frame", "encoding")
UNKNOWN_CLASS = 5
# Which way one may drive, seen along the line; said in words that mean the same wherever they stand.
WAY = MappingProxyType({
    "yes": 1, "true": 1, "1": 1, "y": 1, "ft": 1, "单向": 1, "是": 1, "-1": -1, "reverse": -1, "tf": -1,
    "": 0, "no": 0, "false": 0, "0": 0, "n": 0, "both": 0, "双向": 0, "否": 0, "reversible": 0, "alternating": 0,
})  # fmt: skip
TRUTH = MappingProxyType({"t": 1, "f": 0})  # as databases write true and false
FROM_TO = MappingProxyType({"b": 0, "f": 1, "t": -1})  # both, from, to: Geofabrik's Shapefiles, NAVSTREETS


def read_streets(given: Given, report: Report) -> RoadTables:
    """The road network of this file. Raises `Missing` where it has no lines."""
    path = given.path
    table = read_geographic(given, report).explode(index_parts=False).reset_index(drop=True)
    lines = (table.geometry.geom_type == "LineString") & ~table.geometry.is_empty
    report.leave_out(f"rows of {path.name} without a line", count=int((~lines).sum()))
    table = table[lines].reset_index(drop=True)
    if not len(table):
        raise Missing(f"{path} has no lines. Roads are lines; name polygons as AREAS, points as PLACES.")
    found = found_columns(path, list(table.columns), OPTIONS[:-3], given.said)
    table = _driven(table, found, report)
    way = _ways(table, found, report)
    outlines = np.where(way < 0, shapely.reverse(table.geometry.to_numpy()), table.geometry.to_numpy())
    ends = [shapely.get_coordinates(shapely.get_point(outlines, at)) for at in (0, -1)]
    if _has_nodes(table, found):
        u, v = table[found["u"]].map(as_text), table[found["v"]].map(as_text)
        u, v = u.where(way >= 0, v), v.where(way >= 0, u)
    else:
        u, v = (pd.Series([f"{x:.{DECIMALS}f},{y:.{DECIMALS}f}" for x, y in side]) for side in ends)
    report.read[str(given)] = f"{len(table):,} street lines, " + ", ".join(f"{a} from {b}" for a, b in found.items())
    if "oneway" not in found:
        report.remark(f"{path.name} does not say which streets are one-way: all lead both ways.")
    edges = _edges(table, found, outlines, (u, v)).assign(oneway=(way != 0).to_numpy())
    nodes = pd.DataFrame({"id": [*u, *v], "lon": np.hstack([ends[0][:, 0], ends[1][:, 0]]),
                          "lat": np.hstack([ends[0][:, 1], ends[1][:, 1]])})  # fmt: skip
    return RoadTables(nodes.drop_duplicates("id", ignore_index=True), edges, no_bans())


def _has_nodes(table: Table, found: Mapping[str, str]) -> bool:
    return "u" in found and "v" in found and bool(table[[found["u"], found["v"]]].notna().all(axis=None))


def _edges(table: Shapes, found: Mapping[str, str], outlines: Geometries, ends: tuple[Column, Column]) -> Shapes:
    zh, en = titles(
        table, {one: found[its] for one, its in (("name", "street"), ("zh", "zh"), ("en", "en")) if its in found}
    )
    rank = _classes(table, found)
    speed = np.array(SPEED_KMH)[rank]
    if "speed" in found:
        posted = table[found["speed"]].map(lambda cell: posted_kmh(as_text(cell)))
        speed = np.where(posted.notna(), posted.astype(float), speed)
    number = pd.Series(np.arange(len(table)).astype(str))
    if "code" in found and not table[found["code"]].map(as_text).duplicated().any():
        number = table[found["code"]].map(as_text)
    columns = {"id": number, "u": ends[0], "v": ends[1], "class": rank, "zh": zh, "en": en, "speed_kmh": speed,
               "bridge": False, "tunnel": False, "way": number, "length_m": lengths_m(outlines)}  # fmt: skip
    return gpd.GeoDataFrame(columns, geometry=outlines, crs=4326)


def _driven(table: Shapes, found: Mapping[str, str], report: Report) -> Shapes:
    """The rows that are no paths for feet, wheels or hooves. Raises `Missing` where all are."""
    if "class" not in found:
        return table
    path: Column = _words(table, found).map(lambda word: is_path({"highway": word}))
    report.leave_out("paths and steps, which no vehicle drives", _example(_words(table, found)[path]), int(path.sum()))
    if path.all():
        raise Missing("All of these lines are paths. Name a file of streets.")
    return table[~path].reset_index(drop=True)


def _words(table: Table, found: Mapping[str, str]) -> Column:
    """What is said of each street's class (n,); Geofabrik writes "track_grade2" for what is a track."""
    return table[found["class"]].map(as_text).str.lower().str.replace(r"_grade\d$", "", regex=True)


def _example(said: Column) -> str:
    return next(iter(said), "")


def _classes(table: Table, found: Mapping[str, str]) -> Ints:
    """The class of each street (n,): a figure 0 to 6, or a word of OpenStreetMap's; local where neither."""
    if "class" not in found:
        return np.full(len(table), UNKNOWN_CLASS)
    said = _words(table, found)
    figure: Column = pd.Series(as_numbers(said), index=said.index)
    figure = figure.where(figure.isin(range(7)))
    return figure.fillna(said.map(CLASS)).fillna(UNKNOWN_CLASS).to_numpy(int)


def _ways(table: Table, found: Mapping[str, str], report: Report) -> Column:
    """Which way each street leads (n,): 1 along its line, -1 against it, 0 both ways."""
    if "oneway" not in found:
        return pd.Series(0, index=table.index)
    said: Column = table[found["oneway"]].map(as_text)
    words = WAY | (FROM_TO if said.isin(["B", "F", "T", "b"]).any() else TRUTH)
    way: Column = said.str.lower().map(words)
    unknown = way.isna()
    told = "streets whose word for one-way is not known, taken as leading both ways"
    report.mend(told, _example(said[unknown]), int(unknown.sum()))
    return way.fillna(0).astype(int)
