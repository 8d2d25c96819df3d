"""Logging in: who gets in, who is kept out for how long, and that nobody learns which accounts there are."""

from contextlib import suppress
from datetime import timedelta

import pytest

from accounts.account import fingerprint
from accounts.logging_in import log_in, take_seat, tell_of_strangers
from accounts.office import Wanted
from accounts.passwords import AT_ONCE, SHARE, WAITING, Argon2, Passwords
from accounts.refusals import LockedOut, NotAdmitted, TooBusy, WeakPassword, WrongPassword
from accounts.strangers import AT_MOST, PLACES
from incidents.roles import Role
from tests.accounts.people import PASSWORD, Counted, People

HERE, THERE = "10.0.0.7", "10.0.0.8"


def wrong(people: People, times: int, source: str = HERE, name: str = "li") -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            log_in(people.porter, name, "wrong", source)


def test_somebody_with_their_password_comes_in(people: People):
    people.person("li", Role.CHIEF)
    account, token = log_in(people.porter, "li", PASSWORD, HERE)
    assert (account.name, people.who(token).by, people.said("li")[-1]) == ("li", "li", "log_in")


@pytest.mark.parametrize("name", ["li", "nobody", "not a name at all", "root\x00", ""])
def test_an_unknown_account_is_looked_at_as_long_as_a_known_one_and_refused_alike(people: People, name: str):
    people.person("li", Role.CHIEF)
    before = people.hashing.looked
    with pytest.raises(WrongPassword) as refused:
        log_in(people.porter, name, "wrong", HERE)
    assert (people.hashing.looked - before, str(refused.value)) == (1, str(WrongPassword()))


def test_an_account_without_a_password_or_disabled_is_refused_alike(people: People):
    people.office.make(people.root, "wu", Wanted(roles=frozenset({Role.UNIT})))
    people.person("li", Role.CHIEF)
    people.office.change(people.root, "li", Wanted(disabled=True))
    for name, password in (("wu", ""), ("wu", "nobody has this password"), ("li", PASSWORD)):
        before = people.hashing.looked
        with pytest.raises(WrongPassword):
            log_in(people.porter, name, password, HERE)
        assert people.hashing.looked - before == 1


def test_five_wrong_passwords_in_a_quarter_of_an_hour_lock_for_half_an_hour_from_there_alone(people: People):
    people.person("li", Role.CHIEF)
    wrong(people, 5)
    before = people.hashing.looked
    with pytest.raises(LockedOut):
        log_in(people.porter, "li", PASSWORD, HERE)
    assert people.hashing.looked == before
    assert log_in(people.porter, "li", PASSWORD, THERE)[0].name == "li"
    people.later(minutes=29, seconds=59)
    with pytest.raises(LockedOut):
        log_in(people.porter, "li", PASSWORD, HERE)
    people.later(seconds=1)
    assert log_in(people.porter, "li", PASSWORD, HERE)[0].name == "li"
    assert people.said("li").count("lock_out") == 1


def test_an_unknown_name_is_locked_alike_and_stands_nowhere_for_it_may_be_a_password(people: People):
    wrong(people, 5, name="my secret")
    with pytest.raises(LockedOut):
        log_in(people.porter, "my secret", "wrong", HERE)
    assert people.said("-") == ["refuse"]  # the others are told together
    assert "my secret" not in str(people.store.rows)


def test_five_wrong_passwords_over_a_longer_time_lock_nobody(people: People):
    people.person("li", Role.CHIEF)
    for _ in range(5):
        wrong(people, 1)
        people.later(minutes=4)
    assert log_in(people.porter, "li", PASSWORD, HERE)[0].name == "li"


def test_a_right_password_forgives_the_wrong_ones_from_there(people: People):
    people.person("li", Role.CHIEF)
    for _ in range(3):
        wrong(people, 4)
        log_in(people.porter, "li", PASSWORD, HERE)
    assert people.store.accounts.failures(fingerprint("li"), people.now - timedelta(days=1)) == ()


def test_twenty_wrong_passwords_a_day_lock_from_everywhere_until_somebody_unlocks(people: People):
    people.person("li", Role.CHIEF)
    for n in range(20):
        wrong(people, 1, source=f"10.0.1.{n}")
    with pytest.raises(LockedOut):
        log_in(people.porter, "li", PASSWORD, THERE)
    people.office.unlock(people.root, "li")
    assert log_in(people.porter, "li", PASSWORD, THERE)[0].name == "li"


def test_no_stranger_keeps_somebody_out_from_where_they_came_in_before(people: People):
    people.person("li", Role.CHIEF)
    log_in(people.porter, "li", PASSWORD, HERE)
    for n in range(25):
        try:
            log_in(people.porter, "li", "wrong", f"10.0.1.{n}")
        except (WrongPassword, LockedOut):
            continue
    with pytest.raises(LockedOut):
        log_in(people.porter, "li", PASSWORD, THERE)
    assert log_in(people.porter, "li", PASSWORD, HERE)[0].name == "li"


