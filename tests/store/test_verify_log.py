"""A log that was touched in any way does not pass; one that was not does, while it is written, too."""

import shutil
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from incidents.ports import StoreUnavailable
from store.opening import open_record
from store.seal import KEY, NOTED, BadKey, BadNote, Seal
from store.sql import SqlRecord
from store.verify_log import main, verified
from store.verifying import Fault
from tests.store.builders import NOON, changes, entry, incident
from tests.store.mutating import unseen
from tests.store.test_chain import line
from tests.store.test_record import write


def opened(address: str, folder: Path) -> SqlRecord:
    record = open_record(address, folder)
    assert isinstance(record, SqlRecord)
    return record


def a_day(record: SqlRecord) -> None:
    write(record, (None, incident("1")), entries=(entry(incident("1")), line("shift:day")))
    record.checkpoint(NOON)
    write(record, (None, incident("2")), entries=(entry(incident("2")), line("shift:day")))


def test_a_whole_log_is_said_to_be_whole_on_every_database(kept: str, tmp_path: Path):
    record = opened(kept, tmp_path)
    a_day(record)
    assert record.checkpoint(NOON + timedelta(hours=1)) == record.checkpoint(NOON + timedelta(hours=2))
    said = verified(kept, tmp_path)
    assert said.startswith(
        "The log is whole: 4 rows of 3 streams, 2 checkpoints, 2 incidents, 0 signals, 0 shifts, "
        "0 alarms, 0 accounts, 0 keys, 0 links and 0 sessions as it says."
    )
    assert len((tmp_path / NOTED).read_text().splitlines()) == 2
    record.close()


def test_an_empty_log_is_whole_and_has_no_checkpoint(kept: str, tmp_path: Path):
    record = opened(kept, tmp_path)
    assert record.checkpoint(NOON) is None
    assert "0 rows" in verified(kept, tmp_path)
    record.close()


def test_it_is_read_while_somebody_writes(kept: str, tmp_path: Path):
    record = opened(kept, tmp_path)
    a_day(record)
    with record.transaction() as work:
        work.write(changes((None, incident("3"))))
        assert "4 rows" in verified(kept, tmp_path)
    assert "5 rows" in verified(kept, tmp_path)
    record.close()


WRONG = (
    ("UPDATE event_log SET action = 'wang' WHERE seq = 3", "Row 3 (incident:2, line 1) was changed"),
    ("DELETE FROM event_log WHERE seq = 2", "stands where row 2 should"),
    ("DELETE FROM event_log WHERE seq = 4", "The log ends with row 3, but a checkpoint tells of row 4"),
    ("UPDATE incidents SET version = 7 WHERE number = '2'", "Incident 2 stands at version 7, filed, but the log ends"),
    ("UPDATE incidents SET state = 'closed' WHERE number = '1'", "Incident 1 stands at version 1, closed"),
    ("DELETE FROM incidents WHERE number = '1'", "tells of 2 incidents, but there are 1"),
    ("UPDATE checkpoints SET n_rows = 3", "tell differently of row 2"),
    ("DELETE FROM checkpoints", "no checkpoint there"),
)


@pytest.mark.parametrize(("wrong", "said"), WRONG, ids=[said for _, said in WRONG])
def test_the_first_fault_is_named_on_every_database(kept: str, tmp_path: Path, wrong: str, said: str):
    record = opened(kept, tmp_path)
    a_day(record)
    if wrong.endswith("seq = 4"):
        record.checkpoint(NOON)
    with record._engines.writer.begin() as connection:
        for table in ("event_log", "checkpoints"):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            else:
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
        connection.exec_driver_sql("DELETE FROM outbox")
        connection.exec_driver_sql(wrong)
    with pytest.raises(Fault, match=said.replace("(", r"\(").replace(")", r"\)")):
        verified(kept, tmp_path)
    record.close()


# Pitfall J 46 of the specification: truncation is invisible.
def test_a_log_set_back_to_an_older_copy_is_betrayed_by_the_lines_beside_it(tmp_path: Path):
    state, folder = tmp_path, tmp_path / "cities" / "town"
    address = f"sqlite:///{folder}/onescreen.db"
    record = opened(address, folder)
    a_day(record)
    record.close()
    shutil.copy(folder / "onescreen.db", tmp_path / "older.db")
    record = opened(address, folder)
    write(record, entries=(line("shift:day"),))
    record.checkpoint(NOON)
    record.close()
    assert main([str(state)], str, str) == 0
    shutil.copy(tmp_path / "older.db", folder / "onescreen.db")
    complaints: list[str] = []
    assert main([str(state)], str, complaints.append) == 1
    assert "checkpoints.txt tells of row 5, but the database has no checkpoint there" in complaints[0]


