"""A road network as tables, on its way into a city pack: what the importers of roads make, and what is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.importing.report import Report
from geo.importing.tables import Column, Shapes, Table
from geo.pack_writer import COLUMNS
from geo.place import Floats

EARTH = Geod(ellps="WGS84")
ISLAND_NODES = 50  # fewer junctions than this are an island
SAME_DEG = 1e-5  # a metre: two numbers so near mean the same junction
AT_LEAST_M = 0.1  # two junctions in the same place; a road of no length would take no time


@dataclass(frozen=True, slots=True)
class RoadTables:
    """Junctions, edges and banned turns, as `write_pack` takes them; edges also know `bridge` and `tunnel`."""

    nodes: Table
    edges: Shapes
    banned: Table


def no_bans() -> Table:
    """A table of banned turns without rows."""
    return pd.DataFrame(columns=list(COLUMNS["banned"]), dtype=str)


def lengths_m(lines: Sequence[shapely.LineString]) -> Floats:
    """How long lines in degrees are (n,), metres on the ellipsoid."""
    xy, which = shapely.get_coordinates(lines, return_index=True)
    _, _, step_m = EARTH.inv(xy[:-1, 0], xy[:-1, 1], xy[1:, 0], xy[1:, 1])
    same = which[1:] == which[:-1]
    along = np.bincount(which[1:][same], weights=np.asarray(step_m)[same], minlength=len(lines))
    return np.maximum(along, AT_LEAST_M)


def joined_roads(networks: Sequence[RoadTables], report: Report) -> RoadTables:
    """Several networks as one: a street with the same number and the same outline is the same, no other is."""
    whole = networks[0]
    for position, one in enumerate(networks[1:], start=2):
        whole = _with(whole, one, f"{position}:", report)
    return whole


def _with(whole: RoadTables, other: RoadTables, prefix: str, report: Report) -> RoadTables:
    """Both networks; what has a number that is taken by something else gets one with this prefix."""
    known: dict[object, tuple[float, float]] = {row.id: (row.lon, row.lat) for row in whole.nodes.itertuples()}
    moved = {
        row.id for row in other.nodes.itertuples()
        if row.id in known and max(abs(row.lon - known[row.id][0]), abs(row.lat - known[row.id][1])) > SAME_DEG
    }  # fmt: skip
    outline = dict(zip(whole.edges["id"], whole.edges.geometry, strict=True))
    taken = other.edges["id"].isin(list(outline))
    told = pd.Series(
        [bool(row.geometry.equals_exact(outline[row.id], SAME_DEG)) if row.id in outline else False
         for row in other.edges.itertuples()], index=other.edges.index, dtype=bool,
    )  # fmt: skip
    report.leave_out("streets that an earlier file tells already", next(iter(other.edges["id"][told]), ""), told.sum())
    renamed = {*other.edges["id"][taken & ~told]}

    def apart(name: object, strangers: set[object]) -> object:
        return f"{prefix}{name}" if name in strangers else name

    nodes = other.nodes.assign(id=[apart(name, moved) for name in other.nodes["id"]])
    edges = other.edges.assign(
        id=[apart(name, renamed) for name in other.edges["id"]],
        u=[apart(name, moved) for name in other.edges["u"]], v=[apart(name, moved) for name in other.edges["v"]],
    )[~told]  # fmt: skip
    banned = other.banned.assign(
        **{"from": [apart(name, renamed) for name in other.banned["from"]]},
        via=[apart(name, moved) for name in other.banned["via"]],
        to=[apart(name, renamed) for name in other.banned["to"]],
    )
    return RoadTables(
        pd.concat([whole.nodes, nodes]).drop_duplicates("id", ignore_index=True),
        gpd.GeoDataFrame(pd.concat([whole.edges, edges], ignore_index=True), crs=4326),
        pd.concat([whole.banned, banned]).drop_duplicates(ignore_index=True),
    )


def tell_bare(areas: Shapes, nodes: Table, report: Report) -> None:
    """Say in how many of the finest areas no junction lies: a graph may cover but a corner of the city."""
    finest = areas[areas["level"] == areas["level"].max()]
    row, _ = shapely.STRtree(shapely.points(nodes[["lon", "lat"]].to_numpy(float))).query(
        finest.geometry.to_numpy(), predicate="intersects"
    )
    bare = len(finest) - len(np.unique(row))
    if bare:
        report.remark(
            f"{bare:,} of {len(finest):,} areas have no road: nobody can be sent there, and made-up life stays away."
        )


def tell_islands(network: RoadTables, report: Report) -> None:
    """Say how many junctions no road joins to the rest, and where one such island is; they stay in the city."""
    at: Column = pd.Series(np.arange(len(network.nodes)), index=network.nodes["id"])
    ends = at[network.edges["u"]].to_numpy(), at[network.edges["v"]].to_numpy()
    graph = csr_array((np.ones(len(ends[0])), ends), shape=(len(at), len(at)))
    _, island = connected_components(graph, directed=False)
    size = np.bincount(island)
    small = np.flatnonzero((size < ISLAND_NODES) & (np.arange(len(size)) != size.argmax()))
    if len(small):
        first = network.nodes.iloc[int(np.flatnonzero(island == small[0])[0])]
        report.remark(
            f"{len(small):,} islands of fewer than {ISLAND_NODES} junctions ({size[small].sum():,} in all) are joined "
            f"to the rest by no road, such as at {first['lon']:.5f}, {first['lat']:.5f}. Journeys use the main network."
        )
