"""Frame fit: positions in another frame than declared are refused with the frame that fits; doubtful ones are not."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.coordinates import WGS84, Frame, from_wgs84
from geo.frame_fit import FEWEST, USUAL, Fit, WrongFrame, check_frame, fit, in_china, verdict
from geo.pack import CityPack
from geo.place import Floats
from geo.ways.roads import Roads
from tests.geo import towns

Places = tuple[Floats, Floats]


@pytest.fixture(scope="module")
def futian(data_folder: Path) -> Roads:
    """The streets of Futian in Shenzhen, from OpenStreetMap."""
    graph = nx.read_graphml(data_folder / "shenzhen" / "futian_drive_osm.graphml")
    at = {name: i for i, name in enumerate(graph)}
    spots = np.array([(float(node["x"]), float(node["y"])) for _, node in graph.nodes(data=True)])
    ends = [(at[tail], at[head]) for tail, head in graph.edges()]
    lines = [
        shapely.from_wkt(edge["geometry"]).coords if "geometry" in edge else spots[[at[tail], at[head]]]
        for tail, head, edge in graph.edges(data=True)
    ]
    first = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    tail, head = ([pair[side] for pair in ends] for side in (0, 1))
    return towns.roads(
        np.ones(len(lines)), tail, head, lon=spots[:, 0], lat=spots[:, 1], first=first,
        points=np.concatenate([np.asarray(line) for line in lines]),
    )  # fmt: skip


def on_streets(roads: Roads, count: int = 300, off_deg: float = 5e-5) -> Places:
    """Positions along the streets, as inexact as those of vehicles."""
    chance = np.random.default_rng(7)
    lon, lat = roads.points[chance.choice(len(roads.points), count)].T
    return lon + chance.normal(0, off_deg, count), lat + chance.normal(0, off_deg, count)


@pytest.mark.parametrize("declared", USUAL)
@pytest.mark.parametrize("true", USUAL)
def test_vehicles_of_the_made_up_city_show_their_frame(yunzhou: CityPack, declared: str, true: str):
    x, y = from_wgs84(Frame.of(true), *on_streets(yunzhou.roads))
    if declared == true:
        measured = check_frame(Frame.of(declared), x, y, yunzhou.roads, what="taxis")
        assert "and that fits" in verdict(measured, Frame.of(declared), what="taxis")
    else:
        with pytest.raises(WrongFrame, match=f"Declare frame: {true}") as told:
            check_frame(Frame.of(declared), x, y, yunzhou.roads, what="taxis")
        assert told.value.better == true


@pytest.mark.parametrize("declared", USUAL)
@pytest.mark.parametrize("true", USUAL)
def test_vehicles_in_shenzhen_show_their_frame(futian: Roads, declared: str, true: str):
    x, y = from_wgs84(Frame.of(true), *on_streets(futian))
    assert fit(x, y, futian).better(declared) == (None if declared == true else true)


@pytest.fixture(scope="module")
def taxis(data_folder: Path) -> Places:
    """Where real taxis of Shenzhen began their trips, all over the city."""
    trips = pd.read_csv(data_folder / "shenzhen" / "taxi_od_trips_10619.csv")
    return trips["Lng"].to_numpy(float), trips["Lat"].to_numpy(float)


def test_real_taxis_of_shenzhen_are_where_their_data_says(taxis: Places, futian: Roads):
    (west, east), (south, north) = (np.quantile(part, [0.1, 0.9]) for part in (futian.lon, futian.lat))
    known = (taxis[0] > west) & (taxis[0] < east) & (taxis[1] > south) & (taxis[1] < north)
    measured = check_frame(WGS84, taxis[0][known], taxis[1][known], futian, what="The taxis")
    assert measured.median_m["wgs84"] < 10
    assert measured.told("wgs84")


@pytest.mark.parametrize("true", USUAL)
def test_taxis_are_not_misread_where_only_one_district_has_streets(taxis: Places, futian: Roads, true: str):
    assert fit(*from_wgs84(Frame.of(true), *taxis), futian).better(true) is None


def test_real_taxis_that_claim_another_frame_are_refused(taxis: Places, futian: Roads):
    with pytest.raises(WrongFrame, match=r"says GCJ-02, but its points lie \d+ m .* read as WGS 84 it is \d m"):
        check_frame(Frame.of("gcj02"), *taxis, futian, what="The taxis")


def test_the_refusal_names_both_distances(yunzhou: CityPack):
    x, y = from_wgs84(Frame.of("gcj02"), *on_streets(yunzhou.roads))
    with pytest.raises(WrongFrame) as told:
        check_frame(WGS84, x, y, yunzhou.roads, what="places.csv")
    far, near = (round(told.value.fit.median_m[name]) for name in ("wgs84", "gcj02"))
    assert far > 3 * near
    assert str(told.value) == (
        f"places.csv says WGS 84, but its points lie {far} m from the nearest street (median); "
        f"read as GCJ-02 it is {near} m. Declare frame: gcj02."
    )


def test_metres_that_were_made_from_another_frame_are_found_out(yunzhou: CityPack):
    shown = from_wgs84(Frame.of("gcj02"), *on_streets(yunzhou.roads))
    metres = Frame.of("EPSG:4549")
    with pytest.raises(WrongFrame, match="made from GCJ-02"):
        check_frame(metres, *from_wgs84(metres, *shown), yunzhou.roads, what="lamps.csv")


def test_too_few_positions_are_accepted_and_told(yunzhou: CityPack):
    x, y = from_wgs84(Frame.of("gcj02"), *on_streets(yunzhou.roads, FEWEST - 1))
    measured = check_frame(WGS84, x, y, yunzhou.roads, what="places.csv")
    assert "could not be told: it has points near streets in" in verdict(measured, WGS84, what="places.csv")


def test_many_positions_in_one_block_count_as_one(yunzhou: CityPack):
    x, y = (np.repeat(part[:3], 100) for part in from_wgs84(Frame.of("gcj02"), *on_streets(yunzhou.roads)))
    assert check_frame(WGS84, x, y, yunzhou.roads, what="a car park").count <= 3


@pytest.mark.parametrize("seed", range(20))
def test_what_stands_anywhere_is_never_said_to_be_in_a_frame(yunzhou: CityPack, seed: int):
    chance, edge = np.random.default_rng(seed), yunzhou.bounds
    lon, lat = chance.uniform(edge.west, edge.east, 400), chance.uniform(edge.south, edge.north, 400)
    measured = fit(lon, lat, yunzhou.roads)
    assert [measured.better(name) for name in USUAL] == [None] * 3


def test_where_nothing_is_displaced_no_frame_is_better():
    roads = towns.roads(np.array([10.0]), [0], [1])
    x, y = on_streets(roads)
    measured = check_frame(Frame.of("bd09"), x, y, roads, what="places.csv")
    assert not measured.differs
    assert not in_china(roads)
    assert "all usual frames are the same" in verdict(measured, Frame.of("bd09"), what="places.csv")


def test_san_francisco_is_the_same_in_every_frame(san_francisco: CityPack):
    roads = san_francisco.roads
    measured = fit(*on_streets(roads), roads)
    assert measured.count >= FEWEST
    assert not measured.differs
    assert not in_china(roads)


def test_nothing_tells_nothing(yunzhou: CityPack):
    measured = fit(np.array([np.nan]), np.array([30.0]), yunzhou.roads)
    assert measured == Fit(distance_m=measured.distance_m)
    assert (measured.count, measured.better("wgs84"), measured.told("wgs84")) == (0, None, False)
