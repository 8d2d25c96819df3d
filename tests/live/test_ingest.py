"""The ingest: a source that fails costs nobody else anything, and is heard again when it is back."""

import logging
from datetime import timedelta

import pytest

from city.events import Event, Noticed, Read, SourceChanged
from city.picture import Refusals, SourceState
from geo.place import Bounds
from incidents.notice import What
from live.bus import MemoryBus
from live.gate import Gate
from live.ingest import MOST_SENDERS, Ingest, SenderRefused
from live.whereabouts import Whereabouts
from sources.base import SourceUnavailable
from tests.live.builders import NOON, Hands, Tape, batch, notice


class Room:
    """An ingest and what was heard of it."""

    def __init__(self) -> None:
        self.clock = Hands()
        self.heard: list[Event] = []
        bus = MemoryBus()
        bus.subscribe(self.heard.append)
        self.ingest = Ingest(bus, Gate(Bounds(0, 0, 2, 1), Whereabouts({})), self.clock)

    def state(self, name: str) -> SourceState:
        """The newest state of a source."""
        return [e.state for e in self.heard if isinstance(e, SourceChanged) and e.state.name == name][-1]


def test_what_a_source_gives_is_said_and_counted() -> None:
    room, tape = Room(), Tape([batch(1.0, 2.0), notice(what=What.RECEIVED, reference="7")])
    room.ingest.connect(tape)
    room.ingest.read(tape)
    assert [type(event) for event in room.heard] == [SourceChanged, Read, Noticed, SourceChanged]
    assert room.state("tape").facts == 3
    assert room.state("tape").newest_at == NOON


def test_a_source_that_fails_is_tried_later_and_later_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    down = SourceUnavailable("tape", "503 from a.example")
    room, tape = Room(), Tape(down, down, down, [batch(1.0)])
    room.ingest.connect(tape)
    assert [room.ingest.read(tape) for _ in range(3)] == [1.0, 2.0, 4.0]
    assert room.state("tape").problem == "tape is unavailable: 503 from a.example."
    room.ingest.read(tape)
    assert room.state("tape").problem == ""
    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]


def test_bad_rows_are_counted_with_an_example_and_the_good_go_on() -> None:
    room, tape = Room(), Tape([batch(1.0, float("nan"), 999.0)])
    room.ingest.connect(tape)
    room.ingest.read(tape)
    assert room.state("tape").facts == 1
    assert {one.reason: one.count for one in room.state("tape").refused} == {"not a number": 1, "not believable": 1}


def test_a_pushed_batch_is_answered_with_what_became_of_it() -> None:
    room = Room()
    offered = room.ingest.offer("mast", batch(1.0, float("inf")))
    assert offered.accepted == 1
    assert [(one.reason, one.count) for one in offered.refused] == [("not a number", 1)]
    assert room.state("mast").facts == 1


def test_a_sender_promises_as_often_as_it_sends_its_quickest_kind_and_nothing_of_what_changes() -> None:
    room = Room()
    closed = batch(1.0, kind="road.closed", things=["e1"], cause=[0.0])
    room.ingest.offer("permits", closed, promise_s=None)
    assert (room.state("permits").promise_s, room.state("permits").patience_s) == (None, None)
    room.ingest.offer("permits", batch(1.0), promise_s=3600.0)
    assert room.state("permits").promise_s == 3600.0


def test_a_source_tells_which_kinds_it_has_brought_and_none_of_those_that_were_refused() -> None:
    room = Room()
    room.ingest.offer("mast", batch(1.0))
    room.ingest.offer("mast", batch(float("inf"), kind="road.closed", things=["e1"], cause=[0.0]))
    assert room.state("mast").kinds == (batch(1.0).kind,)


def test_nobody_sends_under_the_name_of_a_source_of_ours() -> None:
    room = Room()
    room.ingest.connect(Tape())
    with pytest.raises(SenderRefused, match="another name"):
        room.ingest.offer("tape", batch(1.0))


@pytest.mark.parametrize(
    ("kind", "of"), [("incident.closed", "incidents"), ("dataset.state", "sources"), ("service.level", "service")]
)
def test_nobody_sends_what_the_house_learns_by_itself(kind: str, of: str) -> None:
    with pytest.raises(SenderRefused, match=f"learns by itself, of .*{of}"):
        Room().ingest.offer("mast", batch(1.0, kind=kind))


def full_house() -> Room:
    """A room where every place is taken, each a second after the one before."""
    room = Room()
    for number in range(MOST_SENDERS):
        room.clock.forward(seconds=1)
        room.ingest.offer(f"sender {number}", batch(1.0, things=[f"thing {number}"]))
    return room


def test_made_up_names_of_senders_do_not_fill_the_house() -> None:
    with pytest.raises(SenderRefused, match="send already"):
        full_house().ingest.offer("one more", batch(1.0, things=["one more"]))


def test_a_sender_that_was_silent_for_a_day_gives_its_place_up() -> None:
    room = full_house()
    room.clock.forward(days=1)
    room.ingest.offer("sender 0", batch(1.0, things=["thing 0"], at=room.clock.at))
    room.ingest.offer("one more", batch(1.0, things=["one more"], at=room.clock.at))
    assert room.state("sender 1").status == "gone"
    assert room.state("one more").facts == 1


def test_a_sender_of_nonsense_is_shown_and_is_the_first_to_go() -> None:
    room = Room()
    offered = room.ingest.offer("nonsense", batch(float("nan")))
    assert (offered.accepted, len(offered.refused)) == (0, 1)
    assert room.state("nonsense").refused == offered.refused
    for number in range(MOST_SENDERS):
        room.ingest.offer(f"sender {number}", batch(1.0, things=[f"thing {number}"]))
    assert room.state("nonsense").status == "gone"


def test_rows_that_were_refused_earlier_are_counted_with_the_others() -> None:
    room = Room()
    earlier = Refusals(reason="wrong shape", count=3, example="Row 1 of 5, value: it is no number.")
    offered = room.ingest.offer("mast", batch(1.0, float("nan")), (earlier,))
    assert {one.reason: one.count for one in offered.refused} == {"wrong shape": 3, "not a number": 1}
    assert room.state("mast").refused == offered.refused


def test_a_dead_source_keeps_its_newest_time() -> None:
    room, tape = Room(), Tape([batch(1.0)], SourceUnavailable("tape", "gone"))
    room.ingest.connect(tape)
    room.ingest.read(tape)
    room.clock.forward(minutes=5)
    room.ingest.read(tape)
    assert room.state("tape").newest_at == NOON
    assert room.clock.at - NOON == timedelta(minutes=5)
