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


def joined_roads(networks: Sequence[RoadTables]) -> RoadTables:
    """Several networks as one: what has the same number is the same."""
    if len(networks) == 1:
        return networks[0]
    nodes = pd.concat([one.nodes for one in networks]).drop_duplicates("id", ignore_index=True)
    edges = pd.concat([one.edges for one in networks]).drop_duplicates("id", ignore_index=True)
    banned = pd.concat([one.banned for one in networks]).drop_duplicates(ignore_index=True)
    return RoadTables(nodes, gpd.GeoDataFrame(edges, crs=4326), banned)


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
