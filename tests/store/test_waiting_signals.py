"""What waits for somebody, of every record alike: in which order, whose it is to look at, and how much it is."""

from datetime import timedelta
from itertools import count

import pytest

from incidents.desk import Desk
from incidents.incident import Signal
from incidents.intake.reception import Reception, SignalState
from incidents.intake.wanting import SignalWish
from incidents.roles import Actor, Role
from store.memory import MemoryRecord
from store.sql import SqlRecord
from tests.store.builders import NOON

LI = Actor(by="li", roles=frozenset(Role) - {Role.SYSTEM})


@pytest.fixture
def desk(record: MemoryRecord | SqlRecord) -> Desk:
    """A desk on an empty record, whose clock goes on by a second with every look."""
    seconds = count()
    return Desk(record, lambda: NOON + timedelta(seconds=next(seconds)), lambda _: None, lambda *_: "mission")


def came(desk: Desk, key: str, origin: str = "ENTERPRISE", level: int = 3) -> Reception:
    said = Signal(origin=origin, key=key, at=NOON, category="M0110", level=level, lon=114.0 + len(key), lat=30.5,
                  detail="路面坑洞", extra={"caller": key})  # fmt: skip
    found = desk.receive(said, "li").reception
    assert found is not None
    return found


def act(desk: Desk, one: Reception, action: str, **wish: object) -> None:
    desk.signal_act(SignalWish(number=one.number, action=action, actor=LI, **wish))  # type: ignore[arg-type] - by name


def test_what_waits_stands_the_most_urgent_first_then_who_waits_longest_and_the_shelf_last(
    desk: Desk, record: MemoryRecord | SqlRecord
):
    old, new, urgent = came(desk, "a"), came(desk, "bb"), came(desk, "ccc", level=2)
    put_by, looked = came(desk, "dddd", level=2), came(desk, "eeeee", "12345")
    act(desk, put_by, "shelve", reason="watched", until=NOON + timedelta(hours=2))
    act(desk, looked, "send", looker="zhao")
    numbers = [one.number for one in record.intake.waiting()]
    assert numbers == [one.number for one in (urgent, old, new, looked, put_by)]
    assert [one.number for one in record.intake.waiting(2)] == numbers[:2]
    assert [one.number for one in record.intake.waiting(states=(SignalState.NEW,))] == numbers[:3]
    assert [one.number for one in record.intake.sent_to("zhao")] == [looked.number]
    assert record.intake.sent_to("li") == ()
    assert (record.intake.how_many([SignalState.NEW]), record.intake.how_many(list(SignalState))) == (3, 5)
