"""Logging in: a name with a password, a demo seat, or a link that opens once."""

import re

from accounts.account import NAME, Account, Failure, fingerprint
from accounts.lockout import DAY, locked_until
from accounts.porter import STRANGER, Porter
from accounts.ports import AccountChanges
from accounts.refusals import LockedOut, WrongPassword
from accounts.strangers import WITHIN
from incidents.ports import StoreUnavailable


def log_in(porter: Porter, name: str, password: str, source: str) -> tuple[Account, str]:
    """The account with this name and password, and the secret of its new session.

    Raises `WrongPassword`, `LockedOut` or `TooBusy`. Whether there is such an account can be told from none of them,
    nor from the time that it takes.
    """
    came_from_there = porter.record.came_from(source)
    # The count of failures is read in one's turn, or many at once would not be counted.
    with porter.passwords.turn(source, known=bool(came_from_there)):
        who, now = fingerprint(name), porter.world.now()
        known = name in came_from_there
        failures = porter.record.failures(who, now - 2 * DAY)
        until = locked_until(failures, source, now, came_from_there=known)
        # Where others guessed too often, each name has one try still: an office behind one address is not shut out.
        tried = any(one.source == source and one.at > now - WITHIN for one in failures)
        until = until or (porter.strangers.locked_until(source, now) if tried and not known else None)
        if until is not None:
            raise LockedOut(until)
        account = porter.record.account(name) if re.fullmatch(NAME, name) else None
        open_ = account is not None and not account.disabled
        if not porter.passwords.fits(account.password if account is not None and open_ else "", password):
            _failed(porter, account, who, source, came_from_there=known)
            raise WrongPassword
    if account is None:
        raise WrongPassword
    porter.record.write(AccountChanges(forgiven=((who, source),)))
    return account, porter.begin(account, source)[1]


def take_seat(porter: Porter, name: str, source: str) -> tuple[Account, str]:
    """A demo seat, and the secret of its new session. Raises `WrongPassword` where there is no such seat."""
    seat = porter.seats.get(name)
    if seat is None:
        raise WrongPassword
    return seat, porter.begin(seat, source, "take_seat")[1]


def tell_of_strangers(porter: Porter) -> None:
    """Write down what strangers tried where the time for counting it is over. Raises `StoreUnavailable`; it waits."""
    now = porter.world.now()
    over = {place: one for place, one in porter.strangers.over(now).items() if one.untold}
    for place, tried in tuple(over.items()):
        try:
            said = porter.line(
                STRANGER, "refuse", by=STRANGER, source=place, count=tried.untold, since=tried.since.isoformat()
            )
            porter.record.write(AccountChanges(lines=(said,)))
        except StoreUnavailable:
            porter.strangers.put_back(over)
            raise
        del over[place]


def _failed(porter: Porter, account: Account | None, who: str, source: str, *, came_from_there: bool) -> None:
    """Write down that it failed; a name that is none of ours is not, for it may be a password."""
    tell_of_strangers(porter)
    now = porter.world.now()
    failure = Failure(who=who, source=source, at=now)
    place = "" if came_from_there else porter.strangers.count(source, now, is_ours=account is not None)
    if account is None:
        lines = [porter.line(STRANGER, "refuse", by=STRANGER, source=place)] if place else []
    else:
        lines = [porter.line(account.name, "refuse", by=account.name, source=source)]
    known = porter.record.failures(who, now - 2 * DAY)
    until = locked_until((*known, failure), source, now, came_from_there=came_from_there)
    if account is not None and until is not None:
        lines.append(porter.line(account.name, "lock_out", by=account.name, source=source))
    porter.record.write(AccountChanges(failures=(failure,), lines=tuple(lines)))
