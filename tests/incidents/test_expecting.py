"""A unit says when it will be there: one that comes much later than that is told of, and one that does not come."""

from datetime import datetime, timedelta

import pytest

from incidents.details import NOTHING, Details
from incidents.incident import Assignment, Incident, State
from incidents.notice import Notice, What
from incidents.refusals import NotPossible
from tests.incidents.builders import Room
from tests.incidents.ticks import steps, tick, told

MINUTE, S = timedelta(minutes=1), timedelta(seconds=1)


def there(at: datetime | None) -> Details:
    return NOTHING if at is None else Details(until=at)


def say(room: Room, incident: Incident, action: str, at: datetime | None = None) -> Assignment:
    after = room.desk.act(incident.number, action, by="E01", unit="E01", details=there(at))
    return after.assignments[-1]


def called(room: Room) -> Incident:
    return room.incident(State.DISPATCHED, category="E2001", level=1)


def of_units(room: Room) -> list[str]:
    return [one.split()[1] for one in steps(room) if one.startswith("unit/")]


def test_what_it_says_first_is_promised_and_what_it_says_last_is_expected(room: Room):
    incident, sent = called(room), room.clock()
    say(room, incident, "en_route", sent + 8 * MINUTE)
    one = say(room, incident, "expect", sent + 9 * MINUTE)
    assert [(each.at, each.told_at) for each in one.expected] == [
        (sent + 8 * MINUTE, sent), (sent + 9 * MINUTE, sent),
    ]  # fmt: skip
    assert room.desk.log(incident.number)[-1].action == "expect"


def test_one_that_comes_much_later_is_told_to_the_dispatcher_each_time_it_says_so(room: Room):
    incident, sent = called(room), room.clock()
    say(room, incident, "en_route", sent + 8 * MINUTE)
    say(room, incident, "expect", sent + 8.9 * MINUTE)
    tick(room, sent + MINUTE)
    assert of_units(room) == []
    for minutes in (10, 12):
        room.clock.turn(seconds=10)
        say(room, incident, "expect", sent + minutes * MINUTE)
        tick(room, room.clock() + S)
    assert of_units(room) == ["slipped", "slipped"]
    assert [one.words["en"].split(": ")[1] for one in told(room)["dispatcher"]] == [
        "E01 will arrive later, another unit is proposed."
    ] * 2


def test_one_that_is_not_there_after_twice_its_time_is_called_lost(room: Room):
    incident, sent = called(room), room.clock()
    say(room, incident, "en_route", sent + 5 * MINUTE)
    tick(room, sent + 10 * MINUTE)
    assert of_units(room) == []
    tick(room, sent + 10 * MINUTE + S)
    assert of_units(room) == ["lost"]
    assert "lost?" in told(room)["chief"][-1].words["en"]


def test_one_that_said_nothing_or_has_arrived_is_not_lost(room: Room):
    silent, sent = called(room), room.clock()
    say(room, silent, "en_route")
    tick(room, sent + 100 * MINUTE)
    assert "lost" not in of_units(room)
    say(room, silent, "expect", room.clock() + 5 * MINUTE)
    say(room, silent, "on_scene")
    tick(room, room.clock() + 15 * MINUTE)
    assert "lost" not in of_units(room)


@pytest.mark.parametrize(
    ("action", "minutes", "code"),
    [("en_route", -1, "arrival_ahead"), ("expect", None, "arrival_given"), ("expect", 0, "arrival_given")],
)
def test_a_time_that_cannot_be_is_refused(room: Room, action: str, minutes: float | None, code: str):
    incident = called(room)
    with pytest.raises(NotPossible) as refusal:
        say(room, incident, action, None if minutes is None else room.clock() + minutes * MINUTE)
    assert [one.code for one in refusal.value.unmet] == [code]


def test_one_that_is_there_is_expected_no_more(room: Room):
    incident = called(room)
    say(room, incident, "on_scene")
    assert "expect" not in room.desk.possible(room.desk.find(incident.number))
    with pytest.raises(NotPossible, match="is not possible any more"):
        say(room, incident, "expect", room.clock() + MINUTE)


def test_a_crew_says_it_by_radio_when_it_leaves(room: Room):
    incident = called(room)
    notice = Notice(
        at=room.clock(), origin="119", what=What.EN_ROUTE, number=incident.number, unit="E01",
        expected_at=room.clock() + 5 * MINUTE,
    )  # fmt: skip
    room.desk.mirror([notice])
    [one] = room.desk.find(incident.number).assignments
    assert [each.at for each in one.expected] == [notice.expected_at]
