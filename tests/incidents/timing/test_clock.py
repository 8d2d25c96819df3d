"""Clocks: nothing of a budget is lost or won by pauses, other limits, or holidays that become known."""

import random
from datetime import datetime, timedelta

import pytest

from incidents.timing import clock as clocks
from incidents.timing.clock import Clock, ClockCannot, ClockState
from incidents.timing.kinds import ClockKind
from incidents.timing.limit import limit
from tests.incidents.timing.cities import CITY, MIN, H, here

FRIDAY = "2026-11-20 16:30"


def running(said: str = "7wh", start: str = FRIDAY, kind: ClockKind = ClockKind.DISPOSE) -> Clock:
    return clocks.started("1/dispose", "1", kind, limit(said), here(start), CITY)


def test_a_clock_runs_from_its_start():
    one = running("4wh")
    assert (one.state, one.calendar, one.budget, one.consumed) == (ClockState.RUNNING, "COFFICE", 4 * H, 0 * H)
    assert (one.due_at, one.generation, one.provisional) == (here("2026-11-23 11:30"), 1, False)
    assert one.remaining(here("2026-11-23 09:30"), CITY) == 2 * H
    assert one.remaining(here("2026-11-23 14:30"), CITY) == -1 * H


def test_t_weekend_pause_is_not_credited():
    stood = clocks.paused(running(), here("2026-11-20 18:00"), CITY)
    assert (stood.state, stood.due_at, stood.consumed) == (ClockState.PAUSED, None, H)
    again = clocks.resumed(stood, here("2026-11-23 08:00"), CITY)
    assert (again.due_at, again.generation) == (here("2026-11-23 16:30"), 3)


def test_t_pause_extends_what_is_left_from_when_it_runs_again():
    stood = clocks.paused(running("4h", kind=ClockKind.ARRIVE), here("2026-11-20 17:30"), CITY)
    again = clocks.resumed(stood, here("2026-11-24 03:00"), CITY)
    assert again.due_at == CITY.natural.add(here("2026-11-24 03:00"), 3 * H)


def test_t_breach_while_paused_never_happens():
    stood = clocks.paused(running(), here("2026-11-20 17:00"), CITY)
    assert clocks.breached(stood, here("2027-11-20 17:00")) == stood


def test_a_pause_counts_from_its_request_however_long_the_approval_took():
    stood = clocks.paused(running(), here("2026-11-20 17:00"), CITY)  # decided on Monday, say
    assert (stood.consumed, stood.segment_start) == (0.5 * H, here("2026-11-20 17:00"))


def test_a_request_from_before_the_present_segment_takes_nothing_back():
    again = clocks.resumed(clocks.paused(running(), here("2026-11-20 17:00"), CITY), here("2026-11-23 09:00"), CITY)
    stood = clocks.paused(again, here("2026-11-20 17:15"), CITY)
    assert (stood.consumed, stood.segment_start) == (0.5 * H, here("2026-11-23 09:00"))
    assert clocks.resumed(stood, here("2026-11-20 18:00"), CITY).segment_start == here("2026-11-23 09:00")


def test_3000_random_starts_and_pauses_conserve_the_budget_exactly():
    chance = random.Random(10594)  # noqa: S311 - no secret, only many cases
    names = {"wh": CITY.office, "ph": CITY.patrol, "h": CITY.natural}
    changes = 0
    while changes < 3000:
        unit = chance.choice(sorted(names))
        at = here("2026-09-15 00:00") + timedelta(microseconds=chance.randrange(90 * 86_400_000_000))
        one = clocks.started("x", "1", ClockKind.DISPOSE, limit(f"{chance.randint(1, 40)}{unit}"), at, CITY)
        ran = timedelta()
        for _ in range(chance.randint(0, 8)):
            assert one.due_at is not None
            stop = at + (one.due_at - at) * chance.random()
            ran += names[unit].between(at, stop)
            at = stop + timedelta(microseconds=chance.randrange(3 * 86_400_000_000))
            one = clocks.resumed(clocks.paused(one, stop, CITY), at, CITY)
            changes += 2
        assert one.due_at is not None
        assert ran + names[unit].between(at, one.due_at) == one.budget
        assert clocks.finished(one, one.due_at, CITY).state is ClockState.MET
        changes += 1


