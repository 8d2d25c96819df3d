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
from geo.roads import Roads
from sources.chance import key_of, uniform
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
    """Hubs (h,): their junctions, how lively each is, which are stations; `seconds` (h, h) when streets are free."""

    node: Ints
    draw: Floats
    terminal: Mask
    seconds: Floats
    before: Ints  # (h, junctions): the junction before each on the way from a hub

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
    seconds, before = dijkstra(_graph(roads), indices=node, return_predecessors=True)
    between = seconds[:, node]
    whole = np.flatnonzero(np.isfinite(between[0]) & np.isfinite(between[:, 0])) if len(node) else np.empty(0, np.intp)
    return Hubs(node[whole], draw[whole], terminal[whole], between[np.ix_(whole, whole)], before[whole])


def ways_between(roads: Roads, hubs: Hubs) -> tuple[list[Arcs], Ints]:
    """The way from each hub to each, as arcs, and its number (h, h), `NO_WAY` from a hub to itself."""
    size = len(hubs)
    start, end = (pair.ravel() for pair in np.meshgrid(np.arange(size), np.arange(size), indexing="ij"))
    start, end = start[start != end], end[start != end]
    number = np.full((size, size), NO_WAY, dtype=np.intp)
    number[start, end] = np.arange(len(start))
    keys, arc_edge, arc_back = _arcs(roads)
    pairs, found = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    going, at = np.arange(len(start)), hubs.node[end]
    while going.size:  # all ways at once, from their ends backwards
        previous = hubs.before[start[going], at].astype(np.intp)
        found.append(np.searchsorted(keys, previous * len(roads.lon) + at))
        pairs.append(going)
        more = previous != hubs.node[start[going]]
        going, at = going[more], previous[more]
    pair, arc = np.concatenate(pairs[::-1]), np.concatenate(found[::-1])
    arc = arc[np.argsort(pair, kind="stable")]
    cuts = np.cumsum(np.bincount(pair, minlength=len(start)))[:-1]
    return [(arc_edge[one], arc_back[one]) for one in np.split(arc, cuts)] if len(start) else [], number


def _arcs(roads: Roads) -> tuple[Ints, Ints, Mask]:
    """The quickest arc from each junction to each neighbour: a key of the two, rising, its edge, whether it is back."""
    two_way = np.flatnonzero(~roads.oneway)
    edge = np.concatenate([np.arange(len(roads)), two_way])
    back = np.arange(len(edge)) >= len(roads)
    tail = np.where(back, roads.head[edge], roads.tail[edge])
    head = np.where(back, roads.tail[edge], roads.head[edge])
    key = tail * len(roads.lon) + head
    order = np.lexsort((roads.travel_s[edge], key))
    kept = (tail != head)[order] & (np.diff(key[order], prepend=-1) != 0)
    order = order[kept]
    return key[order], edge[order], back[order]


def _graph(roads: Roads) -> csr_array:
    keys, edge, _ = _arcs(roads)
    size = len(roads.lon)
    starts = np.searchsorted(keys, np.arange(size + 1) * size)
    return csr_array((roads.travel_s[edge], keys % size, starts), shape=(size, size))


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
