"""What has its turn is done once, in order, and told to whom it concerns; nothing is done twice."""

from datetime import timedelta

import pytest

from incidents.incident import State
from incidents.ports import Claim
from incidents.refusals import Outdated
from incidents.requests import RequestState
from incidents.roles import Role
from incidents.timing.clock import ClockState
from incidents.timing.kinds import ClockKind as K
from tests.incidents.builders import NOON, Clock, Room
from tests.incidents.examples import ALLOWED
from tests.incidents.hands import ACKNOWLEDGE, ASK_DEFERRAL, SAFE, Act, ask, at, sign
from tests.incidents.ticks import steps, tick, told
from tests.incidents.timing.cities import CITY, here

MINUTE, HOUR, S = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)


def test_nothing_is_due_before_its_moment_has_passed(room: Room):
    sent = at(room, State.DISPATCHED)
    first = sent.due_at
    assert first is not None
    assert tick(room, first) == 0
    assert tick(room, first + S) == 1
    assert tick(room) == 0


def test_a_clock_that_ran_out_is_marked_once_and_the_log_says_why_it_was_due_then(room: Room):
    sent = at(room, State.DISPATCHED)
    tick(room, NOON + 30 * MINUTE)
    after = room.desk.find(sent.number)
    [acknowledge] = [one for one in after.clocks if one.kind is K.ACKNOWLEDGE]
    assert acknowledge.breached_at == sent.due_at == NOON + 17 * MINUTE
    line = room.desk.log(sent.number)[-1]
    assert (line.move, line.action, line.by, line.at) == ("K1", "run_out", "onescreen", NOON + 17 * MINUTE)
    assert line.note == "签收时限 900 s（自 2026-11-20 12:02:00，全天计时），应于 2026-11-20 12:17:00 前完成。"
    assert line.details == {"clocks": f"{sent.number}/acknowledge/1", "late_s": "780"}
    assert tick(room, NOON + 31 * MINUTE) == 0
    late = ACKNOWLEDGE.done(room, after)
    [acknowledge] = [one for one in late.clocks if one.kind is K.ACKNOWLEDGE]
    assert (acknowledge.state, acknowledge.breached_at) == (ClockState.MET_LATE, NOON + 17 * MINUTE)


def test_what_was_seen_before_a_clock_ran_out_may_still_be_done_but_not_before_a_hand_was_there(room: Room):
    seen = at(room, State.DISPATCHED)
    tick(room, NOON + 30 * MINUTE)
    late = room.desk.act(seen.number, "acknowledge", by="zhou", version=seen.version)
    assert (late.version, late.state) == (seen.version + 2, State.PROCESSING)
    for version in (seen.version, seen.version + 1):
        with pytest.raises(Outdated):
            room.desk.act(seen.number, "report_done", by="zhou", version=version, note="all done")


def test_the_ladder_rises_rung_by_rung_and_an_order_stands_at_the_level_that_was_reached(room: Room):
    number = at(room, State.PROCESSING, SAFE).number
    for at_minute in (93, 123, 153, 183):
        tick(room, NOON + at_minute * MINUTE)
    assert [one for one in steps(room) if one.startswith("dispose")] == [
        "dispose/1 warning", "dispose/1 overdue", "dispose/1 supervised_2", "dispose/1 supervised_3",
    ]  # fmt: skip
    after = room.desk.find(number)
    assert [(one.level, one.by) for one in after.supervisions] == [(1, "onescreen"), (2, "onescreen"), (3, "onescreen")]
    assert {person: len(some) for person, some in told(room).items()} == {
        "交警": 1, "zhou": 1, "交警 department_head": 1, "chief": 1, "deputy": 1, "inspector": 1, "leader": 1,
    }  # fmt: skip
    assert "已超时，一级督办" in told(room)["交警 department_head"][0].words["zh"]


