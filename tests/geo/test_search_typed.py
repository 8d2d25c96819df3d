"""Search: what is typed by sound, without a word between two streets, or as coordinates, and which area that is in."""

from pathlib import Path

import numpy as np
import pytest

from geo.pack import read_pack
from geo.place import Point
from geo.search.degrees import places_typed
from geo.search.search import Found, Search
from geo.search.words import side_by_side
from tests.geo.searched_town import write_searched_town


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    town: Path = write_searched_town(tmp_path_factory.mktemp("packs") / "town")
    return Search.read(town / "search.npz", read_pack(town).areas)


def first(search: Search, text: str) -> Found:
    return search.find(text)[0]


def test_far_beyond_known_numbers_the_street_is_found_with_those_it_has(search: Search):
    found = first(search, "人民路99999号")
    assert (found.kind, found.title["zh"], found.numbers) == ("street", "人民路", (2, 88))
    assert not [one for one in search.find("人民路99999号") if one.kind == "address"]


@pytest.mark.parametrize("typed", ["和平路与人民路", "和平路和人民路", "人民路和和平路", "小城西区和平路与人民路路口"])
def test_a_street_may_begin_with_the_word_for_and(search: Search, typed: str):
    found = first(search, typed)
    assert (found.kind, found.lon, found.lat) == ("crossing", 0.002, 0.0035)


def test_nobody_lives_at_a_motorway(search: Search):
    assert [(one.kind, one.title["zh"], one.numbers) for one in search.find("机场高速12号")] == [
        ("street", "机场高速", None)
    ]
    assert first(search, "机场高速 文科路").kind == "crossing"


def test_a_latin_name_is_not_glued_to_a_number_nor_to_another(search: Search):
    assert first(search, "Mission St 7").title["zh"] == "7 Mission St"
    assert side_by_side("赫尔辛基", "Kluuvi") == "赫尔辛基 Kluuvi"


def test_an_address_lies_in_the_area_of_its_own_place(search: Search):
    """A street may cross several districts: 文科路 runs through both halves of the town."""
    areas = {typed: first(search, typed).area for typed in ("文科路12号", "文科路24号", "文科路14号", "文科路22号")}
    assert areas == {"文科路12号": "west", "文科路24号": "east", "文科路14号": "west", "文科路22号": "east"}
    assert first(search, "文科路24号").address == {"zh": "小城东区", "en": "East, Smallville"}


def test_a_crossing_lies_in_the_area_of_its_own_place(search: Search):
    assert [first(search, f"文科路与{one}").area for one in ("人民路", "人民东路")] == ["west", "east"]


@pytest.mark.parametrize("typed", ["wkl12", "wenkelu12", "WKL12号", "wkl 12", "12 wkl"])
def test_a_house_is_found_by_the_sound_of_its_street(search: Search, typed: str):
    found = first(search, typed)
    assert (found.kind, found.title["zh"], found.exactness) == ("address", "文科路12号", "exact")


@pytest.mark.parametrize(
    "typed", ["wenkelu renminlu", "文科路 人民路", "wenke lu renmin lu", "wkl rml", "文科路 人民路路口"]
)
def test_a_crossing_needs_no_word_between_its_streets(search: Search, typed: str):
    assert (first(search, typed).kind, first(search, typed).title["zh"]) == ("crossing", "文科路与人民路交叉口")


@pytest.mark.parametrize("typed", ["zhong shan lu", "hospital first", "16 mission", "mission street", "renmin road"])
def test_a_name_with_gaps_is_no_crossing(search: Search, typed: str):
    assert first(search, typed).kind != "crossing"


@pytest.mark.parametrize(
    "typed", ["0.003, 0.008", "0.003N 0.008E", "E0.008 N0.003", "北纬0.003度，东经0.008度", "0°0'10.8\"N 0°0'28.8\"E"]
)
def test_typed_coordinates_are_a_place_in_its_district(search: Search, typed: str):
    [found] = search.find(typed)
    assert (found.kind, found.lon, found.lat, found.area) == ("point", 0.008, 0.003, "east")
    assert found.title == {"zh": "北纬0.003° 东经0.008°", "en": "0.003°N 0.008°E"}


def test_coordinates_in_another_order_are_understood_where_only_one_lies_in_the_city():
    assert places_typed("114.05,22.54") == places_typed("22.54, 114.05") == (Point(114.05, 22.54),)


def test_coordinates_outside_the_city_are_no_place_of_it(search: Search):
    assert search.find("22.54, 114.05") == []


