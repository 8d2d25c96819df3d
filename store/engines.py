"""Engines: how SQLite and PostgreSQL are opened so that what was acknowledged is never lost.

One writer, taken up front: in SQLite the one connection that may write (`BEGIN IMMEDIATE`), in PostgreSQL a lock that
every writing transaction of the house asks for first. Readers are separate and never wait for it.
"""

import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import PoolProxiedConnection

from incidents.ports import StoreUnavailable
from store.documents import from_json, to_json
from store.trouble import hidden

WRITERS_LOCK = 0x0C17  # the key of PostgreSQL's advisory lock
BUSY_S = 5.0
LOOK_AGAIN_S = 0.05
READER_BUSY_MS = 100  # readers meet a lock only while the file is repaired
READERS = 4

PRAGMAS: Mapping[str, str] = MappingProxyType(
    {
        "busy_timeout": "0",  # SQLite would wait in C, and all others with it
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "foreign_keys": "ON",
        "trusted_schema": "OFF",
        "cell_size_check": "ON",
    }
)
_ONE: Mapping[str, float] = MappingProxyType({"pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_S})
FULL = 2  # what SQLite calls synchronous=FULL when asked

_SERVER: Mapping[str, str] = MappingProxyType(
    {
        "synchronous_commit": "on",
        "statement_timeout": "5s",
        "idle_in_transaction_session_timeout": "10s",
        "timezone": "UTC",
    }
)


class Engines(NamedTuple):
    """The way to write, the way to read, and what says that this house alone writes (SQLite)."""

    writer: sa.Engine
    readers: sa.Engine
    claim: sqlite3.Connection | None

    def close(self) -> None:
        """Let go of every connection and of the claim."""
        self.readers.dispose()
        self.writer.dispose()
        if self.claim is not None:
            self.claim.close()


def sqlite_engines(address: str, file: Path) -> Engines:
    """The engines of a SQLite file, which is made with its folder if there is none. Raises `StoreUnavailable`."""
    claim = _claimed(address, file)
    writer = _engine("sqlite://", poolclass=sa.QueuePool, creator=lambda: _connected(str(file)), **_ONE)
    event.listen(writer, "connect", _prepare)
    # As the dialect's own way, not as an event: one such listener, and SQLAlchemy tells of every statement.
    writer.dialect.do_begin = _Beginning(file)
    reading = f"{file.absolute().as_uri()}?mode=ro"
    readers = _engine("sqlite://", poolclass=sa.QueuePool, creator=lambda: _connected(reading), pool_size=READERS)
    event.listen(readers, "connect", _prepare_reader)
    return Engines(writer, readers, claim)


def postgresql_engines(address: str) -> Engines:
    """The engines of a PostgreSQL database."""
    url = sa.make_url(address).set(drivername="postgresql+psycopg")
    arguments = {
        "options": " ".join(f"-c {name}={value}" for name, value in _SERVER.items()),
        "connect_timeout": int(BUSY_S),
        # A server that fell silent, and a network that was cut, are noticed in seconds instead of hours.
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 8000,
    }
    writer = _engine(url, connect_args=arguments, pool_pre_ping=True, **_ONE)
    writer.dialect.do_begin = _ask_for_lock
    reading = {"pool_pre_ping": True, "pool_size": READERS, "isolation_level": "AUTOCOMMIT"}
    return Engines(writer, _engine(url, connect_args=arguments, **reading), None)


def _engine(url: sa.URL | str, **options: Any) -> sa.Engine:  # noqa: ANN401 - as create_engine has it
    return sa.create_engine(url, json_serializer=to_json, json_deserializer=from_json, **options)


def _connected(file: str) -> sqlite3.Connection:
    """A connection whose transactions we begin ourselves; the pool sees that one thread at a time has it."""
    return sqlite3.connect(file, uri=file.startswith("file:"), isolation_level=None, check_same_thread=False)


def _claimed(address: str, file: Path) -> sqlite3.Connection:
    """A lock beside the file, held while this process lives.

    With two writers SQLite before 3.51.3 can lose pages, and what one wrote the other's screens would not show.
    """
    wanted = "Stop that one, or give this one a memory of its own: STATE=folder."
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        claim = sqlite3.connect(f"{file}.lock", isolation_level=None, timeout=0, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        wanted = "Name a folder where this user may write: STATE=folder."
        raise StoreUnavailable(hidden(address), f"its file cannot be opened ({error})", wanted) from error
    try:
        claim.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        claim.close()
        raise StoreUnavailable(hidden(address), "another OneScreen is writing to it", wanted) from error
    return claim


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
    if synchronous != FULL or journal != "wal":
        raise sqlite3.OperationalError(
            f"synchronous is {synchronous} and journal_mode {journal}, but power may fail: 2 and wal are wanted"
        )


def _prepare_reader(connection: sqlite3.Connection, _: object) -> None:
    connection.execute(f"PRAGMA busy_timeout={READER_BUSY_MS}").close()
    connection.execute("PRAGMA trusted_schema=OFF").close()


class _Beginning:
    """Begins a transaction that may write, on the very file that was opened; waits for others in turns of our own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._number: int | None = None

    def __call__(self, dbapi_connection: PoolProxiedConnection) -> None:
        self._look()
        until = time.monotonic() + BUSY_S
        while True:
            try:
                dbapi_connection.cursor().execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(LOOK_AGAIN_S)
            else:
                return

    def _look(self) -> None:
        """Raises `sqlite3.OperationalError` when the file was taken away: nobody reads what is written to it then."""
        number = self._file.stat().st_ino if self._file.exists() else None
        self._number = self._number or number
        if number is None or number != self._number:
            raise sqlite3.OperationalError("its file is gone")


def _ask_for_lock(dbapi_connection: PoolProxiedConnection) -> None:
    dbapi_connection.cursor().execute(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
