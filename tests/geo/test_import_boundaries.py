"""Districts lie in the city and streets in their district, whatever format, frame or faults their files have."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from geo.area_file import read_areas
from geo.importing.boundary_file import OPTIONS, read_level
from geo.importing.boundary_levels import CityWords, city_areas, held_by
from geo.importing.given import Given
from geo.importing.report import Report
from geo.importing.tables import Missing, Shapes
from geo.pack_writer import _write_areas

WORDS = CityWords(code="town", zh="小城", en="Smallville")
WEST, EAST = box(0, 0, 0.01, 0.02), box(0.01, 0, 0.02, 0.02)


def written(path: Path, shapes: list[shapely.Geometry], crs: int = 4326, **columns: list[object]) -> str:
    gpd.GeoDataFrame(columns or {"n": range(len(shapes))}, geometry=shapes, crs=crs).to_file(path)
    return str(path)


def silent(path: str) -> str:
    """The same shapefile, which no longer says its frame."""
    Path(path).with_suffix(".prj").unlink()
    return path


def level(text: str, report: Report | None = None) -> Shapes:
    return read_level(Given.of(text, OPTIONS), report or Report())


def test_streets_are_found_in_the_district_that_holds_most_of_them(tmp_path: Path):
    districts = written(tmp_path / "d.geojson", [WEST, EAST], name=["西区", "东区"], adcode=[110101, 110102])
    streets = written(tmp_path / "s.gpkg", [box(0, 0, 0.009, 0.02), box(0.009, 0, 0.02, 0.02)], 名称=["甲", "乙"])
    areas = city_areas([level(districts), level(streets)], WORDS, Report())
    parents = dict(zip(areas["zh"], areas["parent"], strict=True))
    assert parents == {"小城": None, "西区": "town", "东区": "town", "甲": "110101", "乙": "110102"}


def test_what_is_written_can_be_read_as_a_city(tmp_path: Path):
    areas = city_areas([level(written(tmp_path / "d.geojson", [WEST, EAST], name=["w", "e"]))], WORDS, Report())
    _write_areas(tmp_path / "areas.geojson", areas)
    assert [area.title["en"] for area in read_areas(tmp_path / "areas.geojson").all] == ["Smallville", "w", "e"]


def test_a_first_file_of_one_area_is_the_city(tmp_path: Path):
    areas = city_areas([level(written(tmp_path / "c.geojson", [box(0, 0, 1, 1)], name=["Elsewhere"]))], WORDS, Report())
    assert areas[["code", "zh", "level"]].to_numpy().tolist() == [["town", "小城", 0]]


def shapefile(folder: Path, encoding: str, *names: str) -> str:
    """A Shapefile that does not tell its encoding."""
    shapes = [box(i, 0, i + 1, 1) for i in range(len(names))]
    gpd.GeoDataFrame({"名称": list(names)}, geometry=shapes, crs=4326).to_file(folder / "a.shp", encoding=encoding)
    (folder / "a.cpg").unlink(missing_ok=True)
    return str(folder / "a.shp")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_of_a_shapefile_that_tells_no_encoding_are_read_as_meant(tmp_path: Path, encoding: str):
    report = Report()
    assert level(shapefile(tmp_path, encoding, "罗湖", "福田 A区"), report)["zh"].tolist() == ["罗湖", "福田 A区"]
    assert encoding in report.as_text()


def test_letters_that_are_no_chinese_stay_latin_unless_said(tmp_path: Path):
    path = Path(shapefile(tmp_path, "gb18030", "x"))
    table = gpd.GeoDataFrame({"name": ["Köln", "Jyväskylä"]}, geometry=[WEST, EAST], crs=4326)
    table.to_file(path, encoding="ISO-8859-1")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    assert level(str(path))["zh"].tolist() == ["Köln", "Jyväskylä"]
    assert level(f"{path}:encoding=cp437")["zh"].tolist() == ["K÷ln", "JyvΣskylΣ"]
    with pytest.raises(Missing, match="is not written in utf-8"):
        level(f"{path}:encoding=utf-8")


def test_layers_that_were_not_asked_for_are_told(tmp_path: Path):
    written(tmp_path / "a.gpkg", [WEST], name=["w"])
    gpd.GeoDataFrame({"name": ["e"]}, geometry=[EAST], crs=4326).to_file(tmp_path / "a.gpkg", layer="other", mode="a")
    report = Report()
    level(str(tmp_path / "a.gpkg"), report)
    level(f"{tmp_path / 'a.gpkg'}:layer=other", report)
    assert "more layers than a" in report.as_text()
    assert len(report.read) == 2


def test_metres_that_say_so_become_degrees(tmp_path: Path):
    there = gpd.GeoSeries([WEST], crs=4326).to_crs(3857)
    found = level(written(tmp_path / "m.gpkg", [there.iloc[0]], crs=3857))
    assert found.total_bounds == pytest.approx([0, 0, 0.01, 0.02])


def test_degrees_of_another_survey_become_ours(tmp_path: Path):
    beijing_1954 = gpd.GeoSeries([box(114.0, 22.5, 114.1, 22.6)], crs=4326).to_crs(4214).iloc[0]
    found = level(written(tmp_path / "b.gpkg", [beijing_1954], crs=4214))
    assert found.total_bounds == pytest.approx([114, 22.5, 114.1, 22.6], abs=1e-6)


def test_metres_that_are_declared_become_degrees(tmp_path: Path):
    there = gpd.GeoSeries([box(114.0, 22.5, 114.1, 22.6)], crs=4326).to_crs(4547).iloc[0]
    path = silent(written(tmp_path / "m.shp", [there]))
    assert level(f"{path}:frame=EPSG:4547").total_bounds == pytest.approx([114, 22.5, 114.1, 22.6], abs=1e-3)


def test_metres_without_a_word_are_refused(tmp_path: Path):
    path = silent(written(tmp_path / "m.shp", [box(2_600_000, 510_000, 2_600_100, 510_100)]))
    with pytest.raises(Missing, match=r"m\.shp: \(2600100, 510000\) is not a longitude and latitude.*metres\?"):
        level(path)


def test_swapped_coordinates_are_refused(tmp_path: Path):
    path = written(tmp_path / "s.geojson", [box(22.5, 114.0, 22.6, 114.1)])
    with pytest.raises(Missing, match="Are the two swapped"):
        level(path)


def test_frames_of_chinese_maps_are_turned_back(tmp_path: Path):
    path = written(tmp_path / "g.geojson", [box(114.0, 22.5, 114.1, 22.6)])
    moved = level(f"{path}:frame=gcj02").total_bounds - np.array([114.0, 22.5, 114.1, 22.6])
    assert (np.abs(moved) > 0.001).all()


def test_an_outline_that_crosses_itself_is_mended_and_told(tmp_path: Path):
    report = Report()
    bow_tie = Polygon([(0, 0), (0.01, 0.01), (0.01, 0), (0, 0.01)])
    areas = city_areas([level(written(tmp_path / "b.geojson", [bow_tie, EAST]), report)], WORDS, report)
    assert areas.geometry.is_valid.all()
    assert any("crossed themselves" in what for what in report.mended)


def test_neighbours_that_overlap_are_parted_and_told(tmp_path: Path):
    report = Report()
    areas = city_areas([level(written(tmp_path / "o.geojson", [box(0, 0, 0.0103, 0.02), EAST]), report)], WORDS, report)
    west, east = areas.geometry.iloc[1:]
    assert west.intersection(east).area == pytest.approx(0, abs=1e-12)
    assert west.union(east).area == pytest.approx(0.0004)
    assert any("overlaps" in what for what in report.mended)


def test_a_district_without_streets_stands_for_itself(tmp_path: Path):
    districts = level(written(tmp_path / "d.geojson", [WEST, EAST], name=["w", "e"]))
    streets = level(written(tmp_path / "s.geojson", [box(0, 0, 0.01, 0.01), box(0, 0.01, 0.01, 0.02)]))
    areas = city_areas([districts, streets], WORDS, Report())
    assert areas.loc[areas["level"] == 2, "en"].tolist() == ["Area 2-001", "Area 2-002", "e"]


def test_a_bare_number_is_made_a_name(tmp_path: Path):
    zones = level(written(tmp_path / "z.geojson", [WEST, EAST], name=["17", "Harbour 2"]))
    areas = city_areas([zones], WORDS, Report())
    assert areas[["zh", "en"]].to_numpy()[1:].tolist() == [["17号片区", "Area 17"], ["Harbour 2", "Harbour 2"]]


def test_levels_of_two_cities_are_refused(tmp_path: Path):
    here = level(written(tmp_path / "d.geojson", [WEST, EAST]))
    there = level(written(tmp_path / "s.geojson", [box(5, 5, 6, 6), box(6, 5, 7, 6)]))
    with pytest.raises(Missing, match="None of the 2 areas of level 2 lies in the level above"):
        city_areas([here, there], WORDS, Report())


def test_columns_may_be_named(tmp_path: Path):
    path = written(tmp_path / "d.geojson", [WEST, EAST], qx=["甲", "乙"], no=[1, 2], residents=[10, None])
    found = level(f"{path}:name=qx,code=no,population=residents")
    assert found[["code", "zh"]].to_numpy().tolist() == [["1", "甲"], ["2", "乙"]]
    assert found["population"].fillna(-1).tolist() == [10, -1]


def test_a_column_that_is_not_there_is_named(tmp_path: Path):
    path = written(tmp_path / "d.geojson", [WEST], name=["w"])
    with pytest.raises(Missing, match=r"has no column qx \(name\). It has name"):
        level(f"{path}:name=qx")


def test_points_are_no_areas(tmp_path: Path):
    path = written(tmp_path / "p.geojson", [shapely.Point(0, 0)])
    with pytest.raises(Missing, match="has no polygons"):
        level(path)


@given(st.lists(st.tuples(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.01, 0.5)), min_size=1, max_size=8))
def test_an_area_lies_in_the_quarter_that_holds_most_of_it(squares: list[tuple[float, float, float]]):
    quarters = np.array([box(x, y, x + 1, y + 1) for x in (0, 1) for y in (0, 1)], dtype=object)
    inner = np.array([box(x, y, x + side, y + side) for x, y, side in squares], dtype=object)
    best, share = held_by(inner, quarters)
    for shape, quarter, its in zip(inner, best, share, strict=True):
        shared = shapely.area(shapely.intersection(quarters, shape)) / shape.area
        assert its == pytest.approx(shared.max())
        assert shared[quarter] == pytest.approx(shared.max())


def test_names_that_are_not_found_and_a_city_without_one_are_told(tmp_path: Path):
    report = Report()
    areas = level(written(tmp_path / "d.geojson", [WEST, EAST], 行政区名=["西区", "东区"]), report)
    assert areas["zh"].tolist() == ["西区", "东区"]
    odd = level(written(tmp_path / "o.geojson", [WEST, EAST], 我的字段=["西区", "东区"]), report)
    city_areas([odd], CityWords(code="town", zh="", en=""), report)
    assert "o.geojson has no column that is known to hold names. It has 我的字段: say name=column." in report.remarks
    assert any("Nothing says what the city is called" in remark for remark in report.remarks)
