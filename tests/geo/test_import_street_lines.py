"""Street lines of geographic files become roads: which way they lead, who may drive there, and several files as one."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import LineString

from geo.importing.given import Given
from geo.importing.report import Report
from geo.importing.road_file import OPTIONS, read_streets
from geo.importing.road_tables import RoadTables, joined_roads
from geo.importing.tables import Missing


def streets(path: Path, report: Report, lon: float = 114.0, **columns: list[str]) -> RoadTables:
    """A ladder of lines drawn northwards, one below another, with these columns."""
    count = len(next(iter(columns.values())))
    lines = [LineString([(lon, 22 + i / 1000), (lon, 22 + (i + 1) / 1000)]) for i in range(count)]
    gpd.GeoDataFrame(columns, geometry=lines, crs=4326).to_file(path)
    return read_streets(Given.of(str(path), OPTIONS), report)


def ways(roads: RoadTables) -> list[str]:
    """For each edge "both", or where its outline leads."""
    ends = [line.coords[-1][1] - line.coords[0][1] for line in roads.edges.geometry]
    return [
        ("north" if north > 0 else "south") if oneway else "both"
        for oneway, north in zip(roads.edges["oneway"], ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["B", "F", "T"], ["both", "north", "south"]),  # Geofabrik, NAVSTREETS: both, from, to
        (["t", "f", ""], ["north", "both", "both"]),  # PostgreSQL: true, false
        (["FT", "TF", "N"], ["north", "south", "both"]),
        (["yes", "-1", "no"], ["north", "south", "both"]),
        (["是", "否", "双向"], ["north", "both", "both"]),
    ],
)
def test_which_way_streets_lead_is_read_as_its_writers_mean_it(tmp_path: Path, said: list[str], meant: list[str]):
    report = Report()
    assert ways(streets(tmp_path / "s.geojson", report, oneway=said)) == meant
    assert not report.mended


def test_words_for_one_way_that_nobody_knows_are_told(tmp_path: Path):
    report = Report()
    assert ways(streets(tmp_path / "s.geojson", report, oneway=["yes", "perhaps"])) == ["north", "both"]
    assert "1 streets whose word for one-way is not known, taken as leading both ways (such as perhaps)" in (
        report.as_text()
    )


def test_nobody_drives_over_steps_and_tracks(tmp_path: Path):
    report = Report()
    kinds = ["primary", "steps", "footway", "track_grade2", "residential", "heard of by nobody"]
    roads = streets(tmp_path / "s.geojson", report, fclass=kinds)
    assert roads.edges["class"].tolist() == [2, 5, 5]
    assert "3 paths and steps, which no vehicle drives (such as steps)" in report.as_text()
    with pytest.raises(Missing, match="All of these lines are paths"):
        streets(tmp_path / "p.geojson", Report(), fclass=["steps"])


def test_two_files_without_numbers_lose_no_street(tmp_path: Path):
    report = Report()
    east = streets(tmp_path / "e.geojson", report, lon=114.1, name=["a", "b", "c"])
    west = streets(tmp_path / "w.geojson", report, lon=114.0, name=["d", "e"])
    whole = joined_roads([east, west], report)
    assert whole.edges["zh"].tolist() == ["a", "b", "c", "d", "e"]
    assert whole.edges["id"].is_unique
    assert {*whole.edges["u"], *whole.edges["v"]} == {*whole.nodes["id"]}
    assert not report.left_out


def test_a_street_that_two_files_tell_is_there_once(tmp_path: Path):
    report = Report()
    one = streets(tmp_path / "1.geojson", report, name=["a", "b"])
    whole = joined_roads([one, one], report)
    assert len(whole.edges) == 2
    assert report.left_out["streets that an earlier file tells already"] == 2


def test_junctions_of_one_number_in_different_places_stay_apart(tmp_path: Path):
    report = Report()
    east = streets(tmp_path / "e.geojson", report, lon=114.1, u=["1"], v=["2"], code=["x"])
    west = streets(tmp_path / "w.geojson", report, lon=114.0, u=["1"], v=["2"], code=["y"])
    whole = joined_roads([east, west], report)
    assert whole.nodes["id"].tolist() == ["1", "2", "2:1", "2:2"]
    assert whole.edges[["id", "u", "v"]].to_numpy().tolist() == [["x", "1", "2"], ["y", "2:1", "2:2"]]
