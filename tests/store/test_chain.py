"""The log is one chain over every stream, written with what it tells of; the lines of before are its beginning."""

import hashlib
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from incidents.incident import State
from incidents.lines import Line
from incidents.ports import Record
from store import tables
from store.chain import BEFORE_THE_FIRST, LogOutOfStep, canonical, stamp
from store.migrating import _config
from store.opening import _engines, open_record
from tests.store.builders import NOON, entry, incident
from tests.store.test_opening import opened
from tests.store.test_record import Kept, write

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def line(stream: str, **facts: object) -> Line:
    given = Line(stream=stream, action="note", at=NOON, recorded_at=NOON, by="li", role="chief")
    return replace(given, **facts)  # type: ignore[arg-type] - by name


def rows_of(record: Kept) -> list[dict[str, object]]:
    if not hasattr(record, "_engines"):
        return record.rows
    with record._engines.readers.connect() as connection:
        return [dict(row) for row in connection.execute(sa.select(tables.event_log).order_by("seq")).mappings()]


@given(JSON)
def test_the_canonical_form_is_what_any_json_library_writes_with_sorted_keys(value: object):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value).decode() == text


# Pitfall J 47 of the specification: float formatting breaks verification.
@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [1, {"b": 0.5}]}, (1, 2.0), {"a": float("inf")}])
def test_a_float_anywhere_is_a_type_error(value: object):
    with pytest.raises(TypeError, match="is a float"):
        canonical(value)


@pytest.mark.parametrize("value", [NOON, b"bytes", {1, 2}, object(), 2**64])
def test_what_json_has_no_word_for_is_a_type_error(value: object):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_time_is_written_in_one_way_from_every_zone():
    assert stamp(NOON.astimezone(timezone(timedelta(hours=8)))) == "2026-11-20T12:00:00.123456Z"
    with pytest.raises(ValueError, match="has no zone"):
        stamp(NOON.replace(tzinfo=None))


def test_anybody_can_check_a_row_with_what_the_chain_says_of_itself(record: Kept):
    write(record, (None, incident("1")), entries=(entry(incident("1")), line("shift:day", body={"z": 1, "a": "烟"})))
    before = BEFORE_THE_FIRST
    for row in rows_of(record):
        said = {name: value for name, value in row.items() if name != "hash"} | {"body": json.loads(row["body"])}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row["prev_hash"] == before
        assert row["hash"] == hashlib.sha256(b"onescreen.event.v1\n" + text.encode()).hexdigest()
        before = row["hash"]


def test_every_record_writes_the_same_chain(record: Kept):
    write(record, (None, incident("1")), entries=(line("shift:day"), entry(incident("1"))))
    write(record, entries=(line("shift:day", to="handed_over"), line("account:li", by="admin")))
    assert [(row["seq"], row["stream"], row["stream_seq"]) for row in rows_of(record)] == [
        (1, "shift:day", 1), (2, "incident:1", 1), (3, "shift:day", 2), (4, "account:li", 1),
    ]  # fmt: skip
    assert rows_of(record)[-1]["hash"] == "73a82099f46a82d7d3245e0ee3fb5aae2141971c478786fa304065c0d8b35c34"


def test_a_stream_is_read_as_it_was_written(record: Record):
    written = line("video:c7", came_from="hit", to="confirmed", stream_seq=1, body={"confidence_bp": 9120, "why": None})
    write(record, entries=(line("video:c8"), written))
    assert record.lines("video:c7") == (replace(written, seq=2),)
    assert [one.seq for one in record.lines_since(1, 5)] == [2]
    assert [one.stream for one in record.lines_since(0, 1)] == ["video:c8"]
    assert [one.stream for one in record.lines_since(0, 1, ["shift", "video"])] == ["video:c8"]
    assert record.lines_since(0, 9, ["vide", "account"]) == ()
    assert record.lines("video:c9") == ()


def test_a_line_that_skips_a_number_of_its_stream_is_refused(record: Record):
    write(record, entries=(line("shift:day", stream_seq=1),))
    with pytest.raises(LogOutOfStep, match="line 3 was to be written, but the log expects 2"):
        write(record, entries=(line("shift:day", stream_seq=3),))
    assert len(record.lines("shift:day")) == 1


def test_a_float_in_a_body_leaves_nothing_of_its_transaction(record: Record):
    with pytest.raises(TypeError, match="is a float"):
        write(record, (None, incident("1")), entries=(entry(incident("1"), details={"score": 0.5}),))
    assert (record.find("1"), record.log("1")) == (None, ())