def test_exactly_at_its_due_moment_is_in_time():
    one = running()
    assert one.due_at is not None
    assert clocks.breached(one, one.due_at) == one
    assert clocks.finished(one, one.due_at, CITY).state is ClockState.MET
    after = one.due_at + timedelta.resolution
    assert clocks.breached(one, after).breached_at == one.due_at
    late = clocks.finished(one, after, CITY)
    assert (late.state, late.breached_at) == (ClockState.MET_LATE, one.due_at)


def test_a_breach_is_never_taken_back():
    broken = clocks.breached(running("1wh"), here("2026-11-23 10:00"))
    assert (broken.breached_at, broken.generation) == (here("2026-11-20 17:30"), 1)
    longer = clocks.extended(broken, 7 * H, here("2026-11-23 10:00"), CITY)
    assert (longer.due_at, longer.breached_at) == (here("2026-11-23 17:30"), here("2026-11-20 17:30"))
    assert clocks.breached(longer, here("2026-11-24 10:00")).breached_at == here("2026-11-20 17:30")
    assert clocks.finished(longer, here("2026-11-23 11:00"), CITY).state is ClockState.MET_LATE


def test_a_late_word_of_an_end_in_time_is_believed():
    broken = clocks.breached(running("1wh"), here("2026-11-23 10:00"))
    for at in ("2026-11-20 17:00", "2026-11-20 17:30"):
        assert clocks.finished(broken, here(at), CITY).state is ClockState.MET


def test_an_overdue_clock_that_runs_again_is_due_when_it_was_overdrawn():
    stood = clocks.paused(running("1wh"), here("2026-11-23 10:00"), CITY)  # an hour and a half too late
    assert (stood.consumed, stood.breached_at) == (2.5 * H, here("2026-11-20 17:30"))
    again = clocks.resumed(stood, here("2026-11-25 16:00"), CITY)
    assert again.due_at == here("2026-11-25 14:30")
    assert again.remaining(here("2026-11-25 16:00"), CITY) == -1.5 * H


def test_t_pause_is_not_lost_when_the_priority_changes():
    stood = clocks.paused(running(), here("2026-11-20 17:00"), CITY)
    again = clocks.resumed(stood, here("2026-11-23 10:00"), CITY)
    other = clocks.rebudgeted(again, limit("4wh"), here("2026-11-23 11:00"), CITY)
    assert other.consumed == 1.5 * H
    assert other.remaining(here("2026-11-23 11:00"), CITY) == 2.5 * H
    assert (other.due_at, other.generation) == (here("2026-11-23 15:30"), 4)


def test_another_limit_while_it_stands_counts_when_it_runs_again():
    stood = clocks.paused(running(), here("2026-11-20 17:00"), CITY)
    other = clocks.rebudgeted(stood, limit("2h"), here("2026-11-21 12:00"), CITY)
    assert (other.state, other.calendar, other.due_at) == (ClockState.PAUSED, "CC24", None)
    again = clocks.resumed(other, here("2026-11-22 20:00"), CITY)
    assert again.due_at == here("2026-11-22 21:30")


def test_another_limit_in_working_days_counts_from_the_first_day():
    other = clocks.rebudgeted(running("1wd"), limit("3wd"), here("2026-11-23 10:00"), CITY)
    assert other.due_at == here("2026-11-25 17:30")


def test_a_limit_that_is_shorter_than_what_was_consumed_runs_out_when_it_is_given():
    other = clocks.rebudgeted(running(), limit("1wh"), here("2026-11-23 11:00"), CITY)
    assert (other.due_at, other.breached_at) == (here("2026-11-23 11:00"), None)


def test_more_time_is_added_to_the_budget():
    assert clocks.extended(running(), 7 * H, here("2026-11-20 17:00"), CITY).due_at == here("2026-11-24 16:30")
    stood = clocks.paused(running(), here("2026-11-20 17:00"), CITY)
    longer = clocks.extended(stood, H, here("2026-11-21 12:00"), CITY)
    assert (longer.state, longer.budget, longer.consumed) == (ClockState.PAUSED, 8 * H, 0.5 * H)
    assert clocks.resumed(longer, here("2026-11-23 08:30"), CITY).due_at == here("2026-11-24 09:00")


