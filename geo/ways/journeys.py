"""Journeys: from anywhere on a street to anywhere on another, one way or all times at once, as the streets run now.

A journey begins and ends in the middle of an edge, at the place nearest to the one that was asked for.
"""

from dataclasses import dataclass

import numpy as np

from geo.place import Floats, Point, distance_m
from geo.ways.conditions import Conditions
from geo.ways.edge_tree import Spots
from geo.ways.network import Star
from geo.ways.roads import Roads, vertices
from geo.ways.route import Ints, Route

CALM_KMH = 15.0  # of the crow; who is not there by then goes a long way round, and is looked for everywhere
CALM_S = 120.0


@dataclass(frozen=True, slots=True)
class Ends:
    """Where spots (k,) meet the graph: the arc forward (k, 0) and back (k, 1), -1 where one-way, and the seconds there.

    `passed_s` is the time on the arc up to the spot, `left_s` from it on; infinite where the arc cannot be used.
    """

    arc: Ints
    passed_s: Floats
    left_s: Floats


def ends_of(roads: Roads, spots: Spots, edge_s: Floats) -> Ends:
    """Where these spots meet the graph, when edges take these seconds (m,)."""
    arc = np.column_stack([spots.edge, roads.network.back_arc[spots.edge]])
    whole_s = edge_s[spots.edge][:, None]
    usable = (arc >= 0) & np.isfinite(whole_s)
    passed = np.column_stack([spots.share, 1 - spots.share])
    with np.errstate(invalid="ignore"):
        passed_s = np.where(usable, passed * whole_s, np.inf)
        left_s = np.where(usable, (1 - passed) * whole_s, np.inf)
    return Ends(arc, passed_s, left_s)


def times_to(
    roads: Roads, to: Spots, origins: Spots, conditions: Conditions | None = None, limit_s: float = np.inf
) -> Floats:
    """Seconds from each origin (k,) to one spot, by one search backwards; infinite beyond the limit or with no way."""
    edge_s = roads.seconds(conditions)
    return _times_to(roads, roads.network.backward(edge_s), to, origins, edge_s, limit_s)


def times_between(
    roads: Roads, origins: Spots, targets: Spots, conditions: Conditions | None = None, limit_s: float = np.inf
) -> Floats:
    """Seconds from each origin to each target (k, t); as many searches as there are of the fewer."""
    edge_s = roads.seconds(conditions)
    if len(targets) <= len(origins):
        back = roads.network.backward(edge_s)
        rows = [
            _times_to(roads, back, targets.taken(slice(i, i + 1)), origins, edge_s, limit_s)
            for i in range(len(targets))
        ]
        return np.array(rows).reshape(len(targets), len(origins)).T
    forward = roads.network.forward(edge_s)
    rows = [
        _times_from(roads, forward, origins.taken(slice(i, i + 1)), targets, edge_s, limit_s)
        for i in range(len(origins))
    ]
    return np.array(rows).reshape(len(origins), len(targets))


def journey(roads: Roads, start: Point, end: Point, conditions: Conditions | None = None) -> Route | None:
    """The quickest way between the streets nearest to two places; None where no road leads there."""
    lon, lat = np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
    spots = roads.spots(lon, lat, conditions)
    edge_s = roads.seconds(conditions)
    crow_m = float(distance_m(lon[:1], lat[:1], lon[1:], lat[1:])[0])
    graph = roads.network.forward(edge_s)
    for limit_s in (crow_m / (CALM_KMH / 3.6) + CALM_S, np.inf):
        found = _way(roads, graph, spots, edge_s, limit_s)
        if found is not None:
            return found
    return None


def reached_from(roads: Roads, star: Star, origin: Spots, edge_s: Floats, limit_s: float) -> tuple[Floats, Ints, Ends]:
    """Seconds to every vertex from one spot, the vertex before each, and where the spot meets the graph."""
    ends = ends_of(roads, origin, edge_s)
    used = np.flatnonzero(np.isfinite(ends.left_s[0]))
    start = roads.network.arrives[ends.arc[0, used]]
    found, before = star.search(start, ends.left_s[0, used], limit_s)
    return found, before, ends


