"""What is asked for and approved: two people sign, the time of asking counts, and nothing moves before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.details import Details, TaskWanted
from incidents.incident import Incident, State
from incidents.parts import Disposition, Fault
from incidents.refusals import NotAllowed, NotPossible
from incidents.requests import RequestState
from incidents.roles import Role
from incidents.tasks import Part, TaskState
from incidents.timing.calendars import calendars_of
from tests.incidents.builders import Room
from tests.incidents.hands import (
    ACKNOWLEDGE,
    ASK_DEFERRAL,
    ASK_EXTENSION,
    ASK_RETURN,
    ASK_SUSPENSION,
    ASK_VOID,
    DISPATCH,
    FILE,
    SAFE,
    Act,
    ask,
    at,
    sign,
)

RESUME = Act(action="resume", role=Role.CHIEF)


def states(incident: Incident) -> list[RequestState]:
    return [one.state for one in incident.requests]


def test_a_suspension_takes_the_chief_and_a_leader_and_counts_from_the_asking(room: Room):
    before = at(room, State.PROCESSING, SAFE)
    asked = ASK_SUSPENSION.done(room, before)
    first = replace(sign("suspension"), minutes=60).done(room, asked)
    assert (first.state, states(first), first.requests[0].signed) == (
        State.PROCESSING,
        [RequestState.PENDING],
        ("chen",),
    )
    assert room.desk.log(before.number)[-1].move == "Q2"
    held = replace(sign("suspension", Role.LEADER), minutes=60).done(room, first)
    assert (held.state, states(held), held.due_at) == (State.SUSPENDED, [RequestState.APPROVED], None)
    assert held.paused_from == asked.requests[0].requested_at
    assert held.resumes_at == asked.requests[0].until
    again = replace(RESUME, minutes=60).done(room, held)
    assert before.close_by is not None
    assert again.close_by == before.close_by + timedelta(minutes=180)
    assert (again.state, again.paused_from, again.due_at) == (State.PROCESSING, None, again.close_by)


def test_nobody_signs_twice_nor_what_they_asked_for(room: Room):
    asked = replace(ASK_SUSPENSION, role=Role.CHIEF, by="chen").done(room, at(room, State.PROCESSING))
    with pytest.raises(NotPossible, match="Let another person sign"):
        sign("suspension").done(room, asked)
    first = replace(sign("suspension"), by="han").done(room, asked)
    with pytest.raises(NotPossible, match="Let another person sign"):
        replace(sign("suspension", Role.LEADER), by="han").done(room, first)
    with pytest.raises(NotAllowed, match="a leader"):
        replace(sign("suspension"), by="lu").done(room, first)


def test_a_second_extension_takes_two_signatures_and_both_put_the_promise_off(room: Room):
    before = at(room, State.PROCESSING, SAFE, ASK_EXTENSION, sign("extension"), ASK_EXTENSION)
    assert before.due_at == before.close_by
    with pytest.raises(NotAllowed):
        sign("extension").done(room, before)
    signed = sign("extension", Role.DISPATCHER).done(room, before)
    after = sign("extension", Role.LEADER).done(room, signed)
    assert after.close_by is not None
    assert before.close_by is not None
    assert after.close_by - before.close_by == timedelta(seconds=600)
    assert [one.add_s for one in after.extensions] == [600, 600]


def test_66_more_time_is_not_asked_for_when_it_is_due(room: Room):
    incident = at(room, State.PROCESSING)
    assert incident.close_by is not None
    room.clock.now = incident.close_by - timedelta(minutes=1)
    with pytest.raises(NotPossible, match="It is due already"):
        ASK_EXTENSION.done(room, incident)
    room.clock.now = incident.close_by - timedelta(minutes=2)
    assert ASK_EXTENSION.done(room, incident).requests


def test_a_request_of_a_kind_waits_alone_and_another_may_follow_when_it_is_decided(room: Room):
    asked = ASK_EXTENSION.done(room, at(room, State.PROCESSING))
    with pytest.raises(NotPossible, match="waits already"):
        ASK_EXTENSION.done(room, asked)
    reject = Act(action="reject_request", role=Role.CHIEF, note="enough time", details=Details(kind="extension"))
    rejected = reject.done(room, ASK_RETURN.done(room, asked))
    assert states(rejected) == [RequestState.REJECTED, RequestState.PENDING]
    assert rejected.close_by == asked.close_by
    assert ASK_EXTENSION.done(room, rejected).requests[-1].serial == 3


def test_a_request_is_taken_back_by_who_made_it_and_expires_by_itself(room: Room):
    asked = ASK_EXTENSION.done(room, at(room, State.PROCESSING))
    withdraw = Act(action="withdraw_request", role=Role.DEPARTMENT)
    with pytest.raises(NotPossible, match="Only who made the request"):
        replace(withdraw, by="gao").done(room, asked)
    assert states(withdraw.done(room, asked)) == [RequestState.WITHDRAWN]
    with pytest.raises(NotPossible, match="Name the request that waits"):
        withdraw.done(room, asked)
    again = ASK_EXTENSION.done(room, asked)
    assert states(Act(action="expire_request", role=Role.SYSTEM).done(room, again))[-1] is RequestState.EXPIRED


def test_only_the_next_signer_rejects(room: Room):
    asked = ASK_EXTENSION.done(room, at(room, State.PROCESSING))
    with pytest.raises(NotPossible, match="Another one decides"):
        Act(action="reject_request", role=Role.LEADER, note="enough").done(room, asked)


def test_a_return_for_our_fault_gives_the_next_department_a_fresh_promise(room: Room):
    asked = ASK_RETURN.done(room, at(room, State.PROCESSING))
    back = sign("return").done(room, asked)
    assert (back.state, back.misdirected, back.close_by, back.lead) == (State.FILED, 1, None, None)
    assert [one.state for one in back.tasks] == [TaskState.RETURNED]
    told = Details(department="环卫", because="their bin")
    sent = Act(action="dispatch", role=Role.DISPATCHER, details=told).done(room, back)
    assert [(one.department, one.part, one.state) for one in sent.tasks] == [
        ("交警", Part.LEAD, TaskState.RETURNED), ("环卫", Part.LEAD, TaskState.DISPATCHED),
    ]  # fmt: skip
    assert sent.close_by == room.clock() + timedelta(hours=2)


def test_a_return_for_the_departments_fault_keeps_the_promise(room: Room):
    asked = ASK_RETURN.done(room, at(room, State.PROCESSING))
    back = replace(sign("return"), details=Details(fault=Fault.DEPARTMENT)).done(room, asked)
    assert (back.misdirected, back.close_by) == (0, asked.close_by)


def test_what_is_no_longer_needed_goes_back_with_two_signatures(room: Room):
    asked = ask("return", reason="not_needed").done(room, at(room, State.PROCESSING))
    signed = sign("return", Role.DISPATCHER).done(room, asked)
    assert signed.state is State.PROCESSING
    assert sign("return", Role.LEADER).done(room, signed).state is State.FILED


def test_voiding_what_was_dispatched_takes_two_and_cancels_its_tasks(room: Room):
    asked = ASK_VOID.done(room, at(room, State.PROCESSING))
    voided = sign("void", Role.LEADER).done(room, sign("void").done(room, asked))
    assert (voided.state, voided.open) == (State.VOIDED, False)
    assert [one.state for one in voided.tasks] == [TaskState.CANCELLED]
    restored = Act(action="restore", role=Role.LEADER).done(room, voided)
    sent = Act(action="dispatch", role=Role.DISPATCHER).done(room, restored)
    assert sent.lead is not None
    assert sent.lead.serial == 2


def test_what_is_deferred_goes_on_and_what_is_closed_unresolved_says_so(room: Room):
    deferred = sign("deferral").done(room, ASK_DEFERRAL.done(room, at(room, State.PROCESSING)))
    assert Act(action="resume", role=Role.SYSTEM).done(room, deferred).state is State.PROCESSING
    suspended = at(room, State.SUSPENDED)
    closing = Act(action="close_unresolved", role=Role.LEADER, note="nobody owns this wall")
    closed = replace(closing, details=Details()).done(room, suspended)
    assert (closed.disposition, closed.closings[0].disposition) == (Disposition.UNRESOLVED, Disposition.UNRESOLVED)


def test_14_a_weekend_on_hold_puts_off_nothing_that_counts_in_working_hours():
    room = Room(calendars=calendars_of(ZoneInfo("Asia/Shanghai")))
    cleaners = "环卫"
    room.clock.now = datetime(2026, 11, 20, 8, 29, tzinfo=UTC)  # Friday, 16:29 there
    filed = at(room, State.ACCEPTED, category="M0102", level=4)
    sent = replace(DISPATCH, minutes=0).done(room, replace(FILE, minutes=1).done(room, filed))
    monday_1130 = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
    assert sent.close_by == monday_1130, "four working hours"
    working = replace(ACKNOWLEDGE, department=cleaners).done(room, sent)
    room.clock.now = datetime(2026, 11, 20, 9, 59, tzinfo=UTC)
    held = sign("deferral").done(room, replace(ASK_DEFERRAL, department=cleaners).done(room, working))
    room.clock.now = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
    assert RESUME.done(room, held).close_by == monday_1130


def test_more_time_is_more_working_time():
    room = Room(calendars=calendars_of(ZoneInfo("Asia/Shanghai")))
    room.clock.now = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # Friday, 9:00 there
    filed = at(room, State.ACCEPTED, category="M0102", level=4)
    sent = DISPATCH.done(room, FILE.done(room, filed))
    assert sent.close_by == datetime(2026, 11, 20, 7, 2, tzinfo=UTC), "15:02, two hours of noon left out"
    working = replace(ACKNOWLEDGE, department="环卫").done(room, sent)
    asked = replace(ask("extension", reason="workload", add_s=4 * 3600), department="环卫").done(room, working)
    assert sign("extension").done(room, asked).close_by == datetime(2026, 11, 23, 2, 2, tzinfo=UTC), "Monday, 10:02"


def test_those_who_help_do_their_tasks_themselves_before_all_is_reported_done(room: Room):
    told = Details(assist=(TaskWanted(department="环卫"), TaskWanted(department="园林", mandatory=False)))
    sent = Act(action="dispatch", role=Role.DISPATCHER, details=told).done(room, at(room, State.FILED))
    working = ACKNOWLEDGE.done(room, sent)
    report, finish = (
        Act(action="report_done", role=Role.DEPARTMENT),
        Act(action="finish_task", role=Role.DEPARTMENT, department="环卫", details=Details(task=2)),
    )
    with pytest.raises(NotPossible, match="A task that others must do"):
        report.done(room, working)
    with pytest.raises(NotPossible, match="Only the department whose work it is"):
        replace(finish, department="园林").done(room, working)
    with pytest.raises(NotPossible, match="Name a task"):
        replace(finish, details=Details(task=9)).done(room, working)
    with pytest.raises(NotPossible, match="Act on the incident itself"):
        replace(finish, department="交警", details=Details(task=1)).done(room, working)
    done = finish.done(room, working)
    with pytest.raises(NotPossible, match="That cannot be done with it now"):
        finish.done(room, done)
    reported = report.done(room, done)
    assert [one.state for one in reported.tasks] == [TaskState.DONE, TaskState.DONE, TaskState.DISPATCHED]
