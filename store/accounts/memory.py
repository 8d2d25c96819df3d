"""Accounts in dictionaries: the same promises as in a database, while the process lives."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from datetime import datetime

from accounts.account import Account, Failure, Key, Link, Place, Session
from accounts.ports import AccountChanges
from accounts.refusals import AccountChanged, AccountExists, KeyExists, LinkSpent
from incidents.lines import Line

Log = Callable[[tuple[Line, ...]], AbstractContextManager[None]]


class MemoryAccounts:
    """Keeps `accounts.ports.AccountRecord`; `log` writes lines when what is done inside of it goes well."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[str, Session] = {}
        self._keys: dict[str, Key] = {}
        self._links: dict[str, Link] = {}
        self._failures: list[Failure] = []
        self._places: dict[tuple[str, str], Place] = {}

    def account(self, name: str) -> Account | None:
        """The account of this name."""
        return self._accounts.get(name)

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        return tuple(sorted(self._accounts.values(), key=lambda one: one.name))

    def session(self, digest: str) -> Session | None:
        """The session with this fingerprint."""
        return self._sessions.get(digest)

    def sessions(self, digests: Collection[str]) -> tuple[Session, ...]:
        """Those of these sessions that there still are."""
        return _ordered(one for one in self._sessions.values() if one.digest in digests)

    def sessions_of(self, account: str) -> tuple[Session, ...]:
        """Every session of an account, the oldest first."""
        return _ordered(one for one in self._sessions.values() if one.account == account)

    def key(self, digest: str) -> Key | None:
        """The key with this fingerprint."""
        return self._keys.get(digest)

    def keys(self) -> tuple[Key, ...]:
        """Every key, by name."""
        return tuple(sorted(self._keys.values(), key=lambda one: one.name))

    def link(self, digest: str) -> Link | None:
        """The link with this fingerprint, if it was not spent."""
        return self._links.get(digest)

    def failures(self, who: str, since: datetime) -> tuple[Failure, ...]:
        """The log-ins of an account that failed at `since` or later."""
        return tuple(one for one in self._failures if one.who == who and one.at >= since)

    def came_from(self, source: str) -> frozenset[str]:
        """The accounts that came in from there lately."""
        return frozenset(one.account for one in self._places.values() if one.source == source)

    def tidy(self, now: datetime, before: datetime, forgotten: datetime) -> None:
        """Let go of sessions and links that are over, of failures from before, and of places not come from since."""
        self._sessions = {digest: one for digest, one in self._sessions.items() if one.ends_at > now}
        self._links = {digest: one for digest, one in self._links.items() if one.until > now}
        self._failures = [one for one in self._failures if one.at >= before]
        self._places = {key: one for key, one in self._places.items() if one.at >= forgotten}

    def write(self, changes: AccountChanges) -> None:
        """Write all of it, or nothing. Raises `AccountExists`, `AccountChanged`, `KeyExists` or `LinkSpent`."""
        with self._log(changes.lines):
            self._check(changes)
            self._take_away(changes)
            self._accounts |= {one.name: one for one in changes.accounts}
            self._sessions |= {one.digest: one for one in changes.sessions}
            self._sessions |= {one.digest: one for one in changes.seen if one.digest in self._sessions}
            self._keys |= {one.digest: one for one in changes.keys}
            self._links |= {one.digest: one for one in changes.links}
            self._failures += changes.failures
            self._places |= {(one.account, one.source): one for one in changes.places}

    def _check(self, changes: AccountChanges) -> None:
        for account in changes.accounts:
            known = self._accounts.get(account.name)
            if account.version == 1 and known is not None:
                raise AccountExists(account.name)
            if account.version > 1 and (known is None or known.version != account.version - 1):
                raise AccountChanged(account.name)
        for key in changes.keys:
            if any(one.name == key.name for one in self._keys.values()):
                raise KeyExists(key.name)
        if not self._links.keys() >= set(changes.spent):
            raise LinkSpent

    def _take_away(self, changes: AccountChanges) -> None:
        for digest in changes.spent:
            del self._links[digest]
        for digest in changes.revoked:
            self._keys.pop(digest, None)
        over = [one.digest for one in self._sessions.values() if one.account in changes.ended_of]
        for digest in (*changes.ended, *over):
            self._sessions.pop(digest, None)
        self._links = {digest: one for digest, one in self._links.items() if one.account not in changes.links_of}
        for who, source in changes.forgiven:
            self._failures = [one for one in self._failures if one.who != who or source not in (None, one.source)]


def _ordered(found: Iterable[Session]) -> tuple[Session, ...]:
    return tuple(sorted(found, key=lambda one: (one.began_at, one.digest)))
