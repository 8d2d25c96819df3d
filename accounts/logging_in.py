"""Logging in: a name with a password, a demo seat, or a link that opens once."""

import re

from accounts.account import NAME, Account, Failure, fingerprint
from accounts.lockout import DAY, locked_until
from accounts.porter import STRANGER, Porter
from accounts.ports import AccountChanges
from accounts.refusals import LockedOut, WrongPassword


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
        until = locked_until(porter.record.failures(who, now - 2 * DAY), source, now, came_from_there=known)
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


def _failed(porter: Porter, account: Account | None, who: str, source: str, *, came_from_there: bool) -> None:
    """Write down that it failed; a name that is none of ours is not, for it may be a password."""
    now = porter.world.now()
    failure = Failure(who=who, source=source, at=now)
    name = STRANGER if account is None else account.name
    lines = [porter.line(name, "refuse", by=name, source=source)]
    known = porter.record.failures(who, now - 2 * DAY)
    if locked_until((*known, failure), source, now, came_from_there=came_from_there) is not None:
        lines.append(porter.line(name, "lock_out", by=name, source=source))
    porter.record.write(AccountChanges(failures=(failure,), lines=tuple(lines)))
