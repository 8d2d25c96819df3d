"""Road conditions: how the streets run now, from the newest readings; what routes and reaches are computed with.

A fresh `road.speed` of a thing holds for the edge that it watches. Streets without one run by the median of the
streets of their class and area that have one (three at least), else of their class in the whole city, else as usual.
A `road.closed` of 1 closes a street until a 0 opens it: that of the thing's edge, or of the edge it is named after, or
the nearest one to its place, so that a works permit may close a street as well as a bollard.
"""

from functools import cache

import numpy as np

from city.picture import Newest, Picture
from geo.areas import Ints
from geo.conditions import Conditions
from geo.pack import CityPack
from geo.place import Floats
from geo.roads import Roads
from layers.freshness import age_s

OLD_S = 15 * 60.0  # as long as the traffic index looks back
SAMPLES_NEEDED = 3
ALIKE_NEEDED = 3  # streets of a class that must be measured before others follow them
BESIDE_M = 30.0  # works lie on the street, not on one a block away
CLASSES = 16


def conditions_now(picture: Picture, pack: CityPack) -> Conditions:
    """What is known of the city's streets at this beat."""
    roads = pack.roads
    speed = _measured(picture, pack)
    usual = roads.speed_kmh
    ratio = np.where(usual > 0, speed / usual, np.nan)
    leaf = _leaf_of_edge(pack)
    kind = roads.edge_class.astype(np.intp)
    likely = _medians(ratio, leaf * CLASSES + kind)
    likely = np.where(np.isnan(likely), _medians(ratio, kind), likely)
    return Conditions(speed_kmh=np.where(np.isnan(speed), likely * usual, speed), closed=_closed(picture, pack))


def measured_edges(picture: Picture, pack: CityPack) -> int:
    """How many edges have a fresh speed."""
    return int(np.isfinite(_measured(picture, pack)).sum())


@cache
def _row_of_edge(roads: Roads) -> dict[str, int]:
    return {edge: row for row, edge in enumerate(roads.edge_id.tolist())}


@cache
def _edge_of_thing(pack: CityPack) -> dict[str, int]:
    """The edge that each thing watches."""
    row, things = _row_of_edge(pack.roads), pack.things
    return {thing: row[edge] for thing, edge in zip(things.thing, things.edge, strict=True) if edge in row}


@cache
def _leaf_of_edge(pack: CityPack) -> Ints:
    """The leaf area in which each edge begins (m,)."""
    roads = pack.roads
    begins = roads.points[roads.first[:-1]]
    return pack.areas.leaf_of(begins[:, 0], begins[:, 1])


def _measured(picture: Picture, pack: CityPack) -> Floats:
    """The fresh speed of each edge (m,), the mean where several things watch it; NaN where there is none."""
    total, count = np.zeros(len(pack.roads)), np.zeros(len(pack.roads))
    newest = picture.newest.get("road.speed")
    if newest is not None:
        fresh = (age_s(picture.at, newest.at) <= OLD_S) & (newest.attributes["samples"] >= SAMPLES_NEEDED)
        edge_of = _edge_of_thing(pack)
        edge = np.array([edge_of.get(thing, -1) for thing in newest.thing], dtype=np.intp)
        used = fresh & (edge >= 0) & np.isfinite(newest.value)
        np.add.at(total, edge[used], newest.value[used])
        np.add.at(count, edge[used], 1)
    with np.errstate(invalid="ignore"):
        return total / np.where(count > 0, count, np.nan)


def _closed(picture: Picture, pack: CityPack) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    closed = np.zeros(len(pack.roads), dtype=np.bool_)
    newest = picture.newest.get("road.closed")
    if newest is not None:
        for row in np.flatnonzero(newest.value >= 0.5).tolist():
            edge = _edge_named(newest, row, pack)
            if edge is not None:
                closed[edge] = True
    return closed


def _edge_named(newest: Newest, row: int, pack: CityPack) -> int | None:
    """The edge that a reading speaks of; None where there is no street beside its place."""
    thing = newest.thing[row]
    known = _edge_of_thing(pack).get(thing, _row_of_edge(pack.roads).get(thing))
    if known is not None or np.isnan(newest.lon[row]):
        return known
    spot = pack.roads.spots(newest.lon[[row]], newest.lat[[row]])
    return int(spot.edge[0]) if spot.off_m[0] <= BESIDE_M else None


def _medians(ratio: Floats, group: Ints) -> Floats:
    """For each edge (m,) the median of the measured ratios in its group; NaN where too few are measured."""
    medians = np.full(int(group.max(initial=0)) + 1, np.nan)
    measured = np.flatnonzero(np.isfinite(ratio))
    measured = measured[np.argsort(group[measured], kind="stable")]
    groups, first = np.unique(group[measured], return_index=True)
    for one, rows in zip(groups.tolist(), np.split(measured, first[1:]), strict=False):
        if len(rows) >= ALIKE_NEEDED:
            medians[one] = np.median(ratio[rows])
    return medians[group]
