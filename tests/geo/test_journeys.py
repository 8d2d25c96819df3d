"""Journeys begin and end in the middle of streets, take no banned turn, and go round what is closed."""

import heapq
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.pack import CityPack
from geo.place import Floats, Point, distance_m
from geo.ways.conditions import Conditions
from geo.ways.edge_tree import Spots
from geo.ways.journeys import journey, times_between, times_to
from geo.ways.roads import Roads
from tests.geo.real_roads import futian, rival
from tests.geo.towns import edges, nodes, roads


@st.composite
def banned_networks(draw: st.DrawFn) -> Roads:
    """Some streets, parallel, circular and one-way ones among them, and turns that nobody may take."""
    size = draw(st.integers(2, 6))
    spots = st.integers(0, size - 1)
    streets = draw(st.lists(st.tuples(spots, spots, st.integers(1, 30), st.booleans()), min_size=2, max_size=12))
    tail, head, seconds, oneway = (list(column) for column in zip(*streets, strict=True))
    edge = st.integers(0, len(streets) - 1)
    bans = draw(st.lists(st.tuples(edge, spots, edge), max_size=10))
    banned = np.array(bans, dtype=np.intp).reshape(-1, 3)
    return roads(np.array(seconds, float), tail, head, oneway=np.array(oneway), banned=banned)


def spots(net: Roads, edge: list[int], share: list[float]) -> Spots:
    nowhere = np.zeros(len(edge))
    return Spots(edge=np.array(edge), share=np.array(share), lon=nowhere, lat=nowhere, off_m=nowhere)


def by_arcs(net: Roads, start: tuple[int, float], end: tuple[int, float], edge_s: Floats) -> float:
    """The quickest time by a search over arcs instead of junctions, turn by turn."""
    begins, goal = on_arcs(net, *start), on_arcs(net, *end)
    edge = net.network.arc_edge
    meet = [arc for arc in begins if goal.get(arc, -1) >= begins[arc] and np.isfinite(edge_s[edge[arc]])]
    best = min(((goal[arc] - begins[arc]) * edge_s[edge[arc]] for arc in meet), default=np.inf)
    waiting = [
        ((1 - share) * edge_s[edge[arc]], arc) for arc, share in begins.items() if np.isfinite(edge_s[edge[arc]])
    ]
    done: set[int] = set()
    while waiting:
        now, arc = heapq.heappop(waiting)
        if arc not in done:
            done.add(arc)
            onward = [after for after in followers(net, arc) if np.isfinite(edge_s[edge[after]])]
            best = min([best, *(now + goal[after] * edge_s[edge[after]] for after in onward if after in goal)])
            for after in onward:
                heapq.heappush(waiting, (now + edge_s[edge[after]], after))
    return float(best)


def on_arcs(net: Roads, edge: int, share: float) -> dict[int, float]:
    """How much of each of the edge's arcs lies before a place on it."""
    back = int(net.network.back_arc[edge])
    return {edge: share} | ({back: 1 - share} if back >= 0 else {})


def followers(net: Roads, arc: int) -> list[int]:
    """The arcs that one may turn into from another."""
    network, bans = net.network, {tuple(turn) for turn in net.banned.tolist()}
    at = int(network.junction[network.arrives[arc]])
    turns = [(after, (int(network.arc_edge[arc]), at, int(network.arc_edge[after])))
             for after in np.flatnonzero(network.arc_from == at).tolist()]  # fmt: skip
    return [after for after, turn in turns if turn not in bans]


