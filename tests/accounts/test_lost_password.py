"""A lost password: whoever has the machine helps an administrator, and everybody hears of it."""

import pytest

from accounts.logging_in import log_in
from accounts.lost_password import link_for
from accounts.refusals import LinkSpent, NotSo, WrongPassword
from incidents.roles import Role
from tests.accounts.people import PASSWORD, People

NEW = "a mended bridge holds"


def test_the_only_administrator_gets_in_again_and_nothing_of_before_does(people: People):
    inside = people.porter.begin(people.porter.account("root") or people.person("-"), "here")[1]
    older = people.office.link(people.root, "root")[1]
    secret, told = link_for(people.porter, "root", "op@centre")
    assert told == ()
    assert not people.who(inside).known
    with pytest.raises(WrongPassword):
        log_in(people.porter, "root", PASSWORD, "here")
    with pytest.raises(LinkSpent):
        people.office.behind(older)
    people.office.open_link(secret, "", NEW, "here")
    assert log_in(people.porter, "root", NEW, "here")[0].name == "root"
    with pytest.raises(LinkSpent):
        people.office.open_link(secret, "", NEW, "here")


def test_the_log_says_who_asked_on_the_machine(people: People):
    link_for(people.porter, "root", "op@centre")
    line = people.store.lines("account:root")[-1]
    assert (line.action, line.by, line.body["who"]) == ("link_on_machine", "onescreen", "op@centre")


def test_every_other_administrator_is_told_and_nobody_else(people: People):
    people.person("second", Role.ADMIN)
    people.person("li", Role.CHIEF)
    _, told = link_for(people.porter, "root", "op@centre")
    assert [one.to for one in told] == ["second"]
    assert "op@centre made a one-time link for the administrator root" in told[0].words["en"]


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_others_get_their_links_of_an_administrator(people: People, name: str):
    people.person("li", Role.CHIEF)
    with pytest.raises(NotSo, match="There are root; they give links to all others"):
        link_for(people.porter, name, "op@centre")
