"""The search through the API: what is typed is found, and what cannot be asked is refused."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from api import build_api
from geo.pack import CityPack, read_pack
from live.house import House
from live.letting_in import Seats, open_entrance
from tests.api.conftest import HOME, VERSION, Outside, at_home


def test_a_street_is_found_with_its_place(outside: Outside):
    answer = outside.get("/places/search?q=%E8%B7%AF&limit=1")
    assert answer.status == 200
    [found] = answer.json["found"]
    assert (found["kind"], found["title"], found["exactness"]) == ("street", {"zh": "路", "en": "Street"}, "exact")
    assert found["address"]["en"].endswith("Smallville")


def test_a_place_is_found_in_english(outside: Outside):
    [found, *_] = outside.get("/places/search?q=station+1&lang=en&near=0.001,0.002").json["found"]
    assert (found["kind"], found["title"]["en"], found["lon"]) == ("place", "Station 1", 0.001)


@pytest.mark.parametrize("asked", ["", "?q=", "?q=%20", "?q=zzzzqqqq"])
def test_nothing_finds_nothing(outside: Outside, asked: str):
    assert outside.get(f"/places/search{asked}").json == {"found": [], "why": None}


@pytest.mark.parametrize(
    "asked",
    ["?q=" + "x" * 81, "?q=a&limit=0", "?q=a&limit=51", "?q=a&near=30.9,114.2", "?q=a&lang=fr", "?query=a", "?q=%00"],
)
def test_what_cannot_be_asked_is_refused(outside: Outside, asked: str):
    assert outside.get(f"/places/search{asked}").status == 422


def test_a_swapped_place_is_told(outside: Outside):
    message = outside.get("/places/search?q=a&near=30.9,114.2").json["error"]["message"]
    assert "(30.9, 114.2) is not a longitude and latitude in degrees. Are the two swapped" in message


def test_a_pack_without_an_index_says_how_to_get_one(house: House, pack: CityPack, tmp_path: Path):
    shutil.copytree(pack.folder, tmp_path / "old")
    (tmp_path / "old" / "search.npz").unlink()
    old = House(replace(house.parts, pack=read_pack(tmp_path / "old")))
    server = Flask(__name__)
    entrance = open_entrance(old, Seats(asked_for=False, host=HOME))
    server.register_blueprint(build_api(old, version=VERSION, entrance=entrance, identify=at_home))
    answer = server.test_client().get("/api/v1/places/search?q=a", environ_base={"REMOTE_ADDR": HOME})
    assert (answer.status_code, "Import the city again" in answer.json["error"]["message"]) == (404, True)


def test_a_place_is_called_by_the_street_that_it_lies_on(outside: Outside):
    found = outside.get("/places/at?lon=0.001&lat=0.0005").json
    assert (found["kind"], found["title"]["en"], found["area"], found["distance_m"]) == (
        "street",
        "Street",
        "west",
        0.0,
    )


def test_typed_coordinates_are_found_in_their_district(outside: Outside):
    [found] = outside.get("/places/search?q=0.002,0.001").json["found"]
    assert (found["kind"], found["area"], found["numbers"]) == ("point", "west", None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("22.54,114.05", "(114.05, 22.54) lies outside the city"), ("0.0101,0.0101", "lies in no area of the city")],
)
def test_typed_coordinates_outside_the_city_are_told(outside: Outside, typed: str, sentence: str):
    answer = outside.get(f"/places/search?q={typed}")
    assert (answer.status, answer.json["found"]) == (200, [])
    assert sentence in answer.json["why"]["en"]
    assert answer.json["why"]["zh"]


@pytest.mark.parametrize("asked", ["?lon=114.2&lat=30.9", "?lon=0.002&lat=0.3"])
def test_a_place_outside_the_city_is_not_called_the_city(outside: Outside, asked: str):
    answer = outside.get(f"/places/at{asked}")
    assert (answer.status, answer.json["error"]["code"]) == (422, "outside_the_city")


@pytest.mark.parametrize("asked", ["", "?lon=1", "?lon=200&lat=0", "?lon=x&lat=0", "?lon=nan&lat=0"])
def test_a_place_needs_a_longitude_and_a_latitude(outside: Outside, asked: str):
    assert outside.get(f"/places/at{asked}").status == 422
