"""Real extracts, boundaries and graphs become cities in which one can drive from everywhere to everywhere."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.coordinates import Frame, from_wgs84
from geo.import_city import main
from geo.importing.report import Report
from geo.osm.coast import coastline, sea
from geo.osm.read import read_osm
from geo.pack import CityPack, read_pack
from geo.place import Point


def imported(folder: Path, name: str, *line: str) -> CityPack:
    assert main([str(folder), "--name", name, *line]) == 0
    return read_pack(folder / name)


@pytest.fixture(scope="module")
def helsinki(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    line = ["--osm", str(data_folder / "osm" / "Helsinki.osm.pbf"), "--tz", "Europe/Helsinki", "--zh", "赫尔辛基"]
    return imported(tmp_path_factory.mktemp("packs"), "helsinki", *line, "--en", "Helsinki")


@pytest.fixture(scope="module")
def shenzhen(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    data = data_folder / "shenzhen"
    return imported(
        tmp_path_factory.mktemp("packs"), "shenzhen", "--zh", "深圳市", "--en", "Shenzhen",
        "--areas", f"{data / 'sz_districts_10_transbigdata.geojson'}:name=qh",
        str(data / "sz_traffic_zones_491.geojson"),
        "--graph", str(data / "futian_drive_osm.graphml"),
        "--places", f"{data / 'urbanev_inf.csv'}:kind=charging_station",
    )  # fmt: skip


def arrives(city: CityPack, pairs: int = 40) -> float:
    """The share of journeys between any two junctions that come to an end."""
    ends = np.random.default_rng(1).integers(0, len(city.roads.lon), (pairs, 2))
    points = [[Point(float(city.roads.lon[at]), float(city.roads.lat[at])) for at in pair] for pair in ends]
    return sum(city.roads.route(start, end) is not None for start, end in points) / pairs


def test_the_sea_in_helsinki_is_where_it_is(data_folder: Path):
    extract = read_osm(data_folder / "osm" / "Helsinki.osm.pbf")
    assert extract.box is not None
    water = shapely.union_all(sea(coastline(extract.lines), extract.box, Report()))
    for name, lon, lat, wet in (
        ("Kaisaniemenlahti", 24.9470, 60.1768, True), ("Eteläsatama", 24.9532, 60.1671, True),
        ("Hakaniemi", 24.9470, 60.1780, False), ("Rautatieasema", 24.9413, 60.1718, False),
        ("Kauppatori", 24.9522, 60.1677, False), ("Kamppi", 24.9360, 60.1690, False),
    ):  # fmt: skip
        assert water.contains(shapely.Point(lon, lat)) is wet, name


def test_helsinkis_quarters_are_known_up_to_the_edge_of_the_extract(helsinki: CityPack):
    names = {area.title["en"] for area in helsinki.areas.all if area.level == 1}
    assert names == {"Kaartinkaupunki", "Kluuvi", "Punavuori", "Kruununhaka", "Kamppi", "Kallio"}
    assert helsinki.areas.holding(24.9413, 60.1718) == "02"  # the railway station lies in Kluuvi
    assert (helsinki.areas.leaf_of(helsinki.roads.lon, helsinki.roads.lat) < helsinki.areas.elsewhere).all()


def test_helsinki_can_be_driven_through(helsinki: CityPack):
    assert arrives(helsinki) == 1.0
    assert len(helsinki.roads) == 998
    assert len(helsinki.roads.banned) == 36
    assert int(helsinki.roads.oneway.sum()) == 461


def test_helsinkis_places_have_their_names(helsinki: CityPack):
    named = {(place.kind, place.title["en"]) for place in helsinki.places}
    assert {("railway_station", "Helsinki railway station"), ("bridge", "Pitkäsilta"),
            ("park", "Tokoinranta")} <= {(kind, name) for kind, name in named}  # fmt: skip


def test_shenzhens_zones_lie_in_its_districts(shenzhen: CityPack):
    areas = {area.code: area for area in shenzhen.areas.all}
    assert sorted(len([one for one in areas.values() if one.level == level]) for level in (0, 1, 2)) == [1, 10, 491]
    for zone in (one for one in areas.values() if one.level == 2):
        parent = areas[zone.parent or ""]
        assert parent.level == 1
        assert parent.shape.intersection(zone.shape).area > 0


def test_futian_can_be_driven_through(shenzhen: CityPack):
    assert arrives(shenzhen) == 1.0
    assert (len(shenzhen.roads.lon), len(shenzhen.roads)) == (1_404, 2_000), "the others are footways, or closed"
    assert shenzhen.time_zone.key == "Asia/Shanghai"


def test_places_in_another_frame_than_they_say_are_refused(
    shenzhen: CityPack, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    x, y = from_wgs84(Frame.of("gcj02"), shenzhen.roads.lon, shenzhen.roads.lat)
    rows = [f"{a:.6f},{b:.6f}" for a, b in zip(x, y, strict=True)]
    (tmp_path / "crossings.csv").write_text("\n".join(["lon,lat", *rows]))
    data = data_folder / "shenzhen"
    line = ["--areas", str(data / "sz_districts_10_transbigdata.geojson"),
            "--graph", str(data / "futian_drive_osm.graphml"), "--places"]  # fmt: skip
    declared = f"{tmp_path / 'crossings.csv'}:kind=camera"
    assert main([str(tmp_path / "packs"), "--name", "wrong", *line, declared]) == 2
    assert "read as GCJ-02 it is" in capsys.readouterr().err
    assert len(imported(tmp_path / "packs", "right", *line, f"{declared},frame=gcj02").places) == 1_404


def test_shenzhens_charging_stations_lie_in_the_zones_that_their_file_says(shenzhen: CityPack, data_folder: Path):
    rows = (data_folder / "shenzhen" / "urbanev_inf.csv").read_text("utf-8").splitlines()[1:]
    zones = {f"charging_station_{row.split(',')[0]}": row.split(",")[4] for row in rows}
    found = [shenzhen.areas.holding(place.lon, place.lat) == zones[place.name] for place in shenzhen.places]
    assert len(found) == 1_362
    assert np.mean(found) > 0.9
