import hashlib
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.made_up_city import MadeUpCity, drawn_city, make_city
from geo.pack import read_pack
from tests.geo.tiles_read import layers_of

pytestmark = pytest.mark.xdist_group("made_up_city")  # drawn once, not once for every core


@pytest.fixture(scope="module")
def city() -> MadeUpCity:
    return drawn_city(seed=1)


def fingerprint(city: MadeUpCity) -> str:
    tables = [city.areas, city.nodes, city.edges, city.units, city.things, city.places, *city.base.values()]
    digest = hashlib.sha256()
    for table in tables:
        for name in table.columns:
            column = table[name]
            digest.update(shapely.to_wkb(column.to_numpy()).sum() if name == "geometry" else column.to_csv().encode())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_city_to_the_last_byte(city: MadeUpCity):
    assert fingerprint(drawn_city(seed=1)) == fingerprint(city)


def test_another_seed_gives_another_city(city: MadeUpCity):
    assert fingerprint(drawn_city(seed=2)) != fingerprint(city)


@pytest.mark.parametrize("seed", [1, 4])
def test_the_districts_fill_the_city_without_gaps_or_overlaps(seed: int):
    areas = drawn_city(seed).areas
    whole, *districts = areas.geometry
    assert len(districts) == 8
    assert all(district.geom_type == "Polygon" and district.is_valid for district in districts)
    assert sum(district.area for district in districts) == pytest.approx(whole.area, rel=1e-12)
    assert all(one.intersection(other).area == 0 for one, other in combinations(districts, 2))


def test_three_million_people_live_in_the_districts(city: MadeUpCity):
    whole, *districts = city.areas["population"]
    assert whole == sum(districts)
    assert 2_900_000 < whole < 3_200_000
    assert min(districts) > 50_000


def test_every_unit_sensor_and_place_lies_in_the_city(city: MadeUpCity):
    whole = city.areas.geometry[0]
    for table in (city.units, city.things, city.places):
        assert shapely.contains_xy(whole, table["lon"], table["lat"]).all()


def test_one_can_drive_from_everywhere_to_everywhere(city: MadeUpCity):
    at = pd.Series(np.arange(len(city.nodes)), index=city.nodes["id"])
    links = (np.ones(len(city.edges)), (at[city.edges["u"]], at[city.edges["v"]]))
    count, _ = connected_components(csr_array(links, shape=(len(at), len(at))), directed=False)
    assert count == 1


def test_edges_start_and_end_at_their_nodes(city: MadeUpCity):
    nodes = city.nodes.set_index("id")
    for end, column in ((0, "u"), (-1, "v")):
        there = shapely.get_coordinates(shapely.get_point(city.edges.geometry.to_numpy(), end))
        assert np.abs(there - nodes.loc[city.edges[column], ["lon", "lat"]].to_numpy()).max() < 1e-6


def test_only_arterials_and_greater_roads_cross_water(city: MadeUpCity):
    water = shapely.union_all(city.base["water"].query("`class` == 'river'").geometry)
    small = city.edges[city.edges["class"] >= 4]
    assert not shapely.intersects(water, small.geometry.to_numpy()).any()
    assert shapely.intersects(water, city.edges[city.edges["class"] == 3].geometry.to_numpy()).any()


def test_every_speed_detector_watches_an_edge_of_its_own(city: MadeUpCity):
    watched = [edge for edge in city.things["edge"] if edge]
    assert len(watched) == len(set(watched)) == 800
    assert set(watched) <= set(city.edges["id"])
    assert city.things["kinds"].str.contains("road.speed").sum() == 800


def test_every_sensor_says_that_it_lives(city: MadeUpCity):
    assert all(kinds.endswith("device.heartbeat") for kinds in city.things["kinds"])
    assert min(city.things["period_s"]) > 0


def test_every_unit_has_a_home_and_nothing_shares_a_name(city: MadeUpCity):
    assert set(city.units["home"]) <= set(city.places["name"])
    assert set(city.units["command"]) == {"119", "120", "110", "12319"}
    assert all(names.is_unique for names in (city.units["name"], city.things["thing"], city.places["name"]))


def test_everything_is_named_in_chinese_and_english(city: MadeUpCity):
    for table in (city.areas, city.edges, city.units, city.things, city.places):
        assert (table["zh"].str.len() > 0).all()
        assert table["en"].str.isascii().all()


def test_the_pack_can_be_read_and_says_that_it_is_made_up(tmp_path: Path):
    pack = read_pack(make_city(tmp_path / "made_up"))
    assert pack.provenance == "made_up"
    assert len(pack.areas) == 9
    assert len(pack.units) > 150
    assert set(layers_of(pack.base, 14)) >= {"land", "urban", "green", "water", "streets"}
