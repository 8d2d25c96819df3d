"""One suite for every record: what is written is there, exactly; what fails leaves nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from city.history import Step
from incidents.incident import Signal, State
from incidents.ports import Operation, Received, Record
from incidents.refusals import Outdated, UnitBusy
from store.memory import MemoryRecord
from store.sql import SqlRecord
from tests.store.builders import NOON, changes, cleared, entry, incident

Kept = MemoryRecord | SqlRecord


def write(record: Record, *pairs, **more) -> None:  # noqa: ANN002, ANN003 - as `changes` takes them
    with record.transaction() as work:
        work.write(changes(*pairs, **more))


def test_an_incident_comes_back_exactly_as_it_was(record: Kept):
    fire = incident("1", "E01", "E02", close_by=NOON + timedelta(days=1, microseconds=7))
    write(record, (None, fire))
    assert record.find("1") == fire
    with record.transaction() as work:
        assert work.incidents(["1", "2"]) == {"1": fire}
        assert work.referred([("119", "1"), ("119", "9"), ("120", "1")]) == {("119", "1"): "1"}
        assert work.bound(["E01", "E02", "E03"]) == {"E01": "1", "E02": "1"}
    assert record.find("2") is None


def test_an_incident_without_a_place_comes_back_without_one(record: Kept):
    nowhere = incident("1", lon=None, lat=None, due_at=None, reference="")
    write(record, (None, nowhere))
    assert record.find("1") == nowhere


def test_many_can_be_asked_for_at_once(record: Kept):
    fires = [incident(f"{i:04d}", f"E{i}") for i in range(1200)]
    write(record, *((None, one) for one in fires))
    with record.transaction() as work:
        assert len(work.incidents([one.number for one in fires])) == 1200
        assert len(work.referred([("119", one.number) for one in fires])) == 1200
        assert len(work.bound([f"E{i}" for i in range(1200)])) == 1200
    assert record.open_incidents() == tuple(fires)


def test_open_ones_and_recent_ones_are_told_apart(record: Kept):
    old = incident("1", state=State.CLOSED)
    young = incident("2", state=State.CLOSED, changed_at=NOON + timedelta(hours=2))
    waiting = incident("3")
    write(record, (None, waiting), (None, old), (None, young))
    assert record.open_incidents() == (waiting,)
    assert record.recent(NOON + timedelta(hours=2)) == (young, waiting)


def test_what_a_signal_brought_along_is_kept(record: Kept):
    first = Signal(
        origin="indicator", key="b", at=NOON, category="I9003", level=3, lon=None, lat=None,
        extra={"explanation": '{"value": 7.3}'},
    )  # fmt: skip
    later = replace(first, key="a", at=NOON + timedelta(minutes=1), extra={})
    received = tuple(Received(signal=one, number="1", by="rule") for one in (later, first))
    write(record, (None, incident("1")), received=received)
    assert record.brought("1") == ({"explanation": '{"value": 7.3}'}, {})
    assert record.brought("2") == ()


def test_the_log_keeps_the_order_and_every_word(record: Kept):
    first, second = incident("1"), incident("1", version=2)
    lines = (entry(first), entry(second, came_from=State.FILED, unit="E01", note="“烟”"))
    write(record, (None, second), entries=lines)
    assert record.log("1") == lines
    assert record.log("2") == ()


def test_a_change_of_what_was_not_seen_is_refused_by_the_record(record: Kept):
    seen = incident("1")
    write(record, (None, seen))
    write(record, (seen, replace(seen, version=2)))
    with pytest.raises(Outdated) as refusal:
        write(record, (seen, replace(seen, version=2)))
    assert (refusal.value.expected, refusal.value.actual) == (1, 2)
    assert len(record.log("1")) == 2


def test_a_unit_on_two_incidents_is_refused_by_the_record(record: Kept):
    write(record, (None, incident("1", "E01")))
    with pytest.raises(UnitBusy, match="E01 is still on incident 1"):
        write(record, (None, incident("2", "E01")))
    assert record.find("2") is None


def test_a_cleared_unit_is_free_and_may_change_hands_in_one_transaction(record: Kept):
    first = incident("1", "E01")
    write(record, (None, first))
    write(record, (None, incident("2", "E01")), (first, cleared(first)))
    with record.transaction() as work:
        assert work.bound(["E01"]) == {"E01": "2"}


def test_what_fails_leaves_neither_state_nor_line_nor_serial(record: Kept):
    fire = incident("1", "E01")
    with pytest.raises(RuntimeError, match="power"), record.transaction() as work:  # noqa: PT012 - written, then lost
        work.write(changes((None, fire), serials={"20261120": 7}))
        raise RuntimeError("power")
    with record.transaction() as work:
        assert (work.incidents(["1"]), work.serial("20261120"), work.bound(["E01"])) == ({}, 0, {})
    assert (record.log("1"), record.untold()) == ((), ())


def test_serials_and_signals_are_remembered(record: Kept):
    fire = incident("1")
    signal = Signal(
        origin="12345", key="K", at=NOON, category="U0452", level=2, lon=1.0, lat=2.0, extra={"caller": "anonymous"}
    )
    write(record, (None, fire), serials={"20261120": 7}, received=(Received(signal=signal, number="1", by="li"),))
    write(record, (fire, replace(fire, version=2)), serials={"20261120": 8})
    with record.transaction() as work:
        assert (work.serial("20261120"), work.serial("20261121")) == (8, 0)
        assert (work.signalled("12345", "K"), work.signalled("12345", "L")) == ("1", None)


def test_operations_are_answered_for_a_day(record: Kept):
    fire = incident("1", "E01")
    first = Operation(key="op", wish="1\nfile", at=NOON, answer=fire)
    write(record, (None, fire), operations=(first,))
    with record.transaction() as work:
        assert (work.operation("op"), work.operation("other")) == (first, None)
    later = replace(first, key="op-2", at=NOON + timedelta(hours=25))
    write(record, (fire, replace(fire, version=2)), operations=(later,))
    with record.transaction() as work:
        assert (work.operation("op"), work.operation("op-2")) == (None, later)


def test_what_is_made_up_in_it_is_found(record: Kept):
    write(record, (None, incident("1", made_up=False)))
    assert record.made_up() == ""
    write(record, (None, incident("2")))
    assert record.made_up() == "2"


def test_what_was_told_leaves_the_outbox(record: Kept):
    first, second = incident("1"), incident("2")
    write(record, (None, first), (None, second))
    assert record.untold() == (first, second)
    write(record, (None, incident("3")), told=(("1", 1), ("3", 9)))
    assert [one.number for one in record.untold()] == ["2", "3"]


def test_history_is_kept_by_series_and_time_and_the_last_word_counts(record: Kept):
    quarter = timedelta(minutes=15)
    record.keep([step("delay", NOON + quarter, b"2"), step("pm25", NOON, b"35"), step("delay", NOON, b"0")])
    record.keep([step("delay", NOON, b"1")])
    record.keep([])
    assert [(one.at, one.body) for one in record.kept("delay", NOON)] == [(NOON, b"1"), (NOON + quarter, b"2")]
    assert [one.body for one in record.kept("delay", NOON, NOON + quarter)] == [b"1"]
    assert record.kept("delay", NOON + timedelta(hours=1)) == ()
    record.forget("delay", NOON + quarter)
    assert [one.at for one in record.kept("delay", NOON)] == [NOON + quarter]
    assert len(record.kept("pm25", NOON)) == 1


def step(series: str, at: datetime, body: bytes) -> Step:
    return Step(series=series, at=at, body=body)
