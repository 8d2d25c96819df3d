"""A record opens ready, wherever the house was started; what cannot be opened says why and what to do."""

import os
import re
import sqlite3
from pathlib import Path

import alembic.autogenerate
import alembic.migration
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from incidents.ports import StoreUnavailable
from store import tables
from store.migrating import steps
from store.opening import open_record
from store.sql import SqlRecord
from store.trouble import hidden
from tests.store.builders import changes, incident


def opened(address: str) -> SqlRecord:
    record = open_record(address)
    assert isinstance(record, SqlRecord)
    return record


def test_the_steps_lead_to_the_tables(bare: str):
    record = opened(bare)
    with record._engines.writer.begin() as connection:
        context = alembic.migration.MigrationContext.configure(connection)
        assert context.get_current_revision() == tables.REVISION
        assert alembic.autogenerate.compare_metadata(context, tables.METADATA) == []
    assert steps().get_heads() == [tables.REVISION]
    record.close()


def test_a_record_survives_its_house_and_knows_no_folder(kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = opened(kept)
    fire = incident("1", "E01")
    with first.transaction() as work:
        work.write(changes((None, fire)))
    first.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    second = opened(kept)
    assert second.open_incidents() == (fire,)
    assert second.untold() == (fire,)
    second.close()


# Pitfall J 49 of the specification: a row of the log is updated.
@pytest.mark.parametrize("wrong", ["UPDATE event_log SET body = 'never'", "DELETE FROM event_log"])
def test_the_log_can_only_grow(kept: str, wrong: str):
    record = opened(kept)
    with record.transaction() as work:
        work.write(changes((None, incident("1"))))
    with pytest.raises(DBAPIError, match="append-only"), record._engines.writer.begin() as connection:
        connection.exec_driver_sql(wrong)
    assert len(record.log("1")) == 1
    record.close()


@pytest.mark.parametrize(
    "twice",
    [
        "INSERT INTO bound_units (unit, number) VALUES ('E01', '2')",
        "UPDATE incidents SET reference = '1' WHERE number = '2'",
        "INSERT INTO bound_units (unit, number) VALUES ('E09', 'no such incident')",
    ],
)
def test_the_database_itself_refuses_what_may_be_only_once(kept: str, twice: str):
    record = opened(kept)
    with record.transaction() as work:
        work.write(changes((None, incident("1", "E01")), (None, incident("2"))))
    with pytest.raises(IntegrityError), record._engines.writer.begin() as connection:
        connection.exec_driver_sql(twice)
    record.close()


def test_sqlite_syncs_every_commit_and_trusts_no_schema(tmp_path: Path):
    record = opened(f"sqlite:///{tmp_path}/city.db")
    asked = ("synchronous", "journal_mode", "foreign_keys", "busy_timeout", "trusted_schema", "cell_size_check")
    with record._engines.writer.begin() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    assert found == {
        "synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 0, "trusted_schema": 0,
        "cell_size_check": 1,
    }  # fmt: skip
    with pytest.raises(OperationalError, match="readonly"), record._engines.readers.connect() as reader:
        reader.exec_driver_sql("DELETE FROM incidents")
    record.close()


# Pitfall J 50 of the specification: SQLITE_BUSY after a SELECT in a deferred transaction.
def test_whoever_may_write_has_the_file_before_it_reads(tmp_path: Path, root: Path):
    record = opened(f"sqlite:///{tmp_path}/city.db")
    other = sqlite3.connect(tmp_path / "city.db", isolation_level=None, timeout=0)
    with record.transaction() as work:
        assert work.incidents(["1"]) == {}
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        work.write(changes((None, incident("1"))))
    other.execute("BEGIN IMMEDIATE")
    other.close()
    record.close()
    begun = [line for file in (root / "store").glob("*.py") for line in file.read_text("utf-8").splitlines()
             if re.search(r"""["']BEGIN\b(?! IMMEDIATE| EXCLUSIVE)""", line)]  # fmt: skip
    assert all("else every question would see another moment" in line for line in begun), begun


def test_readers_do_not_wait_for_the_writer(kept: str):
    record = opened(kept)
    with record.transaction() as work:
        work.write(changes((None, incident("1"))))
        assert record.find("1") is None
    assert record.find("1") is not None
    record.close()


def test_an_option_that_postgresql_does_not_know_is_named():
    with pytest.raises(StoreUnavailable, match="has no option foo"):
        open_record("postgresql+psycopg://u:secret@127.0.0.1:1/x?foo=1")


@pytest.mark.parametrize("address", ["", "mysql://host/x", "sqlite://", "city.db", "nonsense://u:secret@h/x",
                                     "postgresql://u:secret@:x/x", "postgresql:/u:secret@h/x"])  # fmt: skip
def test_what_is_no_address_is_said_so_without_the_password(address: str):
    with pytest.raises(StoreUnavailable, match="it is no address of a record") as unavailable:
        open_record(address)
    assert "secret" not in str(unavailable.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:secret@h/x", "postgresql://h/x?password=secret", "postgresql://u:secret",
        "postgresql:u:secret@h", "postgresql://u:half@secret@h/x", "postgresql://u:half@/secret@h/x",
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password_however_it_is_written(address: str):
    assert "secret" not in hidden(address)
    assert hidden(address).strip("'").startswith("postgresql:")


def test_the_path_of_a_file_is_shown_as_it_is():
    assert hidden("sqlite:////srv/me@work/city.db").endswith("work/city.db")


def test_a_file_of_something_else_is_named(tmp_path: Path):
    (tmp_path / "city.db").write_bytes(b"not a database at all, but long enough to have a header" * 100)
    with pytest.raises(StoreUnavailable, match="it is not a OneScreen database"):
        open_record(f"sqlite:///{tmp_path}/city.db")


def test_a_damaged_file_is_noticed_when_it_is_read(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/city.db"
    record = opened(address)
    with record.transaction() as work:
        work.write(changes(*((None, incident(f"{i:04d}")) for i in range(500))))
    record.close()
    with (tmp_path / "city.db").open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(60 * 4096))
    with pytest.raises(StoreUnavailable, match="Stop, and restore the last copy"):
        opened(address).open_incidents()


def test_a_file_that_another_house_writes_is_not_opened(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/city.db"
    first = opened(address)
    with pytest.raises(StoreUnavailable, match="another OneScreen is writing to it"):
        open_record(address)
    first.close()
    opened(address).close()


def test_a_file_that_another_program_holds_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("store.engines.BUSY_S", 0.1)
    record = opened(f"sqlite:///{tmp_path}/city.db")
    other = sqlite3.connect(tmp_path / "city.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="another program holds it"), record.transaction():
        pass
    other.execute("ROLLBACK")
    other.close()
    with record.transaction() as work:
        work.write(changes((None, incident("1"))))
    record.close()


def test_a_file_that_was_taken_away_takes_nothing_more(tmp_path: Path):
    record = opened(f"sqlite:///{tmp_path}/city.db")
    with record.transaction() as work:
        work.write(changes((None, incident("1"))))
    for file in tmp_path.glob("city.db*"):
        file.unlink()
    with pytest.raises(StoreUnavailable, match="its file was taken away"), record.transaction():
        pass
    (tmp_path / "city.db").touch()
    with pytest.raises(StoreUnavailable, match="its file was taken away"), record.transaction():
        pass
    record.close()


def test_whoever_waits_for_a_held_file_gets_it_when_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    record = opened(f"sqlite:///{tmp_path}/city.db")
    other = sqlite3.connect(tmp_path / "city.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("store.engines.time.sleep", lambda _: other.in_transaction and other.execute("ROLLBACK"))
    with record.transaction() as work:
        work.write(changes((None, incident("1"))))
    other.close()
    record.close()


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match="Name a folder where this user may write"):
        open_record(f"sqlite:///{tmp_path}/file/city.db")


def test_tables_of_a_newer_house_are_left_alone(kept: str):
    record = opened(kept)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    record.close()
    with pytest.raises(StoreUnavailable, match="written by a newer OneScreen"):
        open_record(kept)


def test_a_server_that_does_not_answer_is_said_so(tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="See that it runs and can be reached") as unavailable:
        open_record(f"postgresql://city:secret@/x?host={tmp_path}")
    assert "secret" not in str(unavailable.value)


def test_a_full_disk_is_said_so_and_what_was_kept_can_be_read(tmp_path: Path):
    record = opened(f"sqlite:///{tmp_path}/city.db")
    with record._engines.writer.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreUnavailable, match="Make room, then try again"), record.transaction() as work:
        work.write(changes(*((None, incident(f"{i:04d}", detail="smoke" * 500)) for i in range(50))))
    assert record.open_incidents() == ()
    with record.transaction() as work:
        work.write(changes((None, incident("1"))))
    assert [one.number for one in record.open_incidents()] == ["1"]
    record.close()
