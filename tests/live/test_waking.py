"""What was deferred until a day goes on by itself, and nobody has to think of it."""

import logging
from datetime import timedelta

import pytest

from incidents.incident import State
from incidents.requests import RequestState
from live.waking import Waker
from tests.incidents.builders import Room
from tests.incidents.hands import ASK_DEFERRAL, at


@pytest.fixture
def room() -> Room:
    return Room()


def test_what_was_deferred_goes_on_on_its_day(room: Room):
    deferred = at(room, State.DEFERRED)
    waker = Waker(room.desk, room.desk.open_incidents)
    assert deferred.resumes_at is not None
    waker.wake(deferred.resumes_at - timedelta(seconds=1))
    assert room.desk.find(deferred.number) == deferred
    room.clock.now = deferred.resumes_at
    waker.wake(room.clock())
    again = room.desk.find(deferred.number)
    assert (again.state, again.by) == (State.PROCESSING, "onescreen")
    waker.wake(room.clock())
    assert room.desk.find(deferred.number) == again


def test_a_request_whose_day_has_passed_expires(room: Room):
    asked = ASK_DEFERRAL.done(room, at(room, State.PROCESSING))
    room.clock.turn(days=4)
    Waker(room.desk, room.desk.open_incidents).wake(room.clock())
    assert [one.state for one in room.desk.find(asked.number).requests] == [RequestState.EXPIRED]


def test_what_the_desk_refuses_is_said_once(room: Room, caplog: pytest.LogCaptureFixture):
    stale = at(room, State.DEFERRED)
    room.desk.act(stale.number, "note", by="li", note="the version has moved on")
    room.clock.turn(days=4)
    waker = Waker(room.desk, lambda: [stale])
    with caplog.at_level(logging.WARNING):
        waker.wake(room.clock())
        waker.wake(room.clock())
    assert len(caplog.records) == 1