def test_the_time_of_a_failed_check_is_not_charged():
    done = clocks.finished(running(), here("2026-11-20 17:00"), CITY)
    assert (done.state, done.due_at) == (ClockState.MET, here("2026-11-23 16:30"))
    again = clocks.redone(done, here("2026-11-25 09:00"), CITY)
    assert (again.state, again.due_at) == (ClockState.RUNNING, here("2026-11-25 17:30"))


def test_who_takes_over_has_a_quarter_of_the_budget_at_least():
    nearly = clocks.paused(running(), here("2026-11-23 16:00"), CITY)
    handed = clocks.handed_on(nearly, here("2026-11-24 08:30"), CITY)
    assert (nearly.consumed, handed.due_at) == (6.5 * H, here("2026-11-24 10:15"))
    hardly = clocks.paused(running(), here("2026-11-20 17:00"), CITY)
    assert clocks.handed_on(hardly, here("2026-11-24 08:30"), CITY).budget == 7 * H


def test_a_cancelled_clock_has_no_result():
    gone = clocks.cancelled(running(), here("2026-11-20 17:00"), CITY)
    assert (gone.state, gone.over, gone.consumed) == (ClockState.CANCELLED, True, 0.5 * H)
    done = clocks.finished(running(), here("2026-11-20 17:00"), CITY)
    assert clocks.cancelled(done, here("2026-11-23 17:00"), CITY).consumed == 0.5 * H


STOOD = clocks.paused(running(), here("2026-11-20 17:00"), CITY)
DONE = clocks.finished(running(), here("2026-11-20 17:00"), CITY)
GONE = clocks.cancelled(running(), here("2026-11-20 17:00"), CITY)
LATER = here("2026-11-24 10:00")


@pytest.mark.parametrize("one", [STOOD, DONE, GONE], ids=lambda one: one.state)
def test_only_a_running_clock_is_paused(one: Clock):
    with pytest.raises(ClockCannot, match=f"The dispose clock of 1 is {one.state} and cannot be paused"):
        clocks.paused(one, LATER, CITY)


@pytest.mark.parametrize("one", [running(), DONE, GONE], ids=lambda one: one.state)
def test_only_a_paused_clock_is_resumed_or_handed_on(one: Clock):
    with pytest.raises(ClockCannot, match="cannot be resumed: for that it should be paused"):
        clocks.resumed(one, LATER, CITY)
    with pytest.raises(ClockCannot, match="cannot be handed on"):
        clocks.handed_on(one, LATER, CITY)


@pytest.mark.parametrize("one", [DONE, GONE], ids=lambda one: one.state)
def test_what_is_over_is_neither_finished_nor_changed(one: Clock):
    with pytest.raises(ClockCannot, match="cannot be met"):
        clocks.finished(one, LATER, CITY)
    with pytest.raises(ClockCannot, match="cannot be extended"):
        clocks.extended(one, H, LATER, CITY)
    with pytest.raises(ClockCannot, match="cannot be given another limit"):
        clocks.rebudgeted(one, limit("1h"), LATER, CITY)


@pytest.mark.parametrize("one", [running(), STOOD, GONE], ids=lambda one: one.state)
def test_only_what_was_done_is_redone(one: Clock):
    with pytest.raises(ClockCannot, match="cannot be run again"):
        clocks.redone(one, LATER, CITY)


def test_what_is_cancelled_is_cancelled_once():
    with pytest.raises(ClockCannot, match="cannot be cancelled"):
        clocks.cancelled(GONE, LATER, CITY)


def test_t_shorter_clock_hides_no_other():
    check = clocks.started("1/check", "1", ClockKind.CHECK, limit("2h"), here(FRIDAY), CITY)
    reply = clocks.started("1/reply", "1", ClockKind.REPLY, limit("24h"), here(FRIDAY), CITY)
    assert clocks.deadlines([running(), reply, STOOD, check, DONE]) == (check, reply, running())


def test_minutes_of_a_day_off_are_not_consumed():
    assert running().spent(here("2026-11-22 12:00"), CITY) == H
    assert running().spent(datetime.fromisoformat("2026-11-20T08:00:00+00:00"), CITY) == timedelta()
    assert running().spent(here(FRIDAY) + 10 * MIN, CITY) == 10 * MIN
