"""Sessions: how long they last, what ends them, and what their people may do meanwhile."""

from dataclasses import replace

import pytest

from accounts.account import Account
from accounts.office import Wanted
from accounts.ports import AccountChanges
from accounts.rights import ACT, ADMINISTER, READ_INCIDENTS, READING
from incidents.ports import StoreUnavailable
from incidents.roles import Role
from store.accounts.memory import MemoryAccounts
from tests.accounts.people import People


def test_only_the_fingerprint_of_a_session_is_kept(people: People):
    token = people.inside("li", Role.CHIEF)
    assert token not in str(vars(people.store.accounts))
    assert token not in str(people.store.rows)


def test_every_log_in_is_a_new_session_and_an_invented_one_is_nobodys(people: People):
    account = people.person("li", Role.CHIEF)
    tokens = {people.porter.begin(account, "here")[1] for _ in range(3)}
    assert len(tokens) == 3
    assert not people.who("a fixed one").known
    assert not people.who("").known


def test_who_does_nothing_for_half_an_hour_still_sees_but_has_to_log_in_to_act(people: People):
    token = people.inside("li", Role.CHIEF)
    people.later(minutes=29)
    assert ACT in people.who(token).rights
    people.later(minutes=29)
    assert ACT in people.who(token).rights
    people.later(minutes=30)
    asleep = people.who(token)
    assert (asleep.asleep, asleep.actor.roles, READ_INCIDENTS in asleep.rights) == (True, frozenset(), True)
    assert asleep.rights <= READING
    assert people.who(token).asleep  # looking does not wake


def test_an_administrator_who_does_nothing_for_a_quarter_of_an_hour_is_out(people: People):
    token = people.inside("wu", Role.ADMIN)
    people.later(minutes=14)
    assert ADMINISTER in people.who(token).rights
    people.later(minutes=15)
    assert not people.who(token).known


def test_nobody_stays_in_for_more_than_twelve_hours(people: People):
    token = people.inside("li", Role.CHIEF)
    for _ in range(35):
        people.later(minutes=20)
        assert people.who(token).known
    people.later(minutes=20)
    assert not people.who(token).known


def test_a_wall_stays_for_ninety_days_and_sees(people: People):
    _, link = people.office.make(people.root, "hall-wall", Wanted(roles=frozenset({Role.WALL})))
    token = people.office.open_link(link, "", "", "here")[1]
    people.later(days=89, hours=23)
    assert people.who(token).rights == {"inside", "city:read", "wall"}
    people.later(hours=1)
    assert not people.who(token).known


def test_a_cookie_that_was_stolen_is_worth_nothing_after_the_log_out(people: People):
    token = people.inside("li", Role.CHIEF)
    people.porter.log_out(people.who(token))
    assert not people.who(token).known
    assert people.said("li")[-1] == "log_out"


@pytest.mark.parametrize(
    "wanted",
    [Wanted(disabled=True), Wanted(roles=frozenset({Role.UNIT})), Wanted(department="市政"), Wanted(unit="119-3")],
)
def test_who_may_do_something_else_from_now_on_has_to_log_in_again(people: People, wanted: Wanted):
    token = people.inside("li", Role.CHIEF)
    digest = people.who(token).session
    assert people.porter.over([digest]) == frozenset()
    people.office.change(people.root, "li", wanted)
    assert not people.who(token).known
    assert people.porter.over([digest]) == {digest}


def test_a_new_name_on_the_screen_ends_no_session(people: People):
    token = people.inside("li", Role.CHIEF)
    people.office.change(people.root, "li", Wanted(shown="Li Na"))
    assert people.who(token).shown == "Li Na"


def test_roles_of_the_desk_count_only_on_duty_others_always(people: People):
    desk, crew = people.inside("li", Role.CHIEF, Role.INSPECTOR), people.inside("wu", Role.UNIT)
    people.off |= {"li", "wu"}
    assert people.who(desk).actor.roles == {Role.INSPECTOR}
    assert people.who(crew).actor.roles == {Role.UNIT}
    people.off.clear()
    assert people.who(desk).actor.roles == {Role.CHIEF, Role.INSPECTOR}


def test_demo_seats_are_always_on_duty(people: People):
    people.off.add("demo-chief")
    token = people.porter.begin(people.porter.seats["demo-chief"], "here")[1]
    assert people.who(token).actor.roles == {Role.CHIEF}


class Away(MemoryAccounts):
    """A record that can be taken away."""

    away = False

    def account(self, name: str) -> Account | None:
        if self.away:
            raise StoreUnavailable("memory", "it was taken away", "Put it back.")
        return super().account(name)


def test_whoever_was_known_goes_on_seeing_while_the_record_is_away_and_nobody_else_comes_in(people: People):
    record = Away(people.store._logged)
    people.porter.record = people.office._record = record
    account = replace(people.porter.seats["demo-chief"], name="li", version=1)
    people.porter.begin(account, "here")
    record.write(AccountChanges(accounts=(account,)))
    token, other = (people.porter.begin(account, "here")[1] for _ in range(2))
    assert people.who(token).by == "li"
    record.away = True
    assert people.who(token).by == "li"
    assert people.porter.over([people.who(token).session]) == frozenset()
    with pytest.raises(StoreUnavailable):
        people.who(other)
    people.later(hours=13)
    with pytest.raises(StoreUnavailable):
        people.who(token)
