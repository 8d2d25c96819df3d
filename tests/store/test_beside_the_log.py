"""What stands beside the log is held against its lines: whatever was changed past it is found."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from accounts.account import Account, Key, Link, Session
from accounts.ports import AccountChanges
from incidents.annunciation import Alarm, AlarmState
from incidents.office.ports import OfficeChanges
from incidents.ports import Changes
from incidents.roles import Role
from incidents.shifts import Shift, ShiftState
from store.sql import SqlRecord
from store.verify_log import verified
from store.verifying import Fault
from tests.store.builders import NOON
from tests.store.test_chain import line
from tests.store.test_verify_log import opened

DAY = Shift(
    name="day", state=ShiftState.ON, roster={"chen": frozenset({Role.CHIEF})}, leader="qian", begins_at=NOON,
    ends_at=NOON.astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(hours=8), version=1,
)  # fmt: skip
SMOKE = Alarm(key="signal:S1", level=1, at=NOON, state=AlarmState.UNACKNOWLEDGED, version=1, words={"zh": "烟"})
LI = Account(name="li", shown="李娜", roles=frozenset({Role.CHIEF}), password="$argon2id$x")  # noqa: S106 - a hash

LATER = NOON + timedelta(hours=1)
KEY = Key(
    name="mast", digest="k1", rights=frozenset({"city:read"}), origins=frozenset({"IOT"}), made_at=NOON, by="root"
)
LINK = Link(digest="l1", account="li", until=LATER)
SESSION = Session(digest="s1", account="li", began_at=NOON, seen_at=NOON, ends_at=LATER)
WALL = replace(SESSION, digest="s2", account="wall")


def a_duty(record: SqlRecord) -> None:
    """A shift, an alarm and an account, each with its lines."""
    office = OfficeChanges(shifts=(DAY,), alarms=(SMOKE,))
    with record.transaction() as work:
        work.write(
            Changes(entries=(line("shift:day"), replace(line("alarm:signal:S1"), to="unacknowledged")), office=office)
        )
    record.accounts.write(AccountChanges(accounts=(LI,), lines=(line("account:li"),)))
    record.accounts.write(AccountChanges(lines=(line("account:li"), line("account:nobody"))))
    record.accounts.write(AccountChanges(keys=(KEY,), links=(LINK,), lines=(line("account:root"),)))
    record.accounts.write(AccountChanges(sessions=(SESSION, WALL), lines=(line("account:li"),)))
    record.accounts.write(AccountChanges(seen=(replace(WALL, seen_at=LATER),)))


BESIDE = (
    ("UPDATE shifts SET ends_at = begins_at", "Shift day stands otherwise than the log says"),
    ("UPDATE shifts SET body = '{}'", "Shift day stands otherwise"),
    ("DELETE FROM shifts", "tells of shift day, but there is none"),
    ("UPDATE alarms SET level = 4", "Alarm signal:S1 stands otherwise"),
    ("UPDATE alarms SET key = 'signal:S2'", "tells nothing of alarm signal:S2"),
    ("DELETE FROM alarms", "tells of alarm signal:S1, but there is none"),
    ("UPDATE accounts SET roles = 'admin'", "Account li stands otherwise"),
    ("UPDATE accounts SET password = '$argon2id$mine'", "Account li stands otherwise"),
    ("INSERT INTO accounts SELECT 'eve', shown, roles, department, unit, disabled, password, version FROM accounts",
     "tells nothing of account eve"),
    ("DELETE FROM accounts", "tells of account li, but there is none"),
    ("UPDATE account_keys SET rights = 'signals:send'", "The key of mast stands otherwise"),
    ("UPDATE account_keys SET digest = 'mine'", "The key of mast stands otherwise"),
    ("INSERT INTO account_keys SELECT 'mine', 'eve', rights, origins, made_at, \"by\" FROM account_keys",
     "tells nothing of a key of eve"),
    ("DELETE FROM account_keys", "tells of the key mast, but there is none"),
    ("UPDATE account_links SET digest = 'mine'", "The link of li stands otherwise"),
    ("UPDATE account_links SET account = 'root'", "tells nothing of a link of root"),
    ("INSERT INTO account_links SELECT 'mine', '', until FROM account_links",
     "tells nothing of a link of the first administrator"),
    ("UPDATE account_sessions SET account = 'root' WHERE digest = 's1'", "tells nothing of a session of root"),
    ("UPDATE account_sessions SET digest = 'mine' WHERE digest = 's2'", "tells nothing of a session of wall"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), BESIDE, ids=[f"{nth} {said}" for nth, (_, said) in enumerate(BESIDE)])
def test_what_was_changed_past_the_log_is_found(kept: str, tmp_path: Path, wrong: str, said: str):
    record = opened(kept, tmp_path)
    a_duty(record)
    record.checkpoint(NOON)
    assert "1 shifts, 1 alarms, 1 accounts, 1 keys, 1 links and 2 sessions as it says" in verified(kept, tmp_path)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql(wrong)
    with pytest.raises(Fault, match=said):
        verified(kept, tmp_path)
    record.close()


ENDS = (
    AccountChanges(ended=("s1",), ended_of=("wall",), revoked=("k1",), spent=("l1",)),
    AccountChanges(ended_of=("li", "wall"), revoked=("k1",), links_of=("li",)),
)


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("table", ["account_keys", "account_links", "account_sessions"])
def test_what_was_over_and_is_put_back_is_found(kept: str, tmp_path: Path, ends: AccountChanges, table: str):
    record = opened(kept, tmp_path)
    a_duty(record)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE copied AS SELECT * FROM {table}")  # noqa: S608 - a table of ours
    record.accounts.write(replace(ends, lines=(line("account:root"),)))
    record.checkpoint(NOON)
    assert "1 accounts, 0 keys, 0 links and 0 sessions" in verified(kept, tmp_path)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM copied")  # noqa: S608 - a table of ours
    with pytest.raises(Fault, match="was put in past the log"):
        verified(kept, tmp_path)
    record.close()


def test_links_and_sessions_whose_time_is_over_may_be_gone(kept: str, tmp_path: Path):
    record = opened(kept, tmp_path)
    a_duty(record)
    record.accounts.tidy(LATER, NOON, NOON)
    record.checkpoint(NOON)
    assert "1 keys, 0 links and 0 sessions as it says" in verified(kept, tmp_path)
    record.close()


def test_what_was_there_before_lines_told_of_it_is_told_by_the_step(kept: str, tmp_path: Path):
    record = opened(kept, tmp_path)
    a_duty(record)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE account_keys SET origins = 'as an older one wrote'")
        connection.exec_driver_sql("UPDATE account_sessions SET digest = 'old' WHERE digest = 's1'")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0090'")
    record.close()
    opened(kept, tmp_path).close()
    assert "1 keys, 1 links and 2 sessions as it says" in verified(kept, tmp_path)


def test_an_alarm_that_was_over_for_a_week_may_be_gone(kept: str, tmp_path: Path):
    record = opened(kept, tmp_path)
    a_duty(record)
    over = replace(SMOKE, state=AlarmState.NORMAL, version=2)
    with record.transaction() as work:
        said = replace(line("alarm:signal:S1"), to="normal")
        work.write(Changes(entries=(said,), office=OfficeChanges(alarms=(over,))))
    with record.transaction() as work:
        work.write(Changes(office=OfficeChanges(forget=NOON)))
    record.checkpoint(NOON)
    assert "0 alarms" in verified(kept, tmp_path)
    record.close()


@pytest.mark.parametrize("wrong", ["UPDATE shifts SET body = 'no json'", "UPDATE shifts SET ends_at = 'soon'"])
def test_a_row_that_cannot_be_read_is_a_fault_and_no_crash(tmp_path: Path, wrong: str):
    record = opened(f"sqlite:///{tmp_path}/onescreen.db", tmp_path)
    a_duty(record)
    record.checkpoint(NOON)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql(wrong)
    with pytest.raises(Fault, match="One of the shifts cannot be read"):
        verified(f"sqlite:///{tmp_path}/onescreen.db", tmp_path)
    record.close()
