"""Search: whatever way somebody types a place, it is found, and how exactly is said."""

import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from geo.pack import read_pack
from geo.place import Point, distance_m
from geo.search.numbers import house_asked
from geo.search.search import Found, Search
from geo.search.words import words
from tests.geo import towns
from tests.geo.searched_town import write_searched_town
from tests.geo.test_areas import AREAS


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_searched_town(tmp_path_factory.mktemp("packs") / "town")


@pytest.fixture(scope="module")
def search(town: Path) -> Search:
    return Search.read(town / "search.npz", read_pack(town).areas)


def first(search: Search, text: str, **more: object) -> Found:
    return search.find(text, **more)[0]  # type: ignore[arg-type]  # built from words


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("中山路", "中山路"), ("中山", "中山路"), ("zhongshanlu", "中山路"), ("zhong shan lu", "中山路"),
        ("ZHONGSHAN ROAD", "中山路"), ("zhongshan rd", "中山路"), ("zsl", "中山路"), ("中山璐", "中山路"),
        ("zhongshna road", "中山路"), ("ｚｓｌ", "中山路"), ("chongqinglu", "重庆路"), ("zhongqinglu", "重庆路"),
        ("cql", "重庆路"), ("renmin", "人民路"), ("missoin st", "Mission St"), ("misson", "Mission St"),
        ("第一人民医院", "市第一人民医院"), ("rmyy", "市第一人民医院"), ("hospital first", "市第一人民医院"),
        ("cafe zurich", "Café Zürich 酒店"), ("西区", "西区"), ("west", "西区"), ("小城", "小城"),
        ("first peoples hospital", "市第一人民医院"), ("老街", "老街"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_typed(search: Search, typed: str, wanted: str):
    assert first(search, typed).title["zh"] == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "中山路与人民路",
        "人民路和中山路路口",
        "中山路/人民路",
        "zhongshan & renmin",
        "Zhongshan Rd and Renmin Rd",
        "zsl@rml",
    ],
)
def test_a_crossing_is_found_by_both_its_streets(search: Search, typed: str):
    found = first(search, typed)
    assert found.kind == "crossing"
    assert set(found.title["en"].split(" & ")) == {"Zhongshan Road", "Renmin Road"}
    assert (found.lon, found.lat) == (0.002, 0.001)


def test_a_crossing_of_numbered_streets_is_found(search: Search):
    found = first(search, "Mission & 16th")
    assert (found.kind, found.title["en"], found.lon, found.lat) == ("crossing", "Mission St & 16th St", 0.005, 0.008)


def test_streets_that_never_meet_have_no_crossing(search: Search):
    assert all(one.kind != "crossing" for one in search.find("人民路与人民东路"))


@pytest.mark.parametrize(
    "typed", ["人民路88号", "88号人民路", "88 Renmin Road", "Renmin Road 88", "renmin rd no. 88", "人民路88"]
)
def test_a_known_house_is_found_exactly(search: Search, typed: str):
    found = first(search, typed)
    assert (found.kind, found.exactness, found.lon, found.lat) == ("address", "exact", 0.0021, 0.006)
    assert found.title == {"zh": "人民路88号", "en": "88 Renmin Road"}
    assert found.address == {"zh": "小城西区", "en": "West, Smallville"}


def test_letters_belong_to_the_number(search: Search):
    assert first(search, "88a Renmin Road").lat == 0.0061


def test_between_known_numbers_a_house_is_near(search: Search):
    found = first(search, "人民路6号")
    assert (found.exactness, found.lon, found.lat) == ("near", 0.0021, 0.002)


def test_beyond_known_numbers_the_nearest_counts(search: Search):
    assert [(one.exactness, one.lat) for one in search.find("人民路108号")[:1]] == [("near", 0.006)]


def test_without_known_numbers_the_place_is_the_streets_and_said_to_be_no_more(search: Search):
    found = first(search, "中山路7号")
    assert (found.kind, found.exactness, found.title["zh"]) == ("address", "street", "中山路7号")


def test_a_number_in_a_name_is_no_house():
    assert [house_asked(one) for one in ("16th Street", "中山路", "八一路", "100", "")] == [None] * 5


def test_the_exact_name_comes_before_its_longer_neighbours(search: Search):
    assert first(search, "人民路").title["zh"] == "人民路"
    assert first(search, "中山").kind == "street", "a street is foremost, a school is not"


def test_small_things_come_after_great_ones(search: Search):
    titles = [one.title["zh"] for one in search.find("人民路")]
    assert titles.index("人民路") < titles.index("人民路摄像头")


def test_the_nearer_of_equals_comes_first(search: Search):
    near, far = first(search, "renmin", near=Point(0.008, 0.004)), first(search, "renmin", near=Point(0.002, 0.004))
    assert {near.title["zh"], far.title["zh"]} <= {"人民东路", "人民路", "人民路摄像头"}
    assert distance_m(np.array([far.lon]), np.array([far.lat]), 0.002, 0.004)[0] < 700


def test_what_has_no_name_in_a_language_keeps_the_one_it_has(search: Search):
    assert first(search, "mission st").title == {"zh": "Mission St", "en": "Mission St"}


@pytest.mark.parametrize("typed", ["", "   ", "!?。", "号", "&", "与", "qqqqzzzz", "\x00", "路" * 500])
def test_what_means_nothing_finds_nothing_and_breaks_nothing(search: Search, typed: str):
    assert len(search.find(typed)) <= 10


