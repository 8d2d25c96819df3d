"""A city is imported whole or not at all, and what is wrong with a file is told in one sentence."""

import bz2
import gzip
import json
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from geo.import_city import main
from geo.pack import CityPack, read_pack
from geo.place import Point
from tests.geo.osm_towns import Tags, crossing, node, write_osm

BOX = (24.0, 60.0, 24.004, 60.004)


def block(row: int, column: int) -> list[int]:
    """A closed way around one square of the grid."""
    return [
        node(row, column),
        node(row, column + 1),
        node(row + 1, column + 1),
        node(row + 1, column),
        node(row, column),
    ]


def town(path: Path, **more: object) -> Path:
    """Streets, a house, a park, a school, a hydrant, and a sea in the west."""
    ways: dict[int, tuple[list[int], Tags]] = crossing() | {
        10: (block(0, 0), {"building": "yes", "building:levels": "4", "addr:street": "Katu", "addr:housenumber": "1"}),
        11: (block(0, 3), {"leisure": "park", "name": "Puisto", "name:zh": "公园一号"}),
        12: (block(3, 3), {"amenity": "school", "name": "Koulu", "name:en": "School"}),
        13: ([node(5, 1), node(3, 1), node(1, 1), node(-0, 1)][::-1], {"natural": "coastline"}),
        14: ([node(3, 2), node(3, 4)], {"railway": "tram"}),
    }
    spots = {node(1, 3): {"emergency": "fire_hydrant"}}
    return write_osm(path, ways=ways, spots=spots, box=BOX, **more)


def imported(folder: Path, *line: str, name: str = "town", zone: str = "Europe/Helsinki") -> int:
    return main([str(folder / "packs"), "--name", name, *(["--tz", zone] if zone else []), *line])


def pack(folder: Path) -> CityPack:
    return read_pack(folder / "packs" / "town")


@pytest.mark.parametrize("ending", [".osm", ".osm.pbf", ".osm.gz", ".osm.bz2"])
def test_a_city_is_made_of_an_extract_alone(tmp_path: Path, ending: str):
    assert imported(tmp_path, "--osm", str(town(tmp_path / f"town{ending}"))) == 0
    city = pack(tmp_path)
    route = city.roads.route(Point(24.002, 60.0), Point(24.004, 60.002))
    assert route is not None
    assert route.length_m == pytest.approx(334, abs=1)
    assert sorted((place.kind, place.title["zh"]) for place in city.places) == [
        ("hydrant", "消火栓"), ("park", "公园一号"), ("school", "Koulu"),
    ]  # fmt: skip
    assert (city.provenance, city.time_zone.key) == ("real", "Europe/Helsinki")
    assert city.attribution["en"] == "Data: © OpenStreetMap contributors (ODbL)"


def test_the_report_lies_in_the_pack(tmp_path: Path):
    imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")), "--credit", "City of Smallville")
    folder = tmp_path / "packs" / "town"
    told = json.loads((folder / "report.json").read_text("utf-8"))
    assert told["made"]["places"] == 3
    assert told["attribution"] == ["© OpenStreetMap contributors (ODbL)", "City of Smallville"]
    assert "City of Smallville" in (folder / "report.txt").read_text("utf-8")


def test_numbers_of_an_editor_are_read_too(tmp_path: Path):
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm", sign=-1))) == 0
    assert len(pack(tmp_path).roads) == 4


def test_ways_may_stand_before_their_nodes(tmp_path: Path):
    lines = town(tmp_path / "town.osm").read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if "<way" in line)
    begun = next(i for i, line in enumerate(lines) if "<node" in line)
    (tmp_path / "turned.osm").write_text("\n".join([*lines[:begun], *lines[first:-1], *lines[begun:first], lines[-1]]))
    assert imported(tmp_path, "--osm", str(tmp_path / "turned.osm")) == 0
    assert len(pack(tmp_path).roads) == 4


