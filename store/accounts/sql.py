"""Accounts in a database: what is read, and what one transaction writes with its lines of the log."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from accounts.account import ACCOUNT, Account, Failure, Key, Link, Place, Session
from accounts.ports import AccountChanges
from accounts.refusals import AccountChanged, AccountExists, KeyExists, LinkSpent
from incidents.lines import stream_of
from incidents.roles import Role
from store import event_log, standing
from store.accounts import beside
from store.accounts.tables import accounts, failures, keys, links, places, sessions
from store.documents import Row

Read = Callable[[sa.Select[*tuple[Any, ...]]], list[Row]]
Write = Callable[[], AbstractContextManager[sa.Connection]]

# Asked at every request.
_ACCOUNT = sa.select(accounts).where(accounts.c.name == sa.bindparam("asked"))
_SESSION = sa.select(sessions).where(sessions.c.digest == sa.bindparam("asked"))


class SqlAccounts:
    """Keeps `accounts.ports.AccountRecord` on the tables of accounts."""

    def __init__(self, read: Read, write: Write) -> None:
        self._read = read
        self._write = write

    def account(self, name: str) -> Account | None:
        """The account of this name."""
        return next((_account(row) for row in self._read(_ACCOUNT.params(asked=name))), None)

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        return tuple(_account(row) for row in self._read(sa.select(accounts).order_by(accounts.c.name)))

    def session(self, digest: str) -> Session | None:
        """The session with this fingerprint."""
        return next((Session(**row) for row in self._read(_SESSION.params(asked=digest))), None)

    def sessions(self, digests: Collection[str]) -> tuple[Session, ...]:
        """Those of these sessions that there still are."""
        return self._sessions(sessions.c.digest.in_(digests))

    def sessions_of(self, account: str) -> tuple[Session, ...]:
        """Every session of an account, the oldest first."""
        return self._sessions(sessions.c.account == account)

    def key(self, digest: str) -> Key | None:
        """The key with this fingerprint."""
        return next((_key(row) for row in self._read(sa.select(keys).where(keys.c.digest == digest))), None)

    def keys(self) -> tuple[Key, ...]:
        """Every key, by name."""
        return tuple(_key(row) for row in self._read(sa.select(keys).order_by(keys.c.name)))

    def link(self, digest: str) -> Link | None:
        """The link with this fingerprint, if it was not spent."""
        return next((Link(**row) for row in self._read(sa.select(links).where(links.c.digest == digest))), None)

    def failures(self, who: str, since: datetime) -> tuple[Failure, ...]:
        """The log-ins of an account that failed at `since` or later."""
        asked = sa.select(failures).where(failures.c.who == who, failures.c.at >= since).order_by(failures.c.at)
        return tuple(Failure(**row) for row in self._read(asked))

    def came_from(self, source: str) -> frozenset[str]:
        """The accounts that came in from there lately."""
        asked = sa.select(places.c.account).where(places.c.source == source)
        return frozenset(row["account"] for row in self._read(asked))

    def tidy(self, now: datetime, before: datetime, forgotten: datetime) -> None:
        """Let go of sessions and links that are over, of failures from before, and of places not come from since."""
        with self._write() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.ends_at <= now))
            connection.execute(sa.delete(links).where(links.c.until <= now))
            connection.execute(sa.delete(failures).where(failures.c.at < before))
            connection.execute(sa.delete(places).where(places.c.at < forgotten))

    def write(self, changes: AccountChanges) -> None:
        """Write all of it, or nothing. Raises `AccountExists`, `AccountChanged`, `KeyExists` or `LinkSpent`."""
        with self._write() as connection:
            for account in changes.accounts:
                _write_account(connection, account)
            over = beside.over(connection, changes)
            _take_away(connection, changes)
            new = {
                "key": [_key_row(one) for one in changes.keys],
                "link": [_columns(one) for one in changes.links],
                "session": [_columns(one) for one in changes.sessions],
            }
            _put_in(connection, new)
            for one in changes.seen:
                there = sa.update(sessions).where(sessions.c.digest == one.digest)
                connection.execute(there.values(seen_at=one.seen_at))
            _insert(connection, failures, [_columns(one) for one in changes.failures])
            for one in changes.places:
                same = sa.and_(places.c.account == one.account, places.c.source == one.source)
                connection.execute(sa.delete(places).where(same))
            _insert(connection, places, [_columns(one) for one in changes.places])
            rows = {stream_of(ACCOUNT, one.name): account_row(one) for one in changes.accounts}
            lines = beside.with_lines(changes.lines, beside.begun(over, new))
            event_log.append(connection, standing.telling(lines, rows))

    def _sessions(self, wanted: sa.ColumnElement[bool]) -> tuple[Session, ...]:
        asked = sa.select(sessions).where(wanted).order_by(sessions.c.began_at, sessions.c.digest)
        return tuple(Session(**row) for row in self._read(asked))


def account_row(account: Account) -> Row:
    """The row of an account."""
    return _columns(account) | {"roles": _lines(account.roles)}


def _write_account(connection: sa.Connection, account: Account) -> None:
    row = account_row(account)
    named = accounts.c.name == account.name
    if account.version == 1:
        if connection.execute(sa.select(accounts.c.name).where(named)).first() is not None:
            raise AccountExists(account.name)
        _insert(connection, accounts, [row])
        return
    written = sa.update(accounts).where(named, accounts.c.version == account.version - 1).values(row)
    if connection.execute(written).rowcount != 1:
        raise AccountChanged(account.name)


def _key_row(key: Key) -> Row:
    return _columns(key) | {"rights": _lines(key.rights), "origins": _lines(key.origins)}


def _put_in(connection: sa.Connection, rows: Mapping[str, Sequence[Row]]) -> None:
    for row in rows["key"]:
        if connection.execute(sa.select(keys.c.name).where(keys.c.name == row["name"])).first() is not None:
            raise KeyExists(row["name"])
    for row in rows["session"]:
        connection.execute(sa.delete(sessions).where(sessions.c.digest == row["digest"]))
    for table, kind in ((keys, "key"), (sessions, "session"), (links, "link")):
        _insert(connection, table, rows[kind])


def _take_away(connection: sa.Connection, changes: AccountChanges) -> None:
    for digest in changes.spent:
        if connection.execute(sa.delete(links).where(links.c.digest == digest)).rowcount != 1:
            raise LinkSpent
    for column, gone in (
        (sessions.c.digest, changes.ended),
        (sessions.c.account, changes.ended_of),
        (links.c.account, changes.links_of),
        (keys.c.digest, changes.revoked),
    ):
        if gone:
            connection.execute(sa.delete(column.table).where(column.in_(gone)))
    for who, source in changes.forgiven:
        gone = sa.delete(failures).where(failures.c.who == who)
        connection.execute(gone if source is None else gone.where(failures.c.source == source))


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def _columns(one: Account | Session | Key | Link | Failure | Place) -> Row:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def _account(row: Row) -> Account:
    said: Row = row | {"roles": frozenset(Role(one) for one in row["roles"].splitlines())}
    return Account(**said)


def _key(row: Row) -> Key:
    said: Row = row | {name: frozenset(row[name].split("\n")) - {""} for name in ("rights", "origins")}
    return Key(**said)


def _lines(words: Iterable[str]) -> str:
    return "\n".join(sorted(words))
