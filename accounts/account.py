"""Accounts, sessions, keys and links as they are kept: of every secret only what cannot be turned back."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from incidents.roles import Role

NAME = r"^[a-z][a-z0-9._-]{1,31}$"
ACCOUNT = "account"  # the kind of the streams in which the log tells what is done about accounts
SEAT = "demo-"  # how the names of demo seats begin, and no others


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody, or a wall: `name` is written down as `by`, `shown` is what screens call them.

    `password` is its hash, "" while there is none. `department` and `unit` are whom they act for, "" where for none.
    """

    name: str
    shown: str
    roles: frozenset[Role]
    department: str = ""
    unit: str = ""
    disabled: bool = False
    password: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who came in, until `ends_at` at the latest; `digest` is the fingerprint of what their browser keeps."""

    digest: str
    account: str
    began_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A machine's way in: its name, its rights, and the origins of signals that it may speak for."""

    name: str
    digest: str
    rights: frozenset[str]
    origins: frozenset[str]
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What may be opened once: gives `account` a password, or a wall its session; "" makes the first administrator."""

    digest: str
    account: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A log-in that failed: `who` is the fingerprint of the name that was given, which may be a password by mistake."""

    who: str
    source: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """From where an account came in, and when last: nobody else's wrong passwords keep it out from there."""

    account: str
    source: str
    at: datetime


def fingerprint(secret: str) -> str:
    """What is kept of a secret of 256 bits: enough to know it again, not to make it."""
    return sha256(secret.encode()).hexdigest()
