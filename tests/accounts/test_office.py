"""The office: the first administrator, accounts, links and keys, and what nobody may give themselves."""

import re
from collections.abc import Callable, Iterator

import pytest

from accounts.logging_in import log_in
from accounts.office import Office, Wanted
from accounts.porter import Porter
from accounts.refusals import (
    AccountExists,
    KeyExists,
    LinkSpent,
    NoSuchAccount,
    NoSuchKey,
    NotAdmitted,
    NotDone,
    NotSo,
    WeakPassword,
)
from accounts.rights import FOR_MACHINES
from incidents.roles import Role
from store.memory import MemoryRecord
from tests.accounts.people import PASSWORD, People

CHIEF = Wanted(roles=frozenset({Role.CHIEF}))


def test_the_first_administrator_comes_of_a_link_that_works_once_and_only_while_there_is_none(people: People):
    assert people.root.actor.roles == {Role.ADMIN}
    assert people.said("root") == ["make_first", "log_in"]
    assert people.office.first_link() is None
    with pytest.raises(LinkSpent):
        people.office.open_link("secret-0", "second", PASSWORD, "here")


def test_of_two_first_links_only_the_newest_works(people: People):
    office = Office(Porter(MemoryRecord().accounts, people.porter.passwords, people.porter.world))
    old, new = office.first_link(), office.first_link()
    with pytest.raises(LinkSpent):
        office.behind(str(old))
    assert office.open_link(str(new), "wu", PASSWORD, "here")[0].roles == {Role.ADMIN}
    with pytest.raises(LinkSpent):
        office.open_link(str(new), "li", PASSWORD, "here")


def test_where_nobody_keeps_the_accounts_any_more_whoever_starts_the_house_makes_an_administrator(people: People):
    people.person("li", Role.CHIEF)
    people.person("second", Role.ADMIN)
    second = people.who(people.porter.begin(people.porter.account("second"), "here")[1])
    assert people.office.first_link() is None
    people.office.change(second, "root", Wanted(disabled=True))
    people.office.change(people.root, "second", Wanted(disabled=True))
    link = people.office.first_link()
    with pytest.raises(AccountExists):
        people.office.open_link(str(link), "li", PASSWORD, "here")
    assert people.office.open_link(str(link), "third", PASSWORD, "here")[0].roles == {Role.ADMIN}


def test_a_link_is_open_for_a_day(people: People):
    _, link = people.office.make(people.root, "li", CHIEF)
    people.later(hours=23, minutes=59)
    assert people.office.behind(link).account == "li"
    people.later(minutes=1)
    with pytest.raises(LinkSpent):
        people.office.open_link(link, "", PASSWORD, "here")


def test_a_weak_password_does_not_spend_the_link(people: People):
    _, link = people.office.make(people.root, "li", CHIEF)
    with pytest.raises(WeakPassword):
        people.office.open_link(link, "", "short", "here")
    assert people.office.open_link(link, "", PASSWORD, "here")[0].name == "li"
    with pytest.raises(LinkSpent):
        people.office.open_link(link, "", PASSWORD, "here")


def test_a_new_link_ends_the_older_ones_and_its_password_the_sessions(people: People):
    token = people.inside("li", Role.CHIEF)
    old, new = (people.office.link(people.root, "li")[1] for _ in range(2))
    with pytest.raises(LinkSpent):
        people.office.behind(old)
    assert people.who(token).known
    people.office.open_link(new, "", PASSWORD + "!", "here")
    assert not people.who(token).known


def test_a_disabled_account_has_no_links(people: People):
    _, link = people.office.make(people.root, "li", CHIEF)
    people.office.change(people.root, "li", Wanted(disabled=True))
    with pytest.raises(LinkSpent):
        people.office.behind(link)
    with pytest.raises(NotSo, match="disabled"):
        people.office.link(people.root, "li")


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Li", {Role.CHIEF}), ("l", {Role.CHIEF}), ("demo-li", {Role.CHIEF}), ("first", {Role.CHIEF}),
        ("li\n", {Role.CHIEF}),
        ("li", set()), ("li", {Role.SYSTEM}), ("li", {Role.ADMIN, Role.CHIEF}), ("li", {Role.WALL, Role.LEADER}),
    ],
)  # fmt: skip
def test_what_no_account_may_be_is_refused(people: People, name: str, roles: set[Role]):
    with pytest.raises(NotSo):
        people.office.make(people.root, name, Wanted(roles=frozenset(roles)))


def test_nobody_changes_what_they_may_do_themselves(people: People):
    for wanted in (CHIEF, Wanted(disabled=True), Wanted(department="市政")):
        with pytest.raises(NotSo, match="themselves"):
            people.office.change(people.root, "root", wanted)
    assert people.office.change(people.root, "root", Wanted(shown="Root")).shown == "Root"


