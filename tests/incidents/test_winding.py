"""Incidents that were written before there were clocks get theirs, once, and what is long over is not told again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from incidents.incident import State
from incidents.timing.kinds import ClockKind as K
from tests.incidents.builders import NOON, Clock, Room
from tests.incidents.hands import SAFE, at
from tests.incidents.ticks import tick, told
from tests.incidents.timing.cities import CITY

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_what_was_written_before_there_were_clocks_gets_them_once_and_old_breaches_are_not_told_again(room: Room):
    sent = at(room, State.PROCESSING, SAFE)
    old = replace(sent, clocks=())
    room.record.incidents[sent.number] = old
    room.record.turns.clear()
    room.clock.now = NOON + 130 * MINUTE
    assert room.desk.time.wind(room.desk.open_incidents()) == 1
    after = room.desk.find(sent.number)
    assert [(one.kind, one.due_at, one.breached_at) for one in after.clocks] == [
        (K.DISPOSE, sent.close_by, sent.close_by)
    ]
    assert (after.close_by, after.due_at) == (sent.close_by, sent.close_by)
    assert room.desk.time.wind(room.desk.open_incidents()) == 0
    tick(room, NOON + 131 * MINUTE)
    assert told(room) == {}
    tick(room, NOON + 153 * MINUTE)
    assert list(told(room)) == ["chief", "deputy"]


@pytest.mark.parametrize("state", [one for one in State if one is not State.MERGED])
def test_clocks_wound_up_for_an_older_incident_are_those_that_it_would_have_had(room: Room, state: State):
    now = at(room, state, SAFE, when=State.DISPATCHED)
    room.record.incidents[now.number] = replace(now, clocks=())
    room.desk.time.wind(room.desk.open_incidents())
    wound = room.desk.find(now.number)
    live = [(one.kind, one.due_at, one.state) for one in now.clocks if not one.over]
    assert sorted((one.kind, one.due_at, one.state) for one in wound.clocks if not one.over) == sorted(live)
    assert (wound.due, wound.due_at, wound.close_by) == (now.due, now.due_at, now.close_by)


def test_another_year_of_holidays_counts_anew_and_takes_no_breach_back():
    room = Room(clock=Clock(datetime(2026, 12, 30, 1, tzinfo=UTC)), calendars=CITY)
    sent = at(room, State.DISPATCHED, category="M0110", level=3)
    [clock] = [one for one in sent.clocks if one.kind is K.DISPOSE]
    room.record.incidents[sent.number] = replace(
        sent, clocks=(*sent.clocks[:-1], replace(clock, calendar_version="older", due_at=clock.due_at - HOUR))
    )
    assert room.desk.time.wind(room.desk.open_incidents()) == 1
    assert room.desk.find(sent.number).clocks[-1].due_at == clock.due_at
