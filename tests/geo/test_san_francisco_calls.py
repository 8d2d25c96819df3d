"""The rules by which the fire department's record becomes notices, on a few calls made up for the purpose."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.importing.recorded import Span
from geo.importing.tables import Missing, Table
from geo.san_francisco.calls import CALLS, COLUMNS, call_notices, calls, stations, units

SPAN = Span(pd.Timestamp("2016-12-31"), 1, ZoneInfo("America/Los_Angeles"))
CALL = {
    "Incident Number": "1", "Unit ID": "E01", "Unit Type": "ENGINE", "Call Type": "Medical Incident",
    "Call Type Group": "Non Life-threatening", "Original Priority": "2", "Address": "0 Block of A ST",
    "Station Area": "01", "Location": "(37.5, -122.5)", "Received": "10:00:00 AM", "Entry": "10:01:00 AM",
    "Dispatch": "10:02:00 AM", "Available": "11:00:00 AM",
}  # fmt: skip


def recorded(folder: Path, *rows: Mapping[str, str]) -> Table:
    """What is read of these calls; times of day stand for those of the day."""
    table: Table = pd.DataFrame([{**CALL, **row} for row in rows])
    times = {column.removesuffix(" DtTm"): column for column in COLUMNS if column.endswith("DtTm")}
    for name in times.keys() & set(table.columns):
        table[name] = ("12/31/2016 " + table[name]).where(table[name] != "")
    table = table.rename(columns=times).reindex(columns=list(COLUMNS))
    table.to_csv(folder / CALLS, index=False)
    return calls(folder)


def told(folder: Path, *rows: Mapping[str, str]) -> Table:
    return call_notices(recorded(folder, *rows), SPAN)


@pytest.mark.parametrize(
    ("call", "units_sent", "level"),
    [
        ({}, 1, 4),
        ({"Call Type Group": "Potentially Life-Threatening"}, 1, 3),
        ({"Original Priority": "E"}, 1, 2),
        ({"Call Type": "Traffic Collision"}, 1, 3),
        ({"Call Type": "Traffic Collision", "Call Type Group": "Potentially Life-Threatening"}, 1, 2),
        ({"Call Type": "Structure Fire", "Call Type Group": "Alarm"}, 9, 3),
        ({"Call Type": "Structure Fire", "Call Type Group": "Fire"}, 1, 2),
        ({"Call Type": "Structure Fire", "Call Type Group": "Alarm"}, 10, 1),
        ({"Call Type": "Never heard of"}, 1, 4),
    ],
)
def test_the_level_follows_danger_and_run_card(tmp_path: Path, call: dict[str, str], units_sent: int, level: int):
    notices = told(tmp_path, *({**call, "Unit ID": f"E{unit:02}"} for unit in range(units_sent)))
    assert notices["level"].dropna().tolist() == [level]


def test_units_that_come_later_do_not_raise_the_level(tmp_path: Path):
    late = ({"Unit ID": f"E{unit:02}", "Dispatch": "10:05:00 AM"} for unit in range(10))
    assert told(tmp_path, {}, *late)["level"].dropna().tolist() == [4]


def test_a_unit_sent_to_the_next_call_is_free_of_the_last(tmp_path: Path):
    notices = told(tmp_path, {}, {"Incident Number": "2", "Dispatch": "10:30:00 AM", "Available": "12:00:00 PM"})
    cleared = notices.loc[notices["what"] == "cleared", ["at", "reference"]]
    assert cleared.to_numpy().tolist() == [["2016-12-31T18:29:59Z", "1"], ["2016-12-31T20:00:00Z", "2"]]


def test_a_step_written_down_too_early_comes_with_the_step_before_it(tmp_path: Path):
    notices = told(tmp_path, {"Response": "10:03:00 AM", "On Scene": "10:10:00 AM", "Transport": "10:08:00 AM"})
    moves = notices.dropna(subset="unit")
    assert moves["what"].tolist() == ["dispatched", "en_route", "on_scene", "transporting", "cleared"]
    assert moves["at"].iloc[3] == moves["at"].iloc[2] == "2016-12-31T18:10:00Z"


def test_the_arrival_stands_and_a_departure_written_down_later_moves_before_it(tmp_path: Path):
    notices = told(tmp_path, {"Response": "10:05:00 AM", "On Scene": "10:04:00 AM"})
    moves = notices.dropna(subset="unit").set_index("what")["at"]
    assert moves["en_route"] == moves["on_scene"] == "2016-12-31T18:04:00Z"


def test_a_unit_that_never_said_it_is_free_is_so_after_its_last_word(tmp_path: Path):
    notices = told(tmp_path, {"On Scene": "10:10:00 AM", "Available": ""} | {"Transport": "10:40:00 AM"})
    assert notices["what"].tolist()[-3:] == ["cleared", "done", "closed"]
    assert set(notices["at"].tail(3)) == {"2016-12-31T18:40:00Z"}


def test_a_station_stands_in_the_middle_of_its_calls_and_says_so(tmp_path: Path):
    places = [{"Incident Number": str(n), "Location": f"(37.{n}, -122.{n})"} for n in (1, 2, 9)]
    station = stations(recorded(tmp_path, *places)).iloc[0]
    assert (station["name"], station["lon"], station["lat"]) == ("Station 01", -122.2, 37.2)
    assert "placed in the middle of its calls" in station["en"]


def test_other_units_are_at_home_where_they_answer_beyond_their_share(tmp_path: Path):
    busy = [{"Incident Number": f"1{n}", "Unit ID": f"E{n:02}"} for n in range(20)]
    medic = {"Unit ID": "52", "Unit Type": "MEDIC"}
    far = [medic | {"Incident Number": f"2{n}", "Station Area": "40"} for n in range(2)]
    near = [medic | {"Incident Number": f"3{n}"} for n in range(3)]
    table = recorded(tmp_path, *busy, *far, *near)
    homes = units(table, stations(table)).set_index("name")["home"]
    assert homes["52"] == "Station 40"


def test_an_unknown_kind_of_unit_is_told(tmp_path: Path):
    table = recorded(tmp_path, {"Unit Type": "SUBMARINE"})
    with pytest.raises(Missing, match="SUBMARINE"):
        units(table, stations(table))
