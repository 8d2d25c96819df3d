"""Streets of the base map: whole streets rather than their pieces, so that there is room for the name."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.importing.road_tables import RoadTables
from geo.importing.tables import Shapes

SAME = ("class", "zh", "en", "bridge", "tunnel", "oneway")


def merged_streets(streets: Shapes) -> Shapes:
    """The same streets; pieces of one name and kind that touch are one line, in the direction of their travel."""
    named = streets["zh"] != ""
    if not named.any():
        return streets
    whole = streets[named].reset_index(drop=True)
    group = whole.groupby(list(SAME), sort=False).ngroup().to_numpy()
    order = np.argsort(group, kind="stable")
    lines = shapely.multilinestrings(whole.geometry.to_numpy()[order], indices=group[order])
    first = whole.drop_duplicates(list(SAME))
    oneway = first["oneway"].to_numpy(bool)
    merged = np.where(oneway, shapely.line_merge(lines, directed=True), shapely.line_merge(lines))
    table = gpd.GeoDataFrame(first[list(SAME)].reset_index(drop=True), geometry=merged, crs=4326)
    return pd.concat([table, streets[~named]], ignore_index=True)


def drawn_streets(network: RoadTables) -> Shapes:
    """The streets of a network whose map is made of nothing else."""
    edges = network.edges
    table = edges.assign(**{"class": edges["class"].astype(str)})
    return merged_streets(table[[*SAME, "geometry"]])