def test_t_scheduler_down_for_hours_does_each_step_once_in_order_and_tells_each_person_once(room: Room):
    number = at(room, State.DISPATCHED, SAFE).number
    back = NOON + 2 * MINUTE + 4 * HOUR
    tick(room, back)
    fired = list(room.record.fired.values())
    assert [(one.plan.partition("/")[2], one.name, one.late_s) for one in fired] == [
        ("acknowledge/1", "ran_out", 13500), ("dispose/1", "reminder", 10800), ("dispose/1", "warning", 9000),
        ("dispose/1", "overdue", 7200), ("dispose/1", "supervised_2", 5400), ("dispose/1", "supervised_3", 3600),
    ]  # fmt: skip
    assert all(len(some) == 1 for some in told(room).values())
    chief = told(room)["chief"][0].words["en"]
    assert "acknowledging: overdue." in chief
    assert "the work: overdue, supervised at level 2." in chief
    assert [one.level for one in room.desk.find(number).supervisions] == [3]
    assert tick(room, back + S) == 0


def test_t_ten_schedulers_do_it_once(room: Room):
    at(room, State.DISPATCHED, SAFE)
    room.clock.now = NOON + 30 * MINUTE
    assert sum(tick(room, holder=f"worker {nth}") for nth in range(10)) == 1
    assert len(room.record.fired) == 1


def test_who_falls_silent_keeps_the_time_no_more(room: Room):
    time = room.desk.time
    assert time.claim(Claim(holder="one", at=NOON))
    assert not time.claim(Claim(holder="two", at=NOON + 15 * S))
    assert time.claim(Claim(holder="two", at=NOON + 15.1 * S))
    assert not time.claim(Claim(holder="one", at=NOON + 16 * S))


@pytest.mark.parametrize(("level", "said_at"), [(3, "2026-11-23 08:30"), (2, "2026-11-20 18:00")])
def test_t_night_reminders_wait_for_the_calendar_and_urgent_ones_do_not(level: int, said_at: str):
    room = Room(clock=Clock(here("2026-11-20 08:40")), calendars=CITY)
    sent = at(room, State.DISPATCHED, category="M0102", level=level)
    tick(room, here("2026-11-20 18:00"))
    assert {one.next_at for one in told(room)["环卫"]} == {here(said_at)}
    assert room.desk.find(sent.number).supervisions, "the order itself does not wait"


def test_t_what_was_acknowledged_before_it_is_sent_is_not_said(room: Room):
    sent = at(room, State.DISPATCHED, SAFE)
    tick(room, NOON + 63 * MINUTE)
    [reminder] = told(room)["交警"]
    assert room.desk.time.reason_to_drop(reminder) is None
    ACKNOWLEDGE.done(room, room.desk.find(sent.number))
    why = room.desk.time.reason_to_drop(reminder)
    assert why is not None
    assert "another deadline" in why["en"]


def test_t_paused_clock_never_breaches_and_is_told_of_again_only_when_it_runs(room: Room):
    held = sign("deferral").done(room, ASK_DEFERRAL.done(room, at(room, State.PROCESSING, SAFE)))
    tick(room, NOON + 24 * HOUR)
    assert (steps(room), room.desk.find(held.number)) == ([], held)


def test_more_time_makes_another_ladder(room: Room):
    asked = ask("extension", reason="workload", add_s=3600).done(room, at(room, State.PROCESSING, SAFE))
    tick(room, NOON + 95 * MINUTE)
    assert steps(room) == ["dispose/1 warning"]
    sign("extension").done(room, room.desk.find(asked.number))
    tick(room, NOON + 125 * MINUTE)
    assert steps(room) == ["dispose/1 warning"]
    tick(room, NOON + 155 * MINUTE)
    assert steps(room) == ["dispose/1 warning", "dispose/1 warning"]


