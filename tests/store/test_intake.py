"""One suite for every record: signals come back as they were, and their log only grows."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy.exc import DBAPIError

from incidents.desk import Desk
from incidents.incident import Signal
from incidents.intake.acting import Step
from incidents.intake.ports import IntakeChanges, Moved, Reporter, Review, Reviewed
from incidents.intake.reception import Reception, SignalState
from incidents.intake.refusals import SignalOutdated
from incidents.intake.wanting import SignalWish
from incidents.roles import Actor, Role
from store.memory import MemoryRecord
from store.opening import open_record
from store.sql import SqlRecord
from tests.store.builders import NOON, changes

Kept = MemoryRecord | SqlRecord
LI = Actor(by="li", roles=frozenset(Role) - {Role.SYSTEM})


@pytest.fixture
def desk(record: Kept) -> Desk:
    """A desk on an empty record, whose clock goes on by a second with every look."""
    seconds = count()
    return Desk(record, lambda: NOON + timedelta(seconds=next(seconds)), lambda _: None, lambda *_: "mission")


@pytest.fixture
def keys() -> Iterator[int]:
    return count()


def signal(keys: Iterator[int], **more: object) -> Signal:
    facts = {"origin": "12345", "key": f"k{next(keys)}", "at": NOON, "category": "M0110", "level": 3, "lon": 114.0,
             "lat": 30.5, "detail": "路面“坑洞”", "extra": {"caller": "c1", "asset": "P7"}}  # fmt: skip
    return Signal(**facts | more)  # type: ignore[arg-type] - by name


def came(desk: Desk, said: Signal) -> Reception:
    found = desk.receive(said, "li").reception
    assert found is not None
    return found


def act(desk: Desk, one: Reception, action: str, **wish: object) -> Step:
    return desk.signal_act(SignalWish(number=one.number, action=action, actor=LI, **wish))  # type: ignore[arg-type] - by name


def test_a_signal_comes_back_exactly_as_it_was(desk: Desk, record: Kept, keys: Iterator[int]):
    one = came(desk, signal(keys))
    until = NOON + timedelta(hours=2)
    refused = act(desk, one, "reject", reason="not_ours", note="属邻市管辖").reception
    other = came(desk, signal(keys, origin="ENTERPRISE"))
    shelved = act(desk, other, "shelve", reason="watched", until=until).reception
    assert [record.intake.find(each.number) for each in (refused, shelved)] == [refused, shelved]
    assert (refused.reply.owed, shelved.until) == (True, until)
    assert record.intake.waiting() == (shelved,)
    assert record.intake.newest([SignalState.REJECTED], 9) == (refused,)
    assert record.intake.find("S1") is None
    with record.transaction() as work:
        assert work.intake.keyed("12345", "k0") == refused
        assert work.intake.keyed("12345", "k9") is None


def test_what_led_to_an_incident_and_what_was_linked_is_found_behind_it(desk: Desk, record: Kept, keys: Iterator[int]):
    first = act(desk, came(desk, signal(keys)), "confirm", photo_at=NOON, photo_lon=114.0, photo_lat=30.5)
    assert first.incident is not None
    number = first.incident.number
    second = came(desk, signal(keys, extra={"caller": "c2"}))
    linked = act(desk, second, "link", incident=number).reception
    assert record.intake.behind(number) == (first.reception, linked)
    assert record.intake.linked([number, "none"]) == {number: 1}
    assert record.intake.marked() == (first.reception,)
    act(desk, linked, "unlink", note="两处相距很远")
    assert (record.intake.linked([number]), record.intake.behind(number)) == ({}, (first.reception,))
    assert [line.action for line in record.intake.log(second.number)] == ["receive", "auto_verify", "link", "unlink"]


def test_what_is_asked_of_signals_in_a_transaction(desk: Desk, record: Kept, keys: Iterator[int]):
    came(desk, signal(keys, at=NOON - timedelta(hours=1)))
    late = came(desk, signal(keys, origin="minhu"))
    shelved = act(desk, came(desk, signal(keys, origin="ENTERPRISE", category="P0101")), "shelve", reason="watched",
                  until=NOON + timedelta(hours=2)).reception  # fmt: skip
    slow = came(desk, signal(keys, origin="CAP", level=4, category="E1002", extra={}, at=NOON + timedelta(seconds=9)))
    with record.transaction() as work:
        assert work.intake.reporters("M01", NOON - timedelta(minutes=5)) == (Reporter("c1", 114.0, 30.5),)
        assert work.intake.reporters("M", NOON - timedelta(hours=2)) == (Reporter("c1", 114.0, 30.5),) * 2
        assert work.intake.newest_of("c1\nM0110", NOON) == late
        assert work.intake.newest_of("c1\nM0110", NOON + timedelta(seconds=1)) is None
        assert work.intake.newest_of("", NOON - timedelta(days=1)) is None
        assert work.intake.asleep(NOON) == (shelved,)
        assert work.intake.asleep(NOON + timedelta(hours=1)) == (shelved, slow)


def test_reviews_are_counted_once_for_each_signal(desk: Desk, record: Kept, keys: Iterator[int]):
    ones = [came(desk, signal(keys)) for _ in range(3)]
    said = [
        Review(signal=one.number, camera="cam", roi="r", sort="crowd", true=n > 0, at=NOON + timedelta(hours=n), by="x")
        for n, one in enumerate(ones)
    ]  # fmt: skip
    for reviews in (said, said[:1]):
        with record.transaction() as work:
            work.write(changes(intake=IntakeChanges(reviews=tuple(reviews))))
    with record.transaction() as work:
        assert work.intake.reviewed("cam", "crowd", NOON) == Reviewed("cam", "crowd", 2, 3)
        assert work.intake.reviewed("cam", "fire_smoke", NOON) == Reviewed("cam", "fire_smoke", 0, 0)
        assert work.intake.reviewed("cam", "crowd", NOON + timedelta(hours=1)) == Reviewed("cam", "crowd", 2, 2)
        assert work.intake.called_false("cam", "r", "crowd") == NOON
        assert work.intake.called_false("cam", "r2", "crowd") is None
    assert record.intake.pairs(NOON) == (Reviewed("cam", "crowd", 2, 3),)


def test_a_signal_that_was_moved_meanwhile_is_refused_by_the_record(desk: Desk, record: Kept, keys: Iterator[int]):
    one = came(desk, signal(keys))
    with pytest.raises(SignalOutdated) as refused, record.transaction() as work:
        work.write(changes(intake=IntakeChanges(moved=(Moved(after=one, seen=1),))))
    assert (refused.value.expected, refused.value.actual) == (1, 2)


@pytest.mark.parametrize("wrong", ["UPDATE signal_log SET note = 'never'", "DELETE FROM signal_log"])
def test_the_log_of_signals_can_only_grow(kept: str, wrong: str):
    record = open_record(kept)
    assert isinstance(record, SqlRecord)
    desk = Desk(record, lambda: NOON, lambda _: None, lambda *_: "mission")
    one = came(desk, signal(count()))
    with pytest.raises(DBAPIError, match="append-only"), record._engines.writer.begin() as connection:
        connection.exec_driver_sql(wrong)
    assert len(record.intake.log(one.number)) == 2
    record.close()
