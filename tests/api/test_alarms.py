"""Alarms through the API: what wants a hand at a console, seen and shelved there."""

from datetime import timedelta

import pytest

from api import alarms
from live.house import House
from tests.api.conftest import Answer, Outside

Plain = dict[str, object]


@pytest.fixture
def waits(house: House, outside: Outside, signal: Plain) -> str:
    """The key of the alarm of an urgent call that waits for somebody."""
    call = signal | {"origin": "12345", "category": "M0110", "level": 2}
    number = outside.post("/signals", call).json["signal"]["number"]
    house.duty_room.turn()
    return f"signal:{number}"


def all_of(outside: Outside, console: str = "1") -> alarms.Alarms:
    return alarms.Alarms.model_validate(outside.get(f"/alarms?console={console}").json)


def act(outside: Outside, key: str, action: str, **wish: object) -> Answer:
    operation = f"{action}-{hash(str(wish))}"
    return outside.post(f"/alarms/{key}/actions/{action}", wish, **{"Idempotency-Key": operation})


def test_an_urgent_call_sounds_at_each_console_until_it_is_seen_there(outside: Outside, waits: str):
    [one] = all_of(outside).alarms
    assert (one.key, one.state, one.sound, all_of(outside).sound) == (waits, "unacknowledged", "urgent", "urgent")
    seen = act(outside, waits, "see", console="1", by="li")
    assert (seen.json["seen_by"], seen.json["sound"], seen.json["possible"]) == ("li", "", [])
    assert (all_of(outside).sound, all_of(outside, "2").sound) == ("", "urgent")
    assert all_of(outside, "2").alarms[0].possible == ["see"], "a person's call is never shelved"


def test_what_is_shelved_is_listed_apart_and_a_persons_call_is_not(house: House, outside: Outside, waits: str):
    until = (house.clock() + timedelta(hours=1)).isoformat()
    refused = act(outside, waits, "shelve", note="x", until=until)
    assert [one["code"] for one in refused.json["error"]["unmet"]] == ["nobody_calls"]
    never = act(outside, "never", "see")
    assert (never.status, never.json["error"]["code"]) == (404, "no_such_alarm")
    assert act(outside, waits, "raise").status == 404
    assert act(outside, waits, "see", version=9).json["error"]["code"] == "alarm_outdated"


def test_a_flood_is_told_as_groups(house: House, outside: Outside, signal: Plain):
    for n in range(15):
        call = signal | {"origin": "ENTERPRISE", "key": f"k{n}", "level": 2, "caller": f"c{n}", "lon": 0.001 * n}
        assert outside.post("/signals", call).status == 202
    house.duty_room.turn()
    told = all_of(outside)
    [group] = told.groups
    assert (len(told.alarms), group.count, group.unseen) == (10, 5, 5)
    first, *rest = group.keys
    assert act(outside, first, "see", also=rest, console="1").status == 200
    assert all_of(outside).groups[0].unseen == 0


def test_the_screens_hear_at_once_that_there_is_something_new(house: House, outside: Outside, waits: str):
    before = dict(house.duty_room.marks)
    act(outside, waits, "see", console="1")
    assert house.duty_room.marks["alarms"] != before["alarms"]
