"""Hubs: the few dozen places between which people travel, and the quickest way from each to each.

One search a hub finds all ways from it; afterwards nobody has to look for a way any more.
"""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from city.readings import Floats, Mask
from geo.areas import Ints
from geo.ways.roads import Roads
from sources.chance import key_of, uniform
from sources.made_up.detours import shut_only
from sources.made_up.town import Town
from sources.made_up.ways import Arcs

MOST_HUBS = 44
MOST_CANDIDATES = 600
NO_WAY = -1
# How many people a place draws, against any street corner.
DRAWS = MappingProxyType({
    "railway_station": 9.0, "bus_terminal": 6.0, "airport": 9.0, "metro_station": 4.0, "mall": 5.0, "market": 3.0,
    "hospital": 4.0, "stadium": 2.0, "university": 3.0, "hotel": 2.0, "square": 3.0, "scenic_area": 2.0, "park": 1.5,
    "city_hall": 2.0, "government": 2.0, "museum": 2.0, "theatre": 2.0, "school": 1.2,
})  # fmt: skip
TERMINALS = ("railway_station", "bus_terminal", "airport")


@dataclass(frozen=True, slots=True, eq=False)
class Hubs:
    """Hubs (h,): their junctions, how lively each is, which are stations; `seconds` (h, h) when streets are free.

    `edge_s` (m,) is what each edge takes then, infinite where nobody goes.
    """

    node: Ints
    draw: Floats
    terminal: Mask
    seconds: Floats
    end: Ints  # (h, h): at which vertex of the second one comes from the first
    before: Ints  # (h, v): the vertex before each on the way from a hub
    edge_s: Floats

    def __len__(self) -> int:
        return len(self.node)

    def drawn(self, chance: Floats) -> Ints:
        """A hub for each number between 0 and 1 (n,), the lively ones more often."""
        share = np.cumsum(self.draw) / self.draw.sum()
        return np.minimum(np.searchsorted(share, chance), len(self) - 1)


def hubs_of(town: Town) -> Hubs:
    """The city's hubs: places that draw people, spread over it, all of which can be reached from one another."""
    roads = town.pack.roads
    node, draw, terminal = _candidates(town)
    chosen = _spread(roads, node, draw * (0.3 + town.middle(roads.lon[node], roads.lat[node])))
    node, draw, terminal = node[chosen], draw[chosen], terminal[chosen]
    edge_s = _open_s(town)
    star = roads.network.forward(edge_s)
    graph = csr_array((star.seconds, star.column, star.first), shape=(len(star.first) - 1, len(star.first) - 1))
    seconds, before = dijkstra(graph, indices=node, return_predecessors=True)
    end, between = _ends(roads, node, seconds)
    whole = np.flatnonzero(np.isfinite(between[0]) & np.isfinite(between[:, 0])) if len(node) else np.empty(0, np.intp)
    square = np.ix_(whole, whole)
    return Hubs(node[whole], draw[whole], terminal[whole], between[square], end[square], before[whole], edge_s)


def ways_between(roads: Roads, hubs: Hubs) -> tuple[list[Arcs], Ints]:
    """The way from each hub to each, as arcs, and its number (h, h), `NO_WAY` from a hub to itself."""
    size = len(hubs)
    start, end = (pair.ravel() for pair in np.meshgrid(np.arange(size), np.arange(size), indexing="ij"))
    start, end = start[start != end], end[start != end]
    number = np.full((size, size), NO_WAY, dtype=np.intp)
    number[start, end] = np.arange(len(start))
    keys, arcs = _arcs(roads, hubs.edge_s)
    pairs, found = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    going, at = np.arange(len(start)), hubs.end[start, end]
    while going.size:  # all ways at once, from their ends backwards
        previous = hubs.before[start[going], at].astype(np.intp)
        found.append(np.searchsorted(keys, previous * len(roads.network.junction) + at))
        pairs.append(going)
        more = previous != hubs.node[start[going]]
        going, at = going[more], previous[more]
    pair, row = np.concatenate(pairs[::-1]), np.concatenate(found[::-1])
    arc = arcs[row[np.argsort(pair, kind="stable")]]
    edge, back = roads.network.arc_edge[arc], arc >= len(roads)
    cuts = np.cumsum(np.bincount(pair, minlength=len(start)))[:-1]
    return list(zip(np.split(edge, cuts), np.split(back, cuts), strict=True)) if len(start) else [], number


def _open_s(town: Town) -> Floats:
    """How long each edge takes (m,); what is dug up now and then is left out, so that no line has to be moved."""
    roads = town.pack.roads
    closed = np.zeros(len(roads), dtype=np.bool_)
    closed[town.works.edges] = True
    return roads.seconds(shut_only(closed))


def _ends(roads: Roads, node: Ints, seconds: Floats) -> tuple[Ints, Floats]:
    """At which vertex of each hub one comes first from each hub (h, h), and after how many seconds."""
    end = np.zeros((len(node), len(node)), dtype=np.intp)
    between = np.zeros((len(node), len(node)))
    for at, one in enumerate(node.tolist()):
        copies = roads.network.copies(one)
        first = seconds[:, copies].argmin(axis=1)
        end[:, at], between[:, at] = copies[first], seconds[np.arange(len(node)), copies[first]]
    return end, between


def _arcs(roads: Roads, edge_s: Floats) -> tuple[Ints, Ints]:
    """The quickest arc from each vertex of the network to each that follows it: a key of the two, rising, and the arc.

    Vertices are copies of junctions where turns are banned, so that no way takes such a turn.
    """
    star, arcs = roads.network.forward(edge_s), roads.network.quickest_arcs(edge_s)
    size = len(roads.network.junction)
    start = np.repeat(np.arange(size), np.diff(star.first))
    return start * size + star.column, arcs


def _candidates(town: Town) -> tuple[Ints, Floats, Mask]:
    """Junctions (n,) by lively places and, for a city that has few, by street corners; each once."""
    roads, places = town.pack.roads, [place for place in town.pack.places if place.kind in DRAWS]
    corners = town.nodes[(uniform(town.seed, key_of("corner"), np.arange(200)) * len(town.nodes)).astype(np.intp)]
    lon = [*(place.lon for place in places), *roads.lon[corners]]
    lat = [*(place.lat for place in places), *roads.lat[corners]]
    draw = np.array([*(DRAWS[place.kind] for place in places), *(1.0 for _ in corners)])
    terminal = np.array([*(place.kind in TERMINALS for place in places), *(False for _ in corners)])
    strongest = np.argsort(-draw, kind="stable")[:MOST_CANDIDATES]
    node = np.array([roads.snap(float(lon[i]), float(lat[i])) for i in strongest], dtype=np.intp)
    kept = np.sort(np.unique(node, return_index=True)[1])
    return node[kept], draw[strongest][kept], terminal[strongest][kept]


def _spread(roads: Roads, node: Ints, worth: Floats) -> Ints:
    """So many of the junctions (k,) as are hubs: the worthiest first, then always one that is worthy and far off."""
    east, north = roads.lon[node] * np.cos(np.radians(roads.lat.mean())), roads.lat[node]
    far = np.full(len(node), np.inf)
    chosen: list[int] = []
    while len(chosen) < min(MOST_HUBS, len(node)):
        at = int((np.minimum(far, 1e3) * np.sqrt(worth)).argmax())
        chosen.append(at)
        far = np.minimum(far, np.hypot(east - east[at], north - north[at]))
    return np.array(chosen, dtype=np.intp)