def reached_to(roads: Roads, back: Star, to: Spots, edge_s: Floats, limit_s: float) -> Floats:
    """Seconds from every vertex to one spot."""
    ends = ends_of(roads, to, edge_s)
    starts = [np.empty(0, dtype=np.intp)]
    offsets = [np.empty(0)]
    for arc, passed_s in zip(ends.arc[0], ends.passed_s[0], strict=True):
        if np.isfinite(passed_s):
            starts.append(roads.network.entries(int(arc)))
            offsets.append(np.full(len(starts[-1]), passed_s))
    return back.search(np.concatenate(starts), np.concatenate(offsets), limit_s)[0]


def _times_to(roads: Roads, back: Star, to: Spots, origins: Spots, edge_s: Floats, limit_s: float) -> Floats:
    vertex_s = reached_to(roads, back, to, edge_s, limit_s)
    ends = ends_of(roads, origins, edge_s)
    over_graph = (ends.left_s + vertex_s[roads.network.arrives[ends.arc]]).min(axis=1)
    seconds = np.minimum(over_graph, _on_one_edge(roads, origins, to, edge_s))
    return np.where(seconds <= limit_s, seconds, np.inf)


def _times_from(roads: Roads, forward: Star, origin: Spots, targets: Spots, edge_s: Floats, limit_s: float) -> Floats:
    vertex_s, _, _ = reached_from(roads, forward, origin, edge_s, limit_s)
    ends = ends_of(roads, targets, edge_s)
    over_graph = (ends.passed_s + roads.network.entry_s(vertex_s)[ends.arc]).min(axis=1)
    seconds = np.minimum(over_graph, _on_one_edge(roads, origin, targets, edge_s))
    return np.where(seconds <= limit_s, seconds, np.inf)


def _on_one_edge(roads: Roads, origins: Spots, targets: Spots, edge_s: Floats) -> Floats:
    """Seconds without leaving the edge, infinite where that leads not there; one of the two sides is a single spot."""
    ahead = targets.share - origins.share
    drives = (origins.edge == targets.edge) & ((ahead >= 0) | ~roads.oneway[origins.edge])
    drives &= np.isfinite(edge_s[origins.edge])
    with np.errstate(invalid="ignore"):
        return np.where(drives, np.abs(ahead) * edge_s[origins.edge], np.inf)


def _way(roads: Roads, graph: Star, spots: Spots, edge_s: Floats, limit_s: float) -> Route | None:
    """The way from the first spot to the second, if it takes no longer than the limit."""
    origin, target = spots.taken(slice(0, 1)), spots.taken(slice(1, 2))
    found, before, begin = reached_from(roads, graph, origin, edge_s, limit_s)
    end = ends_of(roads, target, edge_s)
    entered_s = end.passed_s[0] + roads.network.entry_s(found)[end.arc[0]]
    direct_s = float(_on_one_edge(roads, origin, target, edge_s)[0])
    if min(direct_s, entered_s.min()) > limit_s or np.isinf(min(direct_s, entered_s.min())):
        return None
    if direct_s <= entered_s.min():
        way = int(target.share[0] < origin.share[0])
        low, high = abs(way - float(origin.share[0])), abs(way - float(target.share[0]))
        return roads.along([int(begin.arc[0, way])], edge_s, low, high)
    way_in = int(np.argmin(entered_s))
    last = int(end.arc[0, way_in])
    entries = roads.network.entries(last)
    path = vertices(before, int(entries[np.argmin(found[entries])]))
    leaves = roads.network.arrives[begin.arc[0]] == path[0]
    way_out = int(np.argmin(np.where(leaves, begin.left_s[0], np.inf)))
    arcs = [int(begin.arc[0, way_out]), *roads.arcs(path, edge_s), last]
    return roads.along(arcs, edge_s, abs(way_out - float(origin.share[0])), abs(way_in - float(target.share[0])))