def test_what_is_not_there_or_there_already_is_said(people: People):
    people.person("li", Role.CHIEF)
    people.office.make_key(people.root, "mast", frozenset({"readings:send"}))
    with pytest.raises(AccountExists):
        people.office.make(people.root, "li", CHIEF)
    with pytest.raises(NoSuchAccount):
        people.office.change(people.root, "wu", CHIEF)
    with pytest.raises(KeyExists):
        people.office.make_key(people.root, "mast", frozenset({"readings:send"}))
    with pytest.raises(NoSuchKey):
        people.office.revoke_key(people.root, "gate")


def test_a_machine_has_the_rights_of_its_key_and_no_role_until_it_is_revoked(people: People):
    key, secret = people.office.make_key(people.root, "mast", frozenset({"signals:send"}), ["12345"])
    caller = people.porter.machine(secret)
    assert (caller.by, caller.rights, caller.actor.roles) == ("mast", {"signals:send", "inside"}, frozenset())
    assert caller.origins == {"12345"}
    assert secret not in str(people.store.rows) + str(key) + str(vars(people.store.accounts))
    people.office.revoke_key(people.root, "mast")
    assert not people.porter.machine(secret).known


def test_no_machine_acts_or_makes_accounts(people: People):
    assert not {"incidents:act", "signals:act", "accounts:admin", "accounts:unlock"} & FOR_MACHINES
    with pytest.raises(NotSo, match="incidents:act"):
        people.office.make_key(people.root, "mast", frozenset({"incidents:act"}))


def test_no_key_writes_under_the_name_of_an_account_nor_an_account_under_that_of_a_key(people: People):
    people.person("li", Role.CHIEF)
    for name in ("li", "system", "onescreen", "first"):
        with pytest.raises(NotSo):
            people.office.make_key(people.root, name, frozenset({"signals:send"}), ["12345"])
    people.office.make_key(people.root, "mast", frozenset({"signals:send"}), ["12345"])
    with pytest.raises(NotSo, match="key is called mast"):
        people.office.make(people.root, "mast", CHIEF)


def test_a_key_that_sends_signals_says_for_whom(people: People):
    with pytest.raises(NotSo, match="some origin"):
        people.office.make_key(people.root, "mast", frozenset({"signals:send"}))


def test_every_change_is_a_line_with_who_did_it_and_no_secret(people: People):
    people.person("li", Role.CHIEF)
    people.office.change(people.root, "li", Wanted(roles=frozenset({Role.LEADER})))
    people.office.unlock(people.root, "li")
    made, *_, changed, _ = people.store.lines("account:li")
    assert people.said("li") == ["make", "open_link", "log_in", "change", "unlock"]
    assert (made.by, made.role, made.body) == ("root", "admin", {"roles": ["chief"]})
    assert (changed.by, changed.body) == ("root", {"roles": ["leader"]})
    assert PASSWORD not in str(people.store.rows)


def _refusals(people: People) -> Iterator[Callable[[], object]]:
    office, root = people.office, people.root
    yield lambda: office.make(root, "li", CHIEF)
    yield lambda: office.make(root, "No", CHIEF)
    yield lambda: office.make(root, "mast", CHIEF)
    yield lambda: office.make(root, "wu", Wanted(roles=frozenset({Role.WALL, Role.CHIEF})))
    yield lambda: office.make(root, "wu", Wanted(roles=frozenset({Role.SYSTEM})))
    yield lambda: office.change(root, "root", Wanted(disabled=True))
    yield lambda: office.change(root, "nobody", CHIEF)
    yield lambda: office.make_key(root, "mast", frozenset({"log:read"}))
    yield lambda: office.make_key(root, "li", frozenset({"log:read"}))
    yield lambda: office.make_key(root, "pole", frozenset({"incidents:act"}))
    yield lambda: office.make_key(root, "pole", frozenset({"signals:send"}))
    yield lambda: office.revoke_key(root, "pole")
    yield lambda: office.open_link("spent", "", PASSWORD, "here")
    yield lambda: log_in(people.porter, "li", "wrong", "here")


def test_every_refusal_is_said_in_chinese_and_in_english(people: People):
    people.person("li", Role.CHIEF)
    people.office.make_key(people.root, "mast", frozenset({"log:read"}))
    for refused in _refusals(people):
        with pytest.raises((NotDone, NotAdmitted)) as caught:
            refused()
        assert re.search("[一-鿿]", caught.value.words["zh"])
        assert caught.value.words["en"] == str(caught.value)
        assert not re.search("[一-鿿]", caught.value.words["en"])