@given(banned_networks(), st.data())
@settings(max_examples=200)
def test_times_are_those_of_a_search_turn_by_turn(net: Roads, data: st.DataObject):
    edge, share = st.integers(0, len(net) - 1), st.sampled_from([0.0, 0.25, 0.5, 1.0])
    ends = data.draw(st.lists(st.tuples(edge, share), min_size=3, max_size=5))
    closed = np.array(data.draw(st.lists(st.booleans(), min_size=len(net), max_size=len(net)))) & (len(net) > 3)
    speed = np.where(np.arange(len(net)) % 3 == 0, 9.0, np.nan)
    now = Conditions(speed_kmh=speed, closed=closed)
    starts, targets = (
        spots(net, *map(list, zip(*ends[:2], strict=True))),
        spots(net, *map(list, zip(*ends, strict=True))),
    )
    exact = np.array([[by_arcs(net, start, end, net.seconds(now)) for end in ends] for start in ends[:2]])
    np.testing.assert_allclose(times_between(net, starts, targets, now), exact)
    exact_back = np.array([[by_arcs(net, start, end, net.seconds(now)) for end in ends[:2]] for start in ends])
    np.testing.assert_allclose(times_between(net, targets, starts, now), exact_back)


@given(banned_networks(), st.integers(0, 11), st.integers(0, 11))
@settings(max_examples=200)
def test_a_journey_takes_the_quickest_time_and_no_banned_turn(net: Roads, one: int, other: int):
    middles = [net.outline(edge % len(net)).mean(axis=0) for edge in (one, other)]
    start, end = Point(*middles[0]), Point(*middles[1])
    ends = net.spots(*np.array(middles).T)
    way = journey(net, start, end)
    seconds = times_to(net, ends.taken(slice(1, 2)), ends.taken(slice(0, 1)))[0]
    assert (way is None) == bool(np.isinf(seconds))
    if way is not None:
        assert way.travel_s == pytest.approx(seconds, abs=1e-9)
        assert way.length_m == pytest.approx(seconds * 10, abs=1e-6)
        assert (np.diff(way.seconds) > 0).all()
        assert way.edges[0] == ends.edge[0]
        assert way.edges[-1] == ends.edge[1]


def test_a_banned_left_turn_costs_the_way_around_the_block(town: Roads):
    start, end = Point(0.0005, 0.001), Point(0.001, 0.0015)
    free = journey(town, start, end)
    into = int(town.spots(np.array([0.001]), np.array([0.0015])).edge[0])
    out_of = int(town.spots(np.array([0.0005]), np.array([0.001])).edge[0])
    kept = {name: getattr(town, name) for name in ("lon", "lat", "edge_id", "tail", "head", "edge_class", "zh", "en")}
    rest = {name: getattr(town, name) for name in ("length_m", "speed_kmh", "oneway", "first", "points")}
    strict = Roads(**kept, **rest, banned=np.array([[out_of, 4, into]]))
    around = journey(strict, start, end)
    assert free is not None
    assert around is not None
    assert free.travel_s == pytest.approx(10.0, abs=0.1)
    assert around.travel_s == pytest.approx(30.0, abs=0.1)


def test_a_closed_street_is_gone_round_and_a_jam_is_waited_in(town: Roads):
    start, end = Point(0.0002, 0.001), Point(0.0018, 0.001)
    middle = int(town.spots(np.array([0.0012]), np.array([0.001])).edge[0])
    usual = Conditions.usual(len(town))
    closed, slow = usual.closed.copy(), usual.speed_kmh.copy()
    closed[middle], slow[middle] = True, 0.0
    free = journey(town, start, end)
    assert free is not None
    assert free.travel_s == pytest.approx(16, abs=0.1)
    gone_round = journey(town, Point(0.0002, 0.0), end, Conditions(speed_kmh=usual.speed_kmh, closed=closed))
    assert gone_round is not None
    assert middle not in gone_round.edges.tolist()
    assert journey(town, start, end, Conditions(speed_kmh=usual.speed_kmh, closed=np.ones(len(town), bool))) is None
    everywhere = Conditions(speed_kmh=np.full(len(town), 0.0), closed=usual.closed)
    jam = journey(town, start, end, everywhere)
    assert jam is not None
    assert jam.travel_s == pytest.approx(16 * 36 / 3, rel=0.01)


