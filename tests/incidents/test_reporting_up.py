"""A response is told of upward in time: by telephone, then in writing, as its level asks, then again and again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from incidents.details import Details
from incidents.incident import Incident, State
from incidents.refusals import NotPossible
from incidents.roles import Role
from incidents.timing.clock import Clock, ClockState
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import Room
from tests.incidents.hands import Act, at
from tests.incidents.ticks import tick, told

MINUTE = timedelta(minutes=1)
END = Act(action="end_response", role=Role.LEADER)


def activated(room: Room, level: int) -> tuple[Incident, datetime]:
    role = {3: Role.COMMANDER, 4: Role.CHIEF}.get(level, Role.LEADER)
    act = Act(action="activate_response", role=role, details=Details(plan="flood", level=level))
    return act.done(room, at(room, State.PROCESSING)), room.clock.now


def report(room: Room, incident: Incident, way: str) -> Incident:
    return Act(action="report_up", role=Role.CALL_TAKER, details=Details(kind=way)).done(room, incident)


def clocks(incident: Incident) -> list[Clock]:
    return [one for one in incident.clocks if one.kind is ClockKind.REPORT_UP]


@pytest.mark.parametrize(("level", "phone", "written"), [(1, 15, 30), (2, 15, 30), (3, 30, 60), (4, 360, 360)])
def test_telephone_and_writing_have_their_time_from_the_activation(room: Room, level: int, phone: int, written: int):
    incident, since = activated(room, level)
    [first] = clocks(incident)
    assert first.due_at == since + phone * MINUTE
    room.clock.turn(minutes=10)
    phoned = report(room, incident, "phone")
    first, second = clocks(phoned)
    assert (first.state, second.due_at) == (ClockState.MET, since + written * MINUTE)
    room.clock.turn(minutes=10)
    done = report(room, phoned, "written")
    assert [one.state for one in clocks(done)][:2] == [ClockState.MET, ClockState.MET]
    assert done.responses[-1].phoned_at is not None
    assert done.responses[-1].written_at == room.clock.now


def test_who_writes_at_once_need_not_telephone(room: Room):
    incident, _ = activated(room, 3)
    after = report(room, incident, "written")
    assert [one.state for one in clocks(after)] == [ClockState.MET, ClockState.RUNNING]
    assert report(room, after, "phone").responses[-1].phoned_at is None, "that is a further report already"


def test_what_was_not_reported_in_time_is_told_to_the_chief_and_stays(room: Room):
    incident, since = activated(room, 2)
    tick(room, since + 16 * MINUTE)
    assert "reporting upward" in told(room)["chief"][-1].words["en"]
    after = report(room, room.desk.find(incident.number), "phone")
    first, second = clocks(after)
    assert (first.state, first.breached_at) == (ClockState.MET_LATE, since + 15 * MINUTE)
    assert second.due_at == since + 30 * MINUTE


def test_without_a_response_nothing_is_to_be_reported(room: Room):
    incident = at(room, State.PROCESSING)
    assert clocks(incident) == []
    assert "report_up" not in room.desk.possible(incident)
    assert "report_up" in room.desk.possible(activated(room, 3)[0])


@pytest.mark.parametrize(("level", "every"), [(1, 60), (2, 60), (3, 120)])
def test_further_reports_follow_each_so_long_after_the_last_until_the_response_ends(room: Room, level: int, every: int):
    incident = report(room, activated(room, level)[0], "written")
    for nth in (1, 2):
        waits = clocks(incident)[-1]
        assert (waits.state, waits.due_at) == (ClockState.RUNNING, room.clock.now + every * MINUTE)
        room.clock.turn(minutes=every - 10)
        incident = report(room, incident, "phone")
        assert clocks(incident)[-2].state is ClockState.MET
        assert len(incident.responses[-1].further_at) == nth
    after = END.done(room, incident)
    assert [one.state for one in clocks(after)] == [ClockState.MET] * 3 + [ClockState.CANCELLED]
    assert "report_up" not in room.desk.possible(after)
    with pytest.raises(NotPossible) as refusal:
        report(room, after, "phone")
    assert [one.code for one in refusal.value.unmet] == ["report_owed"]


def test_a_further_report_that_nobody_makes_is_told_to_the_chief(room: Room):
    reported = report(room, activated(room, 3)[0], "written")
    tick(room, room.clock.now + 121 * MINUTE)
    assert "reporting upward" in told(room)["chief"][-1].words["en"]
    late = report(room, room.desk.find(reported.number), "phone")
    assert clocks(late)[-2].state is ClockState.MET_LATE
    assert clocks(late)[-1].due_at == room.clock.now + 120 * MINUTE


def test_the_lowest_level_needs_no_further_reports(room: Room):
    after = report(room, activated(room, 4)[0], "written")
    assert [one.state for one in clocks(after)] == [ClockState.MET]
    assert "report_up" not in room.desk.possible(after)


def test_a_first_report_is_owed_even_after_the_response_has_ended(room: Room):
    incident, since = activated(room, 3)
    after = replace(END, role=Role.COMMANDER).done(room, incident)
    [first] = clocks(after)
    assert (first.state, first.due_at) == (ClockState.RUNNING, since + 30 * MINUTE)
    assert [one.state for one in clocks(report(room, after, "written"))] == [ClockState.MET]


def test_what_is_held_up_while_a_response_is_on_can_still_be_reported(room: Room):
    activate = Act(action="activate_response", role=Role.CHIEF, details=Details(plan="flood", level=4))
    held = at(room, State.DEFERRED, activate, when=State.PROCESSING)
    assert clocks(report(room, held, "written"))[-1].state is ClockState.MET
