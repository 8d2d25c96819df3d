"""Colleagues decide on what is left lying, and keep off what a hand of ours has touched."""

from dataclasses import replace

import pytest

from city.picture import Picture
from incidents.incident import Incident, Signal, State
from incidents.intake.reception import SignalState
from live.colleagues import FIRST, Colleagues
from tests.incidents.builders import Room, hotline


@pytest.fixture
def room() -> Room:
    return Room()


def report(room: Room, **facts: object) -> Signal:
    said = hotline(room, level=3, made_up=True, **facts)
    return replace(said, reference=f"made-up/{said.key}")


def colleagues(room: Room, *, true: bool) -> Colleagues:
    def picture() -> Picture:
        return Picture(version=1, at=room.clock(), incidents={one.number: one for one in room.desk.open_incidents()})

    return Colleagues(room.desk, picture, lambda _: true, room.clock)


def turn(room: Room, crew: Colleagues, minutes: float) -> None:
    room.clock.turn(minutes=minutes)
    crew.turn(room.clock())


def test_a_report_waits_for_us_first_and_is_then_decided_by_what_is_so(room: Room):
    one, other = (room.desk.receive(report(room), "12345").reception for _ in range(2))
    turn(room, colleagues(room, true=True), 24)
    assert room.desk.signals.find(one.number).state is SignalState.VERIFY
    turn(room, colleagues(room, true=False), 2)
    refused = room.desk.signals.find(other.number)
    assert (refused.state, refused.reason, refused.by) == (SignalState.REJECTED, "false_alarm", FIRST)


def test_what_they_take_up_they_bring_to_its_end(room: Room):
    one = room.desk.receive(report(room), "12345").reception
    crew = colleagues(room, true=True)
    turn(room, crew, 26)
    number = room.desk.signals.find(one.number).incident
    for _ in range(12):
        turn(room, crew, 45)
    ended: Incident = room.desk.find(number)
    assert ended.state is State.CLOSED
    assert room.desk.signals.find(one.number).reply.outcome == "closed"


def test_they_make_it_safe_in_time(room: Room):
    one = room.desk.receive(report(room, category="U0451"), "12345").reception
    crew = colleagues(room, true=True)
    for _ in range(80):
        turn(room, crew, 1)
    after = room.desk.find(room.desk.signals.find(one.number).incident)
    assert after.made_safe is not None
    assert (after.made_safe.at - after.times[State.DISPATCHED]).total_seconds() <= 13 * 60


def test_what_a_hand_of_ours_touched_is_ours(room: Room):
    one = room.desk.receive(report(room), "12345").reception
    crew = colleagues(room, true=True)
    turn(room, crew, 26)
    number = room.desk.signals.find(one.number).incident
    room.desk.act(number, "file", by="li")
    for _ in range(3):
        turn(room, crew, 60)
    assert room.desk.find(number).state is State.FILED


def test_what_others_report_is_never_theirs(room: Room):
    one = room.desk.receive(hotline(room, level=3, made_up=True), "12345").reception
    turn(room, colleagues(room, true=True), 120)
    assert room.desk.signals.find(one.number).state is SignalState.VERIFY
