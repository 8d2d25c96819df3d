"""A pack that was written is read again; a broken one says what is broken."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shapely import Polygon

from geo.pack import BrokenPack, read_pack
from geo.pack_writer import Unwritable
from tests.geo import towns

FILES = ("city.yaml", "areas.geojson", "roads.npz", "units.csv", "things.csv", "places.csv", "base.pmtiles")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return towns.write_town(tmp_path / "town")


def test_a_pack_is_read_as_it_was_written(town: Path):
    pack = read_pack(town)
    assert (pack.name, pack.provenance, pack.time_zone.key) == ("smallville", "made_up", "Asia/Shanghai")
    assert (pack.centre.lon, pack.centre.lat, pack.bounds.east) == (0.005, 0.005, 0.01)
    assert pack.areas.codes == ("city", "west", "east")
    assert [area.population for area in pack.areas.all] == [100, 100, None]
    assert pack.units["E1"].home == pack.places[0].name == "Station 1"
    assert pack.recordings == ()
    assert pack.recording is None
    assert pack.base == town / "base.pmtiles"


def test_things_know_their_kinds_and_the_leaf_they_stand_in(town: Path):
    things = read_pack(town).things
    assert things.kinds == (("road.speed", "device.heartbeat"),)
    assert things.leaf.tolist() == [1]
    assert (things.edge, things.more) == (("e1",), {"lanes": ("2",)})


def test_roads_of_a_pack_lead_somewhere(town: Path):
    pack = read_pack(town)
    route = pack.roads.route(pack.centre, type(pack.centre)(0, 0))
    assert route is not None
    assert (route.travel_s, route.length_m) == pytest.approx((40, 400))


def test_a_recording_is_found_with_its_days(tmp_path: Path):
    about = {"start": "2017-01-01T00:00:00+08:00", "end": "2017-01-02T00:00:00+08:00", "days": 1, "note": towns.WORDS}
    facts = {"notices": pd.DataFrame({"at": ["2016-12-31T16:00:00Z"]})}
    pack = read_pack(towns.write_town(tmp_path / "town", recordings=facts, recording=about))
    assert [path.name for path in pack.recordings] == ["notices.csv.gz"]
    assert pack.recording is not None
    assert (pack.recording.start, pack.recording.days) == (datetime(2016, 12, 31, 16, tzinfo=UTC), 1)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(town: Path, file: str):
    (town / file).unlink()
    with pytest.raises(BrokenPack, match=f"it has no {file}. Make the pack again"):
        read_pack(town)


@pytest.mark.parametrize("file", FILES)
def test_nonsense_in_a_file_is_told_with_the_file(town: Path, file: str):
    (town / file).write_text("name: [unfinished\n\x00,", encoding="utf-8")
    with pytest.raises(BrokenPack, match=file):
        read_pack(town)


def test_a_pack_of_an_older_form_is_to_be_made_again(town: Path):
    (town / "base").mkdir()
    (town / "base.pmtiles").rename(town / "base" / "land.pmtiles")
    with pytest.raises(BrokenPack, match=r"it has no base\.pmtiles\. Make the pack again"):
        read_pack(town)


def test_a_pack_without_land_is_not_written(tmp_path: Path):
    with pytest.raises(Unwritable, match="nothing to draw"):
        towns.write_town(tmp_path / "town", base={})
    assert list(tmp_path.iterdir()) == []


def test_a_map_that_cannot_be_cut_is_told_and_leaves_no_half_pack(tmp_path: Path):
    no_ground = towns.areas().iloc[2:].set_geometry([Polygon()], crs=4326)
    with pytest.raises(Unwritable, match="could not cut the base map"):
        towns.write_town(tmp_path / "town", base={"land": no_ground})
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_is_named(town: Path):
    (town / "units.csv").write_text("name,kind\nE1,engine\n", encoding="utf-8")
    with pytest.raises(BrokenPack, match=r"units\.csv lacks 'zh'"):
        read_pack(town)


def test_an_unknown_time_zone_is_told(tmp_path: Path):
    towns.write_town(tmp_path / "town", city=towns.CITY | {"time_zone": "Mars/Olympus"})
    with pytest.raises(BrokenPack, match="Mars/Olympus"):
        read_pack(tmp_path / "town")


def test_a_pack_is_replaced_whole(town: Path):
    towns.write_town(town, city=towns.CITY | {"name": "newtown"})
    assert read_pack(town).name == "newtown"
    assert [path.name for path in town.parent.iterdir()] == ["town"]


def test_what_the_city_wrote_itself_goes_on_when_the_pack_is_replaced(town: Path):
    (town / "handbook.csv").write_text("category,codes\nM0102,0102\n", encoding="utf-8")
    towns.write_town(town)
    assert read_pack(town).handbook == ({"category": "M0102", "codes": "0102"},)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_what_the_city_wrote_itself_may_come_from_a_table_program(town: Path, encoding: str, separator: str):
    table = "category,department\r\nM0504,市执法\r\n,\r\n".replace(",", separator)
    (town / "responsibility.csv").write_bytes(table.encode(encoding))
    assert read_pack(town).responsibility == ({"category": "M0504", "department": "市执法"},)


def test_a_file_of_the_citys_own_is_to_be_mended_and_not_the_pack(town: Path):
    (town / "handbook.csv").write_text("category,codes\nM0102,0102,A7\n", encoding="utf-8")
    with pytest.raises(BrokenPack, match=r"handbook\.csv cannot be read \(line 2 has more cells.*\)\. Mend that file"):
        read_pack(town)


def test_what_is_no_pack_is_not_overwritten(tmp_path: Path):
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(Unwritable, match="no city pack"):
        towns.write_town(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_pack_that_cannot_be_finished_leaves_the_old_one_as_it_was(town: Path):
    with pytest.raises(Unwritable, match="nowhere"):
        towns.write_town(town, edges=towns.edges(u="nowhere"))
    with pytest.raises(Unwritable, match="units lacks kind"):
        towns.write_town(town, units=pd.DataFrame({"name": []}))
    assert read_pack(town).name == "smallville"


def test_reading_a_pack_needs_no_pandas():
    heavy = "import sys, geo.pack; sys.exit(bool({'pandas', 'geopandas', 'pyogrio'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", heavy], check=False).returncode == 0


def test_points_outside_every_area_belong_to_the_city_alone(town: Path):
    areas = read_pack(town).areas
    assert areas.leaf_of(np.array([0.001, 0.009, 0.5]), np.array([0.001, 0.009, 0.5])).tolist() == [0, 1, 2]


@pytest.mark.parametrize("control", ["\r", "\n", "\x00", "\u2028"])
def test_line_ends_in_names_break_no_file(tmp_path: Path, control: str):
    named = f"one{control}two"
    edges = towns.edges(zh=named, en=named)
    city = read_pack(towns.write_town(tmp_path / "town", edges=edges, units=units(named)))
    assert {unit.title["zh"] for unit in city.units.values()} == {"one two"}
    assert set(city.roads.zh.tolist()) == {"one two"}


def units(named: str) -> pd.DataFrame:
    row = {"name": "E1", "kind": "engine", "zh": named, "en": "E1", "home": "", "lon": 0.001, "lat": 0.002}
    return pd.DataFrame([row | {"command": "119"}])


def test_an_endless_name_is_refused(tmp_path: Path):
    with pytest.raises(Unwritable, match="edges has a text of more than 500 signs in zh"):
        towns.write_town(tmp_path / "town", edges=towns.edges(zh="x" * 501))


def test_04_two_units_of_one_name_are_refused_by_it(town: Path):
    file = town / "units.csv"
    head, first, *more = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([head, first, *more, first]) + "\n", "utf-8")
    with pytest.raises(BrokenPack, match=r"units\.csv cannot be read \(the name E1 stands there 2 times"):
        read_pack(town)