def test_what_was_deferred_goes_on_on_its_day_and_a_late_request_expires(room: Room):
    deferred = at(room, State.DEFERRED, SAFE, when=State.PROCESSING)
    assert deferred.resumes_at is not None
    tick(room, deferred.resumes_at)
    assert room.desk.find(deferred.number) == deferred
    tick(room, deferred.resumes_at + S)
    again = room.desk.find(deferred.number)
    assert (again.state, again.by) == (State.PROCESSING, "onescreen")
    asked = ASK_DEFERRAL.done(room, at(room, State.PROCESSING))
    tick(room, room.clock() + timedelta(days=4))
    assert [one.state for one in room.desk.find(asked.number).requests] == [RequestState.EXPIRED]


def test_a_week_after_its_closing_it_is_archived_and_what_cannot_be_is_tried_again_in_a_day(room: Room):
    closed = at(room, State.CLOSED)
    tick(room, room.clock() + timedelta(days=7) + S)
    assert room.desk.find(closed.number).state is State.EVALUATED
    grave = at(
        room, State.CLOSED, ALLOWED["activate_response"], ALLOWED["end_response"], ALLOWED["report_response"],
        when=State.PROCESSING,
    )  # fmt: skip
    tick(room, room.clock() + timedelta(days=7) + S)
    assert room.desk.find(grave.number).state is State.CLOSED
    assert tick(room, room.clock() + HOUR) == 0
    assert tick(room, room.clock() + timedelta(days=1)) == 1


def test_what_is_suspended_is_reviewed_on_its_day(room: Room):
    suspended = at(room, State.SUSPENDED)
    assert suspended.resumes_at is not None
    tick(room, suspended.resumes_at + S)
    assert [one.about[0].split()[-1] for one in told(room)["inspector"]] == ["review"]
    assert room.desk.find(suspended.number).state is State.SUSPENDED


def test_twice_redone_calls_for_a_conference(room: Room):
    incident = at(room, State.PROCESSING)
    for _ in range(2):
        incident = ALLOWED["assign_check"].done(room, ALLOWED["report_done"].done(room, incident))
        incident = Act(action="check_fail", role=Role.COLLECTOR, note="still dark").done(room, incident)
    room.clock.turn(seconds=1)
    tick(room)
    assert [one.words["en"].endswith("confer about it.") for one in told(room)["chief"]] == [True]


def test_the_unit_of_an_emergency_is_paged_again_and_asked_every_twenty_minutes(room: Room):
    number = room.incident(State.DISPATCHED, category="E2001", level=1).number
    sent = room.clock()
    tick(room, sent + 31 * S)
    tick(room, sent + 61 * S)
    tick(room, sent + 111 * S)
    assert [one for one in steps(room) if one.startswith("unit")] == [
        "unit/E01/1 page_again", "unit/E01/1 alternate", "unit/E01/1 not_left",
    ]  # fmt: skip
    assert "E01" in told(room)["E01"][0].words["zh"]
    room.desk.act(number, "on_scene", by="E01", unit="E01")
    there = room.clock()
    for minutes in (21, 41):
        tick(room, there + minutes * MINUTE)
    assert len(told(room)["E01"]) == 3
    room.desk.act(number, "clear", by="E01", unit="E01")
    tick(room, there + 70 * MINUTE)
    assert len(told(room)["E01"]) == 3


def test_an_allied_command_is_marked_but_told_nothing(room: Room):
    called = room.incident(category="E2001", level=1, origin="119", command="119", key="7")
    tick(room, NOON + HOUR)
    assert room.desk.find(called.number).clocks[0].breached_at == NOON + MINUTE
    assert (told(room), room.desk.find(called.number).supervisions) == ({}, ())


def test_a_row_that_cannot_be_read_is_not_asked_for_again_and_again(room: Room):
    sent = at(room, State.DISPATCHED)
    del room.record.incidents[sent.number]
    assert tick(room, NOON + HOUR) > 0
    assert tick(room, NOON + HOUR + S) == 0


def test_never_more_than_so_many_at_once(room: Room):
    for _ in range(7):
        at(room, State.ACCEPTED)
    room.clock.now = NOON + HOUR
    claim = Claim(holder="one", at=room.clock())
    taken = [room.desk.time.keep(claim, 3) for _ in range(4)]
    assert taken == [3, 3, 1, 0]
