"""Messages are written with what they tell of, taken by one worker at a time, and settled once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.messages import Message, MessageState, dropped, not_delivered, sent
from incidents.ports import Record
from tests.store.builders import NOON, changes, incident
from tests.store.test_record import write

LATER = NOON + timedelta(minutes=1)


def message(key: str = "1/called", **facts: object) -> Message:
    given = Message(
        key=key, channel="book", to="E01", words={"zh": "请出动", "en": "go"}, at=NOON, next_at=NOON, number="1",
        only_in=("filed",), unit="E01", until=LATER, exercise=True,
    )  # fmt: skip
    return replace(given, **facts)  # type: ignore[arg-type] - by name


def test_a_message_comes_back_as_it_was_written_and_is_written_once(record: Record):
    write(record, (None, incident("1")), messages=(message(),))
    write(record, messages=(message(to="E02"), message("2/called", number="2", at=LATER)))
    assert record.messages(9) == (message("2/called", number="2", at=LATER), message())
    assert record.messages(9, number="1") == (message(),)
    assert record.messages(1, state=MessageState.SENT) == ()


def test_a_message_of_what_was_not_written_is_not_written_either(record: Record):
    with pytest.raises(RuntimeError, match="power"), record.transaction() as work:  # noqa: PT012 - written, then lost
        work.write(changes((None, incident("1")), messages=(message(),)))
        raise RuntimeError("power")
    assert record.messages(9) == ()


def test_what_is_due_is_taken_once_the_oldest_first_and_again_when_the_taker_died(record: Record):
    early, late = message("b", next_at=NOON - timedelta(seconds=1)), message("a")
    write(record, messages=(late, early, message("c", next_at=LATER)))
    assert [one.key for one in record.take_due(NOON, LATER, 1)] == ["b"]
    [taken] = record.take_due(NOON, LATER, 9)
    assert taken == replace(late, next_at=LATER, tries=1)
    assert record.take_due(NOON, LATER, 9) == ()
    assert {one.key: one.tries for one in record.take_due(LATER, LATER + timedelta(minutes=1), 9)} == {
        "a": 2, "b": 2, "c": 1,
    }  # fmt: skip


def test_what_is_settled_is_not_taken_again(record: Record):
    write(record, messages=tuple(message(key) for key in "abc"))
    one, two, three = record.take_due(NOON, LATER, 9)
    why = {"zh": "已撤离", "en": "gone"}
    record.settle([sent(one, NOON), dropped(two, why), not_delivered(three, "busy", NOON)])
    assert [(one.state, one.why) for one in record.messages(9)] == [
        (MessageState.WAITING, {"zh": "未送达：busy", "en": "Not delivered: busy"}), (MessageState.DROPPED, why),
        (MessageState.SENT, {}),
    ]  # fmt: skip
    assert record.messages(9)[2].sent_at == NOON
    assert [one.key for one in record.take_due(NOON + timedelta(seconds=5), LATER, 9)] == ["c"]


def test_who_was_too_slow_settles_nothing_that_another_took(record: Record):
    write(record, messages=(message(),))
    [slow] = record.take_due(NOON, LATER, 9)
    [quick] = record.take_due(LATER, LATER + timedelta(minutes=1), 9)
    record.settle([sent(quick, LATER)])
    record.settle([not_delivered(slow, "busy", LATER)])
    assert [one.state for one in record.messages(9)] == [MessageState.SENT]
