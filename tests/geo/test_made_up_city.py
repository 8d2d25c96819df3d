import hashlib
from functools import cache
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.made_up.city import drawn_city
from geo.pack import CityPack
from tests.geo.tiles_read import layers_of

pytestmark = pytest.mark.xdist_group("made_up_city")  # drawn once, not once for every core


@pytest.fixture(scope="module")
def city() -> SimpleNamespace:
    return drawn(1)


@cache
def drawn(seed: int) -> SimpleNamespace:
    """The tables of a made-up city by their names, and the layers of its map."""
    made = drawn_city(seed)
    return SimpleNamespace(base=made.base(), **made.tables())


def fingerprint(city: SimpleNamespace) -> str:
    tables = [city.areas, city.nodes, city.edges, city.units, city.things, city.places, city.addresses, city.banned]
    tables += city.base.values()
    digest = hashlib.sha256()
    for table in tables:
        for name in table.columns:
            column = pd.Series(shapely.to_wkb(table[name].to_numpy())) if name == "geometry" else table[name]
            digest.update(pd.util.hash_pandas_object(column).to_numpy().tobytes())
    return digest.hexdigest()


def test_a_seed_gives_its_city_to_the_last_byte_and_another_seed_another(city: SimpleNamespace):
    assert fingerprint(drawn.__wrapped__(1)) == fingerprint(city) != fingerprint(drawn(4))


def ground(city: SimpleNamespace, level: int) -> np.ndarray:
    return city.areas.geometry[city.areas["level"] == level].to_numpy()


@pytest.mark.parametrize("seed", [1, 4])
def test_districts_and_streets_fill_the_city_without_gaps_or_overlaps(seed: int):
    city = drawn(seed)
    assert [len(ground(city, level)) for level in (0, 1, 2)] == [1, 8, 60]
    for level in (1, 2):
        parts = ground(city, level)
        assert all(part.geom_type == "Polygon" and part.is_valid for part in parts)
        assert shapely.coverage_is_valid(parts)
        assert shapely.area(parts).sum() == pytest.approx(ground(city, 0)[0].area, rel=1e-12)


def test_every_street_lies_in_its_district_to_the_last_vertex(city: SimpleNamespace):
    streets = city.areas.query("level == 2")
    for district in city.areas.query("level == 1").itertuples():
        parts = streets.geometry[streets["parent"] == district.code].to_numpy()
        assert shapely.coverage_union_all(parts).equals(district.geometry)


def test_three_million_people_live_in_the_streets_of_the_districts(city: SimpleNamespace):
    whole, districts, streets = (city.areas.query(f"level == {level}") for level in (0, 1, 2))
    assert 2_900_000 < whole["population"].sum() < 3_200_000
    assert whole["population"].sum() == districts["population"].sum()
    assert streets.groupby("parent")["population"].sum().to_dict() == dict(
        zip(districts["code"], districts["population"], strict=True)
    )
    assert 10_000 < streets["population"].min() < streets["population"].max() < 120_000


def test_no_two_areas_share_a_code_or_a_name(city: SimpleNamespace):
    assert all(city.areas[column].is_unique for column in ("code", "zh", "en"))


def test_every_unit_sensor_and_place_lies_in_the_city(city: SimpleNamespace):
    whole = city.areas.geometry[0]
    for table in (city.units, city.things, city.places, city.addresses):
        assert shapely.contains_xy(whole, table["lon"], table["lat"]).all()


def test_one_can_drive_from_everywhere_to_everywhere(city: SimpleNamespace):
    at = pd.Series(np.arange(len(city.nodes)), index=city.nodes["id"])
    tail, head = (at[city.edges[end]].to_numpy() for end in ("u", "v"))
    both = ~city.edges["oneway"].to_numpy()
    ways = (np.concatenate([tail, head[both]]), np.concatenate([head, tail[both]]))
    links = csr_array((np.ones(len(ways[0])), ways), shape=(len(at), len(at)))
    count, _ = connected_components(links, directed=True, connection="strong")
    assert count == 1


