"""Spots: where invented things stand: at places of the pack, beside its sensors, or else at junctions."""

from collections.abc import Sequence

import numpy as np

from city.readings import Floats
from sources.chance import key_of, uniform
from sources.made_up.town import Town

Where = tuple[Floats, Floats]


def at_places(town: Town, kinds: Sequence[str], most: int) -> Where:
    """The longitude and latitude (n,) of places of these kinds, evenly taken from each; none where there are none."""
    found = [[(one.lon, one.lat) for one in town.pack.places if one.kind == kind] for kind in kinds]
    turns = max((len(places) for places in found), default=0)
    mixed = [places[turn] for turn in range(turns) for places in found if turn < len(places)][:most]
    spots = np.array(mixed, dtype=np.float64).reshape(-1, 2)
    return spots[:, 0], spots[:, 1]


def at_corners(town: Town, what: str, count: int) -> Where:
    """So many junctions inside the city, each at most once."""
    order = np.argsort(uniform(town.seed, key_of(what), town.nodes), kind="stable")[:count]
    node, roads = town.nodes[order], town.pack.roads
    return roads.lon[node], roads.lat[node]


def at_either(town: Town, kinds: Sequence[str], most: int, otherwise: int) -> Where:
    """Places of these kinds, or so many junctions in a city without any."""
    lon, lat = at_places(town, kinds, most)
    return (lon, lat) if len(lon) else at_corners(town, "+".join(kinds), otherwise)


def at_devices(town: Town, device: str, most: int, otherwise: int) -> Where:
    """Where the pack's devices of a sort stand, evenly taken from all, or so many junctions where there are none."""
    things = town.pack.things
    told = things.more.get("device", ())
    rows = np.array([i for i, one in enumerate(told) if one == device], dtype=np.intp)
    if not len(rows):
        return at_corners(town, device, otherwise)
    rows = rows[np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(np.intp)]
    return things.lon[rows], things.lat[rows]


def in_leaves(town: Town) -> Where:
    """A point in each leaf area (leaves,)."""
    areas = town.pack.areas
    points = [areas.all[leaf].shape.representative_point() for leaf in areas.leaves]
    return np.array([point.x for point in points]), np.array([point.y for point in points])
