"""Clocks that reach into a year whose holidays are not known yet, and when these become known."""

from dataclasses import replace
from datetime import date

from incidents.timing import clock as clocks
from incidents.timing.calendars import Calendars, calendars_of
from incidents.timing.clock import Clock
from incidents.timing.holidays import Year, of_china
from incidents.timing.kinds import ClockKind
from incidents.timing.limit import limit
from incidents.timing.plans import plan_of
from incidents.timing.scheduler import fire
from tests.incidents.timing.cities import CITY, SHANGHAI, here


def running(said: str = "7wh", start: str = "2026-11-20 16:30") -> Clock:
    return clocks.started("1/dispose", "1", ClockKind.DISPOSE, limit(said), here(start), CITY)


def known_2027(*off: date, work: tuple[date, ...] = ()) -> Calendars:
    years = {2027: Year(off=frozenset(off), work=frozenset(work))}
    return calendars_of(SHANGHAI, holidays=of_china().with_years(years))


NEW_YEAR = known_2027(date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3))


def test_t_unknown_year_is_provisional_until_its_holidays_are_known():
    one = running("3wd", "2026-12-30 10:00")
    assert (one.due_at, one.provisional) == (here("2027-01-04 17:30"), True)
    known = clocks.recounted(one, NEW_YEAR)
    assert (known.due_at, known.provisional, known.generation) == (here("2027-01-05 17:30"), False, 2)
    assert clocks.recounted(known, NEW_YEAR) == known


def test_a_recount_may_make_it_earlier():
    one = running("3wd", "2026-12-30 10:00")
    known = clocks.recounted(one, known_2027(work=(date(2027, 1, 2),)))
    assert known.due_at == here("2027-01-02 17:30")


def test_a_recount_that_changes_nothing_keeps_the_generation():
    one = running()
    known = clocks.recounted(one, NEW_YEAR)
    assert known == replace(one, calendar_version=NEW_YEAR.office.version)
    stood = clocks.recounted(clocks.paused(running(), here("2026-11-20 17:00"), CITY), NEW_YEAR)
    assert (stood.calendar_version, stood.due_at) == (NEW_YEAR.office.version, None)
    done = clocks.finished(running(), here("2026-11-20 17:00"), CITY)
    assert clocks.recounted(done, NEW_YEAR) == done


def test_a_recount_takes_no_breach_back():
    broken = clocks.breached(running("1wd", "2026-12-31 10:00"), here("2027-01-02 10:00"))
    known = clocks.recounted(broken, NEW_YEAR)
    assert (known.due_at, known.breached_at) == (here("2027-01-04 17:30"), here("2027-01-01 17:30"))


def test_a_recount_repeats_nothing_that_was_told():
    one = running("5wd", "2026-12-25 16:30")
    plan = plan_of(one, 3, CITY, acknowledged=False)
    [reminder] = fire([plan], (), here("2026-12-30 12:00"))
    known = plan_of(clocks.recounted(one, NEW_YEAR), 3, NEW_YEAR, acknowledged=False)
    assert (known.generation, reminder.step.name) == (2, "reminder")
    assert fire([known], [reminder], here("2026-12-30 15:00")) == ()
