"""The made-up city's streets as they are drawn: whole streets, cut where they cross water or dive under the railway."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import Ints
from geo.made_up.graph import Net
from geo.made_up.ground import Ground
from geo.made_up.plane import Bend, Shapes
from geo.place import Mask

ABUTMENT_M = 28.0  # a bridge begins this far from the water
UNDERPASS_M = 20.0  # streets dive under the railway this far on both sides of it


def street_layer(net: Net, ground: Ground, railways: Shapes, paths: list[BaseGeometry], bend: Bend) -> gpd.GeoDataFrame:
    """The streets by class, name and kind of way; paths last."""
    wet = ground.water.buffer(ABUTMENT_M)
    over = np.flatnonzero((net.rank <= 3) & shapely.crosses(net.line, ground.water))
    below = shapely.buffer(shapely.union_all(railways), UNDERPASS_M)
    under = np.flatnonzero((net.rank <= 3) & shapely.crosses(net.line, below))
    under = np.setdiff1d(under, over)
    plain = np.setdiff1d(np.arange(len(net)), [*over, *under])
    parts = [
        _pieces(net.line[plain], plain, net, "plain"),
        _pieces(shapely.difference(net.line[over], wet), over, net, "plain"),
        _pieces(shapely.intersection(net.line[over], wet), over, net, "bridge"),
        _pieces(shapely.difference(net.line[under], below), under, net, "plain"),
        _pieces(shapely.intersection(net.line[under], below), under, net, "tunnel"),
    ]
    table = pd.concat(parts, ignore_index=True)
    group = table.groupby(["street", "way", "oneway", "class"], sort=True).ngroup().to_numpy()
    lines = _joined(table["line"].to_numpy(), group, table["oneway"].to_numpy(dtype=bool))
    whole = table.iloc[np.unique(group, return_index=True)[1]]
    return gpd.GeoDataFrame(
        {
            "class": [*whole["class"].astype(str), *["path"] * len(paths)],
            "zh": [*whole["zh"], *[""] * len(paths)],
            "en": [*whole["en"], *[""] * len(paths)],
            "bridge": [*(whole["way"] == "bridge"), *[False] * len(paths)],
            "tunnel": [*(whole["way"] == "tunnel"), *[False] * len(paths)],
            "oneway": [*whole["oneway"], *[False] * len(paths)],
        },
        geometry=bend.drawn(np.array([*lines, *paths], dtype=object)),
        crs=4326,
    )


def _pieces(lines: Shapes, edge: Ints, net: Net, way: str) -> pd.DataFrame:
    """The single lines that are left of these edges, with what the edges say."""
    part, of = shapely.get_parts(lines, return_index=True)
    kept = shapely.length(part) > 0
    part, edge = part[kept], edge[of[kept]]
    these = net.only(edge)
    return pd.DataFrame(
        {
            "line": part, "street": these.street, "class": these.rank, "zh": these.names("zh"),
            "en": these.names("en"), "oneway": these.oneway, "way": way,
        }
    )  # fmt: skip


def _joined(lines: Shapes, group: Ints, oneway: Mask) -> Shapes:
    """One shape per group; the lines of one-way streets keep their direction."""
    order = np.argsort(group, kind="stable")
    several = shapely.multilinestrings(lines[order], indices=group[order])
    directed = oneway[order][np.unique(group[order], return_index=True)[1]]
    merged = np.asarray(shapely.line_merge(several))
    merged[directed] = shapely.line_merge(np.asarray(several)[directed], directed=True)
    return merged
