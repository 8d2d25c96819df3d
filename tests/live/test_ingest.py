"""The ingest: a source that fails costs nobody else anything, and is heard again when it is back."""

import json
import logging
from datetime import timedelta

import pytest

from city.events import Event, Noticed, Read, SourceChanged
from city.history import Step
from city.picture import Refusals, SourceState
from geo.place import Bounds
from incidents.notice import What
from live.bus import MemoryBus
from live.gate import Gate
from live.ingest import Ingest
from live.lines import MOST_SENDERS, LineNotes, SenderRefused
from live.measures.left_out import LeftOut
from live.measures.past import EPOCH
from live.seen import MOST_OF_ONE
from live.whereabouts import Whereabouts
from sources.base import Provenance, SourceUnavailable
from store.memory import MemoryRecord
from tests.live.builders import NOON, Hands, Tape, batch, notice


class Room:
    """An ingest and what was heard of it; `record` is what it remembers by."""

    def __init__(self, record: MemoryRecord | None = None, clock: Hands | None = None) -> None:
        self.clock = clock or Hands()
        self.record = record or MemoryRecord()
        self.heard: list[Event] = []
        bus = MemoryBus()
        bus.subscribe(self.heard.append)
        self.ingest = Ingest(bus, Gate(Bounds(0, 0, 2, 1), Whereabouts({})), self.clock)
        self.left_out = LeftOut()
        self.notes = LineNotes(self.record, self.ingest.lines, self.left_out)

    def again(self) -> "Room":
        """The room after a restart."""
        self.notes.write()
        room = Room(self.record, self.clock)
        room.ingest.remember(room.notes)
        return room

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


def test_a_source_of_ours_may_bring_more_things_than_one_program_may_send() -> None:
    many = MOST_OF_ONE + 1
    rows = batch(*[1.0] * many, things=[f"x{i}" for i in range(many)])
    room, tape = Room(), Tape([rows])
    room.ingest.connect(tape)
    room.ingest.read(tape)
    assert (room.state("tape").facts, room.state("tape").refused) == (many, ())
    assert Room().ingest.offer("mast", rows).accepted == MOST_OF_ONE


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


def test_after_a_restart_a_source_is_as_old_as_it_was_and_has_brought_what_it_had() -> None:
    room = Room()
    room.ingest.connect(tape := Tape([batch(1.0)]))
    room.ingest.read(tape)
    room.clock.forward(minutes=5)
    again = room.again()
    again.ingest.connect(Tape())
    state = again.state("tape")
    assert (state.newest_at, state.read_at, state.kinds) == (NOON, NOON, ("weather.wind",))


def test_a_source_that_is_real_now_does_not_go_on_from_a_made_up_one_of_its_name() -> None:
    made_up, room = Tape([batch(1.0)]), Room()
    made_up.provenance = Provenance.MADE_UP
    room.ingest.connect(made_up)
    room.ingest.read(made_up)
    assert room.ingest.lines.invented == {"weather.wind"}
    again = room.again()
    again.ingest.connect(Tape())
    assert again.state("tape").newest_at is None
    assert again.ingest.lines.invented == frozenset()


def test_after_a_restart_a_sender_is_known_with_its_promise_but_one_of_nonsense_or_long_ago_is_not() -> None:
    room = Room()
    room.ingest.offer("old", batch(1.0, things=["old"]))
    room.clock.forward(days=30)
    room.ingest.offer("mast", batch(1.0, at=room.clock.at), promise_s=3600.0)
    room.ingest.offer("nonsense", batch(float("nan"), at=room.clock.at))
    room.clock.forward(days=2)
    again = room.again()
    assert {e.state.name for e in again.heard if isinstance(e, SourceChanged)} == {"mast"}
    assert (again.state("mast").promise_s, again.state("mast").facts) == (3600.0, 1)


def test_a_sender_of_nothing_but_nonsense_is_forgotten_when_it_falls_silent() -> None:
    room = Room()
    room.ingest.offer("nonsense", batch(float("nan")))
    room.ingest.offer("mast", batch(1.0))
    room.ingest.turn_to(room.clock.at + timedelta(minutes=59))
    assert room.state("nonsense").status == "no_data"
    room.ingest.turn_to(room.clock.at + timedelta(minutes=60))
    assert (room.state("nonsense").status, room.state("mast").status) == ("gone", "no_data")


@pytest.mark.parametrize("damaged", [b"{", b"null", b'[{"name": "mast"}]', b"[7]"])
def test_damaged_notes_of_the_sources_cost_nothing_else(damaged: bytes, caplog: pytest.LogCaptureFixture) -> None:
    room = Room()
    room.record.keep([Step(series="lines", at=EPOCH, body=damaged)])
    room.ingest.remember(room.notes)
    room.ingest.connect(Tape())
    assert room.state("tape").newest_at is None
    assert "never heard of" in caplog.text
    assert "1 of lines" in room.left_out.said()


def test_of_notes_that_are_damaged_in_the_middle_nothing_is_known() -> None:
    room = Room()
    room.ingest.offer("mast", batch(1.0))
    noted = [*room.ingest.lines.noted(), {"name": "gauge"}]
    again = Room(room.record)
    again.record.keep([Step(series="lines", at=EPOCH, body=json.dumps(noted).encode())])
    again.ingest.remember(again.notes)
    assert again.heard == []
    assert "mast" not in again.ingest.lines, "it would take a place that nobody sees"


def test_a_dead_source_keeps_its_newest_time() -> None:
    room, tape = Room(), Tape([batch(1.0)], SourceUnavailable("tape", "gone"))
    room.ingest.connect(tape)
    room.ingest.read(tape)
    room.clock.forward(minutes=5)
    room.ingest.read(tape)
    assert room.state("tape").newest_at == NOON
    assert room.clock.at - NOON == timedelta(minutes=5)
