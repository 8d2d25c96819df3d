"""What porter and office need of a record that survives a restart; `store/` keeps these promises."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accounts.account import Account, Failure, Key, Link, Place, Session
from incidents.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanges:
    """Everything that one transaction writes, with its lines of the log.

    An account of version 1 is new, a later one replaces the version before. A session, key or place is written or
    replaced whole; of those `seen` only that somebody is there, and what is over meanwhile stays over. `ended` are
    digests of sessions, `ended_of` accounts of which every session ends, `spent` digests of links that must be there,
    `links_of` accounts whose links are worth nothing any more. `forgiven` are (who, source) whose failures are
    forgotten, the source None for all.
    """

    accounts: tuple[Account, ...] = ()
    sessions: tuple[Session, ...] = ()
    seen: tuple[Session, ...] = ()
    keys: tuple[Key, ...] = ()
    links: tuple[Link, ...] = ()
    failures: tuple[Failure, ...] = ()
    places: tuple[Place, ...] = ()
    ended: tuple[str, ...] = ()
    ended_of: tuple[str, ...] = ()
    revoked: tuple[str, ...] = ()
    spent: tuple[str, ...] = ()
    links_of: tuple[str, ...] = ()
    forgiven: tuple[tuple[str, str | None], ...] = ()
    lines: tuple[Line, ...] = ()


class AccountRecord(Protocol):
    """What must survive a restart. Raises `incidents.ports.StoreUnavailable` when it cannot be reached."""

    def account(self, name: str) -> Account | None:
        """The account of this name."""
        ...

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        ...

    def session(self, digest: str) -> Session | None:
        """The session with this fingerprint."""
        ...

    def sessions(self, digests: Collection[str]) -> tuple[Session, ...]:
        """Those of these sessions that there still are."""
        ...

    def sessions_of(self, account: str) -> tuple[Session, ...]:
        """Every session of an account, the oldest first."""
        ...

    def key(self, digest: str) -> Key | None:
        """The key with this fingerprint."""
        ...

    def keys(self) -> tuple[Key, ...]:
        """Every key, by name."""
        ...

    def link(self, digest: str) -> Link | None:
        """The link with this fingerprint, if it was not spent."""
        ...

    def failures(self, who: str, since: datetime) -> tuple[Failure, ...]:
        """The log-ins of an account that failed at `since` or later."""
        ...

    def came_from(self, source: str) -> frozenset[str]:
        """The accounts that came in from there lately."""
        ...

    def tidy(self, now: datetime, before: datetime, forgotten: datetime) -> None:
        """Let go of sessions and links that are over, of failures from before, and of places not come from since."""
        ...

    def write(self, changes: AccountChanges) -> None:
        """Write all of it, or nothing. Raises `AccountExists`, `AccountChanged`, `KeyExists` or `LinkSpent`."""
        ...
