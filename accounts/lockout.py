"""Lockout: how many wrong passwords are taken from where, before no more are looked at for a while."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.account import Failure

FEW, WITHIN, LOCKED = 5, timedelta(minutes=15), timedelta(minutes=30)  # of one account from one place
MANY, DAY = 20, timedelta(days=1)  # of one account from anywhere
FORGOTTEN = timedelta(days=60)  # from where nobody came in since is as strange as any place


def locked_until(
    failures: Iterable[Failure], source: str, now: datetime, *, came_from_there: bool = False
) -> datetime | None:
    """When a password from this place is looked at again; None if at once. `failures` are one account's, of a day.

    From another place the account stays open until the day's limit, and where it came in from before stays open even
    then, so that no stranger keeps anybody out.
    """
    known = sorted(failures, key=lambda one: one.at)
    here = [one.at for one in known if one.source == source]
    untils = [here[i] + LOCKED for i in range(FEW - 1, len(here)) if here[i] - here[i - FEW + 1] <= WITHIN]
    today = [one.at for one in known if one.at > now - DAY]
    if len(today) >= MANY and not came_from_there:
        untils.append(today[-MANY] + DAY)
    latest = max(untils, default=now)
    return latest if latest > now else None
