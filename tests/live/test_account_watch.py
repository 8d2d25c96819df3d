"""The account watch: nobody gives anybody a right without the desk seeing it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from incidents.lines import Line
from incidents.ports import Changes
from live.account_watch import LASTS, AccountWatch
from tests.incidents.builders import NOON, Room


def written(room: Room, action: str, stream: str = "account:li", hours_ago: float = 0, **body: Any) -> None:
    at = NOON - timedelta(hours=hours_ago)
    line = Line(stream=stream, action=action, at=at, recorded_at=at, by="root", role="admin", body=body)
    with room.record.transaction() as work:
        work.write(Changes(entries=(line,), serials={}))


def told(room: Room) -> list[str]:
    return [one.words["en"] for one in AccountWatch(room.record).causes(NOON)]


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize(
    ("action", "body", "said"),
    [
        ("make", {"roles": ["chief"]}, "Accounts: root made the account li (the chief on duty)"),
        ("change", {"roles": ["unit"]}, "Accounts: root changed the account li (the crew)"),
        ("change", {"disabled": False}, "Accounts: root changed the account li"),
        ("give_link", {}, "Accounts: root gave out a link for li"),
        ("link_on_machine", {"who": "op@hq"}, "Accounts: op@hq gave out, on the machine itself, a link for li"),
        ("make_key", {"key": "mast", "rights": ["log:read"]}, "Accounts: root made the key mast"),
    ],
)
def test_what_gives_a_right_is_told(room: Room, action: str, body: Mapping[str, Any], said: str):
    written(room, action, **body)
    assert told(room) == [said]


def test_what_gives_no_right_is_not_told(room: Room):
    for action, stream in (("log_in", "account:li"), ("refuse", "account:-"), ("give_link", "account:first")):
        written(room, action, stream)
    written(room, "change", shown="Li Na")
    assert told(room) == []


def test_it_is_shown_for_a_shift_and_read_once(room: Room):
    for hours in (12, 11, 10, 7, 2):
        written(room, "make_key", hours_ago=hours, key=f"mast-{hours}")
    watch = AccountWatch(room.record)
    assert [one.about for one in watch.causes(NOON)] == ["mast-7", "mast-2"]
    written(room, "make", roles=["leader"])
    assert [one.about for one in watch.causes(NOON + timedelta(hours=2))] == ["mast-2", "li"]
    assert list(watch.causes(NOON + LASTS + timedelta(seconds=1))) == []


def test_a_start_finds_what_was_done_among_everything_else(room: Room):
    for n in range(40):
        written(room, "note", f"camera:{n}", hours_ago=20 - n / 2)
        written(room, "make_key", hours_ago=20 - n / 2, key=f"k{n}")
    wanted = [f"k{n}" for n in range(24, 40)]
    assert [one.about for one in AccountWatch(room.record).causes(NOON)] == wanted