def test_the_key_is_its_owners_and_a_lost_one_must_be_named(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/onescreen.db"
    record = opened(address, tmp_path)
    a_day(record)
    record.close()
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600
    [old] = [one.split(" ")[4] for one in (tmp_path / NOTED).read_text().splitlines()]
    (tmp_path / KEY).unlink()
    with pytest.raises(Fault, match=f"signed with the key {old}, which is not here.*LOST_KEY={old}"):
        verified(address, tmp_path)
    record = opened(address, tmp_path)
    new = record.checkpoint(NOON)
    assert new is not None
    assert new.key != old
    record.close()
    assert "2 checkpoints (1 of them signed with a lost key)" in verified(address, tmp_path, frozenset([old]))
    for torn in ("no key", "", "ab12"):
        (tmp_path / KEY).write_text(torn)
        with pytest.raises(BadKey, match="holds no key"):
            verified(address, tmp_path)


def test_two_that_make_the_key_at_once_sign_with_one(tmp_path: Path):
    first, second = Seal(tmp_path), Seal(tmp_path)
    facts = {"seq": 1, "n_rows": 1, "head": "ab", "at": NOON}
    assert not first.holds("ab") | second.holds("ab")  # both have looked, and found no key
    one, other = first.signed(**facts), second.signed(**facts)
    assert one == other
    assert (first.proves(other), second.proves(one)) == (True, True)
    assert [file.name for file in tmp_path.iterdir()] == [KEY]


def test_a_power_cut_between_the_two_places_of_a_checkpoint_is_made_good_by_the_next(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/onescreen.db"
    record = opened(address, tmp_path)
    a_day(record)
    record.checkpoint(NOON)
    whole = (tmp_path / NOTED).read_bytes()
    (tmp_path / NOTED).write_bytes(whole[:-20])  # the second line was torn
    assert "2 checkpoints" in verified(address, tmp_path)
    assert record.checkpoint(NOON) is not None
    assert (tmp_path / NOTED).read_bytes() == whole
    record.close()


@pytest.mark.parametrize("line_taken", [0, 1])
def test_a_line_taken_out_or_changed_beside_the_database_is_seen(tmp_path: Path, line_taken: int):
    address = f"sqlite:///{tmp_path}/onescreen.db"
    record = opened(address, tmp_path)
    a_day(record)
    record.checkpoint(NOON)
    lines = (tmp_path / NOTED).read_text().splitlines(keepends=True)
    (tmp_path / NOTED).write_text(lines[1] if line_taken == 0 else lines[0] + lines[1].replace(" 4 ", " 04 "))
    with pytest.raises((Fault, BadNote), match=r"says nothing of the checkpoint at row 2|Line 2 of"):
        verified(address, tmp_path)
    (tmp_path / NOTED).unlink()
    with pytest.raises(Fault, match="says nothing of the checkpoint at row 2"):
        verified(address, tmp_path)
    record.close()


def test_a_forged_end_with_a_forged_checkpoint_lacks_the_key(tmp_path: Path):
    (tmp_path / "forger").mkdir()
    address = f"sqlite:///{tmp_path}/onescreen.db"
    record = opened(address, tmp_path)
    a_day(record)
    record._seal = Seal(tmp_path / "forger")
    record.checkpoint(NOON)
    record.close()
    (tmp_path / NOTED).unlink()
    (tmp_path / "forger" / NOTED).rename(tmp_path / NOTED)
    with pytest.raises(Fault, match="signed with the key"):
        verified(address, tmp_path)


def test_what_is_no_record_is_said_so(tmp_path: Path):
    complaints: list[str] = []
    assert main([str(tmp_path)], str, complaints.append) == 2
    assert complaints[0].startswith("There is no record below")
    (tmp_path / "cities" / "town").mkdir(parents=True)
    older = open_record(f"sqlite:///{tmp_path}/cities/town/onescreen.db")
    older.close()
    connection = sqlite3.connect(tmp_path / "cities" / "town" / "onescreen.db")
    connection.execute("UPDATE alembic_version SET version_num = '0003'")
    connection.commit()
    connection.close()
    assert main([str(tmp_path)], str, complaints.append) == 2
    assert "Start this OneScreen on it once" in complaints[1]


def test_a_record_on_a_server_is_found_by_the_settings_and_by_the_line(database: str, tmp_path: Path):
    record = opened(database, tmp_path)
    a_day(record)
    record.close()
    said: list[str] = []
    assert main([str(tmp_path)], said.append, said.append, database) == 0
    assert main([str(tmp_path), "--store", database], said.append, said.append) == 0
    assert all("4 rows" in one for one in said)
    with pytest.raises(StoreUnavailable):
        verified(sa.make_url(database).set(database="none").render_as_string(hide_password=False), tmp_path)


def test_no_change_of_a_copy_goes_unseen():
    assert unseen(60, 7)["missed"] == []


def test_a_folder_that_takes_no_line_is_said_so_and_the_log_stays_whole(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/onescreen.db"
    record = opened(address, tmp_path / "away")
    write(record, entries=(line("shift:day"),))
    with pytest.raises(StoreUnavailable, match="its log cannot be signed"):
        record.checkpoint(NOON)
    (tmp_path / "away").mkdir()
    made = record.checkpoint(NOON)
    assert made is not None
    assert "1 checkpoints" in verified(address, tmp_path / "away")
    record.close()
