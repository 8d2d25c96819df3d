"""One suite for every record: accounts, sessions, keys and links come back as they were, and each once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.account import Account, Failure, Key, Link, Place, Session
from accounts.ports import AccountChanges
from accounts.refusals import AccountChanged, AccountExists, KeyExists, LinkSpent, NotAdmitted, NotDone
from incidents.lines import Line
from incidents.roles import Role
from store.memory import MemoryRecord
from store.sql import SqlRecord
from tests.store.builders import NOON

Kept = MemoryRecord | SqlRecord
LATER = NOON + timedelta(hours=12)
KEPT = "$argon2id$v=19$m=47104,t=1,p=1$c2FsdA$aGFzaA"
LI = Account(
    name="li", shown="李娜", roles=frozenset({Role.CHIEF, Role.DISPATCHER}), department="市政", unit="119-3",
    password=KEPT,
)  # fmt: skip
SESSION = Session(digest="s1", account="li", began_at=NOON, seen_at=NOON, ends_at=LATER)
KEY = Key(
    name="mast", digest="k1", rights=frozenset({"readings:send", "city:read"}), origins=frozenset({"12345", "a b"}),
    made_at=NOON, by="root",
)  # fmt: skip
LINK = Link(digest="l1", account="li", until=LATER)
FAILURE = Failure(who="f1", source="10.0.0.7", at=NOON)


def line(action: str) -> Line:
    return Line(stream="account:li", action=action, at=NOON, recorded_at=NOON, by="root", body={"roles": ["chief"]})


def actions(record: Kept) -> list[str]:
    return [one.action for one in record.lines("account:li")]


def test_everything_comes_back_exactly_as_it_was(record: Kept):
    record.accounts.write(
        AccountChanges(
            accounts=(LI,), sessions=(SESSION,), keys=(KEY,), links=(LINK,), failures=(FAILURE,), lines=(line("make"),)
        )
    )
    of = record.accounts
    assert (of.account("li"), of.accounts(), of.account("wu")) == (LI, (LI,), None)
    assert (of.session("s1"), of.sessions(["s1", "s2"]), of.sessions_of("li")) == (SESSION, (SESSION,), (SESSION,))
    assert (of.key("k1"), of.keys(), of.key("k2")) == (KEY, (KEY,), None)
    assert (of.link("l1"), of.failures("f1", NOON), of.failures("f1", LATER)) == (LINK, (FAILURE,), ())
    assert actions(record) == ["make"]


def test_a_session_that_was_seen_is_written_over(record: Kept):
    seen = replace(SESSION, seen_at=NOON + timedelta(minutes=9))
    record.accounts.write(AccountChanges(sessions=(SESSION,)))
    record.accounts.write(AccountChanges(seen=(seen,)))
    assert record.accounts.sessions_of("li") == (seen,)


def test_a_session_that_is_over_is_not_begun_again_by_having_been_seen(record: Kept):
    record.accounts.write(AccountChanges(sessions=(SESSION,)))
    record.accounts.write(AccountChanges(ended=("s1",)))
    record.accounts.write(AccountChanges(seen=(SESSION,)))
    assert record.accounts.session("s1") is None


def test_what_ends_is_gone(record: Kept):
    more = [replace(SESSION, digest=f"s{n}", account="wu" if n > 3 else "li") for n in range(2, 6)]
    record.accounts.write(
        AccountChanges(accounts=(LI,), sessions=(SESSION, *more), keys=(KEY,), links=(LINK,), failures=(FAILURE,))
    )
    record.accounts.write(
        AccountChanges(ended=("s4",), ended_of=("li",), revoked=("k1",), links_of=("li",), forgiven=(("f1", None),))
    )
    assert [one.digest for one in record.accounts.sessions(["s1", "s2", "s3", "s4", "s5"])] == ["s5"]
    assert (record.accounts.keys(), record.accounts.link("l1"), record.accounts.failures("f1", NOON)) == ((), None, ())


def test_failures_from_one_place_are_forgiven_alone(record: Kept):
    other = replace(FAILURE, source="10.0.0.8")
    record.accounts.write(AccountChanges(failures=(FAILURE, other)))
    record.accounts.write(AccountChanges(forgiven=(("f1", "10.0.0.7"),)))
    assert record.accounts.failures("f1", NOON) == (other,)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        (AccountChanges(accounts=(LI,)), AccountExists),
        (AccountChanges(accounts=(replace(LI, version=3),)), AccountChanged),
        (AccountChanges(accounts=(replace(LI, name="wu", version=2),)), AccountChanged),
        (AccountChanges(keys=(replace(KEY, digest="k2"),)), KeyExists),
        (AccountChanges(spent=("l2",)), LinkSpent),
    ],
)
def test_what_was_taken_meanwhile_is_refused_with_all_that_came_with_it(
    record: Kept, changes: AccountChanges, refused: type[NotDone | NotAdmitted]
):
    record.accounts.write(AccountChanges(accounts=(LI,), keys=(KEY,), links=(LINK,)))
    with pytest.raises(refused):
        record.accounts.write(replace(changes, sessions=(SESSION,), lines=(line("change"),)))
    assert (record.accounts.accounts(), record.accounts.session("s1"), actions(record)) == ((LI,), None, [])


def test_a_link_is_spent_once(record: Kept):
    record.accounts.write(AccountChanges(links=(LINK,)))
    record.accounts.write(AccountChanges(spent=("l1",)))
    with pytest.raises(LinkSpent):
        record.accounts.write(AccountChanges(spent=("l1",)))


def test_what_is_over_is_let_go(record: Kept):
    record.accounts.write(AccountChanges(sessions=(SESSION,), links=(LINK,), failures=(FAILURE,)))
    record.accounts.tidy(NOON, NOON, NOON)
    assert record.accounts.session("s1") is not None
    record.accounts.tidy(LATER, LATER, NOON)
    assert (record.accounts.session("s1"), record.accounts.link("l1"), record.accounts.failures("f1", NOON)) == (
        None, None, (),
    )  # fmt: skip


def test_from_where_somebody_came_in_is_known_until_they_do_not_for_long(record: Kept):
    place = Place(account="li", source="10.0.0.7", at=NOON)
    record.accounts.write(AccountChanges(places=(place, replace(place, account="wu"))))
    record.accounts.write(AccountChanges(places=(replace(place, at=LATER),)))
    assert record.accounts.came_from("10.0.0.7") == {"li", "wu"}
    record.accounts.tidy(LATER, LATER, LATER)
    assert (record.accounts.came_from("10.0.0.7"), record.accounts.came_from("10.0.0.8")) == ({"li"}, frozenset())
