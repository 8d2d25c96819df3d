"""One suite for every record: signals come back as they were, and their log only grows."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from incidents.desk import Desk
from incidents.incident import Signal
from incidents.intake.acting import Step
from incidents.intake.entries import signal_entry_of
from incidents.intake.ports import IntakeChanges, Moved, Reporter, Review, Reviewed
from incidents.intake.reception import Reception, SignalState
from incidents.intake.refusals import SignalNotPossible, SignalOutdated
from incidents.intake.wanting import SignalWish
from incidents.refusals import OperationReused
from incidents.roles import Actor, Role
from store.event_log import append
from store.intake.tables import receptions
from store.memory import MemoryRecord
from store.migrating import _config
from store.opening import _engines, open_record
from store.sql import SqlRecord
from store.tables import Instant
from store.verify_log import verified
from store.verifying import Fault
from tests.store.builders import NOON, changes
from tests.store.test_chain import line

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


def test_a_signal_that_is_made_up_is_found(desk: Desk, record: Kept, keys: Iterator[int]):
    came(desk, signal(keys))
    assert record.made_up() == ""
    invented = came(desk, signal(keys, made_up=True))
    assert record.made_up() == invented.number


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
    assert [line.action for line in desk.signals.log(second.number)] == ["receive", "auto_verify", "link", "unlink"]


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


def test_what_is_done_to_signals_stands_in_the_one_log_in_its_order(desk: Desk, record: Kept, keys: Iterator[int]):
    one = act(desk, came(desk, signal(keys)), "confirm", photo_at=NOON, photo_lon=114.0, photo_lat=30.5)
    number, incident = one.reception.number, one.reception.incident
    assert [(line.stream, line.stream_seq, line.action) for line in record.lines_since(0, 9)] == [
        (f"signal:{number}", 1, "receive"), (f"signal:{number}", 2, "auto_verify"),
        (f"incident:{incident}", 1, "receive"), (f"signal:{number}", 3, "confirm"),
    ]  # fmt: skip
    assert record.lines_since(0, 9, ["signal"])[-1].body == {"move": "SG4", "incident": incident}


def test_a_refused_move_leaves_no_line(desk: Desk, record: Kept, keys: Iterator[int]):
    one = came(desk, signal(keys))
    with pytest.raises(SignalNotPossible):
        act(desk, one, "reject", reason="not_ours")
    assert [line.stream_seq for line in record.lines_since(0, 9)] == [1, 2]


def test_a_key_used_for_other_words_is_refused_whatever_it_was_used_for(desk: Desk, keys: Iterator[int]):  # J 7
    one = came(desk, signal(keys, origin="ENTERPRISE"))
    taken = act(desk, one, "accept", note="属实", operation="op-00001")
    assert taken.incident is not None
    assert act(desk, one, "accept", note="属实", operation="op-00001").reception == taken.reception
    with pytest.raises(OperationReused):
        act(desk, one, "accept", note="不属实", operation="op-00001")
    with pytest.raises(OperationReused):
        desk.act(taken.incident.number, "note", by="li", note="属实", operation="op-00001")
    desk.act(taken.incident.number, "note", by="li", note="属实", operation="op-00002")
    with pytest.raises(OperationReused):
        act(desk, one, "accept", note="属实", operation="op-00002")


def test_the_lines_of_signals_of_before_are_carried_into_the_chain(bare: str, tmp_path: Path):
    engines = _engines(bare)
    with engines.writer.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0030")
        connection.execute(sa.insert(receptions), [_old_reception("S1"), _old_reception("S2")])
        connection.execute(sa.insert(_old_log()), [
            _old_line("S1", 1, None, "new"), _old_line("S2", 1, None, "new"),
            _old_line("S1", 2, "new", "rejected", operation="op-1", reason="not_ours", note="属邻市"),
        ])  # fmt: skip
        append(connection, [line("shift:day")])
    engines.close()

    record = open_record(bare, tmp_path)
    assert isinstance(record, SqlRecord)
    lines = record.lines_since(0, 9)
    assert [(one.seq, one.stream, one.stream_seq) for one in lines] == [
        (1, "shift:day", 1), (2, "signal:S1", 1), (3, "signal:S2", 1), (4, "signal:S1", 2),
    ]  # fmt: skip
    assert lines[-1].body == {
        "move": "SG7", "carried_over": 3, "operation": "op-1", "reason": "not_ours", "note": "属邻市",
    }  # fmt: skip
    last = signal_entry_of(record.lines("signal:S1")[-1])
    assert (last.came_from, last.to, last.at, last.note) == (SignalState.NEW, SignalState.REJECTED, NOON, "属邻市")
    with record._engines.writer.connect() as connection:
        assert "signal_log" not in sa.inspect(connection).get_table_names()
    record.checkpoint(NOON)
    assert "0 incidents, 2 signals, 0 shifts" in verified(bare, tmp_path)
    with record._engines.writer.begin() as connection:
        connection.execute(sa.update(receptions).where(receptions.c.number == "S2").values(state="accepted"))
    with pytest.raises(Fault, match=r"Signal S2 stands at version 1, accepted, but the log ends with 1, new"):
        verified(bare, tmp_path)
    record.close()


def _old_reception(number: str) -> dict[str, object]:
    return {
        "number": number, "version": 2 if number == "S1" else 1, "state": "rejected" if number == "S1" else "new",
        "origin": "12345", "key": number, "matter": "", "caller": "", "marked": False, "category": "M0110", "level": 3,
        "received_at": NOON, "entered_at": NOON, "body": {},
    }  # fmt: skip


def _old_log() -> sa.TableClause:
    names = ("number", "version", "move", "action", "came_from", "to", "by", "reason", "note", "operation")
    times = (sa.column("at", Instant), sa.column("recorded_at", Instant))
    return sa.table("signal_log", *(sa.column(name) for name in names), *times)


def _old_line(number: str, version: int, came_from: str | None, to: str, **more: str) -> dict[str, object]:
    said = {"number": number, "version": version, "move": "SG7" if came_from else "SG0", "action": "receive",
            "came_from": came_from, "to": to, "by": "li", "reason": "", "note": "", "operation": ""}  # fmt: skip
    return {**said, "at": NOON, "recorded_at": NOON, **more}


def test_the_reply_to_a_reporter_is_written_with_what_it_tells_of(desk: Desk, record: Kept, keys: Iterator[int]):
    one = act(desk, came(desk, signal(keys)), "confirm", photo_at=NOON, photo_lon=114.0, photo_lat=30.5)
    assert one.incident is not None
    other = act(desk, came(desk, signal(keys, extra={"caller": "c2"})), "link", incident=one.incident.number).reception
    desk.act(one.incident.number, "refuse", by="zhao", note="不属本市管辖")
    messages = record.messages(9)
    assert {message.signals for message in messages} == {(one.reception.number,), (other.number,)}
    found = record.intake.find(other.number)
    assert found is not None
    assert (found.reply.outcome, found.reply.owed) == ("refused", True)
    assert found.reply.message in {message.key for message in messages}
    with record.transaction() as work:
        behind = work.intake.behind_any([one.incident.number, "none"])
        assert [each.number for each in behind] == [one.reception.number, other.number]
        assert work.intake.behind_any([]) == ()
    assert [line.action for line in record.lines_since(0, 99)][-3:] == ["refuse", "reply", "reply"]