def test_an_entry_carries_its_role_and_more_through_the_log(record: Record):
    said = entry(incident("1"), came_from=State.FILED, role="dispatcher", unit="E01", details={"score_bp": 5000})
    write(record, (None, incident("1")), entries=(said,))
    assert record.log("1") == (said,)


# Pitfall J 45 of the specification: the hash chain forks.
def test_thirty_appends_at_once_make_one_chain(record: Kept):
    def append(hand: int) -> None:
        write(record, entries=(line(f"account:{hand % 7}", by=f"hand {hand}"),) * 3)

    with ThreadPoolExecutor(30) as pool:
        list(pool.map(append, range(30)))
    rows = rows_of(record)
    assert [row["prev_hash"] for row in rows] == [BEFORE_THE_FIRST, *(row["hash"] for row in rows[:-1])]
    assert [row["seq"] for row in rows] == list(range(1, 91))


# Pitfall J 48 of the specification: the chain is ordered by time, and times are equal.
def test_lines_of_one_moment_stand_in_the_order_in_which_they_came(record: Record):
    for by in "cab":
        write(record, entries=(line("shift:day", by=by),))
    assert [one.by for one in record.lines("shift:day")] == ["c", "a", "b"]


@pytest.mark.parametrize("wrong", ["stream_seq + 1, {}, prev_hash", "stream_seq, {}, hash"])
def test_the_database_itself_refuses_a_fork_and_a_second_line_of_one_number(kept: str, wrong: str):
    record = opened(kept)
    write(record, entries=(line("shift:day"), line("shift:day")))
    number, before = wrong.split(", {}, ")
    columns = f'recorded_at, at, "by", role, action, came_from, "to", body, {before}'
    forged = f"INSERT INTO event_log SELECT seq + 1, stream, {number}, {columns}, 'ff' FROM event_log WHERE seq = 2"  # noqa: S608 - our own words
    with pytest.raises(DBAPIError), record._engines.writer.begin() as connection:
        connection.exec_driver_sql(forged)
    assert len(record.lines("shift:day")) == 2
    record.close()


@pytest.mark.parametrize("table", ["event_log", "checkpoints"])
def test_sqlite_replaces_no_row_either(tmp_path: Path, table: str):
    record = opened(f"sqlite:///{tmp_path}/city.db")
    write(record, entries=(line("shift:day"), line("shift:day")))
    record.close()
    connection = sqlite3.connect(tmp_path / "city.db")
    connection.execute("INSERT INTO checkpoints VALUES (1, 1, 'h', 'a', 'k', 'm')")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(f"REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 1")  # noqa: S608 - our own words
    connection.close()


def test_lines_of_before_are_the_beginning_of_the_chain(bare: str):
    engines = _engines(bare)
    with engines.writer.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        row = {"number": "1", "version": 1, "state": "filed", "open": True, "category": "E2001", "level": 1,
               "origin": "119", "reference": "", "command": "", "area": "", "received_at": NOON, "changed_at": NOON,
               "body": {}}  # fmt: skip
        connection.execute(sa.insert(tables.incidents), [row, row | {"number": "2"}])
        old = ("number", "version", "move", "action", "came_from", "to", "at", "recorded_at", "by", "unit", "note")
        said = sa.table("incident_log", *(sa.column(name) for name in old if "at" not in name[-2:]),
                        sa.column("at", tables.Instant), sa.column("recorded_at", tables.Instant))  # fmt: skip
        connection.execute(sa.insert(said), [
            dict(zip(old, (number, version, "C3", "file", None, "filed", NOON, NOON, "li", "", "烟"), strict=True))
            for number, version in (("1", 1), ("2", 1), ("1", 2))
        ])  # fmt: skip
    engines.close()

    record = open_record(bare)
    lines = record.lines_since(0, 9)
    assert [(one.seq, one.stream, one.stream_seq) for one in lines] == [
        (1, "incident:1", 1), (2, "incident:2", 1), (3, "incident:1", 2),
    ]  # fmt: skip
    assert [one.version for one in record.log("1")] == [1, 2]
    assert (record.log("1")[0].at.astimezone(UTC), record.log("1")[0].note) == (NOON, "烟")
    write(record, entries=(line("incident:1", stream_seq=3),))
    with record._engines.writer.connect() as connection:
        names = sa.inspect(connection).get_table_names()
    assert "incident_log" not in names
    record.close()