def test_what_lies_far_from_the_city_stays_away(tmp_path: Path):
    far = {40: ([node(80, 80), node(80, 81)], {"highway": "residential"})}
    border = {
        21: (
            [("w", 30, "outer")],
            {"boundary": "administrative", "type": "boundary", "admin_level": "8", "name": "Town"},
        )
    }
    ways = crossing() | {30: ([node(0, 0), node(0, 4), node(4, 4), node(4, 0), node(0, 0)], {})} | far
    assert imported(tmp_path, "--osm", str(write_osm(tmp_path / "town.osm", ways=ways, relations=border))) == 0
    assert len(pack(tmp_path).roads) == 4


def test_relations_without_all_their_members_are_counted(tmp_path: Path):
    lake = {
        20: ([("w", 999, "outer"), ("w", 10, "outer")], {"type": "multipolygon", "natural": "water", "name": "Lampi"})
    }
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm", relations=lake))) == 0
    told = json.loads((tmp_path / "packs" / "town" / "report.json").read_text("utf-8"))
    assert "natural=water Lampi" in {one["example"] for one in told["left_out"]}


def test_ways_without_all_their_nodes_are_kept_as_far_as_they_are_known(tmp_path: Path):
    missing = [node(0, 2), node(0, 0), node(4, 3)]
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm", missing=missing))) == 0


def test_an_administrative_boundary_with_the_citys_name_bounds_it(tmp_path: Path):
    border = {"boundary": "administrative", "type": "boundary", "admin_level": "8", "name": "Town", "name:zh": "小城"}
    relations = {20: ([("w", 12, "outer")], border | {"name": "Other"}), 21: ([("w", 30, "outer")], border)}
    ways = crossing() | {12: (block(3, 3), {}), 30: ([node(1, 1), node(1, 3), node(3, 3), node(3, 1), node(1, 1)], {})}
    path = write_osm(tmp_path / "town.osm", ways=ways, relations=relations, box=BOX)
    assert imported(tmp_path, "--osm", str(path)) == 0
    city = pack(tmp_path)
    assert city.title == {"zh": "小城", "en": "Town"}
    assert city.bounds.west == pytest.approx(24.001)


def test_two_districts_make_a_level(tmp_path: Path):
    border = {"boundary": "administrative", "type": "boundary", "admin_level": "9"}
    west = [node(0, 0), node(0, 2), node(4, 2), node(4, 0), node(0, 0)]
    east = [node(0, 2), node(0, 4), node(4, 4), node(4, 2), node(0, 2)]
    relations = {20: ([("w", 30, "outer")], border | {"name": "W"}), 21: ([("w", 31, "outer")], border | {"name": "E"})}
    path = write_osm(
        tmp_path / "town.osm", ways=crossing() | {30: (west, {}), 31: (east, {})}, relations=relations, box=BOX
    )
    assert imported(tmp_path, "--osm", str(path), "--en", "Town") == 0
    assert [area.title["en"] for area in pack(tmp_path).areas.all] == ["Town", "W", "E"]


def test_boundaries_and_lines_make_a_city_without_openstreetmap(tmp_path: Path):
    gpd.GeoDataFrame({"name": ["小城"]}, geometry=[box(114, 22.5, 114.1, 22.6)], crs=4326).to_file(
        tmp_path / "c.geojson"
    )
    lines = gpd.GeoSeries.from_wkt(
        ["LINESTRING (114.01 22.51, 114.02 22.51)", "LINESTRING (114.02 22.51, 114.02 22.52)"]
    )
    gpd.GeoDataFrame({"name": ["甲路", "乙路"]}, geometry=lines, crs=4326).to_file(tmp_path / "r.gpkg")
    assert imported(tmp_path, "--areas", str(tmp_path / "c.geojson"), "--roads", str(tmp_path / "r.gpkg"), zone="") == 0
    city = pack(tmp_path)
    assert (city.time_zone.key, len(city.roads), len(city.roads.lon)) == ("Asia/Shanghai", 2, 3)
    assert city.title["zh"] == "小城"


