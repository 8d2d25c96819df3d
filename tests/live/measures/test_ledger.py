"""A restart finds the single rows as they were, each once, and the newest of every thing."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from city.events import Read
from city.kinds import KINDS
from city.readings import Readings
from city.views import Latest, Rows, Table
from live.caseload import Caseload
from live.gate import Gate, Refused
from live.measures import ledger
from live.measures.archive import Archive, Recorded
from live.measures.past import EPOCH
from live.moments import moment
from live.projector import Projector
from live.whereabouts import Whereabouts
from store.memory import MemoryRecord
from store.opening import open_record
from store.sql import SqlRecord
from tests.live.builders import NOON, Hands, areas, batch

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STANDING, NEWEST, PASSING = "rain.gauge", "bin.fill", "ticket.opened"
Record = MemoryRecord | SqlRecord


class City:
    """A projector on a record, as one run of the program has them."""

    def __init__(self, record: Record, clock: Hands) -> None:
        self.clock = clock
        self.projector = Projector(areas(), Caseload({}), clock)
        self.archive = Archive(record, self.projector, ["gauges"])
        self.told, self.recent = self.archive.restore_rows(clock())

    def hear(self, *batches: Readings) -> None:
        for one in batches:
            self.projector.hear(Read("gauges", one))

    def write(self) -> None:
        self.archive.write(self.clock())

    def rows(self, kind: str) -> Table:
        found = self.projector.see(Rows(kind, KINDS[kind].rows_min), self.clock())
        assert isinstance(found, Table)
        return found

    def newest(self, kind: str) -> Table:
        found = self.projector.see(Latest(kind, 44_640), self.clock())
        assert isinstance(found, Table)
        return found


def tickets(*names: str, at: object = NOON, words: str = "路灯不亮“急”") -> Readings:
    kind = KINDS[PASSING]
    rows = batch(
        *[1.0] * len(names), kind=PASSING, things=names, at=at, lon=1.5,  # type: ignore[arg-type]  # one or several
        **{name: [float(i) for i in range(len(names))] for name in kind.attributes},
    )  # fmt: skip
    return Readings(
        kind=PASSING, thing=rows.thing, value=rows.value, at=rows.at, lon=rows.lon, lat=rows.lat,
        attributes=rows.attributes, texts={"words": [f"{words} {name}" for name in names]},
    )  # fmt: skip


def same(one: Table, other: Table) -> None:
    assert list(one.thing) == list(other.thing)
    for name in ("value", "at", "leaf", "lon", "lat"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for name, column in one.attributes.items():
        np.testing.assert_array_equal(column, other.attributes[name], err_msg=name)
    assert {name: list(words) for name, words in one.texts.items()} == {
        name: list(words) for name, words in other.texts.items()
    }


def test_rows_late_ones_too_come_back_from_the_database_as_they_were(tmp_path: Path):
    address, clock = f"sqlite:///{tmp_path}/city.db", Hands()
    record = open_record(address)
    first = City(record, clock)
    first.hear(batch(1.0, 2.0, kind=STANDING, things=["a", "b"], lon=[0.5, 1.5], at=NOON - MINUTE), tickets("t1"))
    first.write()
    clock.forward(minutes=1)
    first.hear(batch(3.0, kind=STANDING, things=["b"], lon=1.4), tickets("t2", at=NOON - 3 * DAY))
    first.hear(batch(0.3, kind=NEWEST, things=["bin"]))
    first.write()
    record.close()
    record = open_record(address)
    again = City(record, clock)
    for kind in (STANDING, PASSING):
        assert len(again.rows(kind))
        same(again.rows(kind), first.rows(kind))
    for kind in (STANDING, NEWEST):
        same(again.newest(kind), first.newest(kind))
    assert again.told == Recorded(clock(), frozenset({"gauges"}))
    record.close()


def test_what_a_source_tells_again_is_there_once_and_what_is_new_comes_in():
    record, clock = MemoryRecord(), Hands()
    told = (batch(1.0, 2.0, kind=STANDING, things=["a", "b"], at=NOON - MINUTE), tickets("t1", "t2"))
    first = City(record, clock)
    first.hear(*told)
    first.write()
    again = City(record, clock)
    again.hear(*told, tickets("t2", "t3"), batch(9.0, 2.0, kind=STANDING, things=["c", "b"], at=NOON - MINUTE))
    assert list(again.rows(PASSING).thing) == ["t1", "t2", "t3"]
    assert list(again.rows(STANDING).thing) == ["a", "b", "c"]
    again.write()
    third = City(record, clock)
    same(third.rows(STANDING), again.rows(STANDING))


def test_rows_written_twice_because_the_record_went_away_come_back_once():
    record, clock = MemoryRecord(), Hands()
    first = City(record, clock)
    first.hear(tickets("t1", "t2"))
    list(first.archive._ledger.steps(clock()))
    record.keep(first.archive._ledger.steps(clock() - MINUTE))
    first.write()
    assert len(record.kept(f"rows:{PASSING}", EPOCH)) == 2
    assert list(City(record, clock).rows(PASSING).thing) == ["t1", "t2"]


def test_a_sender_that_repeats_itself_after_a_restart_is_heard_once():
    record, clock = MemoryRecord(), Hands()
    first, rows = City(record, clock), tickets("t1", "t2")
    first.hear(rows)
    first.write()
    gate, refused = Gate(areas().bounds, Whereabouts({})), Refused()
    for one in City(record, clock).recent:
        gate.remember(one)
    passed = gate.passed(tickets("t2", "t3"), moment(NOON), refused)
    assert passed is not None
    assert list(passed.thing) == ["t3"]
    assert refused.counts == {"duplicate": 1}


def test_small_blocks_are_gathered_and_lose_nothing():
    record, clock = MemoryRecord(), Hands()
    first = City(record, clock)
    for i in range(70):
        first.hear(tickets(f"t{i}", at=clock()), batch(float(i), kind=STANDING, things=["a"], at=clock()))
        first.write()
        clock.forward(minutes=1)
    for kind in (STANDING, PASSING):
        assert len(record.kept(f"rows:{kind}", EPOCH)) < ledger.GATHERED_FROM
        same(City(record, clock).rows(kind), first.rows(kind))


def test_a_flood_lies_in_blocks_of_a_bounded_size_and_comes_back():
    record, clock = MemoryRecord(), Hands()
    first, count = City(record, clock), 2 * ledger.FULL + 10
    first.hear(batch(*[2.0] * count, kind=STANDING, at=[NOON - timedelta(milliseconds=i) for i in range(count)]))
    first.write()
    assert len(record.kept(f"rows:{STANDING}", EPOCH)) == 3
    same(City(record, clock).rows(STANDING), first.rows(STANDING))


def test_rows_are_let_go_when_no_model_looks_at_them_any_more():
    record, clock = MemoryRecord(), Hands()
    first = City(record, clock)
    first.hear(batch(1.0, kind=STANDING, things=["a"]))
    first.write()
    clock.forward(minutes=KINDS[STANDING].rows_min + 1)
    first.hear(batch(2.0, kind=STANDING, things=["b"], at=clock()))
    first.write()
    assert len(record.kept(f"rows:{STANDING}", EPOCH)) == 1
    assert list(City(record, clock).newest(STANDING).thing) == ["a", "b"]


def test_rows_are_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ledger, "MOST_BYTES", 1000)
    record, clock = MemoryRecord(), Hands()
    first, chance = City(record, clock), np.random.default_rng(1)
    for _ in range(5):
        first.hear(batch(*chance.uniform(0, 9, 40), kind=STANDING, at=clock()))
        first.write()
        clock.forward(minutes=1)
    kept = record.kept(f"rows:{STANDING}", EPOCH)
    assert 0 < sum(len(one.body) for one in kept) <= 1000
    assert kept[-1].at == clock() - MINUTE


def test_what_cannot_be_read_is_left_out_and_told_anew_by_the_sources():
    record, clock = MemoryRecord(), Hands()
    first = City(record, clock)
    first.hear(tickets("t1"), batch(1.0, kind=STANDING, things=["a"]))
    first.write()
    for series in (f"rows:{PASSING}", f"things:{STANDING}"):
        step = record.kept(series, EPOCH)[0]
        record.keep([type(step)(series=series, at=step.at, body=b"?")])
    clock.forward(minutes=1)
    again = City(record, clock)
    assert (len(again.rows(PASSING)), len(again.rows(STANDING)), again.told.until) == (0, 0, None)
    again.hear(tickets("t1"), batch(1.0, kind=STANDING, things=["a"]))
    again.write()
    assert list(City(record, clock).rows(STANDING).thing) == ["a"]
