"""What leaves the house is true when it leaves; what cannot be delivered is tried again, and given up in the end."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from incidents.guards import Words
from incidents.incident import State
from incidents.messages import MOST_TRIES, Message, MessageState, NotDelivered
from incidents.ports import Checkpoint, StoreUnavailable
from live.clerk import Clerk
from live.message_book import MessageBook
from store.memory import MemoryRecord
from tests.incidents.builders import Room, act, hotline


class Telephone:
    """A way out that reaches people outside; it may be out of order."""

    def __init__(self, *, drill_safe: bool = False) -> None:
        self.drill_safe, self.works, self.rang = drill_safe, True, list[Message]()

    def send(self, message: Message) -> None:
        if not self.works:
            raise NotDelivered("no line")
        self.rang.append(message)


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def clerk(room: Room, telephone: Telephone) -> Clerk:
    return Clerk(room.record, {"book": telephone}, room.clock)


def states(room: Room) -> list[MessageState]:
    return [one.state for one in room.record.messages(9)]


def test_a_unit_that_our_desk_sends_is_called_once(room: Room, clerk: Clerk, telephone: Telephone):
    number = room.incident(State.DISPATCHED, address="北街 5", address_en="5 North St").number
    assert states(room) == [MessageState.WAITING]
    assert (clerk.send_due(), clerk.send_due()) == (1, 0)
    [said] = telephone.rang
    assert (said.to, said.number) == ("E01", number)
    assert said.words["en"].startswith(f"E01, go to 5 North St: incident {number}, level 2.")
    assert said.words["zh"].startswith(f"E01 请前往 北街 5，案卷 {number}，2 级")


def test_units_of_an_allied_command_are_called_by_their_command(room: Room):
    room.desk.receive(room.signal(origin="119", command="119", category="E2001", level=1), "119")
    assert states(room) == []


def test_a_unit_that_was_cleared_meanwhile_is_not_called(room: Room, clerk: Clerk, telephone: Telephone):
    incident = room.incident(State.PROCESSING)
    room.desk.act(incident.number, "clear", by="E01", unit="E01", at=room.clock.turn(minutes=1))
    clerk.send_due()
    [message] = room.record.messages(9)
    assert (telephone.rang, message.state, message.why["en"]) == (
        [], MessageState.DROPPED, "E01 is no longer on the incident.",
    )  # fmt: skip
    assert message.why["zh"] == "E01 已不在本案。"


def test_who_reported_it_done_hears_that_it_is_to_be_redone_unless_it_is_done_by_then(
    room: Room, clerk: Clerk, telephone: Telephone
):
    incident = room.incident(State.CHECKING)
    clerk.send_due()
    room.desk.act(incident.number, "check_fail", by="zhao", note="现场仍在冒烟")
    assert [one.to for one in room.record.messages(9, state=MessageState.WAITING)] == ["E01"]
    room.desk.act(incident.number, "report_done", by="E01")
    clerk.send_due()
    assert room.record.messages(9)[0].why["en"] == "The incident is reported done by now."
    assert telephone.rang == []


def test_a_call_that_is_half_an_hour_old_is_not_made(room: Room, clerk: Clerk, telephone: Telephone):
    room.incident(State.DISPATCHED)
    room.clock.turn(minutes=31)
    clerk.send_due()
    assert (telephone.rang, states(room)) == ([], [MessageState.DROPPED])


def test_an_exercise_leaves_the_house_by_no_way_that_reaches_anybody(room: Room, clerk: Clerk, telephone: Telephone):
    room.incident(State.DISPATCHED, made_up=True)
    clerk.send_due()
    assert (telephone.rang, room.record.messages(9)[0].why["zh"]) == ([], "演练消息不得外发。")
    room.incident(State.DISPATCHED, unit="E02", made_up=True)
    safe = Telephone(drill_safe=True)
    Clerk(room.record, {"book": safe}, room.clock).send_due()
    assert [one.exercise for one in safe.rang] == [True]


def test_what_is_not_delivered_is_tried_after_ever_longer_pauses_and_given_up(
    room: Room, clerk: Clerk, telephone: Telephone
):
    incident = room.incident(State.DISPATCHED)
    [waiting] = room.record.messages(9)
    room.record.mail[waiting.key] = replace(waiting, until=None)
    telephone.works = False
    pauses: list[float] = []
    while states(room) == [MessageState.WAITING]:
        clerk.send_due()
        [message] = room.record.messages(9)
        pauses.append((message.next_at - room.clock()).total_seconds())
        room.clock.now = message.next_at
    assert pauses[:4] == [5, 10, 20, 40]
    assert (len(pauses), states(room)) == (MOST_TRIES, [MessageState.FAILED])
    assert room.record.messages(9, number=incident.number)[0].why["en"] == "Not delivered: no line"


def test_a_way_that_does_not_exist_yet_is_tried_again(room: Room, telephone: Telephone):
    room.incident(State.DISPATCHED)
    Clerk(room.record, {}, room.clock).send_due()
    assert "there is no channel book" in room.record.messages(9)[0].why["en"]
    room.clock.turn(seconds=5)
    assert Clerk(room.record, {"book": telephone}, room.clock).send_due() == 1


def acknowledged(message: Message) -> Words | None:
    return {"zh": "已签收", "en": "acknowledged"}


def test_a_reason_that_only_its_writer_knows_drops_it_too(room: Room, telephone: Telephone):
    room.incident(State.DISPATCHED)
    Clerk(room.record, {"book": telephone}, room.clock, [acknowledged]).send_due()
    assert (telephone.rang, room.record.messages(9)[0].why["en"]) == ([], "acknowledged")


def test_the_book_holds_every_word_and_a_disk_that_fails_is_tried_again(room: Room, tmp_path: Path):
    room.incident(State.DISPATCHED, address="北街")
    clerk = Clerk(room.record, {"book": MessageBook(tmp_path / "away" / "messages.jsonl")}, room.clock)
    assert clerk.send_due() == 0
    (tmp_path / "away").mkdir()
    room.clock.turn(seconds=5)
    assert clerk.send_due() == 1
    assert "E01 请前往 北街" in (tmp_path / "away" / "messages.jsonl").read_text("utf-8")


class Away(MemoryRecord):
    """A record that can be out of reach, and counts its checkpoints."""

    away, sealed = False, 0

    def take_due(self, now: datetime, until: datetime, limit: int) -> tuple[Message, ...]:
        """As ever, unless it is away."""
        if self.away:
            raise StoreUnavailable("db", "there is no connection to the server", "See that it runs.")
        return super().take_due(now, until, limit)

    def checkpoint(self, at: datetime) -> Checkpoint | None:
        """As ever, counted."""
        self.sealed += 1
        return super().checkpoint(at)


def test_the_log_is_sealed_at_the_start_and_every_hour(room: Room):
    record = Away()
    clerk = Clerk(record, {}, room.clock)
    for _ in range(7):
        clerk.turn()
        room.clock.turn(minutes=20)
    assert record.sealed == 3


def test_a_record_that_is_away_is_told_of_once_and_asked_again(telephone: Telephone, caplog: pytest.LogCaptureFixture):
    record = Away()
    room = Room(record=record)
    clerk = Clerk(record, {"book": telephone}, room.clock)
    room.incident(State.DISPATCHED)
    record.away = True
    clerk.turn()
    clerk.turn()
    assert [one for one in caplog.messages if "wait" in one] == caplog.messages[:1]
    record.away = False
    clerk.turn()
    assert states(room) == [MessageState.SENT]


def test_a_reply_that_was_sent_is_owed_no_more_and_one_out_of_date_is_not_sent(room: Room, telephone: Telephone):
    desk = room.desk
    clerk = Clerk(room.record, {"book": telephone}, room.clock, [desk.signals.outdated], desk.delivered)
    ones = [desk.receive(hotline(room, level=3), "li").reception for _ in range(2)]
    refused = [act(room, one, "reject", reason="not_ours", note="属邻市管辖").reception for one in ones]
    act(room, refused[1], "answer", note="已电话告知")
    assert clerk.send_due() == 1
    assert [one.signals for one in telephone.rang] == [(ones[0].number,)]
    assert [desk.signals.find(one.number).reply.answered_by for one in ones] == ["system", "li"]
    assert {one.state for one in room.record.messages(9)} == {MessageState.SENT, MessageState.DROPPED}
