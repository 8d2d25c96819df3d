"""What of an incident wants a hand now: a clock that ran out, by what it waits for, and a unit that is lost."""

from datetime import datetime, timedelta

from incidents.categories import all_categories
from incidents.details import Details
from incidents.incident import State
from incidents.office.causes import Cause, of_incidents
from tests.incidents.builders import Room
from tests.incidents.hands import at

MINUTE = timedelta(minutes=1)


def causes(room: Room, now: datetime) -> list[Cause]:
    return list(of_incidents(room.desk.open_incidents(), all_categories(), now))


def test_what_is_not_made_safe_is_called_so(room: Room):
    incident = at(room, State.PROCESSING, address="Main Street")
    sent_at = incident.times[State.DISPATCHED]
    assert causes(room, sent_at + 30 * MINUTE) == []
    [one] = causes(room, sent_at + 31 * MINUTE)
    assert (one.kind, one.key) == ("breach", f"late:{incident.number}:make_safe")
    assert one.words == {
        "zh": "未确认安全：信号灯故障 · Main Street",
        "en": "Not made safe: Traffic signal failure · Main Street",
    }


def test_a_unit_that_is_lost_is_an_alarm_of_the_first_level_until_it_is_there(room: Room):
    incident = room.incident(State.DISPATCHED, category="E2003", level=2, address="Main Street")
    sent_at = room.clock()
    there = Details(until=sent_at + 5 * MINUTE)
    room.desk.act(incident.number, "en_route", by="E01", unit="E01", details=there)
    lost = [one for one in causes(room, sent_at + 10.1 * MINUTE) if one.kind == "lost"]
    assert [(one.level, one.words["en"]) for one in lost] == [(1, "Lost? E01 · Main Street")]
    assert not [one for one in causes(room, sent_at + 10 * MINUTE) if one.kind == "lost"]
    room.clock.turn(minutes=11)
    room.desk.act(incident.number, "on_scene", by="E01", unit="E01")
    assert not [one for one in causes(room, sent_at + 12 * MINUTE) if one.kind == "lost"]


def test_only_at_an_emergency_is_a_unit_lost(room: Room):
    incident = room.incident(State.DISPATCHED)
    there = Details(until=room.clock() + 5 * MINUTE)
    room.desk.act(incident.number, "en_route", by="E01", unit="E01", details=there)
    assert not [one for one in causes(room, room.clock() + 11 * MINUTE) if one.kind == "lost"]
