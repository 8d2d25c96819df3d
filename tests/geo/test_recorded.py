"""Recorded notices come in order, in UTC, and never after the end."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.importing.recorded import COLUMNS, Span, notices

ZONE = ZoneInfo("America/Los_Angeles")


def times(*local: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(local), format="ISO8601").astype("datetime64[s]"))


DAYS = Span.around(times("2016-12-31 10:00", "2017-01-01 23:59:59"), ZONE)


def test_a_span_is_made_of_whole_local_days():
    assert (str(DAYS.start), str(DAYS.end), DAYS.days) == ("2016-12-31 00:00:00", "2017-01-02 00:00:00", 2)
    assert DAYS.about({"en": "Two days."}) == {
        "start": "2016-12-31T08:00:00Z", "end": "2017-01-02T08:00:00Z", "days": 2, "note": {"en": "Two days."},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2016-07-01 12:00", "2016-07-01T19:00:00Z"),
        ("2016-12-01 12:00", "2016-12-01T20:00:00Z"),
        ("2016-11-06 01:30", "2016-11-06T09:30:00Z"),  # twice that night: the second
        ("2016-03-13 02:30", "2016-03-13T10:00:00Z"),  # never that night: when the clocks had moved
    ],
)
def test_local_times_become_utc_on_every_day_of_the_year(local: str, utc: str):
    assert DAYS.utc(times(local)).tolist() == [utc]


def test_notices_of_one_moment_come_in_the_order_of_an_incidents_life():
    rows = pd.DataFrame({"what": ["closed", "received", "filed"], "reference": "1"})
    told = notices(rows.assign(at=DAYS.start), "911", DAYS)
    assert told["what"].tolist() == ["received", "filed", "closed"]
    assert tuple(told.columns) == COLUMNS


def test_what_happened_after_the_end_is_told_too():
    rows = pd.DataFrame({"what": ["received", "filed"], "reference": "1", "at": [DAYS.start, DAYS.end]})
    assert notices(rows, "911", DAYS)["what"].tolist() == ["received", "filed"]
