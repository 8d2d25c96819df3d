"""On the machine itself: a link for an administrator is made in the record that the screens will open."""

import re
from pathlib import Path

import pytest

from accounts.account import Account, fingerprint
from accounts.ports import AccountChanges
from incidents.ports import StoreUnavailable
from incidents.roles import Role
from live.on_machine import asked_for, one_time_link
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


def test_without_an_argument_the_house_is_opened():
    assert asked_for([]) is None
    assert asked_for(["--one-time-link", "gao"]) == "gao"