@pytest.mark.parametrize(
    "typed",
    [
        "88 Renmin Road, West, Smallville", "88 renmin road, smallville", "小城西区人民路88号", "小城市西区人民路88号",
        "江东省小城市人民路88号", "广东小城西区，人民路88号", "西区人民路88号", "西区人民璐88号",
    ],
)  # fmt: skip
def test_the_areas_around_an_address_may_be_typed_too(search: Search, typed: str):
    found = first(search, typed)
    assert (found.title["zh"], found.exactness, found.why) == ("人民路88号", "exact", None)


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("东区人民路88号", "人民路88号不在东区，而在", "88 Renmin Road is not in East; it is"),
        ("88 Renmin Rd, East", "人民路88号不在东区，而在", "88 Renmin Road is not in East; it is"),
        ("北湖区人民路88号", "本市没有北湖区；人民路88号在", "This city has no 北湖区; 88 Renmin Road is"),
    ],
)
def test_an_address_in_another_district_than_was_named_says_so(search: Search, typed: str, zh: str, en: str):
    found = first(search, typed)
    assert (found.title["zh"], found.exactness, found.why) == (
        "人民路88号", "near", {"zh": f"{zh}小城西区。", "en": f"{en} in West, Smallville."},
    )  # fmt: skip


def test_a_street_lies_in_every_district_it_runs_through(search: Search):
    assert [first(search, f"{area}文科路").why for area in ("东区", "西区")] == [None, None]
    assert first(search, "东区人民路").why is not None


def test_a_city_with_its_word_is_the_city(search: Search):
    assert (first(search, "小城市").kind, first(search, "小城市西区").area) == ("area", "west")


@pytest.mark.parametrize(
    "typed", ["文科路人民路", "文科路与人民路路口东北角", "文科路人民路口西侧", "NE corner of Wenke Rd and Renmin Rd"]
)
def test_a_crossing_is_found_by_its_corner_and_without_a_gap(search: Search, typed: str):
    assert (first(search, typed).kind, first(search, typed).title["zh"]) == ("crossing", "文科路与人民路交叉口")


def test_the_word_for_a_kind_may_be_english(search: Search):
    for typed in ("park", "Parks"):
        assert {one.title["zh"] for one in search.find(typed)[:3]} == {"百花园", "东湖公园", "公园"}


def test_the_word_for_a_kind_of_place_finds_places_of_that_kind_first(search: Search):
    titles = [one.title["zh"] for one in search.find("公园")]
    assert titles[:3] == ["百花园", "东湖公园", "公园"], "those that have no name of their own come last"
    assert titles.index("公园总站") > 2


def test_a_kind_of_place_is_found_in_the_district_that_was_named(search: Search):
    assert [one.title["zh"] for one in search.find("西区公园")] == ["公园", "公园总站"]
    assert {one.area for one in search.find("东区公园")} == {"east"}


def test_an_index_made_before_kinds_were_kept_is_read(tmp_path: Path):
    town = write_searched_town(tmp_path / "town")
    with np.load(town / "search.npz") as stored:
        np.savez(tmp_path / "search.npz", **{one: stored[one] for one in stored if not one.startswith("place_kind")})
    assert first(Search.read(tmp_path / "search.npz", read_pack(town).areas), "人民路").title["zh"] == "人民路"


def test_names_that_are_not_whole_make_no_crossing(search: Search):
    assert all(one.kind != "crossing" for one in search.find("文科路人民"))


@pytest.mark.parametrize(
    ("typed", "exactness", "lat", "title"),
    [
        ("人民路10-1号", "exact", 0.0032, "人民路10-1号"),
        ("人民路10号之1", "exact", 0.0032, "人民路10-1号"),
        ("人民路10弄1号", "exact", 0.0034, "人民路10弄1号"),
        ("人民路88-2号", "near", 0.006, "人民路88-2号"),
        ("人民路88弄2号", "near", 0.006, "人民路88弄2号"),
        ("人民路88号附2号", "near", 0.006, "人民路88号附2号"),
        ("人民路88号院2号楼", "near", 0.006, "人民路88号院2号楼"),
        ("人民路88号2楼", "exact", 0.006, "人民路88号"),
    ],
)
def test_a_part_of_a_house_is_at_the_house_and_not_at_number_one(
    search: Search, typed: str, exactness: str, lat: float, title: str
):
    found = first(search, typed)
    assert (found.kind, found.exactness, found.title["zh"]) == ("address", exactness, title)
    assert found.lat == pytest.approx(lat, abs=0.0002)


@pytest.mark.parametrize(
    ("typed", "title", "exactness"),
    [
        ("人民路八十八号", "人民路88号", "exact"),
        ("人民路第十号", "人民路10号", "exact"),
        ("人民路八八号", "人民路88号", "exact"),
        ("人民路88 A", "人民路88A号", "exact"),
        ("Renmin Road 88 A", "人民路88A号", "exact"),
        ("Renmin Road 88 A 12", "人民路88A号", "exact"),
        ("Renmin Road 88 C", "人民路88C号", "near"),
    ],
)
def test_a_number_may_be_spelled_and_its_letter_stand_apart(search: Search, typed: str, title: str, exactness: str):
    found = first(search, typed)
    assert (found.kind, found.title["zh"], found.exactness) == ("address", title, exactness)
