"""Detours: whether those beside a street still get about, and soon enough, when it is closed."""

import numpy as np

from city.readings import Floats, Mask
from geo.areas import Ints
from geo.ways.conditions import Conditions
from geo.ways.roads import Roads

FAR_S = 300.0  # nobody closes a bridge for a water pipe


def shut_only(closed: Mask) -> Conditions:
    """All streets run as usual but those that are closed (m,)."""
    return Conditions(speed_kmh=np.full(len(closed), np.nan), closed=closed)


def spares(roads: Roads, edges: Ints, shut: Mask) -> bool:
    """Whether all ends of these edges stay near to one another when they are closed beside those already shut (m,)."""
    closed = shut.copy()
    closed[edges] = True
    edge_s, network = roads.seconds(shut_only(closed)), roads.network
    ends = np.unique(np.concatenate([roads.tail[edges], roads.head[edges]]))
    start, copies = ends[:1], network.copies(int(ends[0]))
    there, _ = network.forward(edge_s).search(start, np.zeros(1), FAR_S)
    back, _ = network.backward(edge_s).search(copies, np.zeros(len(copies)), FAR_S)
    return bool(np.isfinite(_by_junction(roads, there)[ends]).all() and np.isfinite(back[ends]).all())


def _by_junction(roads: Roads, vertex_s: Floats) -> Floats:
    """When each junction is reached first, at whichever of its vertices."""
    best = np.full(len(roads.lon), np.inf)
    np.minimum.at(best, roads.network.junction, vertex_s)
    return best
