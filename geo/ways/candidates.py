"""Candidates: the arcs, near a position, on which a vehicle may have been, and how well each fits."""

from dataclasses import dataclass

import numpy as np
import shapely

from geo.local import Shapes
from geo.place import Floats
from geo.ways.edge_tree import Spots
from geo.ways.roads import Roads
from geo.ways.route import Ints

MOST_EDGES = 6  # for each position the nearest ones
FARTHEST_M = 60.0
LOOK_M = 5.0
USUAL_M = 10.0  # how far a position of a satellite receiver is off in streets
SHARPNESS = 4.0  # how much a wrong heading weighs: the wrong way round as much as four times the usual error


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Arcs by position, as columns (c,) ordered by position: how far away, how much of the arc lies before.

    The candidates of position i are `first[i]` to `first[i + 1]`.
    """

    first: Ints
    position: Ints
    arc: Ints
    off_m: Floats
    passed_m: Floats
    left_m: Floats
    spots: Spots


def candidates(roads: Roads, lon: Floats, lat: Floats, radius_m: float = FARTHEST_M) -> Candidates:
    """All arcs within the radius of each position (n,), of its nearest edges."""
    position, edge = roads.tree.within(lon, lat, radius_m)
    places: Shapes = shapely.points(roads.tree.plane.metres(lon, lat))
    spots = roads.tree.spots(edge, places[position])
    order = np.lexsort((spots.off_m, position))
    rank = np.arange(len(order)) - np.searchsorted(position[order], position[order])
    order = order[rank < MOST_EDGES]
    spots, position = spots.taken(order), position[order]
    back = roads.network.back_arc[spots.edge]
    both = np.flatnonzero(back >= 0)
    rows = np.concatenate([np.arange(len(position)), both])
    arc = np.concatenate([spots.edge, back[both]])
    passed = np.concatenate([spots.share, 1 - spots.share[both]])
    order = np.lexsort((arc, position[rows]))
    rows, arc, passed = rows[order], arc[order], passed[order]
    whole_m = roads.length_m[roads.network.arc_edge[arc]]
    return Candidates(
        first=np.searchsorted(position[rows], np.arange(len(lon) + 1)), position=position[rows], arc=arc,
        off_m=spots.off_m[rows], passed_m=passed * whole_m, left_m=(1 - passed) * whole_m, spots=spots.taken(rows),
    )  # fmt: skip


def snapped(
    roads: Roads, lon: Floats, lat: Floats, heading_deg: Floats, accuracy_m: float = USUAL_M
) -> tuple[Ints, Spots]:
    """For each position (n,) the likeliest arc by distance and heading, and the spot; arc -1 where no street is near.

    A heading that is NaN says nothing. The spot of an arc of -1 is meaningless.
    """
    found = candidates(roads, lon, lat)
    off_by = np.radians(heading_deg[found.position] - headings(roads, found))
    astray = np.nan_to_num((1 - np.cos(off_by)) / 2) * SHARPNESS**2 / 2
    cost = 0.5 * (found.off_m / accuracy_m) ** 2 + astray
    order = np.lexsort((cost, found.position))
    position, best = np.unique(found.position[order], return_index=True)
    rows = np.zeros(len(lon), dtype=np.intp)
    rows[position] = order[best]
    arc = np.full(len(lon), -1, dtype=np.intp)
    arc[position] = found.arc[order[best]]
    if not len(order):
        nowhere = np.full(len(lon), np.nan)
        return arc, Spots(edge=rows, share=nowhere, lon=nowhere, lat=nowhere, off_m=nowhere)
    return arc, found.spots.taken(rows)


def headings(roads: Roads, found: Candidates) -> Floats:
    """Where each candidate leads at its spot, degrees clockwise from north (c,)."""
    lines = roads.tree.lines[found.spots.edge]
    at_m = found.spots.share * shapely.length(lines)
    behind = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.maximum(at_m - LOOK_M, 0)))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, at_m + LOOK_M))
    east, north = (ahead - behind).T
    against = np.where(found.arc < len(roads), 0.0, 180.0)
    return (np.degrees(np.arctan2(east, north)) + against) % 360
