"""Rounds: the closed tours of waste trucks and sweepers through the streets about their homes.

A tour goes down one street after another and back again, so that both sides are served; only streets open in both
directions are on it. Bans of turns are not heeded: who serves both sides turns where the street ends. Twice a day each
begins anew, and a bin is empty when its truck has passed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from city.readings import Floats
from geo.areas import Ints
from geo.ways.roads import Roads
from sources.chance import key_of, uniform
from sources.made_up.town import Town
from sources.made_up.ways import M_A_DEGREE, Arcs

TWICE_S = 43_200  # a round in the morning, one in the evening
EARLIEST_S, SPREAD_S = int(4.5 * 3600), 2.5 * 3600.0
TRUCK_KMH, SWEEPER_KMH = 13.0, 9.0
TRUCK_M, SWEEPER_M = 22_000.0, 13_000.0
NEAR_M = 250.0  # a bin so near to a truck's street is on its round
DEPOTS = frozenset({"sanitation_depot", "waste_station"})
SERVED = (3, 4, 5)  # classes of streets along which bins stand and brooms sweep


def begins_s(seed: int, what: str, count: int) -> Ints:
    """Seconds of the local half-day at which each of so many rounds begins (count,)."""
    return (EARLIEST_S + SPREAD_S * uniform(seed, key_of(what), np.arange(count))).astype(np.int64)


def tours(roads: Roads, homes: Ints, most_m: float, shut: Ints | None = None) -> list[Arcs]:
    """A tour from each junction (n,) and back to it, no longer than `most_m`, as (edges, which are driven back).

    None goes over the edges `shut`.
    """
    served = np.flatnonzero(~roads.oneway & np.isin(roads.edge_class, SERVED) & (roads.tail != roads.head))
    served = served if shut is None else np.setdiff1d(served, shut, assume_unique=True)
    at_node: defaultdict[int, list[int]] = defaultdict(list)
    for edge, tail, head in zip(served.tolist(), roads.tail[served].tolist(), roads.head[served].tolist(), strict=True):
        at_node[tail].append(edge)
        at_node[head].append(edge)
    return [_tour(roads, at_node, home, most_m) for home in homes.tolist()]


def _tour(roads: Roads, at_node: defaultdict[int, list[int]], home: int, most_m: float) -> Arcs:
    """Every street as far as the tour reaches, there and back: depth first, and never far from home."""
    edges, backs = list[int](), list[bool]()
    away = np.abs(roads.lon - roads.lon[home]) + np.abs(roads.lat - roads.lat[home])
    driven, left_m, stack = set[int](), most_m / 2, list[tuple[int, int, bool]]()
    node = home
    while True:
        free = [one for one in at_node.get(node, ()) if one not in driven and roads.length_m[one] <= left_m]
        if free:
            edge = min(free, key=lambda one: float(away[roads.tail[one]] + away[roads.head[one]]))
            back = int(roads.tail[edge]) != node
            driven.add(edge)
            left_m -= float(roads.length_m[edge])
            stack.append((edge, node, back))
            node = int(roads.tail[edge] if back else roads.head[edge])
        elif stack:
            edge, node, there = stack.pop()
            back = not there
        else:
            return np.array(edges, dtype=np.intp), np.array(backs, dtype=np.bool_)
        edges.append(edge)
        backs.append(back)


@dataclass(frozen=True, slots=True, eq=False)
class Collections:
    """When bins (n,) are emptied: how many seconds into a local half-day."""

    passed_s: Ints

    def since_s(self, row: Ints, local: Ints) -> Ints:
        """How many seconds ago bins (n,) were emptied last, at these local times."""
        return (local - self.passed_s[row]) % TWICE_S


def homes_of(town: Town, what: str, count: int) -> Ints:
    """Junctions at which so many rounds begin: at depots first, then about the city."""
    roads = town.pack.roads
    depots = [place for place in town.pack.places if place.kind in DEPOTS]
    homes = [roads.snap(place.lon, place.lat) for place in depots][:count]
    more = uniform(town.seed, key_of(f"home {what}"), np.arange(count - len(homes))) * len(town.nodes)
    return np.concatenate([np.array(homes, dtype=np.intp), town.nodes[more.astype(np.intp)]])


def collections(town: Town, lon: Floats, lat: Floats, trucks: Sequence[Arcs], begin_s: Ints) -> Collections:
    """When the trucks on these tours pass bins (n,); one that no truck comes near is emptied at an hour of its own."""
    passed = EARLIEST_S + (uniform(town.seed, key_of("bin"), np.arange(len(lon))) * SPREAD_S).astype(np.int64)
    driven = [(tour, begin) for tour, begin in zip(trucks, begin_s.tolist(), strict=True) if len(tour[0])]
    if driven and len(lon):
        roads = town.pack.roads
        edge = np.concatenate([edges for (edges, _), _ in driven])
        taken_s = [begin + np.cumsum(roads.length_m[edges]) / (TRUCK_KMH / 3.6) for (edges, _), begin in driven]
        east, north = _metres(town, (roads.lon[roads.tail[edge]] + roads.lon[roads.head[edge]]) / 2,
                              (roads.lat[roads.tail[edge]] + roads.lat[roads.head[edge]]) / 2)  # fmt: skip
        away_m, at = KDTree(np.stack([east, north], axis=1)).query(np.stack(_metres(town, lon, lat), axis=1))
        passed = np.where(away_m < NEAR_M, np.concatenate(taken_s)[at].astype(np.int64), passed)
    return Collections(passed % TWICE_S)


def _metres(town: Town, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    return lon * np.cos(np.radians(town.pack.centre.lat)) * M_A_DEGREE, lat * M_A_DEGREE