def test_who_stands_on_a_closed_street_leaves_from_the_next_open_one(town: Roads):
    lon, lat = np.array([0.0005]), np.array([0.00101])
    [edge] = town.spots(lon, lat).edge
    closed = np.zeros(len(town), bool)
    closed[edge] = True
    now = Conditions(speed_kmh=np.full(len(town), np.nan), closed=closed)
    other = town.spots(lon, lat, now)
    assert other.edge[0] != edge
    assert other.off_m[0] == pytest.approx(55, abs=2)


def test_a_journey_begins_on_the_street_beside_the_place(town: Roads):
    way = journey(town, Point(0.0003, 0.0001), Point(0.0017, -0.0001))
    assert way is not None
    assert (way.lon[0], way.lat[0]) == pytest.approx((0.0003, 0.0))
    assert (way.lon[-1], way.lat[-1]) == pytest.approx((0.0017, 0.0))
    assert way.length_m == pytest.approx(140, abs=0.1)


def test_a_one_way_street_is_not_driven_back(one_way_ring: Roads):
    there = journey(one_way_ring, Point(0.0002, 0.0), Point(0.0008, 0.0))
    back = journey(one_way_ring, Point(0.0008, 0.0), Point(0.0002, 0.0))
    assert there is not None
    assert back is not None
    assert (there.travel_s, back.travel_s) == pytest.approx((6.0, 34.0), abs=0.01)


@pytest.fixture
def town() -> Roads:
    """Nine junctions, streets of 100 m at 36 km/h."""
    return of_tables(3)


@pytest.fixture
def one_way_ring() -> Roads:
    """One block, round which one drives one way: each side takes ten seconds."""
    corners = np.array([(0, 0), (0.001, 0), (0.001, 0.001), (0, 0.001)])
    points = np.array([corners[i % 4] for side in range(4) for i in (side, side + 1)])
    more = {"lon": corners[:, 0], "lat": corners[:, 1], "points": points, "oneway": np.ones(4, bool)}
    return roads(np.full(4, 10.0), [0, 1, 2, 3], [1, 2, 3, 0], **more)


def of_tables(side: int) -> Roads:
    """The grid of `towns` as a network."""
    table, at = edges(side), {name: i for i, name in enumerate(nodes(side)["id"])}
    points = np.array([corner for line in table.geometry for corner in line.coords])
    more = {"lon": nodes(side)["lon"].to_numpy(), "lat": nodes(side)["lat"].to_numpy(), "points": points}
    return roads(np.full(len(table), 10.0), [at[u] for u in table["u"]], [at[v] for v in table["v"]], **more)


def test_five_hundred_ways_in_futian_are_those_of_networkx(data_folder: Path):
    as_networkx(futian(data_folder))


def test_five_hundred_ways_in_san_francisco_are_those_of_networkx(san_francisco: CityPack):
    as_networkx(san_francisco.roads)


def as_networkx(net: Roads) -> None:
    """Compares 500 ways between junctions: whether there is one, its seconds and its metres."""
    rng, graph = np.random.default_rng(5), rival(net)
    starts, ends = rng.integers(0, len(net.lon), 25), rng.integers(0, len(net.lon), 20)
    edge_s = net.seconds()
    for start in starts.tolist():
        exact = nx.single_source_dijkstra_path_length(graph, start, weight="seconds")
        expected = [exact.get(end, np.inf) for end in ends.tolist()]
        found, _ = net.network.forward(edge_s).search(np.array([start]), np.zeros(1), np.inf)
        np.testing.assert_allclose(found[ends], expected)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=False):
        way = net.route(Point(net.lon[start], net.lat[start]), Point(net.lon[end], net.lat[end]))
        a, b = net.snap(net.lon[start], net.lat[start]), net.snap(net.lon[end], net.lat[end])
        assert (way is None) == (not nx.has_path(graph, a, b))
        if way is not None:
            assert way.travel_s == pytest.approx(nx.dijkstra_path_length(graph, a, b, weight="seconds"))
            drawn_m = distance_m(way.lon[:-1], way.lat[:-1], way.lon[1:], way.lat[1:]).sum()
            assert drawn_m == pytest.approx(way.length_m, rel=0.02, abs=20)
