"""Limits: the vectors of the specification, and the wording of the handbook."""

from dataclasses import replace
from datetime import date

import pytest

from incidents.categories import all_categories
from incidents.timing.calendars import WorkingDays
from incidents.timing.handbook import read
from incidents.timing.kinds import ClockKind
from incidents.timing.limit import limit
from incidents.timing.limits import LIMITS, Track, limit_of
from tests.incidents.timing.cities import CITY, SHANGHAI, here

SAME_TIME = replace(CITY, working_days=WorkingDays.SAME_TIME)


@pytest.mark.parametrize(
    ("start", "said", "due"),
    [
        ("2026-11-20 16:30", "4wh", "2026-11-23 11:30"),
        ("2026-11-20 17:30", "1wh", "2026-11-23 09:30"),
        ("2026-11-20 12:30", "1wh", "2026-11-20 15:00"),  # from the lunch break
        ("2026-11-20 08:30", "7wh", "2026-11-20 17:30"),  # not 08:30 of the next morning
        ("2026-11-21 10:00", "2wh", "2026-11-23 10:30"),  # from a Saturday
        ("2026-09-30 17:00", "1wh", "2026-10-08 09:00"),
        ("2026-02-14 16:00", "2wh", "2026-02-24 09:00"),  # a Saturday that is worked
        ("2026-10-09 17:00", "1wh", "2026-10-10 09:00"),  # to one that is
        ("2026-11-20 16:30", "1wd", "2026-11-23 17:30"),
        ("2026-11-20 16:30", "5wd", "2026-11-27 17:30"),
        ("2026-02-13 09:00", "1wd", "2026-02-14 17:30"),
        ("2026-09-30 09:00", "1wd", "2026-10-08 17:30"),
        ("2026-11-20 16:30", "30wmin", "2026-11-20 17:00"),
        ("2026-11-20 18:30", "2ph", "2026-11-21 08:30"),
        ("2026-11-20 16:30", "7d", "2026-11-27 16:30"),
        ("2026-11-20 23:59", "30min", "2026-11-21 00:29"),
        ("2026-11-21 10:00", "1wd", "2026-11-23 17:30"),
    ],
)
def test_a_limit_runs_out(start: str, said: str, due: str):
    assert limit(said).due(here(start), CITY) == here(due)


def test_one_second_from_before_midnight_is_the_first_second_of_monday():
    found = CITY.office.add(here("2026-11-20 23:59"), limit("1s").budget(here("2026-11-20 23:59"), CITY))
    assert found == here("2026-11-23 08:30:01")


def test_t_report_created_outside_hours_gets_its_whole_delay():
    for start in ("2026-11-21 10:00", "2026-11-22 23:00", "2026-11-20 17:30"):
        assert limit("2wh").due(here(start), CITY) == here("2026-11-23 10:30")


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-20 16:30", "2026-11-23 16:30"),
        ("2026-11-20 12:30", "2026-11-23 12:00"),
        ("2026-11-21 07:00", "2026-11-23 17:30"),
    ],
)
def test_a_working_day_may_also_end_at_the_same_time(start: str, due: str):
    assert limit("1wd").due(here(start), SAME_TIME) == here(due)


@pytest.mark.parametrize("said", ["", "soon", "4 wh", "4wy", "-1h", "1.5h", "999999d"])
def test_what_is_no_limit_is_named(said: str):
    with pytest.raises(ValueError, match=f"'{said}' is not a limit"):
        limit(said)


def words(code: str) -> dict[str, str]:
    return {str(kind): str(one) for kind, one in all_categories()[code].limits.items()}


@pytest.mark.parametrize(
    ("code", "clocks"),
    [
        ("M0101", {"dispose": "15wd"}),
        ("U0401", {"make_safe": "30min", "dispose": "3wd"}),
        ("U0402", {"arrive": "30min", "dispose": "2h"}),
        ("U0405", {"arrive": "30min", "dispose": "4h"}),
        ("U0404", {"dispose": "1wd"}),
        ("U0451", {"make_safe": "30min", "dispose": "24h"}),
        ("M0504", {"dispose": "2ph"}),
        ("E1003", {"arrive": "10min"}),
        ("E2001", {"turnout": "80s", "arrive": "320s"}),
        ("E3001", {"dispatch": "60s"}),
        ("E3002", {"arrive": "2h"}),
        ("E3004", {"turnout": "60s"}),
        ("I9002", {"dispose": "30min"}),
        ("H8001", {"reply": "2h"}),
        ("H8005", {"reply": "1wd"}),
    ],
)
def test_the_handbooks_wording_says_which_clocks_run(code: str, clocks: dict[str, str]):
    assert words(code) == clocks


@pytest.mark.parametrize("said", ["", "一会儿", "到岗 30min", "到场 30min 内", "出动 80s · 路程 4min"])
def test_a_wording_that_nobody_knows_is_refused(said: str):
    with pytest.raises(ValueError, match=r"nothing is known of|should be in one unit"):
        read(said, ClockKind.DISPOSE)


def test_a_unit_that_only_travels_has_the_time_on_the_road():
    assert str(read("路程 240s", ClockKind.ARRIVE)[ClockKind.ARRIVE]) == "240s"


def test_every_clock_has_limits_and_none_where_the_table_has_none():
    assert {kind for kind in ClockKind if kind not in LIMITS} == {ClockKind.REPORT_UP, ClockKind.SUPERVISE}
    assert str(limit_of(ClockKind.CHECK, Track.ROUTINE, {})) == "4wh"
    assert limit_of(ClockKind.CHECK, Track.EMERGENCY, {}) is None
    assert limit_of(ClockKind.SUPERVISE, Track.ROUTINE, {}) is None
    gas_leak = all_categories()["U0403"]
    assert (gas_leak.limit_of(ClockKind.DISPOSE), gas_leak.promise) == (None, None)
    assert str(all_categories()["U0401"].limit_of(ClockKind.MAKE_SAFE)) == "30min"
    assert str(all_categories()["E2001"].limit_of(ClockKind.MAKE_SAFE)) == "30min"


def test_the_calendars_day_is_the_citys_not_utcs():
    friday_in_the_city = here("2026-11-20 01:00")
    assert friday_in_the_city.date() == date(2026, 11, 19)
    assert limit("1wd").due(friday_in_the_city, CITY).astimezone(SHANGHAI).date() == date(2026, 11, 23)