@given(st.text(max_size=60), st.integers(0, 30))
def test_any_text_may_be_asked(search: Search, text: str, limit: int):
    found = search.find(text, limit=limit)
    assert len(found) <= limit
    assert all(0 <= one.score <= 1 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("typed", ["中", "z", "zhongshanl", "人民路", "Renmin R", "mission"])
def test_every_further_letter_keeps_what_was_meant(search: Search, typed: str):
    wanted = {"中": "中山路", "z": "中山路", "zhongshanl": "中山路", "mission": "Mission St"}.get(typed, "人民路")
    assert wanted in [one.title["zh"] for one in search.find(typed)]


def test_one_name_far_apart_is_two_streets(tmp_path: Path):
    nodes = pd.DataFrame([("a", 0, 0), ("b", 0.001, 0), ("c", 0.05, 0), ("d", 0.051, 0)], columns=["id", "lon", "lat"])
    lines = [LineString([(0, 0), (0.001, 0)]), LineString([(0.05, 0), (0.051, 0)])]
    table = {"id": ["e0", "e1"], "u": ["a", "c"], "v": ["b", "d"], "class": 5, "zh": "解放路", "en": "Jiefang Road",
             "length_m": 100.0, "speed_kmh": 36.0, "oneway": False}  # fmt: skip
    folder = towns.write_town(tmp_path / "t", nodes=nodes, edges=gpd.GeoDataFrame(table, geometry=lines, crs=4326))
    found = Search.read(folder / "search.npz", read_pack(folder).areas).find("解放路", near=Point(0.05, 0))
    assert [round(one.lon, 2) for one in found] == [0.05, 0.0]


def test_the_district_chooses_between_streets_of_one_name(tmp_path: Path):
    ends = (("a", 0.0), ("b", 0.0005), ("c", 0.0085), ("d", 0.009))
    nodes = pd.DataFrame([(name, lon, 0.001) for name, lon in ends], columns=["id", "lon", "lat"])
    lines = [LineString([(one, 0.001), (one + 0.0005, 0.001)]) for one in (0.0, 0.0085)]
    table = {"id": ["e0", "e1"], "u": ["a", "c"], "v": ["b", "d"], "class": 5, "zh": "解放路", "en": "Jiefang Road",
             "length_m": 100.0, "speed_kmh": 36.0, "oneway": False}  # fmt: skip
    houses = [("解放路", "Jiefang Road", "5", lon, 0.0011) for lon in (0.0003, 0.0087)]
    folder = towns.write_town(
        tmp_path / "t", nodes=nodes, edges=gpd.GeoDataFrame(table, geometry=lines, crs=4326),
        addresses=pd.DataFrame(houses, columns=["zh", "en", "number", "lon", "lat"]),
    )  # fmt: skip
    search = Search.read(folder / "search.npz", read_pack(folder).areas)
    for typed in ("小城东区解放路5号", "小城西区解放路5号", "5 Jiefang Road, East", "东区解放路", "西区解放路"):
        assert {one.area for one in search.find(typed)} == {"east" if "东" in typed or "East" in typed else "west"}
        assert {one.exactness for one in search.find(typed)} == {"exact"}
    assert {one.area for one in search.find("解放路5号")} == {"west", "east"}


@pytest.mark.parametrize(
    ("place", "kind", "title"),
    [
        (Point(0.00212, 0.00602), "address", "人民路88号"),
        (Point(0.0045, 0.0012), "street", "中山路"),
        (Point(0.0056, 0.0066), "street", "16th St"),
        (Point(0.03, 0.03), "area", "小城"),
    ],
)
def test_a_place_is_called_by_its_nearest_house_or_street(
    town: Path, search: Search, place: Point, kind: str, title: str
):
    pack = read_pack(town)
    found, distance = search.at(place, pack.roads)
    assert (found.kind, found.title["zh"]) == (kind, title)
    assert distance == pytest.approx(
        float(distance_m(np.array([found.lon]), np.array([found.lat]), place.lon, place.lat)[0]), abs=0.2
    )


def test_an_area_is_found_with_what_it_lies_in(search: Search):
    west, city = first(search, "西区"), first(search, "小城")
    assert (west.kind, west.area, west.address["zh"]) == ("area", "west", "小城")
    assert (city.kind, city.area, city.address["zh"]) == ("area", "city", "")


def test_words_are_alike_whatever_their_case_width_and_accents():
    assert words("Ｃａｆé ＳＴ.") == ["cafe", "street"]


def test_a_search_without_its_file_says_so(tmp_path: Path):
    (tmp_path / "search.npz").write_text("no")
    with pytest.raises(ValueError, match=r"no \.npz file"):
        Search.read(tmp_path / "search.npz", AREAS)


def test_searching_needs_neither_pandas_nor_pypinyin():
    heavy = "import sys, geo.search.search; sys.exit(bool({'pandas', 'geopandas', 'pypinyin'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", heavy], check=False).returncode == 0


def test_san_francisco_finds_its_streets_and_crossings(data_folder: Path, san_francisco: object):
    pack = read_pack(san_francisco.folder)  # type: ignore[attr-defined]  # the pack
    search = Search.read(pack.folder / "search.npz", pack.areas)
    found = first(search, "mission & 16th", language="en")
    assert found.title["en"] == "Mission St & 16th St"
    assert distance_m(np.array([found.lon]), np.array([found.lat]), -122.41961, 37.76507)[0] < 60
    assert first(search, "van ness").title["en"].startswith("Van Ness")
    assert first(search, "16th").title["en"] == "16th St"


def test_an_address_is_found_with_the_areas_in_front_of_it(search: Search):
    areas = {one.address["zh"] for one in search.find("人民路88号")}
    whole = areas.pop() + "人民路88号"
    assert first(search, whole).title == first(search, "人民路88号").title