def test_edges_start_and_end_at_their_nodes(city: SimpleNamespace):
    nodes = city.nodes.set_index("id")
    for end, column in ((0, "u"), (-1, "v")):
        there = shapely.get_coordinates(shapely.get_point(city.edges.geometry.to_numpy(), end))
        assert np.abs(there - nodes.loc[city.edges[column], ["lon", "lat"]].to_numpy()).max() < 1e-6


def test_only_arterials_and_greater_roads_cross_water(city: SimpleNamespace):
    water = shapely.union_all(city.base["water"].query("`class` == 'river'").geometry)
    small = city.edges[city.edges["class"].isin([4, 5])]
    assert not shapely.intersects(water, small.geometry.to_numpy()).any()
    assert shapely.intersects(water, city.edges[city.edges["class"] == 3].geometry.to_numpy()).any()


def test_every_speed_detector_watches_an_edge_of_its_own(city: SimpleNamespace):
    watched = [edge for edge in city.things["edge"] if edge]
    assert len(watched) == len(set(watched)) == 2400
    assert set(watched) <= set(city.edges["id"])
    assert city.things["kinds"].str.contains("road.speed").sum() == 2400


def test_twelve_thousand_sensors_and_six_thousand_cameras_watch_the_city(city: SimpleNamespace):
    count = city.things["device"].value_counts()
    assert count["camera"] == 6000
    assert count.drop("camera").sum() >= 12_000
    assert count[["river_gauge", "lake_gauge", "underpass_gauge"]].sum() == 90
    assert set(city.things["kinds"][city.things["device"] == "camera"]) == {"device.heartbeat"}


def test_bridges_are_watched_on_the_bridges(city: SimpleNamespace):
    river = shapely.union_all(city.base["water"].query("`class` == 'river'").geometry).buffer(3e-4)
    on = city.things[city.things["device"] == "bridge_monitor"]
    assert shapely.contains_xy(river, on["lon"], on["lat"]).all()
    assert on["zh"].str.contains("桥").all()


def test_nine_hundred_units_of_every_kind_are_at_home_somewhere(city: SimpleNamespace):
    assert len(city.units) == 900
    assert city.units["kind"].nunique() == 20
    home = city.places.set_index("name").loc[city.units["home"], ["lon", "lat"]]
    assert (home.to_numpy() == city.units[["lon", "lat"]].to_numpy()).all()


def test_every_sensor_says_that_it_lives(city: SimpleNamespace):
    assert all(kinds.endswith("device.heartbeat") for kinds in city.things["kinds"])
    assert min(city.things["period_s"]) > 0


def test_every_unit_has_a_home_and_nothing_shares_a_name(city: SimpleNamespace):
    assert set(city.units["home"]) <= set(city.places["name"])
    assert set(city.units["command"]) == {"119", "120", "110", "12319"}
    assert all(names.is_unique for names in (city.units["name"], city.things["thing"], city.places["name"]))


def test_everything_is_named_in_chinese_and_english(city: SimpleNamespace):
    for table in (city.areas, city.edges, city.units, city.things, city.places):
        assert (table["zh"].str.len() > 0).all()
        assert table["en"].str.isascii().all()


def test_the_pack_can_be_read_and_says_that_it_is_made_up(yunzhou: CityPack):
    assert yunzhou.provenance == "made_up"
    assert len(yunzhou.areas) == 69
    assert len(yunzhou.areas.leaves) == 60
    assert len(yunzhou.units) == 900
    layers = {"land", "urban", "green", "water", "buildings", "rail", "streets", "names"}
    assert set(layers_of(yunzhou.base, 14)) >= layers


def test_some_streets_in_town_are_one_way(city: SimpleNamespace):
    assert 100 < city.edges["oneway"].sum() < 0.2 * len(city.edges)
    assert set(city.edges["class"][city.edges["oneway"]]) == {5}


def test_ramps_join_motorways_and_avenues(city: SimpleNamespace):
    ramps = city.edges[city.edges["class"] == 6]
    main = city.edges[city.edges["class"] <= 2]
    assert len(ramps) > 20
    assert {*ramps["u"], *ramps["v"]} & {*main["u"], *main["v"]}


