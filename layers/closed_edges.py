"""Closed edges: which streets are closed now, and which reading says so.

A `road.closed` of 1 closes a street until a 0 opens it: that of the thing's edge, or of the edge it is named after, or
the nearest one to its place, so that a works permit may close a street as well as a bollard.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from city.picture import Picture
from geo.areas import Ints
from geo.pack import CityPack
from geo.place import Floats
from geo.ways.roads import Roads

BESIDE_M = 30.0  # works lie on the street, not on one a block away


def closed_edges(picture: Picture, pack: CityPack) -> Mapping[int, int]:
    """The edges that are closed, each with the row of the newest `road.closed` that closed it first."""
    newest = picture.newest.get("road.closed")
    found: dict[int, int] = {}
    if newest is not None:
        rows = np.flatnonzero(newest.value >= 0.5)
        rows = rows[np.argsort(newest.at[rows], kind="stable")]
        things = [newest.thing[int(row)] for row in rows]
        edges = edges_of(things, newest.lon[rows], newest.lat[rows], pack)
        for row, edge in zip(rows.tolist(), edges.tolist(), strict=True):
            if edge >= 0:
                found.setdefault(edge, row)
    return found


@cache
def row_of_edge(roads: Roads) -> Mapping[str, int]:
    """The number of each edge, by its id."""
    return {edge: row for row, edge in enumerate(roads.edge_id.tolist())}


@cache
def edge_of_thing(pack: CityPack) -> Mapping[str, int]:
    """The edge that each thing watches."""
    row, things = row_of_edge(pack.roads), pack.things
    return {thing: row[edge] for thing, edge in zip(things.thing, things.edge, strict=True) if edge in row}


def edges_of(things: Sequence[str], lon: Floats, lat: Floats, pack: CityPack) -> Ints:
    """The edge that each of these things (k,), each at its place, speaks of; -1 where there is no street beside it."""
    watched, named = edge_of_thing(pack), row_of_edge(pack.roads)
    edge = np.array([watched.get(thing, named.get(thing, -1)) for thing in things], dtype=np.intp)
    placed = np.flatnonzero((edge < 0) & np.isfinite(lon) & np.isfinite(lat))
    if placed.size:  # all at once: one by one they would hold up everybody
        spots = pack.roads.spots(lon[placed], lat[placed])
        edge[placed] = np.where(spots.off_m <= BESIDE_M, spots.edge, -1)
    return edge
