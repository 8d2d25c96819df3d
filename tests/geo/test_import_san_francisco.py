"""San Francisco's pack says what the public data says, and nothing that it does not."""

import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.import_san_francisco import main
from geo.importing.recorded import COLUMNS, ORDER
from geo.importing.tables import Table
from geo.pack import CityPack
from geo.place import Point, distance_m
from tests.geo.tiles_read import layers_of


def recording(pack: CityPack, name: str) -> Table:
    table: Table = pd.read_csv(pack.folder / "recordings" / f"{name}.csv.gz", dtype=str)
    assert tuple(table.columns) == COLUMNS
    return table.assign(time=pd.to_datetime(table["at"]))


@pytest.fixture(scope="module")
def dispatch(san_francisco: CityPack) -> Table:
    return recording(san_francisco, "dispatch")


@pytest.fixture(scope="module")
def hotline(san_francisco: CityPack) -> Table:
    return recording(san_francisco, "hotline")


def test_the_city_is_as_large_as_its_data(san_francisco: CityPack):
    pack = san_francisco
    assert (len(pack.areas), len(pack.units), len(pack.places)) == (42, 178, 45)
    assert (len(pack.roads.lon), len(pack.roads)) == (9_401, 15_602)
    assert pack.areas.all[0].population == sum(area.population or 0 for area in pack.areas.all[1:]) == 829_072
    assert set(layers_of(pack.base, 14)) == {"green", "land", "streets"}
    assert (pack.provenance, pack.time_zone.key) == ("real", "America/Los_Angeles")


def test_nearly_every_call_lies_in_the_neighbourhood_that_the_dispatcher_wrote_down(
    san_francisco: CityPack, data_folder: Path
):
    calls = pd.read_csv(data_folder / "san_francisco" / "sffd_calls_20161231_20170107.csv", dtype=str)
    place = calls["Location"].str.extract(r"\(([-\d.]+), ([-\d.]+)\)").astype(float)
    areas = san_francisco.areas
    names = np.array([areas.all[leaf].title["en"] for leaf in areas.leaves] + [""])
    found = names[areas.leaf_of(place[1].to_numpy(), place[0].to_numpy())]
    assert (found == calls["Neighborhood  District"].to_numpy()).mean() > 0.993


def test_every_name_has_chinese_words(san_francisco: CityPack):
    titles = [one.title for one in (*san_francisco.areas.all, *san_francisco.places, *san_francisco.units.values())]
    assert all(any("一" <= letter <= "鿿" for letter in title["zh"]) for title in titles)


def test_engines_are_at_home_in_their_own_station(san_francisco: CityPack):
    homes = {name: unit.home for name, unit in san_francisco.units.items()}
    assert (homes["E01"], homes["E51"], homes["T18"]) == ("Station 01", "Station 51", "Station 18")
    assert set(homes.values()) <= {place.name for place in san_francisco.places}
    assert max(Counter(homes.values()).values()) < 20


def test_every_incident_and_every_response_is_told(dispatch: Table):
    told = Counter(dispatch["what"])
    assert dispatch["reference"].nunique() == told["received"] == told["done"] == told["closed"] == 3_560
    assert told["dispatched"] == told["cleared"] == 7_704
    assert dispatch["unit"].nunique() == 178


def test_notices_come_in_order_and_what_began_in_the_days_is_told_to_its_end(dispatch: Table, hotline: Table):
    for told, end in ((dispatch, "2017-01-08T12:00:00Z"), (hotline, "2017-01-16T08:00:00Z")):
        assert told["time"].is_monotonic_increasing
        assert told["at"].min() >= "2016-12-31T08:00:00Z"
        assert told.loc[told["what"] == "received", "at"].max() < "2017-01-08T08:00:00Z" < told["at"].max() < end


def test_a_unit_is_never_in_two_places_and_never_goes_back(dispatch: Table):
    moves = dispatch.dropna(subset="unit")
    at: dict[str, tuple[str, str]] = {}
    for unit, reference, what in zip(moves["unit"], moves["reference"], moves["what"], strict=True):
        before = at.get(unit, ("", "cleared"))
        if what == "dispatched":
            assert before[1] == "cleared"
        else:
            assert before[0] == reference
            assert ORDER.index(before[1]) < ORDER.index(what)
        at[unit] = (reference, what)
    assert {what for _, what in at.values()} == {"cleared"}


