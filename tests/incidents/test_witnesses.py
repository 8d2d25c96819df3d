"""Witnesses: how many sensors are independent is known by the city and by keys, never by a sender's own word."""

import pytest

from incidents.intake.receiving import Came
from incidents.intake.reception import SignalState
from incidents.intake.surroundings import Unknown
from tests.incidents.builders import Room

VERIFY = SignalState.VERIFY


class Sensing(Unknown):
    """A city that knows nothing but two sensors."""

    def has_sensor(self, name: str) -> bool:
        return name in ("gas-1", "gas-2")


def gas(room: Room, device: str, by: str, **facts: object) -> Came:
    """What comes of the word of a sensor that a key sent."""
    extra = {"device": device, "metric": "lel"} | facts.pop("extra", {})  # type: ignore[operator] - a dict of words
    return room.desk.receive(room.signal(origin="IOT", category="U0403", level=1, extra=extra, **facts), by)


def test_one_sensor_is_looked_at_and_two_of_different_keys_are_not(room: Room):
    one, two = gas(room, "gas-1", "gas-1 (gateway)"), gas(room, "gas-2", "gas-2 (another)")
    assert (one.reception.state, one.incident) == (VERIFY, None)
    assert (two.reception.sensors, two.incident is not None) == (2, True)


def test_that_there_are_more_sensors_is_not_taken_from_who_sends_it(room: Room):
    alone = gas(room, "gas-1", "gas-1 (gateway)", extra={"sensors": "9", "confidence": "1.0", "caller": "c9"})
    names = [gas(room, f"gas-{n}", f"another (gateway {n}) (gateway)") for n in range(2, 6)]
    assert {(one.reception.state, one.reception.sensors) for one in (alone, *names)} == {(VERIFY, 1)}
    assert alone.incident is None
    assert room.desk.signals.find(names[-1].reception.number).sensors == 1


def test_sensors_that_the_city_has_count_each_by_itself_whoever_sends_them():
    room = Room(around=Sensing())
    gas(room, "gas-1", "gas-1 (gateway)")
    invented, two = gas(room, "none-such", "x (gateway)"), gas(room, "gas-2", "gas-2 (gateway)")
    assert (invented.reception.sensors, invented.incident) == (1, None)
    assert (two.reception.sensors, two.incident is not None) == (2, True)


@pytest.mark.parametrize(
    "facts", [{"lon": -122.5}, {"lon": None, "lat": None}, {"exercise": True}], ids=["far", "no place", "drill"]
)
def test_a_sensor_elsewhere_or_in_a_drill_is_no_second_one(room: Room, facts: dict[str, object]):
    gas(room, "gas-1", "a")
    assert gas(room, "gas-2", "b", **facts).reception.sensors == 1


def test_a_sensor_that_spoke_long_ago_is_no_second_one(room: Room):
    gas(room, "gas-1", "a")
    room.clock.turn(minutes=11)
    assert gas(room, "gas-2", "b").incident is None