def bomb(path: Path) -> None:
    path.write_text('<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
                    '<osm version="0.6"><node id="1" lat="1" lon="1"><tag k="name" v="&b;"/></node></osm>')  # fmt: skip


def truncated(path: Path) -> None:
    whole = town(path.with_name("whole.osm.pbf")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def garbled(path: Path) -> None:
    path.write_bytes(gzip.compress(b"<osm")[:-3] if path.suffix == ".gz" else bz2.compress(b"<osm")[:-3])


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("a.osm", lambda path: path.unlink(missing_ok=True), "There is no file"),
        ("a.osm", lambda path: path.write_text(""), "is empty"),
        ("a.osm", lambda path: path.write_text('<osm version="0.6"></osm>'), "holds nothing that makes a city"),
        ("a.osm", lambda path: path.write_text('<osm version="0.6"><node id="1"'), "cannot be read"),
        ("a.osm", lambda path: path.write_text("garbage"), "cannot be read"),
        ("a.osm", bomb, "cannot be read"),
        ("a.osm.pbf", lambda path: path.write_text("garbage"), "cannot be read"),
        ("a.osm.pbf", truncated, "cannot be read"),
        ("a.osm.gz", garbled, "cannot be read"),
        ("a.osm.bz2", garbled, "cannot be read"),
        ("a.txt", lambda path: path.write_text("x"), "It should end in .osm.pbf"),
        ("a.osm", lambda path: write_osm(path, ways={1: (block(0, 0), {"building": "yes"})}), "has no streets"),
        (
            "a.osm",
            lambda path: write_osm(path, ways={1: (block(0, 0), {"building": "yes"})}, box=BOX),
            "may be driven on",
        ),
    ],
)
def test_a_broken_extract_is_told_and_the_old_pack_stays(
    tmp_path: Path, name: str, make: object, told: str, capsys: pytest.CaptureFixture[str]
):
    imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")))
    capsys.readouterr()
    make(tmp_path / name)
    assert imported(tmp_path, "--osm", str(tmp_path / name)) == 2
    said = capsys.readouterr().err
    assert told in said
    assert name in said or "OpenStreetMap file" in said
    assert "Traceback" not in said
    assert len(pack(tmp_path).roads) == 4
    assert [one.name for one in (tmp_path / "packs").iterdir()] == ["town"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ([], "A city needs roads"),
        (["--graph", "g.graphml"], "Nothing bounds the city"),
        (["--osm", "town.osm", "--tz", "Mars/Olympus"], "There is no time zone Mars/Olympus"),
        (["--osm", "town.osm", "--name", "Große Stadt"], "cannot be the name of a pack"),
        (["--osm", "town.osm", "--name", "made_up"], "cannot be the name of a pack"),
        (["--osm", "town.osm", "--areas", "c.txt"], "no geographic file by its name"),
        (["--osm", "town.osm", "--places", "c.txt:kind=school"], "no column for lon and lat"),
    ],
)
def test_what_is_wrong_on_the_line_is_told(
    tmp_path: Path, line: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    town(tmp_path / "town.osm")
    (tmp_path / "c.txt").write_text("a\nb\n")
    assert imported(tmp_path, *line) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not (tmp_path / "packs").exists()


def test_outside_china_the_time_zone_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")), zone="") == 2
    assert "TZ=Europe/Helsinki" in capsys.readouterr().err


def test_roads_of_another_city_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    gpd.GeoDataFrame({"name": ["x"]}, geometry=[box(114, 22.5, 114.1, 22.6)], crs=4326).to_file(tmp_path / "c.geojson")
    assert imported(tmp_path, "--areas", str(tmp_path / "c.geojson"), "--osm", str(town(tmp_path / "town.osm"))) == 2
    assert "No road lies in the city" in capsys.readouterr().err


def test_help_shows_how_to_begin(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--osm Helsinki.osm.pbf --tz Europe/Helsinki" in capsys.readouterr().out
