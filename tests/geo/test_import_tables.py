"""Tables of places and units are read whatever their letters, columns and frames; what is wrong is told."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.coordinates import Frame, from_wgs84
from geo.importing.given import Given
from geo.importing.place_file import PLACE_OPTIONS, UNIT_OPTIONS, Rows, read_places, read_units
from geo.importing.report import Report
from geo.importing.tables import Missing
from geo.place import Bounds

CITY = Bounds(114.0, 22.5, 114.2, 22.7)


def places(path: Path, text: str, said: str = "kind=hospital", encoding: str = "utf-8") -> Rows:
    path.write_text(text, encoding=encoding)
    return read_places(Given.of(f"{path}:{said}" if said else str(path), PLACE_OPTIONS), Report())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_chinese_columns_are_known_in_every_usual_encoding(tmp_path: Path, encoding: str):
    table = places(tmp_path / "a.csv", "名称,经度,纬度\n人民医院,114.1,22.6\n", encoding=encoding).table
    assert table[["kind", "zh", "lon", "lat"]].to_numpy().tolist() == [["hospital", "人民医院", 114.1, 22.6]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator_will_do(tmp_path: Path, separator: str):
    text = separator.join(["Name", "LNG", "Lat"]) + "\n" + separator.join(["A", "114.1", "22.6"]) + "\n"
    assert places(tmp_path / "a.csv", text).table["lon"].tolist() == [114.1]


def test_a_column_may_hold_the_kinds(tmp_path: Path):
    table = places(tmp_path / "a.csv", "name,art,lon,lat\nA,school,114.1,22.6\n", "kind=art").table
    assert table["kind"].tolist() == ["school"]


def test_a_place_without_a_name_is_called_what_it_is(tmp_path: Path):
    table = places(tmp_path / "a.csv", "station_id,lon,lat\n7,114.1,22.6\n", "kind=charging_station").table
    assert table[["name", "zh", "en"]].to_numpy().tolist() == [["charging_station_7", "充电站", "Charging station"]]


def test_the_declared_frame_is_turned_into_ours(tmp_path: Path):
    x, y = from_wgs84(Frame.of("gcj02"), np.array([114.1]), np.array([22.6]))
    table = places(tmp_path / "a.csv", f"name,lon,lat\nA,{x[0]:.7f},{y[0]:.7f}\n", "kind=school,frame=gcj02").table
    assert table[["lon", "lat"]].to_numpy()[0].tolist() == pytest.approx([114.1, 22.6], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("name,lon,lat\n", "kind=school", "has a head but no rows"),
        ("", "kind=school", "is empty"),
        ("name,where\nA,there\n", "kind=school", "no column for lon and lat that we know. It has name, where"),
        ("name,lon,lat\nA,114.1,22.6\n", "", "does not say what kinds it holds"),
        ("name,lon,lat\nA,x,y\n", "kind=school", "no row has a place; lon of the first is 'x'"),
        ("name,lon,lat\nA,506500,2500100\n", "kind=school", "is not a longitude and latitude"),
        ("name,lon,lat\nA,114.1,22.6\n", "kind=school,frame=gcj2", "Did you mean gcj02"),
        ("name,lon,lat\nA,114.1,22.6\n", "sort=school", "there is no option sort"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(tmp_path: Path, text: str, said: str, told: str):
    with pytest.raises(Missing, match=told):
        places(tmp_path / "a.csv", text, said)


def test_letters_of_no_known_encoding_are_told(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"name,lon,lat\n\xff\xff\xff,1,2\n")
    with pytest.raises(Missing, match="neither in UTF-8 nor in GB 18030"):
        read_places(Given.of(f"{tmp_path / 'a.csv'}:kind=school", PLACE_OPTIONS), Report())


def test_a_row_that_is_nowhere_on_earth_is_left_out(tmp_path: Path):
    text = "name,lon,lat\nA,114.1,22.6\nB,114.1,999\nC,114.1,22.6\n"
    assert places(tmp_path / "a.csv", text).table["zh"].tolist() == ["A", "C"]


def test_places_outside_the_city_are_left_out_and_counted(tmp_path: Path):
    report = Report()
    rows = places(tmp_path / "a.csv", "name,lon,lat\nA,114.1,22.6\nB,121.4,31.2\n")
    assert rows.inside(CITY, report)["zh"].tolist() == ["A"]
    assert report.examples == {"rows of a.csv outside the city": "B"}


def test_swapped_columns_are_told(tmp_path: Path):
    rows = places(tmp_path / "a.csv", "name,lon,lat\nA,22.6,89.1\n")
    with pytest.raises(Missing, match="None of the 1 rows"):
        rows.inside(CITY, Report())
    swapped = Rows(rows.given, pd.DataFrame({"zh": ["A"], "lon": [22.6], "lat": [114.1]}), rows.x, rows.y)
    with pytest.raises(Missing, match="Longitude and latitude are swapped"):
        swapped.inside(CITY, Report())


def test_units_know_their_home_and_who_sends_them(tmp_path: Path):
    path = tmp_path / "u.csv"
    path.write_text("编号,名称,经度,纬度,驻地\nE1,一号车,114.1,22.6,中心站\n", encoding="gbk")
    table = read_units(Given.of(f"{path}:kind=engine,command=119", UNIT_OPTIONS), Report()).table
    assert table.iloc[0].to_dict() == {
        "name": "E1", "kind": "engine", "zh": "一号车", "en": "一号车", "home": "中心站", "lon": 114.1, "lat": 22.6,
        "command": "119",
    }  # fmt: skip


def test_kinds_are_understood_by_their_chinese_and_english_words(tmp_path: Path):
    path = tmp_path / "places.csv"
    path.write_text(
        "类型,名称,经度,纬度\n医院,一院,114.1,22.5\nFire station,二站,114.1,22.5\n热气球,三,114.1,22.5\n", "utf-8"
    )
    report = Report()
    rows = read_places(Given.of(str(path), PLACE_OPTIONS), report)
    assert rows.table["kind"].tolist() == ["hospital", "fire_station", "热气球"]
    assert "热气球" in " ".join(report.remarks)
