"""Every question that is asked at an action, at a tick, or for a queue finds its rows by an index: SQLite says how."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from incidents.desk import Desk
from incidents.details import Details
from incidents.incident import Signal
from incidents.intake.wanting import SignalWish
from incidents.messages import MessageState
from store.opening import open_record
from store.sql import SqlRecord
from tests.incidents.hands import anyone
from tests.store.builders import NOON

# What grows with the years; units that are bound and what is still to be announced do not.
GROWING = (
    "incidents", "event_log", "signals", "operations", "receptions", "signal_log", "messages", "attachments", "tasks",
    "requests", "history", "hit_reviews", "checkpoints",
)  # fmt: skip
OF_OPEN_ONES = ("open_incidents",)  # an index that holds nothing else may be read from end to end
Asked = dict[str, Any]


@pytest.fixture
def record(made_file: Path, tmp_path: Path) -> Iterator[SqlRecord]:
    file = tmp_path / "city.db"
    file.write_bytes(made_file.read_bytes())
    opened = open_record(f"sqlite:///{file}")
    assert isinstance(opened, SqlRecord)
    yield opened
    opened.close()


@pytest.fixture
def asked(record: SqlRecord) -> Asked:
    """Every statement that is made from now on, with what was given to it last."""
    made: Asked = {}

    def heard(_connection: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        made[statement] = given

    for engine in (record._engines.writer, record._engines.readers):
        event.listen(engine, "before_cursor_execute", heard)
    return made


def scanned(record: SqlRecord, asked: Asked) -> list[str]:
    """What is read from end to end of a table that grows; the first or last rows of one are not."""
    found: list[str] = []
    with record._engines.readers.connect() as connection:
        for statement, given in tuple(asked.items()):
            if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            one = given[0] if isinstance(given, list) else given
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one).fetchall()
            found += [f"{row[3]}: {statement}" for row in plan if reads_all(row[3], statement)]
    return found


def reads_all(step: str, statement: str) -> bool:
    read = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
    if read is None or read[1] not in GROWING or read[2] in OF_OPEN_ONES:
        return False
    alone, inside = statement, 1
    while inside:  # of what is asked within another question, the inmost first
        alone, inside = re.subn(r"\([^()]*\)", "", alone)
    return "WHERE" in alone or "LIMIT" not in alone


def at_a_desk(record: SqlRecord) -> Desk:
    return Desk(record, lambda: NOON, lambda _: None, lambda *_: "mission")


def signal(key: str, origin: str = "desk", **more: Any) -> Signal:
    return Signal(origin=origin, key=key, at=NOON, category="U0452", level=3, lon=-122.4, lat=37.8, **more)


def every_action(desk: Desk, record: SqlRecord) -> None:
    one, other = (desk.receive(signal(key), "li").incident for key in "ab")
    assert one is not None
    assert other is not None
    for action, by in (("file", "li"), ("assign", "li"), ("on_scene", "li"), ("clear", "li"), ("report_done", "li"),
                       ("assign_check", "wang"), ("check_pass", "wang"), ("close", "chen")):  # fmt: skip
        desk.act(one.number, action, by=by, unit="E1", operation=f"{action}-1")
    desk.act(other.number, "merge", by="li", details=Details(parent=_third(desk)))
    desk.remark(one.number, "seen", by="li")


def _third(desk: Desk) -> str:
    came = desk.receive(signal("c"), "li").incident
    assert came is not None
    return came.number


def every_signal(desk: Desk, record: SqlRecord) -> None:
    for origin, more in (("12345", {"extra": {"caller": "c1"}}), ("VIDEO", {"extra": {"camera": "v1"}}), ("IOT", {})):
        waits = desk.receive(signal("d", origin, **more), "li").reception
        if waits is not None and waits.incident == "":
            desk.signal_act(SignalWish(
                number=waits.number, action="not_found", actor=anyone("li"), reason="false_alarm", note="nothing there",
                operation=f"{origin}-not-found",
            ))  # fmt: skip


def every_tick(desk: Desk, record: SqlRecord) -> None:
    desk.tend_signals()
    desk.announce_leftovers()
    record.settle(record.take_due(NOON, NOON, 100))
    record.checkpoint(NOON)
    record.keep([])
    record.kept("series", NOON)
    record.forget("series", NOON)


def every_queue(desk: Desk, record: SqlRecord) -> None:
    desk.open_incidents()
    desk.recent(NOON - timedelta(hours=1))
    record.over(NOON - timedelta(hours=1), NOON)
    for number in ("20261120-0001", "none"):
        desk.log(number)
        desk.brought(number)
        record.attachments(number)
        record.messages(10, number, MessageState.WAITING)
        record.find(number)
        record.intake.find(number)
        record.lines(f"signal:{number}")
        record.intake.behind(number)
    record.messages(10)
    record.lines_since(7, 100)
    record.intake.waiting()
    record.intake.marked()
    record.intake.linked(["20261120-0001"])


@pytest.mark.parametrize("moment", [every_action, every_signal, every_tick, every_queue])
def test_nothing_that_grows_is_read_from_end_to_end(
    record: SqlRecord, asked: Asked, moment: Callable[[Desk, SqlRecord], None]
):
    moment(at_a_desk(record), record)
    assert len(asked) > 5
    assert scanned(record, asked) == []


def test_a_scan_is_seen(record: SqlRecord, asked: Asked):
    with record._engines.readers.connect() as connection:
        connection.execute(sa.text("SELECT number FROM incidents WHERE category = 'U0452'"))
    assert scanned(record, asked) == ["SCAN incidents: SELECT number FROM incidents WHERE category = 'U0452'"]
