"""When clocks have their turn is found by an index, what was told is told once, and one process keeps the time."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import IntegrityError

from incidents.desk import Desk
from incidents.incident import Signal
from incidents.ports import Claim
from incidents.timing.ladder import RAN_OUT
from incidents.timing.plans import Step
from incidents.timing.scheduler import Fired, Told, Turn
from store import documents, tables
from store.memory import MemoryRecord
from store.migrating import _config
from store.opening import _engines, open_record
from store.sql import SqlRecord
from tests.store.builders import NOON, changes, incident

Kept = MemoryRecord | SqlRecord
S, HOUR = timedelta(seconds=1), timedelta(hours=1)
TURN = Turn(id="1/file/1", number="1", kind="file", generation=1, next_at=NOON)
REACHED = Step(name="ran_out", at=NOON, rung=RAN_OUT)
FIRED = Fired(plan=TURN.id, number="1", generation=1, step=REACHED, fired_at=NOON + S, late_s=1)


def nowhere(lon: float, lat: float) -> str:
    return ""


def test_turns_come_in_their_order_and_what_waits_for_something_else_has_none(record: Kept):
    assert record.next_turn() is None
    turns = (
        replace(TURN, id="1/b", next_at=NOON + S), TURN, replace(TURN, id="1/paused", next_at=None),
        replace(TURN, id="1/late", next_at=NOON + HOUR),
    )  # fmt: skip
    with record.transaction() as work:
        work.write(changes((None, incident("1")), turns=turns))
    assert record.next_turn() == NOON
    with record.transaction() as work:
        assert work.turns(NOON, 9) == ()
        assert work.turns(NOON + 2 * S, 9) == (TURN, turns[0])
        assert work.turns(NOON + 2 * S, 1) == (TURN,)
        work.write(changes(turns=(replace(TURN, generation=2, next_at=NOON + HOUR),), past=("1/b", "1/never")))
    assert record.next_turn() == NOON + HOUR


def test_what_was_told_is_known_by_incident(record: Kept):
    with record.transaction() as work:
        work.write(changes((None, incident("1")), (None, incident("2")), fired=(FIRED,)))
    with record.transaction() as work:
        told = Told(plan=TURN.id, generation=1, name="ran_out", fired_at=NOON + S)
        assert work.fired(["1", "2"]) == {"1": (told,)}
        assert work.fired([]) == {}


def test_one_keeps_the_time_until_it_is_silent(record: Kept):
    assert record.claimed() is None

    def claimed(holder: str, at: float) -> bool:
        with record.transaction() as work:
            return work.claim(Claim(holder=holder, at=NOON + at * S), NOON + (at - 15) * S)

    assert [claimed("one", 0), claimed("two", 14), claimed("one", 14), claimed("two", 30)] == [True, False, True, True]
    assert record.claimed() == Claim(holder="two", at=NOON + 30 * S)


def test_the_database_refuses_to_tell_a_step_twice(kept: str):
    record = open_record(kept)
    with record.transaction() as work:
        work.write(changes((None, incident("1")), fired=(FIRED,)))
    with pytest.raises(IntegrityError), record._engines.writer.begin() as connection:
        connection.execute(sa.text("INSERT INTO fired SELECT * FROM fired"))
    record.close()


def test_t_ten_workers_at_once_fire_one_row(record: Kept):
    now = [NOON]
    announced: list[int] = []

    def desk() -> Desk:
        return Desk(record, lambda: now[0], lambda some: announced.append(len(some)), nowhere)

    said = Signal(origin="desk", key="k", at=NOON, category="U0452", level=3, lon=None, lat=None)
    number = desk().receive(said, "li").incident.number
    now[0] += HOUR
    taken: list[int] = []

    def worked(nth: int) -> None:
        taken.append(desk().time.keep(Claim(holder=f"worker {nth}", at=now[0])))

    workers = [threading.Thread(target=worked, args=(nth,)) for nth in range(10)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(taken) == [0] * 9 + [1]
    with record.transaction() as work:
        assert len(work.fired([number])[number]) == 1
    assert [one.action for one in desk().log(number)] == ["receive", "run_out"]
    assert [one.to for one in record.messages(10, number)] == ["chief"]


def test_t_restart_between_firing_and_telling_tells_all_the_same_and_once(kept: str):
    record, now = open_record(kept), [NOON]

    def never(_: object) -> None:
        raise KeyboardInterrupt

    def desk(on: Kept, announce: object = never) -> Desk:
        return Desk(on, lambda: now[0], announce, nowhere)  # type: ignore[arg-type] - one that dies

    said = Signal(origin="desk", key="k", at=NOON, category="U0452", level=3, lon=None, lat=None)
    number = desk(record, lambda _: None).receive(said, "li").incident.number
    now[0] += HOUR
    with pytest.raises(KeyboardInterrupt):
        desk(record).time.keep(Claim(holder="one", at=now[0]))
    record.close()
    again = open_record(kept)
    assert desk(again, lambda _: None).time.keep(Claim(holder="one", at=now[0] + S)) == 0
    assert [one.number for one in again.untold()] == [number]
    assert [one.to for one in again.take_due(now[0], now[0] + HOUR, 9)] == ["chief"]
    again.close()


def test_the_turns_are_found_by_the_index(tmp_path: Path):
    record = open_record(f"sqlite:///{tmp_path}/city.db")
    with record._engines.readers.connect() as connection:
        for asked in (
            "SELECT min(next_at) FROM clocks WHERE next_at IS NOT NULL",
            "SELECT * FROM clocks WHERE next_at IS NOT NULL AND next_at < '2026' ORDER BY next_at, id LIMIT 9",
        ):
            plan = [row[-1] for row in connection.execute(sa.text(f"EXPLAIN QUERY PLAN {asked}"))]
            assert any("INDEX clocks_next" in line for line in plan), plan
    record.close()


def test_t_a_signal_that_waits_runs_out_once_on_every_record_and_a_restart_forgets_nothing(record: Kept):
    now = [NOON]
    desk = Desk(record, lambda: now[0], lambda _: None, nowhere)
    said = Signal(origin="ENTERPRISE", key="k", at=NOON, category="M0112", level=1, lon=None, lat=None,
                  extra={"caller": "gas"})  # fmt: skip
    came = desk.receive(said, "gate").reception
    assert came is not None
    now[0] = NOON + HOUR
    later = Desk(record, lambda: now[0], lambda _: None, nowhere)
    assert later.time.keep(Claim(holder="one", at=now[0])) == 2
    late = later.signals.find(came.number)
    assert (late.version, late.ticked, list(late.breached.values())) == (2, 1, [NOON + 300 * S])
    with record.transaction() as work:
        assert [one.name for one in work.fired([came.number])[came.number]] == [
            "console_2", "consoles", "leader_on_duty", "ran_out",
        ]  # fmt: skip
    assert later.time.keep(Claim(holder="one", at=now[0])) == 0


def test_what_was_told_before_signals_had_clocks_is_still_known(bare: str):
    engines, one = _engines(bare), incident("1")
    with engines.writer.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0070")
        connection.execute(sa.insert(tables.incidents), [documents.incident_row(one, documents.written(one))])
        connection.exec_driver_sql("INSERT INTO clocks VALUES ('1/file/1', '1', 'file', 1, '2026-11-20 12:00:00')")
        connection.exec_driver_sql(
            "INSERT INTO fired VALUES ('1/x/1', 1, 'ran_out', '1', '2026-11-20 12:00:00', '2026-11-20 12:00:01', 1)"
        )
    engines.close()
    record = open_record(bare)
    with record.transaction() as work:
        assert [one.id for one in work.turns(NOON + HOUR, 9)] == [TURN.id]
        assert [one.plan for one in work.fired(["1"])["1"]] == ["1/x/1"]
    record.close()