def test_a_banned_turn_leads_from_an_edge_at_its_end_into_another(city: SimpleNamespace):
    edges = city.edges.set_index("id")
    assert len(city.banned) > 50
    for edge in ("from", "to"):
        ends = edges.loc[city.banned[edge], ["u", "v"]].to_numpy()
        assert (ends == city.banned[["via"]].to_numpy()).any(axis=1).all()


def test_houses_have_odd_numbers_on_one_side_and_even_ones_on_the_other(city: SimpleNamespace):
    assert 60_000 < len(city.addresses) < 110_000
    assert not city.addresses.duplicated(["zh", "number"]).any()
    street = city.addresses.query("en == 'Jiefang Avenue'")
    number = street["number"].astype(int).to_numpy()
    assert np.corrcoef(number, street["lon"])[0, 1] > 0.99
    by_number = street.set_index(number)["lat"]
    both = [n for n in by_number.index if n % 2 and n + 1 in by_number.index]
    assert (by_number[both].to_numpy() > by_number[[n + 1 for n in both]].to_numpy()).mean() > 0.95


def test_no_house_has_a_number_at_a_motorway_or_a_ramp(city: SimpleNamespace):
    closed = city.edges[city.edges["class"].isin([1, 6])]
    assert not set(city.addresses["zh"]) & set(closed["zh"])


def test_no_house_stands_in_the_water_in_a_park_or_on_a_street(city: SimpleNamespace):
    houses = city.base["buildings"]
    assert 30_000 < len(houses) < 61_000
    assert houses["height"].between(3, 350).all()
    tree = shapely.STRtree(houses.geometry.to_numpy())
    parks = city.base["green"].query("`class` in ('park', 'wood', 'hill')")
    for shapes in (city.base["water"].geometry, parks.geometry, city.edges.geometry):
        assert len(np.unique(tree.query(shapes.to_numpy(), predicate="intersects")[1])) < 0.002 * len(houses)


def test_the_metro_has_some_seventy_stations_on_its_lines(city: SimpleNamespace):
    stations = city.places.query("kind == 'metro_station'")
    assert 60 <= len(stations) <= 90
    assert stations["zh"].is_unique
    lines = shapely.union_all(city.base["rail"].query("`class` == 'metro'").geometry)
    spots = np.asarray(shapely.points(stations[["lon", "lat"]].to_numpy()))
    assert shapely.distance(lines, spots).max() < 6e-3
    assert shapely.distance(shapely.union_all(city.base["water"].geometry), spots).min() > 3e-4


def test_bridges_are_drawn_over_the_water_alone(city: SimpleNamespace):
    streets = city.base["streets"]
    water = shapely.union_all(city.base["water"].geometry)
    assert shapely.intersects(water, streets.geometry[streets["bridge"]].to_numpy()).all()
    assert shapely.length(shapely.intersection(water, streets.geometry[~streets["bridge"]].to_numpy())).max() < 2e-3


def test_names_on_the_map_are_ranked_and_in_both_languages(city: SimpleNamespace):
    names = city.base["names"]
    assert names["rank"].between(1, 9).all()
    assert {"city", "district", "street_area", "village", "river", "station", "metro_station"} <= set(names["kind"])
    assert (names["zh"].str.len() > 0).all()
    assert names["en"].str.isascii().all()
    stations = names.query("kind == 'metro_station'")
    assert stations["zh"].str.endswith("站").all()
    assert stations["en"].str.endswith(" Station").all()
    assert not stations["en"].str.endswith("Station Station").any()


def test_no_street_ends_a_hands_breadth_beside_the_street_that_it_should_meet(city: SimpleNamespace):
    lines = gpd.GeoSeries(city.edges.geometry, crs=4326).to_crs(32650).to_numpy()
    loose = ~pd.Series([*city.edges["u"], *city.edges["v"]]).duplicated(keep=False).to_numpy()
    ends = np.hstack([shapely.get_point(lines, at) for at in (0, -1)])[loose]
    row, _ = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=2)
    assert (np.bincount(row) == 1).all(), "but its own"
