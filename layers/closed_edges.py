"""Closed edges: which streets are closed now, and which reading says so.

A `road.closed` of 1 closes a street until a 0 opens it: that of the thing's edge, or of the edge it is named after, or
the nearest one to its place, so that a works permit may close a street as well as a bollard.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from city.picture import Newest, Picture
from geo.pack import CityPack
from geo.roads import Roads

BESIDE_M = 30.0  # works lie on the street, not on one a block away


def closed_edges(picture: Picture, pack: CityPack) -> Mapping[int, int]:
    """The edges that are closed, each with the row of the newest `road.closed` that closed it first."""
    newest = picture.newest.get("road.closed")
    found: dict[int, int] = {}
    if newest is not None:
        rows = np.flatnonzero(newest.value >= 0.5)
        for row in rows[np.argsort(newest.at[rows], kind="stable")].tolist():
            edge = _edge_named(newest, row, pack)
            if edge is not None:
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


def _edge_named(newest: Newest, row: int, pack: CityPack) -> int | None:
    """The edge that a reading speaks of; None where there is no street beside its place."""
    thing = newest.thing[row]
    known = edge_of_thing(pack).get(thing, row_of_edge(pack.roads).get(thing))
    if known is not None or np.isnan(newest.lon[row]):
        return known
    spot = pack.roads.spots(newest.lon[[row]], newest.lat[[row]])
    return int(spot.edge[0]) if spot.off_m[0] <= BESIDE_M else None
