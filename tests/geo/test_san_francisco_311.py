"""The rules by which old 311 cases become notices of one week, on a few cases made up for the purpose."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.importing.recorded import Span
from geo.importing.tables import Moment, Table
from geo.san_francisco.hotline import COLUMNS, case_notices

SPAN = Span(pd.Timestamp("2016-12-31"), 8, ZoneInfo("America/Los_Angeles"))


def cases(opened: list[Moment], **more: object) -> Table:
    table: Table = pd.DataFrame({"CaseID": [str(n) for n in range(len(opened))], "Opened": opened})
    plain = {"Category": "Streetlights", "Request.Type": "Other", "Responsible.Agency": "DPW",
             "Address": "1 A ST, SAN FRANCISCO, CA, 94110", "Lat": 37.7, "Long": -122.4}  # fmt: skip
    soon = pd.to_datetime(table["Opened"]) + pd.Timedelta(hours=1)
    table = table.assign(Closed=soon, **plain).assign(**more).astype({"Request.Type": "str"})
    return table.astype({"Opened": "datetime64[s]", "Closed": "datetime64[s]"})[list(COLUMNS)]


@given(st.lists(st.integers(0, 12 * 365 * 86_400), min_size=1, max_size=30))
@settings(max_examples=25, deadline=None)
def test_every_case_keeps_weekday_and_time_and_lands_in_the_span(seconds_after_2008: list[int]):
    seconds: list[Moment] = [pd.Timestamp("2008-01-01") + pd.Timedelta(seconds=one) for one in seconds_after_2008]
    notices = case_notices(cases(seconds), SPAN)
    received = notices[notices["what"] == "received"].set_index("reference")["at"]
    local = pd.to_datetime(received).dt.tz_convert("America/Los_Angeles").dt.tz_localize(None)
    for number, one in enumerate(seconds):
        moved = local[str(number)]
        assert SPAN.start <= moved < SPAN.end
        assert (moved.weekday(), moved.time()) == (one.weekday(), one.time())


def test_saturdays_take_turns_between_the_two_of_the_span():
    notices = case_notices(cases(["2015-01-03 12:00"] * 4), SPAN)
    days = notices.loc[notices["what"] == "received", "at"].str[:10].tolist()
    assert sorted(days) == ["2016-12-31", "2016-12-31", "2017-01-07", "2017-01-07"]


@pytest.mark.parametrize(
    ("category", "request_type", "code", "level", "due_at"),
    [
        ("Sewer Issues", "Sewage_back_up", "U0404", 4, "2017-01-09T20:00:00Z"),
        ("Sewer Issues", "Flooding_road", "U0406", 3, "2017-01-03T20:00:00Z"),
        ("Street Defects", "Manhole_Cover_Off", "U0451", 3, "2017-01-03T20:00:00Z"),
        ("Street Defects", "Pavement_Defect", "M0110", 4, "2017-01-09T20:00:00Z"),
        ("Unheard of", "Anything", "H8003", 4, "2017-01-09T20:00:00Z"),
    ],
)
def test_category_level_and_limit_follow_the_request(
    category: str, request_type: str | None, code: str, level: int, due_at: str
):
    monday: Moment = pd.Timestamp("2014-03-03 12:00")
    case = cases([monday], **{"Category": category, "Request.Type": request_type})
    received = case_notices(case, SPAN).iloc[0]
    assert (received["category"], received["level"], received["due_at"]) == (code, level, due_at)
    assert received["address"] == "1 A St"


def test_a_case_is_closed_after_the_time_it_took_and_left_out_where_that_is_longer_than_the_span():
    monday: Moment = pd.Timestamp("2014-03-03 12:00")
    closed = [monday + pd.Timedelta(hours=5), monday + pd.Timedelta(days=400), pd.NaT]
    notices = case_notices(cases([monday] * 3, Closed=closed), SPAN)
    assert set(notices["reference"]) == {"0"}
    ends = notices[notices["what"].isin(["done", "closed"])]
    assert ends["at"].tolist() == ["2017-01-03T01:00:00Z"] * 2
