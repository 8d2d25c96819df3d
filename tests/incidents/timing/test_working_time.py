"""Working time as an operator writes it: hours, and the holidays of further years; and what is said of slips."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidents.timing.calendars import WorkingDays
from incidents.timing.holidays import UNKNOWN, MissingYear, Year, of_china
from incidents.timing.limit import limit
from incidents.timing.working_time import WorkingTime
from settings import WrongSettings, read_settings
from tests.incidents.timing.cities import CITY, SHANGHAI, H, here

NEXT = "    2027: {holidays: [2027-01-01 to 2027-01-03, '2027-02-05 to 2027-02-11'], workdays: [2027-02-20]}"


Written = Callable[..., WorkingTime]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """What comes of these lines of config.yaml below working_time."""

    def read(*lines: str) -> WorkingTime:
        file = tmp_path / "config.yaml"
        file.write_text("\n".join(("working_time:", *lines)), encoding="utf-8")
        return read_settings({}, file).working_time

    return read


def test_what_nobody_changed_is_the_citys_own_time():
    assert read_settings({}).working_time.calendars(SHANGHAI) == CITY


def test_a_city_has_its_own_hours(written: Written):
    calendars = written("  office: [09:00-17:00]", "  patrol: [0:00-24:00]", "  working_days: same_time").calendars(
        SHANGHAI
    )
    assert (calendars.office.day, calendars.patrol.continuous) == (8 * H, True)
    assert calendars.working_days is WorkingDays.SAME_TIME
    assert limit("1wd").due(here("2026-11-20 16:30"), calendars) == here("2026-11-23 16:30")


def test_hours_may_come_from_the_environment():
    hours = read_settings({"ONESCREEN_WORKING_TIME__OFFICE": "08:00-12:00, 13:00-18:00"}).working_time
    assert hours.calendars(SHANGHAI).office.day == 9 * H


def test_a_further_year_is_known_from_then_on(written: Written):
    calendars = written("  years:", NEXT).calendars(SHANGHAI)
    assert limit("1wh").due(here("2026-12-31 17:00"), calendars) == here("2027-01-04 09:00")
    assert [calendars.office.works_on(date(2027, 2, day)) for day in (4, 5, 11, 12, 20)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert calendars.office.covers(here("2027-12-31 12:00"))
    assert calendars.office.version != CITY.office.version
    assert calendars.warning(here("2027-06-01 12:00")) is None


def test_a_year_that_was_known_wrongly_is_replaced_whole(written: Written):
    office = written("  years: {2026: {holidays: [2025-12-31 to 2026-01-02]}}").calendars(SHANGHAI).office
    days = (date(2025, 12, 31), date(2026, 1, 2), date(2026, 2, 14), date(2026, 10, 1))
    assert [office.works_on(day) for day in days] == [False, False, False, True]
    assert office.covered_until == date(2026, 12, 31)


def test_a_newer_notice_has_the_last_word_on_the_december_before(written: Written):
    first = "    2027: {holidays: [2027-01-01], workdays: [2027-12-26, 2027-12-25]}"
    second = "    2028: {holidays: [2027-12-25, 2028-01-01], workdays: [2028-01-08]}"
    office = written("  years:", first, second).calendars(SHANGHAI).office
    assert [office.works_on(date(2027, 12, day)) for day in (25, 26)] == [False, True]
    assert not of_china().off & of_china().work


@pytest.mark.parametrize(
    ("holidays", "works", "covers"), [("none", True, True), ("china", False, True), ("auto", True, False)]
)
def test_a_city_elsewhere_says_whose_holidays_it_keeps(
    written: Written,
    holidays: str,
    works: bool,  # noqa: FBT001 - a row of the table
    covers: bool,  # noqa: FBT001 - a row of the table
):
    office = written(f"  holidays: {holidays}").calendars(ZoneInfo("America/Los_Angeles")).office
    assert (office.works_on(date(2026, 10, 1)), office.covers(here("2026-10-01 12:00"))) == (works, covers)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  office: [morning]", "office is ['morning']: it should be hours such as 08:30-12:00, 14:00-17:30."),
        ("  office: 7", "it should be hours such as 08:30-12:00"),
        ("  office: [14:00-17:30, 08:30-12:00]", "its hours should follow each other within one day, 24:00 the"),
        ("  patrol: [07:30-24:30]", "its hours should follow each other within one day"),
        ("  patrol: []", "its hours should follow each other within one day"),
        ("  working_days: whenever", "it should be 'end_of_day' or 'same_time'"),
        ("  holidays: germany", "it should be 'auto', 'china' or 'none'"),
        ("  ofice: [09:00-17:00]", "there is no such setting. Did you mean working_time.office?"),
        ("  years: {2027: {holidays: [new year]}}", "it should be a day such as 2027-02-05, or"),
        ("  years: {2027: {holidays: [2027-02-11 to 2027-02-05]}}", "it should go from the first to the last day"),
        ("  years: {2027: {holidays: [2027-02-05 to 2027-12-05]}}", "a month at the most"),
        ("  years: {2027: {holidays: [2027-02-05 to 2027-02-06 to 2027-02-07]}}", "from the first to the last day"),
        ("  years: {2027: {holidays: [2026-02-05]}}", "2026-02-05 should not stand in the year 2027"),
        ("  years: {2027: {holidays: [2027-02-05, 2028-01-01]}}", "2028-01-01 should not stand in the year 2027"),
        ("  years: {2027: {holidays: [2027-02-06], workdays: [2027-02-06]}}", "should be off or worked, not both"),
        ("  years: {2027: {holidays: [2027-02-05], workdays: [2027-02-08]}}", "2027-02-08 is no Saturday or Sunday"),
        ("  years: {2027: {holidays: []}}", "a year without any is not known"),
        ("  years: {2027: {holiday: [2027-02-05]}}", "there is no such setting"),
        ("  years: {soon: {holidays: [2027-02-05]}}", "it should be a whole number"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_what_was_meant(written: Written, line: str, said: str):
    with pytest.raises(WrongSettings) as wrong:
        written(line)
    assert said in str(wrong.value)
    assert "working_time" in str(wrong.value)


def test_a_year_between_two_others_may_not_be_missing(written: Written):
    with pytest.raises(MissingYear, match="2028 is given, but the holidays of 2027 are not known"):
        written("  years: {2028: {holidays: [2028-01-01]}}").calendars(SHANGHAI)


def test_elsewhere_the_first_year_that_is_given_may_be_any():
    given = Year(off=frozenset({date(2031, 1, 1)}), work=frozenset())
    assert UNKNOWN.with_years({2031: given}).until == date(2031, 12, 31)
    with pytest.raises(MissingYear, match="2033 is given, but the holidays of 2032"):
        UNKNOWN.with_years({2031: given, 2033: given})


def test_chinas_holidays_are_known_as_far_as_the_package_goes():
    known = of_china()
    assert known.until == date(2026, 12, 31)
    assert date(2026, 2, 15) in known.off
    assert date(2026, 2, 14) in known.work
