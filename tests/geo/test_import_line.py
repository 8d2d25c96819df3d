"""What stands on the importer's line: a name taken or none, two imports at once, what is said at the end."""

import json
import re
import subprocess
import warnings
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Polygon, box

from geo.import_city import main
from geo.importing.claim import claimed
from geo.importing.given import Given
from geo.importing.place_file import PLACE_OPTIONS, read_places
from geo.importing.report import Report
from geo.importing.tables import Missing
from geo.pack import read_pack
from tests.geo.osm_towns import crossing, write_osm
from tests.geo.test_import_city import BOX, imported, town

ROOT = Path(__file__).parent.parent.parent


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    return out + err


@pytest.mark.parametrize("name", ["-", "", "_x", "made_up", "made_up-1-abcdef01", "a/b", "ä"])
def test_a_name_that_no_city_may_have_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]):
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")), name=name) == 2
    assert "cannot be the name of a pack" in said(capsys)
    assert not (tmp_path / "packs").exists()


def test_the_end_says_how_the_city_is_called_what_it_replaced_and_how_to_see_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    osm = str(town(tmp_path / "town.osm"))
    assert imported(tmp_path, "--osm", osm) == 0
    assert "already" not in said(capsys)
    assert imported(tmp_path, "--osm", osm, name="Town") == 0
    told = said(capsys)
    assert "There was a city town already; this one has taken its place." in told
    assert "The city's name is written town." in told
    assert told.endswith(f"make run CITY=town STATE={tmp_path}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["var/packs", "--name", "town", "--tz", "Europe/Helsinki", "--osm", osm]) == 0
    assert said(capsys).endswith("See it: make run CITY=town\n")


def test_two_imports_of_one_name_do_not_meet(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    osm = str(town(tmp_path / "town.osm"))
    with claimed(tmp_path / "packs" / "town"):
        assert imported(tmp_path, "--osm", osm) == 2
        assert "Another import of town is under way" in said(capsys)
        assert imported(tmp_path, "--osm", osm, name="other") == 0
    assert imported(tmp_path, "--osm", osm) == 0
    assert sorted(one.name for one in (tmp_path / "packs").iterdir()) == ["other", "town"]


def test_a_claim_leaves_nothing_behind(tmp_path: Path):
    with pytest.raises(ValueError, match="broke"), claimed(tmp_path / "packs" / "town"):
        raise ValueError("broke")
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("option", ["--zh", "--en", "--credit"])
def test_bytes_that_are_no_text_are_told(tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]):
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")), option, "\udcff\udcfe") == 2
    assert "is no text in UTF-8" in said(capsys)


def test_an_option_where_there_are_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert imported(tmp_path, "--osm", f"{town(tmp_path / 'town.osm')}:frame=gcj02") == 2
    assert "there is no option frame. It takes none." in said(capsys)


def test_what_libraries_warn_of_is_kept_from_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    odd = tmp_path / "c.geojson"
    gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=[box(*BOX), None], crs=4326).to_file(odd)
    odd.write_text(odd.read_text().replace('"B"', "3"))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")), "--areas", str(odd)) == 0
    assert "Warning" not in said(capsys)
    assert json.loads((tmp_path / "packs" / "town" / "report.json").read_text("utf-8"))["noticed"]


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        ([box(-180, -90, 180, 90)], "covers .* km²; no city has more than 600,000"),
        ([Polygon([(24, 60), (24.0000001, 60), (24.0000001, 60.0000001)])], "No area is left of level 1"),
    ],
)
def test_areas_that_no_city_has_are_refused(
    tmp_path: Path, shapes: list[Polygon], told: str, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "c.geojson"
    gpd.GeoDataFrame({"name": ["World"]}, geometry=shapes, crs=4326).to_file(path)
    assert imported(tmp_path, "--osm", str(town(tmp_path / "town.osm")), "--areas", str(path)) == 2
    assert re.search(told, said(capsys))


def test_a_cut_boundary_of_the_citys_name_still_names_it(tmp_path: Path):
    border = {"boundary": "administrative", "type": "boundary", "admin_level": "8", "name": "Town", "name:zh": "小城"}
    path = write_osm(tmp_path / "t.osm", ways=crossing(), relations={21: ([("w", 99, "outer")], border)}, box=BOX)
    assert imported(tmp_path, "--osm", str(path)) == 0
    assert read_pack(tmp_path / "packs" / "town").title == {"zh": "小城", "en": "Town"}


def test_trailing_separators_move_no_column(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("name,lon,lat\nA,114.1,22.6,\nB,114.2,22.5,\n")
    rows = read_places(Given.of(f"{path}:kind=school", PLACE_OPTIONS), Report())
    assert rows.table[["zh", "lon", "lat"]].to_numpy().tolist() == [["A", 114.1, 22.6], ["B", 114.2, 22.5]]
    path.write_text("name,lon,lat\nA,114.1,22.6,more\n")
    with pytest.raises(Missing, match="more cells than its head has names"):
        read_places(Given.of(f"{path}:kind=school", PLACE_OPTIONS), Report())


def test_a_mistyped_kind_is_told_with_the_one_that_may_be_meant(tmp_path: Path):
    report, path = Report(), tmp_path / "a.csv"
    path.write_text("name,lon,lat\nA,114.1,22.6\n")
    read_places(Given.of(f"{path}:kind=hospitl", PLACE_OPTIONS), report)
    assert any("hospitl (hospital?)" in remark for remark in report.remarks)


def test_make_knows_what_it_does_not_take():
    done = subprocess.run(
        ["make", "-n", "city", "NAME=x", "AREA=a"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "make city knows no AREA=. It takes NAME ZH EN" in done.stderr
