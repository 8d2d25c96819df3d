"""The clocks of an incident: each move does to them what its row says, and whatever the order, they make sense."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.details import Details
from incidents.incident import Incident, State
from incidents.parts import Fault
from incidents.roles import Role
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind as K
from tests.incidents.builders import NOON, Room
from tests.incidents.examples import ALLOWED
from tests.incidents.hands import ACKNOWLEDGE, ASK_DEFERRAL, ASK_EXTENSION, ASK_RETURN, DISPATCH, FILE, Act, at, sign

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REDISPATCH, REOPEN, RECALL = ALLOWED["redispatch"], ALLOWED["reopen"], ALLOWED["recall"]
UNMERGE, ORDER, RELEASE = ALLOWED["unmerge"], ALLOWED["supervise"], ALLOWED["release"]
FAIL = Act(action="check_fail", role=Role.COLLECTOR, note="still dark")
RESUME = Act(action="resume", role=Role.CHIEF)


def of(incident: Incident, kind: K) -> list[Clock]:
    return [one for one in incident.clocks if one.kind is kind]


def newest(incident: Incident, kind: K = K.DISPOSE) -> Clock:
    return of(incident, kind)[-1]


def standing(incident: Incident) -> dict[str, str]:
    return {one.kind.value: one.state.value for one in incident.clocks}


def test_every_move_on_the_main_road_stops_one_clock_and_starts_the_next(room: Room):
    assert standing(at(room, State.ACCEPTED)) == {"file": "running"}
    assert standing(at(room, State.DISPATCHED)) == {
        "file": "met", "dispatch": "met", "acknowledge": "running", "dispose": "running",
        "make_safe": "running",
    }  # fmt: skip
    checking = at(room, State.CHECKING)
    assert (newest(checking).state, newest(checking).provisional) == (ClockState.MET, True)
    checked = at(room, State.CHECKED)
    assert (newest(checked).provisional, checked.due) == (False, "close")
    closed = at(room, State.CLOSED)
    assert all(one.over for one in closed.clocks)
    assert (closed.due, closed.due_at) == ("", None)
    assert [one.id for one in closed.clocks][:2] == [f"{closed.number}/file/1", f"{closed.number}/dispatch/1"]


def test_t_first_response_is_not_hidden_by_a_shorter_clock(room: Room):
    sent = room.incident(State.DISPATCHED)
    running = {one.kind: one.due_at for one in sent.clocks if one.state is ClockState.RUNNING}
    assert running == {
        K.TURNOUT: NOON + 7 * MINUTE, K.ACKNOWLEDGE: NOON + 17 * MINUTE, K.ARRIVE: NOON + 32 * MINUTE,
        K.MAKE_SAFE: NOON + 32 * MINUTE, K.DISPOSE: NOON + 122 * MINUTE,
    }  # fmt: skip
    assert (sent.due, sent.due_at) == ("turnout", NOON + 7 * MINUTE)


def test_what_fails_its_check_goes_on_with_what_was_left(room: Room):
    checking = at(room, State.CHECKING)
    redo = replace(FAIL, minutes=90).done(room, checking)
    again = newest(redo)
    assert (again.id, again.state) == (newest(checking).id, ClockState.RUNNING)
    assert (again.consumed, again.due_at) == (2 * MINUTE, room.clock() + again.budget - 2 * MINUTE)
    assert newest(redo, K.CHECK).state is ClockState.MET


def test_t_pause_counts_from_the_asking_and_never_breaches(room: Room):
    asked = ASK_DEFERRAL.done(room, at(room, State.PROCESSING))
    held = replace(sign("deferral"), minutes=600).done(room, asked)
    clock = newest(held)
    assert (clock.state, clock.consumed, clock.breached_at) == (ClockState.PAUSED, 2 * MINUTE, None)
    again = replace(RESUME, minutes=3000).done(room, held)
    assert again.close_by == room.clock() + 2 * HOUR - 2 * MINUTE


def test_t_pause_is_kept_when_the_category_changes(room: Room):
    held = sign("deferral").done(room, replace(ASK_DEFERRAL, minutes=30).done(room, at(room, State.PROCESSING)))
    again = replace(RESUME, minutes=180).done(room, held)
    after = replace(ALLOWED["change_category"], details=Details(category="U0405"), minutes=0).done(room, again)
    budget = newest(after).budget
    assert budget != newest(again).budget
    assert newest(after).consumed == 31 * MINUTE
    assert after.close_by == room.clock() + budget - 31 * MINUTE


def test_more_time_is_kept_when_the_category_changes(room: Room):
    extended = sign("extension").done(room, ASK_EXTENSION.done(room, at(room, State.PROCESSING)))
    after = ALLOWED["change_level"].done(room, extended)
    assert newest(after) == newest(extended)
    assert newest(extended).budget == 2 * HOUR + 10 * MINUTE


def test_our_own_fault_gives_a_fresh_clock_and_the_departments_a_quarter_at_least(room: Room):
    asked = replace(ASK_RETURN, minutes=110).done(room, at(room, State.PROCESSING))
    fresh = DISPATCH.done(room, sign("return").done(room, asked))
    assert [one.state for one in of(fresh, K.DISPOSE)] == [ClockState.CANCELLED, ClockState.RUNNING]
    assert fresh.close_by == room.clock() + 2 * HOUR
    asked = replace(ASK_RETURN, minutes=110).done(room, at(room, State.PROCESSING))
    back = replace(sign("return"), details=Details(fault=Fault.DEPARTMENT)).done(room, asked)
    assert newest(back).state is ClockState.PAUSED
    sent = DISPATCH.done(room, back)
    assert len(of(sent, K.DISPOSE)) == 1
    assert sent.close_by == room.clock() + 30 * MINUTE


def test_another_department_has_its_own_time_to_acknowledge_and_the_same_to_do_it(room: Room):
    sent = at(room, State.DISPATCHED)
    other = REDISPATCH.done(room, sent)
    assert (len(of(other, K.ACKNOWLEDGE)), newest(other), other.close_by) == (2, newest(sent), sent.close_by)
    ours = replace(REDISPATCH, details=Details(department="环卫", because="theirs", fault=Fault.CENTRE)).done(
        room, other
    )
    assert [one.state for one in of(ours, K.DISPOSE)] == [ClockState.CANCELLED, ClockState.RUNNING]
    assert ours.close_by == room.clock() + 2 * HOUR


def test_reopened_it_has_a_new_clock_and_the_first_result_stays(room: Room):
    late = replace(ALLOWED["report_done"], minutes=180).done(room, at(room, State.PROCESSING))
    checked = ALLOWED["assign_check"].done(room, late)
    closed = replace(Act(action="close", role=Role.CHIEF)).done(
        room, replace(ALLOWED["check_pass"]).done(room, checked)
    )
    first = newest(closed)
    assert (first.state, first.breached_at) == (ClockState.MET_LATE, closed.closings[0].close_by)
    again = DISPATCH.done(room, REOPEN.done(room, closed))
    assert of(again, K.DISPOSE)[0] == first
    assert again.closings == closed.closings  # J 65
    assert again.close_by == room.clock() + 2 * HOUR


def test_the_order_that_is_due_first_runs_and_the_release_answers_them(room: Room):
    ordered = ORDER.done(room, at(room, State.PROCESSING))
    sooner = replace(ORDER, details=lambda room, _: Details(level=2, until=room.clock() + HOUR)).done(room, ordered)
    assert newest(sooner, K.SUPERVISE).due_at == room.clock() + HOUR
    assert [one.state for one in of(sooner, K.SUPERVISE)] == [ClockState.CANCELLED, ClockState.RUNNING]
    assert ORDER.done(room, sooner).clocks == sooner.clocks
    assert newest(RELEASE.done(room, sooner), K.SUPERVISE).state is ClockState.MET


def test_an_emergency_has_one_minute_from_its_signal_and_no_clock_for_the_work(room: Room):
    called = room.incident(category="E2001", level=1)
    assert standing(called) == {"dispatch": "running"}
    filed = room.desk.act(called.number, "file", by="li", at=room.clock.turn(seconds=20))
    assert filed.clocks == called.clocks
    back = room.desk.act(called.number, "return_intake", by="li", note="which street?")
    assert (back.due, back.due_at) == ("dispatch", NOON + MINUTE)
    sent = room.desk.act(room.incident(State.FILED, category="E2001").number, "dispatch", by="li", unit="E01")
    assert set(standing(sent)) == {"dispatch", "acknowledge", "turnout", "arrive", "make_safe"}


def test_the_first_arrival_counts_and_units_that_turn_round_have_none(room: Room):
    number = room.incident(State.DISPATCHED).number
    for unit, action in (("E02", "assign"), ("E01", "en_route"), ("E01", "stand_down")):
        after = room.desk.act(number, action, by="li", unit=unit)
    assert (newest(after, K.TURNOUT).state, newest(after, K.ARRIVE).state) == (ClockState.MET, ClockState.RUNNING)
    gone = room.desk.act(number, "stand_down", by="li", unit="E02")
    assert newest(gone, K.ARRIVE).state is ClockState.CANCELLED


@pytest.mark.parametrize("state", [State.ACCEPTED, State.PROCESSING])
def test_merging_cancels_and_taking_out_again_leaves_the_clocks_as_they_were(room: Room, state: State):
    child = at(room, state)
    merged = ALLOWED["merge"].done(room, child)
    assert all(one.over for one in merged.clocks)
    assert UNMERGE.done(room, merged).clocks == child.clocks


def test_who_called_is_owed_an_answer_from_the_signal_on_and_more_time_is_more_for_that(room: Room):
    called = room.incident(category="H8003", level=3)
    assert standing(called) == {"file": "running", "reply": "running"}
    assert called.close_by == NOON + timedelta(days=7)
    sent = DISPATCH.done(room, FILE.done(room, called))
    assert sent.close_by == called.close_by
    department = sent.tasks[0].department
    working = replace(ACKNOWLEDGE, department=department).done(room, sent)
    asked = replace(ASK_EXTENSION, department=department).done(room, working)
    longer = sign("extension").done(room, asked)
    assert longer.close_by == NOON + timedelta(days=7, minutes=10)
    back = replace(sign("return"), details=Details(fault=Fault.DEPARTMENT)).done(
        room, replace(ASK_RETURN, department=department).done(room, longer)
    )
    again = DISPATCH.done(room, back)
    assert newest(again, K.REPLY).state is ClockState.RUNNING
    recalled = RECALL.done(room, again)
    assert recalled.close_by == DISPATCH.done(room, recalled).close_by == newest(again, K.REPLY).due_at


def test_what_the_sender_wants_counts_day_and_night_and_what_was_held_up_is_added(room: Room):
    promise = NOON + 5 * HOUR
    sent = at(room, State.PROCESSING, close_by=promise)
    assert (newest(sent).calendar, sent.close_by) == ("CC24", promise)
    held = sign("deferral").done(room, ASK_DEFERRAL.done(room, sent))
    again = replace(RESUME, minutes=60).done(room, held)
    assert again.close_by == promise + 61 * MINUTE


def test_of_an_allied_command_only_the_first_arrival_and_its_own_promise_count(room: Room):
    called = room.incident(category="E2001", level=1, origin="119", command="119", close_by=NOON + 2 * HOUR)
    assert standing(called) == {"dispatch": "running", "close": "running"}
    assert (called.due, called.close_by) == ("dispatch", NOON + 2 * HOUR)
    assert standing(room.incident(category="U0452", origin="119", command="119")) == {}
