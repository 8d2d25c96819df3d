"""The timekeeper does what has its turn while it keeps the time, gives way to who does, and says when nobody does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from incidents.incident import State
from incidents.ports import StoreUnavailable
from live.timekeeper import AT_ONCE, Timekeeper
from store.memory import MemoryRecord
from store.memory_work import MemoryWork
from tests.incidents.builders import NOON, Clock, Room
from tests.incidents.hands import at

S = timedelta(seconds=1)


class Away(MemoryRecord):
    """A record that can be out of reach."""

    def __init__(self) -> None:
        super().__init__()
        self.away = False

    @contextmanager
    def transaction(self) -> Iterator[MemoryWork]:
        if self.away:
            raise StoreUnavailable("here", "it is away", "Wait.")
        with super().transaction() as work:
            yield work


@pytest.fixture
def real() -> Clock:
    return Clock(NOON)


@pytest.fixture
def room() -> Room:
    return Room()


def keeper(room: Room, real: Clock, name: str = "one") -> Timekeeper:
    return Timekeeper(room.desk.time, name, real)


def test_all_that_is_due_is_done_with_rests_between(room: Room, real: Clock):
    for _ in range(AT_ONCE + 2):
        at(room, State.ACCEPTED)
    one, rests = keeper(room, real), []
    assert one.turn() == 0
    room.clock.turn(hours=1)
    assert one.turn(lambda: rests.append(1)) == AT_ONCE + 2
    assert (one.turn(), rests) == (0, [1])


def test_one_keeps_the_time_and_another_takes_over_when_it_falls_silent(room: Room, real: Clock):
    one, two = keeper(room, real), keeper(room, real, "two")
    at(room, State.ACCEPTED)
    room.clock.turn(hours=1)
    one.turn()
    assert len(room.record.fired) == 1
    at(room, State.ACCEPTED)
    room.clock.turn(hours=1)
    assert two.turn() == 0
    real.turn(seconds=14)
    assert (two.turn(), two.problem) == (0, "")
    real.turn(seconds=6)
    assert (two.turn(), two.problem) == (1, "")


def test_when_nobody_keeps_the_time_it_is_said(real: Clock, caplog: pytest.LogCaptureFixture):
    record = Away()
    room = Room(record=record)
    one = keeper(room, real)
    one.turn()
    record.away = True
    for _ in range(4):
        real.turn(seconds=5)
        assert one.turn() == 0
    assert "No clock was looked after since 12:00:00" in one.problem
    assert [line.message.endswith("Clocks wait.") for line in caplog.records] == [True]
    record.away = False
    one.turn()
    real.turn(seconds=5)
    one.turn()
    assert one.problem == ""


def test_a_message_of_a_clock_has_the_day_of_the_city_not_of_the_world(room: Room, real: Clock):
    real.turn(days=-300)  # a city whose time runs faster is ahead
    one = keeper(room, real)
    at(room, State.ACCEPTED)
    room.clock.turn(hours=1)
    one.turn()
    assert [message.at for message in room.record.mail.values()] == [room.clock()]
