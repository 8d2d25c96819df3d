"""Road conditions: how the streets run now, from the newest readings; what routes and reaches are computed with.

A fresh `road.speed` of a thing holds for the edge that it watches. Streets without one run by the median of the
streets of their class and area that have one (three at least), else of their class in the whole city, else as usual.
Which streets are closed is told by `layers/closed_edges.py`.
"""

from functools import cache

import numpy as np

from city.picture import Picture
from geo.areas import Ints
from geo.pack import CityPack
from geo.place import Floats, Mask
from geo.ways.conditions import Conditions
from layers.closed_edges import closed_edges, edge_of_thing
from layers.freshness import age_s

OLD_S = 15 * 60.0  # as long as the traffic index looks back
SAMPLES_NEEDED = 3
ALIKE_NEEDED = 3  # streets of a class that must be measured before others follow them
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
        edge_of = edge_of_thing(pack)
        edge = np.array([edge_of.get(thing, -1) for thing in newest.thing], dtype=np.intp)
        used = fresh & (edge >= 0) & np.isfinite(newest.value)
        np.add.at(total, edge[used], newest.value[used])
        np.add.at(count, edge[used], 1)
    with np.errstate(invalid="ignore"):
        return total / np.where(count > 0, count, np.nan)


def _closed(picture: Picture, pack: CityPack) -> Mask:
    closed = np.zeros(len(pack.roads), dtype=np.bool_)
    closed[list(closed_edges(picture, pack))] = True
    return closed


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
