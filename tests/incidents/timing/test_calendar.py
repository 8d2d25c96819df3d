"""Calendars count working time and count it back: by example, by property, and against a slow count of minutes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.timing.calendar import DAY, MONDAY_TO_FRIDAY, Calendar, Window
from incidents.timing.calendars import IN_UTC, OFFICE, PATROL, calendars_of
from incidents.timing.holidays import Holidays
from tests.incidents.timing.cities import CITY, MIN, SHANGHAI, H, here

BERLIN = ZoneInfo("Europe/Berlin")  # where clocks change at 2 and 3
ST_JOHNS = ZoneInfo("America/St_Johns")  # where they were put back across midnight until 2011
NIGHT: tuple[Window, ...] = (
    (timedelta(), 2.5 * H),
    (2.75 * H, 3 * H),
    (23 * H, DAY),
)  # opens and closes as they change


def calendar(zone: ZoneInfo, windows: tuple[Window, ...]) -> Calendar:
    return Calendar(
        id="TEST", version="1", zone=zone, windows=windows, weekdays=MONDAY_TO_FRIDAY | {6},
        holidays=frozenset({date(2026, 3, 27), date(2009, 10, 30)}),
        extra_workdays=frozenset({date(2026, 3, 28), date(2009, 10, 31)}),
    )  # fmt: skip


CALENDARS = (
    CITY.natural, CITY.patrol, CITY.office, calendar(BERLIN, OFFICE), calendar(BERLIN, NIGHT),
    calendar(ST_JOHNS, NIGHT), calendars_of(BERLIN).natural,
)  # fmt: skip
calendars = st.sampled_from(CALENDARS)


# Around the changes of clocks in Berlin and St. John's, and through Chinese holidays and beyond those known.
def after(year: int, month: int, day: int, days: int) -> st.SearchStrategy[datetime]:
    start = datetime(year, month, day, tzinfo=UTC)
    return st.timedeltas(timedelta(), days * DAY).map(lambda one: start + one)


moments = after(2026, 3, 26, 6) | after(2009, 10, 28, 7) | after(2026, 9, 20, 25) | after(2025, 12, 25, 430)
spans = st.timedeltas(-30 * DAY, 30 * DAY)
few = settings(max_examples=60, deadline=None, derandomize=True)


@few
@given(calendars, moments, spans)
def test_what_is_added_lies_between(one: Calendar, at: datetime, span: timedelta):
    assert one.between(at, one.add(at, span)) == span


@few
@given(calendars, moments, spans)
def test_what_lies_between_leads_back_or_to_the_last_work_before(one: Calendar, at: datetime, span: timedelta):
    until = at + span
    found = one.add(at, one.between(at, until))
    assert one.between(found, until) == timedelta()
    assert min(at, until) <= found <= max(at, until)


@few
@given(calendars, moments, st.timedeltas(timedelta(), 20 * DAY), st.timedeltas(timedelta(), 20 * DAY))
def test_two_steps_are_one(one: Calendar, at: datetime, first: timedelta, second: timedelta):
    assert one.add(one.add(at, first), second) == one.add(at, first + second)


def works(one: Calendar, at: datetime) -> bool:
    """Whether the minute that begins then is worked: what anybody reads off the wall clock."""
    local = at.astimezone(one.zone)
    since = timedelta(hours=local.hour, minutes=local.minute)
    day = local.date()
    worked = day in one.extra_workdays or (day.weekday() in one.weekdays and day not in one.holidays)
    return worked and any(opens <= since < closes for opens, closes in one.windows)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sampled_from(CALENDARS[:4]), moments, st.integers(0, 5 * 24 * 60))
def test_a_slow_count_minute_by_minute_says_the_same(one: Calendar, at: datetime, minutes: int):
    at = at.replace(second=0, microsecond=0)
    counted = sum(works(one, at + i * MIN) for i in range(minutes))
    assert one.between(at, at + minutes * MIN) == counted * MIN
    reached = one.add(at, counted * MIN)
    assert reached <= at + minutes * MIN
    assert not any(works(one, reached + i * MIN) for i in range((at + minutes * MIN - reached) // MIN))


@few
@given(moments)
def test_t_window_end_in_the_last_minute_adds_nothing(at: datetime):
    assert CITY.natural.add(at, 72 * H) - at == 72 * H
    whole = Calendar(id="WHOLE", version="1", zone=SHANGHAI, holidays=frozenset({date(1999, 1, 1)}))
    assert whole.add(at, 72 * H) - at == 72 * H


def test_t_one_minute_before_close_stays_on_its_day():
    assert CITY.office.add(here("2026-11-20 17:29"), MIN) == here("2026-11-20 17:30")
    assert CITY.office.add(here("2026-11-20 17:29"), 2 * MIN) == here("2026-11-23 08:31")


def test_a_day_on_which_clocks_change_has_an_hour_more_or_less():
    natural = calendars_of(BERLIN).natural
    night = calendar(BERLIN, NIGHT)
    assert natural.between(here("2026-03-29 00:00", BERLIN), here("2026-03-30 00:00", BERLIN)) == 23 * H
    # Half past two and a quarter to three are skipped: they are all three o'clock.
    assert night.between(here("2026-03-29 00:00", BERLIN), here("2026-03-29 12:00", BERLIN)) == 2 * H


def test_an_hour_that_the_clock_shows_twice_across_midnight_is_counted_back_too():
    # At one past midnight it was put back to 23:01: the windows of the new day had opened already.
    evening_again = datetime(2009, 11, 1, 2, 40, tzinfo=UTC)
    assert evening_again.astimezone(ST_JOHNS).day == 31
    assert calendar(ST_JOHNS, NIGHT).add(evening_again, -5 * MIN) == evening_again - 5 * MIN


@pytest.mark.parametrize("year", [2004, 2013, 2020, 2025, 2026])
def test_working_days_are_those_that_the_package_says(year: int):
    days = [date(year, 1, 1) + i * DAY for i in range(365)]
    assert [CITY.office.works_on(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]


def test_t_shifted_saturdays_are_worked():
    assert CITY.office.works_on(date(2026, 2, 14))
    assert CITY.office.works_on(date(2026, 10, 10))
    assert not CITY.office.works_on(date(2026, 10, 11))


def test_t_unknown_holidays_of_next_year_neither_crash_nor_pass_for_known():
    due = CITY.office.add(here("2026-12-31 16:30"), 4 * H)
    assert due == here("2027-01-01 11:30")  # a Friday; nobody knows yet that it is off
    assert not CITY.office.covers(due)
    assert CITY.office.covers(here("2026-12-31 23:59"))
    assert CITY.natural.covers(due)


def test_the_administrator_is_warned_sixty_days_before():
    assert CITY.warning(here("2026-11-01 12:00")) is None
    warning = CITY.warning(here("2026-11-02 12:00"))
    assert warning is not None
    assert "2027" in warning["zh"]
    assert "2027" in warning["en"]
    assert calendars_of(SHANGHAI, holidays=Holidays()).warning(here("2040-01-01 12:00")) is None


def test_a_city_elsewhere_does_not_keep_chinas_holidays():
    assert calendars_of(BERLIN).office.works_on(date(2026, 10, 1))
    assert IN_UTC.warning(here("2020-01-01 12:00")) is not None


def test_the_opening_is_the_moment_itself_while_it_is_open():
    assert CITY.office.opening(here("2026-11-20 18:00")) == here("2026-11-23 08:30")
    assert CITY.office.opening(here("2026-11-20 17:30")) == here("2026-11-23 08:30")
    assert CITY.office.opening(here("2026-11-20 09:00")) == here("2026-11-20 09:00")


def test_another_year_of_holidays_is_another_version():
    known = Holidays(off=frozenset({date(2027, 1, 1)}), until=date(2027, 12, 31))
    assert calendars_of(SHANGHAI, holidays=known).office.version.startswith("2027-")
    assert CITY.office.version == calendars_of(SHANGHAI).office.version
    assert CITY.office.version != calendars_of(SHANGHAI, office=PATROL).office.version


def test_t_naive_times_are_refused():
    naive = datetime.combine(date(2026, 11, 20), time(9))
    with pytest.raises(ValueError, match="has no zone"):
        CITY.office.add(naive, H)
    with pytest.raises(ValueError, match="has no zone"):
        CITY.natural.between(naive, here("2026-11-20 10:00"))


@pytest.mark.parametrize("windows", [(), ((9 * H, 9 * H),), ((9 * H, 12 * H), (11 * H, 13 * H)), ((9 * H, 25 * H),)])
def test_windows_that_overlap_or_leave_the_day_are_refused(windows: tuple[Window, ...]):
    with pytest.raises(ValueError, match="windows should follow each other"):
        calendars_of(SHANGHAI, office=windows)


def test_a_calendar_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="one weekday at least"):
        Calendar(id="NEVER", version="1", zone=SHANGHAI, weekdays=frozenset())


def test_an_unknown_calendar_is_named_with_those_there_are():
    assert CITY["COFFICE"] is CITY.office
    with pytest.raises(KeyError, match="no calendar CLUNCH: only CC24, CPATROL and COFFICE"):
        CITY["CLUNCH"]
