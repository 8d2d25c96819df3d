"""A vehicle's positions, as wrong as they are in streets, tell the streets that it drove."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.pack import CityPack
from geo.place import Floats, Point
from geo.ways.candidates import snapped
from geo.ways.journeys import journey
from geo.ways.matching import matched
from geo.ways.roads import Roads, Route
from tests.geo.real_roads import futian
from tests.geo.test_journeys import of_tables, roads


def trace(way: Route, every_s: float, noise_m: float, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Positions along a route, each so far off (normal in both directions)."""
    at_s = np.arange(0, way.travel_s, every_s)
    lon, lat, _ = np.array([way.at(second) for second in at_s.tolist()]).T
    east, north = rng.normal(0, noise_m, (2, len(at_s))) / 111_195
    return lon + east / np.cos(np.radians(lat)), lat + north, at_s


def found_again(net: Roads, way: Route, edges: list[int]) -> float:
    """How much of the length of a way lies on these edges, its first and last edge left out."""
    inner = way.edges[1:-1]
    return float(net.length_m[inner[np.isin(inner, edges)]].sum() / net.length_m[inner].sum())


def driven(net: Roads, seed: int) -> tuple[Route, list[int]]:
    """A way between two junctions, and the edges that its positions tell, ten metres of noise on them."""
    rng = np.random.default_rng(seed)
    ends = rng.choice(net._stops, 2, replace=False)
    way = journey(net, *(Point(net.lon[end], net.lat[end]) for end in ends))
    assert way is not None
    pieces = matched(net, *trace(way, 4.0, 10.0, rng))
    assert len(pieces) <= 3
    edges = [edge for piece in pieces for edge in piece.edges.tolist()]
    assert net.length_m[edges].sum() <= way.length_m * 1.1 + 400
    return way, edges


@given(st.integers(0, 2**32))
@settings(max_examples=30)
def test_a_way_through_a_grid_is_found_again_street_by_street(seed: int):
    town = of_tables(9)
    way, edges = driven(town, seed)
    assert len(way.edges) < 8 or found_again(town, way, edges) >= 0.95


def test_ways_in_futian_are_found_again_on_their_own_carriageway(data_folder: Path):
    net = futian(data_folder)
    ways = [driven(net, seed) for seed in range(12)]
    assert np.mean([found_again(net, *one) for one in ways]) >= 0.95


@pytest.mark.parametrize("seed", range(4))
def test_ways_in_san_francisco_are_found_again(san_francisco: CityPack, seed: int):
    """On either carriageway of a divided road: the city's file does not say which way each leads."""
    net = san_francisco.roads
    way, edges = driven(net, seed)
    line = net.tree.plane.flat(shapely.LineString(np.column_stack([way.lon, way.lat])))
    beside = shapely.union_all(shapely.buffer(net.tree.lines[edges], 25))
    assert shapely.intersection(line, beside).length >= 0.95 * line.length


def test_silence_breaks_a_trace_into_pieces():
    town = of_tables(9)
    way = journey(town, Point(0.0, 0.0), Point(0.008, 0.008))
    assert way is not None
    lon, lat, at_s = trace(way, 2.0, 3.0, np.random.default_rng(1))
    at_s[len(at_s) // 2 :] += 3600
    first, second = matched(town, lon, lat, at_s)
    assert first.positions.max() < second.positions.min()
    assert set(first.positions) | set(second.positions) <= set(range(len(lon)))


def test_positions_far_from_every_street_belong_to_no_piece():
    town = of_tables(4)
    lon, lat = np.array([0.0002, 0.0006, 0.5, 0.0014, 0.0018]), np.array([0.0, 0.0, 0.5, 0.0, 0.0])
    at_s = np.arange(5) * 10_000.0
    pieces = matched(town, lon, lat, at_s)
    assert [piece.positions.tolist() for piece in pieces] == [[0], [1], [3], [4]]
    assert matched(town, np.array([]), np.array([]), np.array([])) == ()
    assert matched(town, np.array([np.nan]), np.array([0.0]), np.array([0.0])) == ()


def test_the_direction_of_a_way_is_found_too():
    town = of_tables(4)
    at_s, lon = np.arange(7) * 4.0, np.linspace(0.0028, 0.0002, 7)
    [piece] = matched(town, lon, np.full(7, 0.00003), at_s)
    assert not piece.forward.any()
    assert piece.spots.lat == pytest.approx(0)
    assert len(piece.edges) == 3


def test_a_one_way_street_is_not_matched_against_its_direction():
    corners = np.array([(0, 0), (0.002, 0), (0.002, 0.00015), (0, 0.00015)])
    points = np.array([corners[i % 4] for side in range(4) for i in (side, side + 1)])
    more = {"lon": corners[:, 0], "lat": corners[:, 1], "points": points, "oneway": np.ones(4, bool)}
    pair = roads(np.array([22.2, 1.7, 22.2, 1.7]), [0, 1, 2, 3], [1, 2, 3, 0], **more)
    lon = np.linspace(0.0018, 0.0002, 8)
    [piece] = matched(pair, lon, np.full(8, 0.00006), np.arange(8) * 3.0)
    assert piece.edges.tolist() == [2], "nearer to the other carriageway, but that leads east"
    arc, _ = snapped(pair, lon[:1], np.array([0.00006]), np.array([270.0]))
    assert arc.tolist() == [2]
    arc, _ = snapped(pair, lon[:1], np.array([0.00006]), np.array([np.nan]))
    assert arc.tolist() == [0]


def test_a_position_without_a_street_near_has_no_arc():
    town = of_tables(3)
    arc, _ = snapped(town, np.array([0.0005, 0.5]), np.array([0.0, 0.5]), np.array([90.0, 90.0]))
    assert (arc >= 0).tolist() == [True, False]
    assert snapped(town, np.array([0.5]), np.array([0.5]), np.array([0.0]))[0].tolist() == [-1]
    arc, _ = snapped(town, np.array([np.nan, 0.0005]), np.array([0.0, 0.0]), np.array([90.0, 90.0]))
    assert (arc >= 0).tolist() == [False, True]
    with pytest.raises(ValueError, match="has no longitude"):
        town.spots(np.array([np.nan]), np.array([0.0]))


def test_the_line_of_a_piece_is_the_way_driven_from_its_first_to_its_last_spot():
    town = of_tables(4)
    lon, at_s = np.linspace(0.0028, 0.0002, 7), np.arange(7) * 4.0
    [piece] = matched(town, lon, np.full(7, 0.00003), at_s)
    line = piece.line(town)
    assert line[0] == pytest.approx([0.0028, 0.0])
    assert line[-1] == pytest.approx([0.0002, 0.0])
    assert (np.diff(line[:, 0]) < 0).all()
    [still] = matched(town, lon[:1], np.array([0.0]), at_s[:1])
    assert len(still.line(town)) == 2
