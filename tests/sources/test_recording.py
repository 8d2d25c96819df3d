"""Recordings are read whole, or it is said what is wrong with them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from incidents.notice import Notice, What
from sources.loops import Span
from sources.moments import DAY_MS, to_ms
from sources.recording import BrokenRecording, Recorded, RecordedNotices, RecordedReadings, read_recording
from tests.sources.little_city import START, iso, told

DAY = Span(3, 0, DAY_MS, 1_000_000)


def written(folder: Path, table: pd.DataFrame) -> Path:
    table.to_csv(folder / "facts.csv.gz", index=False)
    return folder / "facts.csv.gz"


def read(folder: Path, table: pd.DataFrame) -> Recorded:
    return read_recording(written(folder, table), to_ms(START), DAY_MS)


def notice_of(folder: Path, table: pd.DataFrame) -> Notice:
    recorded = read(folder, table)
    assert isinstance(recorded, RecordedNotices)
    (notice,) = recorded.between(DAY)
    return notice


def test_a_notice_is_played_at_its_loop_s_time_and_under_its_loop_s_number(tmp_path: Path):
    notice = notice_of(tmp_path, told((60, "received", "7", "")))
    assert (notice.reference, notice.what, notice.level, notice.lon) == ("7/3", What.RECEIVED, 2, 0.006)
    assert to_ms(notice.at) == 1_000_000 + 60_000
    assert notice.due_at is not None
    assert to_ms(notice.due_at) == 1_000_000 + 3_660_000


def test_what_a_notice_does_not_tell_stays_unknown(tmp_path: Path):
    notice = notice_of(tmp_path, told((60, "filed", "7", ""), lon="", lat="", level="", due_at=""))
    assert (notice.lon, notice.lat, notice.level, notice.due_at) == (None, None, 0, None)


def test_incidents_that_began_before_the_recording_or_after_it_are_left_out(tmp_path: Path):
    table = told((-60, "received", "early", ""), (60, "closed", "early", ""), (86_400, "received", "late", ""),
                 (86_000, "received", "last", ""), (90_000, "closed", "last", ""))  # fmt: skip
    recorded = read(tmp_path, table)
    assert recorded.at_ms.tolist() == [86_000_000, 90_000_000]


def test_readings_bring_what_their_kind_asks_for(tmp_path: Path):
    table = pd.DataFrame(
        {"at": [iso(10), iso(5), iso(7)], "kind": ["road.speed", "road.speed", "air.co"], "thing": ["a", "b", "c"],
         "value": [50, 40, 0.7], "lon": [1, 1, ""], "lat": [2, 2, ""], "lanes": [2, 3, ""], "other": ["x", "y", "z"]}
    )  # fmt: skip
    recorded = read(tmp_path, table)
    assert isinstance(recorded, RecordedReadings)
    speed, air = recorded.between(DAY)
    assert (speed.kind, list(speed.thing), speed.attributes["lanes"].tolist()) == ("road.speed", ["b", "a"], [3.0, 2.0])
    assert (air.kind, air.lon, dict(air.attributes)) == ("air.co", None, {})
    assert air.at.astype(np.int64).tolist() == [1_000_000 + 7_000]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (pd.DataFrame({"when": ["now"]}), "its columns are when, those of neither readings nor notices"),
        (told((0, "received", "1", ""), lon="east"), "could not convert string to float"),
        (told((0, "received", "1", ""), at="yesterday"), "yesterday"),
    ],
)
def test_a_file_that_is_no_recording_says_why(tmp_path: Path, table: pd.DataFrame, why: str):
    with pytest.raises(BrokenRecording, match=why):
        read(tmp_path, table)
