"""On the machine itself: a link for an administrator is made in the record that the screens will open."""

import re
from pathlib import Path

import pytest

from accounts.account import Account, fingerprint
from accounts.ports import AccountChanges
from incidents.ports import StoreUnavailable
from incidents.roles import Role
from live.on_machine import NoRecord, asked_for, one_time_link
from live.opening import record_of


def test_a_link_is_made_while_nobody_else_writes_to_the_record(tmp_path: Path):
    admins = [Account(name=one, shown=one, roles=frozenset({Role.ADMIN}), password="kept") for one in ("gao", "wu")]  # noqa: S106 - no password, only its place
    record = record_of(tmp_path, "")
    record.accounts.write(AccountChanges(accounts=tuple(admins)))
    with pytest.raises(StoreUnavailable, match="another OneScreen is writing"):
        one_time_link("gao", tmp_path, 1, "")
    record.close()
    said = one_time_link("gao", tmp_path, 1, "")
    [secret] = re.findall(r"/first\?link=(\S+)", said)
    record = record_of(tmp_path, "")
    link = record.accounts.link(fingerprint(secret))
    assert link is not None
    assert link.account == "gao"
    assert [one.to for one in record.messages(10)] == ["wu"]
    record.close()


def test_where_nobody_lived_no_record_is_made(tmp_path: Path):
    (tmp_path / "town").mkdir()
    record_of(tmp_path / "town", "").close()
    with pytest.raises(NoRecord, match=r"no record at .*town-60x; there are town\. Say CITY="):
        one_time_link("gao", tmp_path / "town-60x", 60, "")
    assert [one.name for one in tmp_path.iterdir()] == ["town"]


def test_without_an_argument_the_house_is_opened():
    assert asked_for([]) is None
    assert asked_for(["--one-time-link", "gao"]) == "gao"
