"""What stands beside the log is held against its lines: a shift, an alarm or an account changed past it is found."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from accounts.account import Account
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


def a_duty(record: SqlRecord) -> None:
    """A shift, an alarm and an account, each with its lines."""
    office = OfficeChanges(shifts=(DAY,), alarms=(SMOKE,))
    with record.transaction() as work:
        work.write(
            Changes(entries=(line("shift:day"), replace(line("alarm:signal:S1"), to="unacknowledged")), office=office)
        )
    record.accounts.write(AccountChanges(accounts=(LI,), lines=(line("account:li"),)))
    record.accounts.write(AccountChanges(lines=(line("account:li"), line("account:nobody"))))


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
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), BESIDE, ids=[f"{nth} {said}" for nth, (_, said) in enumerate(BESIDE)])
def test_a_shift_an_alarm_or_an_account_changed_past_the_log_is_found(kept: str, tmp_path: Path, wrong: str, said: str):
    record = opened(kept, tmp_path)
    a_duty(record)
    record.checkpoint(NOON)
    assert "1 shifts, 1 alarms and 1 accounts as it says" in verified(kept, tmp_path)
    with record._engines.writer.begin() as connection:
        connection.exec_driver_sql(wrong)
    with pytest.raises(Fault, match=said):
        verified(kept, tmp_path)
    record.close()


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