def test_the_first_call_of_the_recording_reads_as_it_was_written_down(dispatch: Table):
    first = dispatch.iloc[0]
    assert (first["at"], first["reference"]) == ("2016-12-31T08:01:04Z", "16146559")
    assert (first["detail"], first["category"], first["level"]) == ("Gas Leak (Natural and LP Gases)", "U0403", "2")
    assert first["address"] == "1600 Block of CLAY ST"


def test_the_most_urgent_level_is_rare(dispatch: Table):
    levels = Counter(dispatch.loc[dispatch["what"] == "received", "level"])
    assert levels["1"] / 8 == pytest.approx(5.5)
    assert levels["1"] + levels["2"] < 0.06 * 3_560
    assert sum(levels.values()) == 3_560


def test_the_second_alarm_fire_is_among_the_most_urgent(dispatch: Table):
    fire = dispatch[dispatch["reference"] == "17001995"]
    assert fire.iloc[0]["level"] == "1"
    assert (fire["what"] == "dispatched").sum() == 23


def test_first_crews_arrive_as_fast_as_they_did(dispatch: Table):
    first = dispatch.drop_duplicates(["reference", "what"]).pivot_table("time", "reference", "what", "first")
    waited = (first["on_scene"] - first["received"]).dt.total_seconds() / 60
    assert waited.median() == pytest.approx(6.5, abs=0.1)


def test_311_cases_keep_their_weekday_and_time_of_day(hotline: Table, data_folder: Path):
    cases = pd.read_csv(data_folder / "san_francisco" / "sf311_cases_geo_4984.csv", dtype={"CaseID": str})
    opened = pd.to_datetime(cases.set_index("CaseID")["Opened"])
    received = hotline[hotline["what"] == "received"].set_index("reference")["time"]
    local = received.dt.tz_convert("America/Los_Angeles").dt.tz_localize(None).reindex(opened.index)
    assert len(received) == 3_357
    assert ((local - opened).dropna() % pd.Timedelta(days=7) == pd.Timedelta(0)).all()


def test_311_cases_carry_a_limit_and_all_leave_in_the_end(hotline: Table):
    received = hotline[hotline["what"] == "received"]
    hours = (pd.to_datetime(received["due_at"]) - received["time"]).dt.total_seconds() / 3600
    assert set(zip(received["level"], hours, strict=True)) == {("3", 24), ("4", 168)}
    told = Counter(hotline["what"])
    assert told["received"] == told["done"] == told["closed"] == 3_357  # the others were open longer than eight days


def test_stations_stand_where_roads_lead(san_francisco: CityPack):
    tower = Point(-122.4058, 37.8024)
    for station in san_francisco.places:
        route = san_francisco.roads.route(Point(station.lon, station.lat), tower)
        assert route is not None
        assert 0 < route.travel_s < 30 * 60


def test_an_edge_is_as_long_as_its_outline(san_francisco: CityPack):
    roads = san_francisco.roads
    lon, lat = roads.points.T
    along = np.concatenate([[0.0], np.cumsum(distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]))])
    length = along[roads.first[1:] - 1] - along[roads.first[:-1]]
    assert np.median(np.abs(length / roads.length_m - 1)) < 0.01


def test_a_missing_file_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(tmp_path), str(tmp_path / "pack")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"There is no {tmp_path / 'sf_analysis_neighborhoods_dissolved.geojson'}. Download it")
    assert told.count("\n") == 1


def test_a_missing_column_is_told_in_one_sentence(
    data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    data = tmp_path / "data"
    shutil.copytree(data_folder / "san_francisco", data, copy_function=shutil.copyfile)
    census = data / "sf_neighborhood_census_acs2014.csv"
    census.write_text(census.read_text(encoding="utf-8").replace("Total.Pop", "Residents"), encoding="utf-8")
    assert main([str(data), str(tmp_path / "pack")]) == 2
    assert "lacks the columns Total.Pop" in capsys.readouterr().err
    assert not (tmp_path / "pack").exists()


def test_help_names_the_public_data(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert "nuek-vuh3" in told
    assert "sf311_cases_geo_4984.csv" in told
