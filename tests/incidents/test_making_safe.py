"""Somebody makes it safe, before the work is done: who says so, what that stops, and who hears when nobody does."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from incidents.categories import all_categories
from incidents.details import Details, TaskWanted
from incidents.incident import Incident, State
from incidents.making_safe import HOW
from incidents.notice import Notice, What
from incidents.refusals import NotAllowed, NotPossible
from incidents.roles import Role
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import Room
from tests.incidents.examples import SEND
from tests.incidents.hands import ASK_RETURN, DISPATCH, LEADS, SAFE, Act, at, hand, sign
from tests.incidents.ticks import steps, tick, told

MINUTE = timedelta(minutes=1)
RUNNING, MET, CANCELLED = ClockState.RUNNING, ClockState.MET, ClockState.CANCELLED


def clocks(incident: Incident) -> list[Clock]:
    return [one for one in incident.clocks if one.kind is ClockKind.MAKE_SAFE]


def states(incident: Incident) -> list[ClockState]:
    return [one.state for one in clocks(incident)]


def sent_at(incident: Incident) -> datetime:
    return incident.times[State.DISPATCHED]


def into(category: str) -> Act:
    return Act(
        action="change_category", role=Role.CALL_TAKER, details=Details(category=category), note="another sort of thing"
    )


@pytest.mark.parametrize(
    ("category", "minutes"), [("U0401", [30]), ("U0452", [30]), ("E2003", [30]), ("M0102", []), ("I9002", [])]
)
def test_the_time_to_make_it_safe_runs_from_the_dispatch(room: Room, category: str, minutes: list[int]):
    incident = at(room, State.DISPATCHED, category=category)
    assert [one.due_at for one in clocks(incident)] == [sent_at(incident) + each * MINUTE for each in minutes]


def test_a_category_that_words_it_has_its_own_time():
    worded = {code for code, one in all_categories().items() if ClockKind.MAKE_SAFE in one.limits}
    assert worded == {"U0401", "U0451"}


@pytest.mark.parametrize("how", HOW)
def test_who_works_there_says_how_it_was_made_safe(room: Room, how: str):
    before = at(room, State.PROCESSING)
    assert "make_safe" in room.desk.possible(before)
    after = replace(SAFE, details=Details(kind=how)).done(room, before)
    assert (states(after), after.state) == ([MET], State.PROCESSING)
    assert after.made_safe is not None
    assert (after.made_safe.how, after.made_safe.at, after.made_safe.by) == (how, room.clock.now, "zhou")
    assert "make_safe" not in room.desk.possible(after)
    assert room.desk.log(after.number)[-1].details == {"kind": how}


def test_the_crew_says_so_itself_and_the_desk_says_who_told_it(room: Room):
    by_crew = replace(SAFE, role=Role.UNIT, unit="E01")
    assert states(by_crew.done(room, at(room, State.PROCESSING, SEND))) == [MET]
    incident, by_desk = at(room, State.PROCESSING), replace(SAFE, role=Role.DISPATCHER)
    with pytest.raises(NotPossible) as refusal:
        by_desk.done(room, incident)
    assert [one.code for one in refusal.value.unmet] == ["speaks_for"]
    assert states(replace(by_desk, note="Zhou called").done(room, incident)) == [MET]
    with pytest.raises(NotAllowed):
        replace(SAFE, role=Role.COLLECTOR).done(room, incident)


def test_a_department_that_helps_may_cut_off_the_gas(room: Room):
    helped = Details(assist=(TaskWanted(department="燃气"),))
    sent = replace(DISPATCH, details=helped).done(room, at(room, State.FILED))
    assert "make_safe" in room.desk.possible_for(sent, hand(Role.DEPARTMENT, department="燃气"))
    cut = replace(SAFE, department="燃气", details=Details(kind="gas_off")).done(room, sent)
    assert states(cut) == [MET]


def test_late_it_stays_late_and_whoever_can_send_somebody_hears_of_it(room: Room):
    incident = at(room, State.PROCESSING)
    tick(room, sent_at(incident) + 23 * MINUTE)
    tick(room, sent_at(incident) + 31 * MINUTE)
    assert [one for one in steps(room) if "make_safe" in one] == ["make_safe/1 warning", "make_safe/1 unsafe"]
    unsafe = "nobody has said that it is safe"
    hears = {who for who, said in told(room).items() if any(unsafe in one.words["en"] for one in said)}
    assert hears == {"chief", "dispatcher", f"{LEADS} department_head"}
    assert room.desk.log(incident.number)[-1].action == "run_out"
    late = SAFE.done(room, room.desk.find(incident.number))
    assert states(late) == [ClockState.MET_LATE]
    assert not late.supervisions, "it is called out at once, and no order is written for it"


def test_what_is_reported_done_is_safe_and_doing_it_again_asks_no_more(room: Room):
    done = at(room, State.FEEDBACK)
    assert (states(done), done.made_safe) == ([MET], None)
    fail = Act(action="check_fail", role=Role.COLLECTOR, note="still dark")
    again = fail.done(room, at(room, State.CHECKING))
    assert "make_safe" not in room.desk.possible(again)
    assert states(into("U0401").done(room, again)) == [MET]


def test_held_up_work_leaves_the_danger_where_it_is(room: Room):
    held = at(room, State.DEFERRED)
    assert states(held) == [RUNNING]
    assert states(SAFE.done(room, held)) == [MET]


def test_nobody_has_made_it_safe_by_closing_it_unresolved(room: Room):
    close = Act(action="close_unresolved", role=Role.LEADER, note="nobody owns this wall")
    assert states(close.done(room, at(room, State.SUSPENDED))) == [CANCELLED]


def test_another_dispatch_asks_again_unless_it_is_safe_already(room: Room):
    back = sign("return").done(room, ASK_RETURN.done(room, at(room, State.PROCESSING)))
    assert states(back) == [CANCELLED]
    assert states(DISPATCH.done(room, back)) == [CANCELLED, RUNNING]
    safe = SAFE.done(room, at(room, State.PROCESSING))
    assert states(DISPATCH.done(room, sign("return").done(room, ASK_RETURN.done(room, safe)))) == [MET]


def test_another_category_asks_for_it_or_asks_no_more(room: Room):
    routine = into("M0102").done(room, at(room, State.PROCESSING))
    assert states(routine) == [CANCELLED]
    again = into("U0451").done(room, routine)
    assert [one.due_at for one in clocks(again)][1:] == [sent_at(again) + 30 * MINUTE]


def test_reopened_it_may_be_dangerous_again(room: Room):
    closed = at(room, State.CLOSED, SAFE, when=State.PROCESSING)
    assert closed.made_safe is not None
    filed = Act(action="reopen", role=Role.CHIEF, note="dark again").done(room, closed)
    assert filed.made_safe is None
    assert states(DISPATCH.done(room, filed)) == [MET, RUNNING]


def test_a_crew_says_so_by_radio_and_the_second_crew_says_nothing_new(room: Room):
    incident = at(room, State.PROCESSING, SEND)
    said = Notice(
        at=room.clock.turn(minutes=1), origin="city", what=What.MADE_SAFE, number=incident.number, unit="E01",
        how="water_off",
    )  # fmt: skip
    assert room.desk.mirror([said, said]).skipped == ()
    after = room.desk.find(incident.number)
    assert states(after) == [MET]
    assert after.made_safe is not None
    assert after.made_safe.how == "water_off"


def test_of_what_an_allied_command_leads_nothing_is_asked(room: Room):
    incident = room.desk.receive(room.signal(origin="119", command="119", category="E2001", level=1), "119").incident
    assert incident is not None
    sent = SEND.done(room, incident)
    assert clocks(sent) == []
    with pytest.raises(NotPossible) as refusal:
        replace(SAFE, role=Role.UNIT, unit="E01").done(room, sent)
    assert refusal.value.unmet
