"""Sessions: how long somebody who came in stays in, and when they have been away too long to act."""

from datetime import datetime, timedelta
from enum import Enum

from accounts.account import Account, Session
from incidents.roles import Role

IDLE, ADMIN_IDLE = timedelta(minutes=30), timedelta(minutes=15)
LONGEST, WALL_LONGEST = timedelta(hours=12), timedelta(days=90)
NOTED_EVERY = timedelta(minutes=1)  # that somebody is there is written down no more often


class Standing(Enum):
    """How a session stands: awake, asleep (sees, but has to log in again to act), or over."""

    AWAKE = "awake"
    ASLEEP = "asleep"
    OVER = "over"


def begun(digest: str, account: Account, now: datetime) -> Session:
    """A session that begins now."""
    lasts = WALL_LONGEST if Role.WALL in account.roles else LONGEST
    return Session(digest=digest, account=account.name, began_at=now, seen_at=now, ends_at=now + lasts)


def standing(session: Session, account: Account | None, now: datetime) -> Standing:
    """How this session of this account stands; an administrator's is over as soon as it would sleep."""
    if account is None or account.disabled or now >= session.ends_at:
        return Standing.OVER
    if Role.WALL in account.roles:
        return Standing.AWAKE
    admin = Role.ADMIN in account.roles
    if now - session.seen_at < (ADMIN_IDLE if admin else IDLE):
        return Standing.AWAKE
    return Standing.OVER if admin else Standing.ASLEEP
