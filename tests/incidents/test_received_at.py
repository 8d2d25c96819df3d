"""Received at: a signal may wait long before a hand accepts it, and both times are kept."""

from datetime import timedelta

from incidents.incident import State
from incidents.timing.kinds import ClockKind
from tests.incidents.builders import NOON, Room, act


def test_an_incident_counts_as_received_when_its_signal_was_and_as_accepted_when_a_hand_accepted_it(room: Room):
    waiting = room.desk.receive(room.signal(origin="ENTERPRISE", extra={"caller": "gas"}), "li").reception
    accepted_at = room.clock.turn(minutes=7)
    incident = act(room, waiting, "accept").incident
    assert incident is not None
    assert (incident.received_at, incident.times, incident.changed_at) == (
        NOON,
        {State.ACCEPTED: accepted_at},
        accepted_at,
    )
    assert [entry.at for entry in room.desk.log(incident.number)] == [accepted_at]
    assert {(one.kind, one.started_at) for one in incident.clocks} == {(ClockKind.FILE, accepted_at)}


def test_of_an_emergency_the_dispatch_counts_from_the_signal(room: Room):
    waiting = room.desk.receive(room.signal(origin="ENTERPRISE", category="U0403", extra={"caller": "gas"}), "li")
    room.clock.turn(seconds=40)
    incident = act(room, waiting.reception, "accept", category="E2003").incident
    assert incident is not None
    [dispatch] = [one for one in incident.clocks if one.kind is ClockKind.DISPATCH]
    assert (dispatch.started_at, incident.times[State.FILED]) == (NOON, NOON + timedelta(seconds=40))


def test_what_is_told_days_late_was_received_when_it_came_and_writes_no_breach_into_the_past(room: Room):
    for days, received_at in ((0.9, NOON - timedelta(days=0.9)), (80, NOON)):
        came = room.desk.receive(room.signal(at=NOON - timedelta(days=days)), "li")
        assert came.incident is not None
        assert came.reception is not None
        assert (came.incident.received_at, came.reception.signal.at) == (received_at, NOON - timedelta(days=days))