def test_a_storm_of_log_ins_is_turned_away_rather_than_queued_for_ever(people: People):
    passwords = Passwords(Counted())
    for _ in range(AT_ONCE + WAITING):
        passwords._rooms[False].acquire()
    with pytest.raises(TooBusy), passwords.turn(HERE):
        pass
    with passwords.turn(HERE, known=True):  # strangers do not fill the room of those who came in from there before
        pass


def test_one_place_takes_its_share_of_the_queue_and_no_more():
    passwords = Passwords(Counted())
    passwords._here[HERE] = SHARE
    with pytest.raises(TooBusy), passwords.turn(HERE):
        pass
    with passwords.turn(THERE):
        pass
    assert passwords._here == {HERE: SHARE}


def test_demo_seats_are_taken_without_a_password_and_no_others(people: People):
    seat, token = take_seat(people.porter, "demo-duty", HERE)
    assert people.who(token).actor.roles == {Role.CALL_TAKER, Role.DISPATCHER} == seat.roles
    people.porter.seats = {}
    assert not people.who(token).known
    with pytest.raises(NotAdmitted):
        take_seat(people.porter, "demo-duty", HERE)
    with pytest.raises(WrongPassword):
        log_in(people.porter, "demo-duty", "", HERE)


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaaaaaa", "Margarethe-7", "x" * 201])
def test_a_password_that_is_guessed_too_soon_is_not_taken(password: str):
    with pytest.raises(WeakPassword):
        Passwords(Counted()).kept("margarethe-7", password)


def test_what_is_kept_of_a_password_is_argon2id_with_46_mib():
    kept = Argon2().hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert Argon2().fits(kept, PASSWORD)
    assert not Argon2().fits(kept, PASSWORD + "x")
    assert not Argon2().fits("no hash", PASSWORD)


def test_a_stranger_under_ever_new_names_is_told_once_and_again_when_the_time_is_over(people: People):
    for i in range(AT_MOST):
        wrong(people, 1, name=f"made up {i}")
    wrong(people, 1, name="made up anew")
    with pytest.raises(LockedOut):
        log_in(people.porter, "made up anew", "wrong", HERE)
    people.later(minutes=16)
    tell_of_strangers(people.porter)
    first, rest = people.store.lines("account:-")
    assert (first.body["source"], rest.body["source"], rest.body["count"]) == (HERE, HERE, AT_MOST)


def test_a_storm_from_everywhere_writes_hardly_more_lines_than_places_are_told_apart(people: People):
    with suppress(LockedOut):
        for i in range(3 * PLACES):
            log_in_wrongly(people, f"made up {i}", f"10.0.0.{i}")
    people.later(minutes=16)
    tell_of_strangers(people.porter)
    assert len(people.said("-")) <= PLACES + 2


def test_strangers_keep_nobody_out_from_where_they_came_in_before(people: People):
    people.person("li", Role.DISPATCHER)
    log_in(people.porter, "li", PASSWORD, HERE)
    for i in range(AT_MOST):
        wrong(people, 1, name=f"made up {i}")
    assert log_in(people.porter, "li", PASSWORD, HERE)[0].name == "li"


def test_many_failures_from_a_shared_address_keep_out_nobody_who_did_not_fail_there(people: People):
    people.person("li", Role.DISPATCHER)
    people.person("wu", Role.DISPATCHER)
    for i in range(2 * AT_MOST):
        wrong(people, 1, name=f"made up {i}")
    wrong(people, 1, name="wu")
    with pytest.raises(LockedOut):
        log_in(people.porter, "wu", PASSWORD, HERE)
    assert log_in(people.porter, "li", PASSWORD, HERE)[0].name == "li"


def test_guesses_from_very_many_places_keep_nobody_out_from_a_new_one_and_take_no_more_memory(people: People):
    people.person("li", Role.DISPATCHER)
    for i in range(3 * PLACES):
        wrong(people, 1, name=f"made up {i}", source=f"10.1.{i // 250}.{i % 250}")
    wrong(people, 1, source=HERE)
    assert log_in(people.porter, "li", PASSWORD, HERE)[0].name == "li"
    assert len(people.porter.strangers._tried) <= PLACES + 1


def test_a_place_that_guesses_much_stays_locked_however_many_others_come(people: People):
    for i in range(AT_MOST):
        wrong(people, 1, name=f"made up {i}")
    for i in range(2 * PLACES):
        wrong(people, 1, name=f"made up {i}", source=f"10.1.0.{i}")
    with pytest.raises(LockedOut):
        log_in(people.porter, "made up 1", "wrong", HERE)


def log_in_wrongly(people: People, name: str, source: str) -> None:
    with suppress(WrongPassword):
        log_in(people.porter, name, "wrong", source)
