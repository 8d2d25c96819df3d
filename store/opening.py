"""Opening: a record by its address, its tables brought up to date, wherever the house was started from."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from incidents.ports import StoreUnavailable
from store import tables
from store.engines import Engines, postgresql_engines, sqlite_engines
from store.memory import MemoryRecord
from store.sql import SqlRecord
from store.trouble import hidden, told_plainly

MEMORY = "memory:"


def open_record(address: str, folder: Path | None = None) -> MemoryRecord | SqlRecord:
    """The record at `memory:`, `sqlite:///a/file.db` or `postgresql://user:password@host/name`.

    What lies beside the database (the log's key and checkpoints, attachments) lies in `folder`; of a SQLite file that
    is its own, if none is named. That file and its folder are made if there are none. Raises `StoreUnavailable`.
    """
    if address == MEMORY:
        return MemoryRecord()
    engines = _engines(address)
    try:
        with told_plainly(address):
            _bring_up_to_date(engines.writer, address)
    except BaseException:
        engines.close()
        raise
    return SqlRecord(engines, address, folder or folder_of(address))


def folder_of(address: str) -> Path | None:
    """The folder of a SQLite file; a server has none."""
    url = sa.make_url(address)
    return Path(url.database or "").parent if url.get_backend_name() == "sqlite" else None


def _engines(address: str) -> Engines:
    try:
        url = sa.make_url(address)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        url = None
    kind = None if url is None else url.get_backend_name()
    if url is not None and kind == "sqlite" and url.database and url.database != ":memory:":
        return sqlite_engines(address, Path(url.database))
    if url is not None and kind == "postgresql":
        if unknown := sorted({*url.query} - _options()):
            raise StoreUnavailable(hidden(address), f"PostgreSQL has no option {unknown[0]}", "Take it out.")
        return postgresql_engines(address)
    wanted = f"Name {MEMORY}, sqlite:///a/file.db or postgresql://user:password@host/name."
    raise StoreUnavailable(hidden(address), "it is no address of a record", wanted)


def _options() -> set[str]:
    """The names that may follow the ? of a PostgreSQL address."""
    from psycopg.pq import Conninfo  # noqa: PLC0415 - takes 0.1 s, and SQLite needs none of it

    return {option.keyword.decode() for option in Conninfo.get_defaults()}


def _bring_up_to_date(writer: sa.Engine, address: str) -> None:
    with writer.begin() as connection:
        found = _revision(connection)
        if found != tables.REVISION:
            from store.migrating import migrate  # noqa: PLC0415 - Alembic takes 0.3 s, and is rarely needed

            migrate(connection, address, found)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
