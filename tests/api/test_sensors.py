"""Sensors through the API: what flickers is one signal, what is over says so, what is sent twice counts once."""

from datetime import datetime, timedelta

import pytest

from live.house import House
from tests.api.conftest import Answer, Outside

Plain = dict[str, object]


@pytest.fixture
def gas(house: House) -> Plain:
    """Gas in the west of the town."""
    return {"device": "gas-7", "metric": "lel", "high": 20, "off_delay_s": 60, "category": "U0402", "lon": 0.002,
            "lat": 0.005}  # fmt: skip


def read(since: datetime, *values: float | None, step_s: float = 1.5) -> Plain:
    samples = [
        {"at": (since + timedelta(seconds=n * step_s)).isoformat(), "value": one} for n, one in enumerate(values)
    ]
    return {"samples": samples}


def sent(outside: Outside, gas: Plain, samples: Plain) -> Answer:
    return outside.post("/sensors/samples", gas | samples)


def test_a_hundred_times_on_and_off_are_one_signal(house: House, outside: Outside, gas: Plain):  # J 32
    since = house.clock() - timedelta(minutes=10)
    answer = sent(outside, gas, read(since, *[30.0, 5.0] * 100))
    assert (answer.status, answer.json["signal"]["count"], answer.json["signal"]["chatter"]) == (202, 100, True)
    again = sent(outside, gas, read(since, *[30.0, 5.0] * 100))
    assert (again.status, again.json["signal"]["count"]) == (200, 100)
    assert outside.get("/signals").json["waiting"] == 1


def test_an_episode_goes_on_from_one_sending_to_the_next_and_is_over_once(house: House, outside: Outside, gas: Plain):
    since = house.clock() - timedelta(minutes=20)
    first = sent(outside, gas, read(since, 30.0)).json["signal"]
    later = sent(outside, gas, read(since + timedelta(minutes=5), 30.0)).json["signal"]
    assert (later["number"], later["normal_at"]) == (first["number"], None)
    over = sent(outside, gas, read(since + timedelta(minutes=6), 30.0, *[5.0] * 50)).json["signal"]
    assert (over["number"], over["normal_at"] is None) == (first["number"], False)
    fresh = sent(outside, gas, read(since + timedelta(minutes=10), 30.0))
    assert (fresh.status, fresh.json["signal"]["number"] != first["number"]) == (202, True)


def test_nothing_read_and_nothing_wrong_make_no_signal(house: House, outside: Outside, gas: Plain):
    answer = sent(outside, gas, read(house.clock() - timedelta(minutes=5), 5.0, None, 20.0))
    assert (answer.status, answer.json["signal"]) == (200, None)


def test_a_sensor_without_a_limit_is_refused(house: House, outside: Outside, gas: Plain):
    answer = sent(outside, gas | {"high": None}, read(house.clock(), 5.0))
    assert (answer.status, "give high, low or both" in answer.json["error"]["message"]) == (422, True)


def test_a_whole_night_of_flicker_in_one_sending_is_one_line_of_the_log(house: House, outside: Outside, gas: Plain):
    since = house.clock() - timedelta(minutes=100)
    answer = sent(outside, gas, read(since, *[30.0, 5.0] * 5000, step_s=0.5))
    assert (answer.status, answer.json["signal"]["count"], answer.json["signal"]["chatter"]) == (202, 5000, True)
    log = outside.get(f"/signals/{answer.json['signal']['number']}").json["log"]
    assert [line["action"] for line in log] == ["receive", "auto_verify", "repeat"]


def test_a_sensor_of_which_nothing_was_said_flickers_in_one_episode(house: House, outside: Outside, gas: Plain):
    del gas["off_delay_s"]
    answer = sent(outside, gas, read(house.clock() - timedelta(minutes=10), *[30.0, 5.0] * 100))
    assert (answer.json["signal"]["count"], outside.get("/signals").json["waiting"]) == (100, 1)


def test_the_log_names_whose_key_it_was_beside_the_device(house: House, outside: Outside, gas: Plain):
    lately = read(house.clock() - timedelta(minutes=5), 30.0)
    told = sent(outside, gas | {"device": "demo-chief"}, lately).json["signal"]
    first = outside.get(f"/signals/{told['number']}").json["log"][0]
    assert first["by"] == "demo-chief (desk)"
