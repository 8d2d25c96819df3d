"""The record in a database: SQLite or PostgreSQL, the same statements for both."""

import threading
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from city.history import Step
from incidents.incident import Incident
from incidents.ports import Entry, StoreUnavailable
from store import documents, tables
from store.damage import Damage
from store.documents import Row
from store.engines import BUSY_S, Engines
from store.intake.sql import SqlIntake
from store.trouble import hidden, told_plainly
from store.work import SqlWork


class SqlRecord:
    """Incidents and the history of measures in a database; keeps `incidents.ports.Record`."""

    def __init__(self, engines: Engines, address: str) -> None:
        self._engines = engines
        self._address = address
        self._writing = threading.Lock()
        self._damage = Damage()
        self.intake = SqlIntake(self._read)

    @property
    def problem(self) -> str:
        """What lies damaged in the record, as far as was read; empty where nothing does."""
        return self._damage.said()

    @contextmanager
    def transaction(self) -> Generator[SqlWork]:
        """A transaction: the only one that writes; committed at the end, rolled back if an exception leaves it."""
        with self._write() as connection:
            yield SqlWork(connection, self._damage)

    def find(self, number: str) -> Incident | None:
        """The incident with this number."""
        found = self._incidents(tables.incidents.c.number == number)
        return found[0] if found else None

    def open_incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over, in the order of their numbers."""
        return self._incidents(tables.incidents.c.open)

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later, in the order of their numbers."""
        return self._incidents(tables.incidents.c.open | (tables.incidents.c.changed_at >= since))

    def over(self, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Every incident that is over and changed last from `since` on and before `until`."""
        table = tables.incidents
        return self._incidents(~table.c.open & (table.c.changed_at >= since) & (table.c.changed_at < until))

    def log(self, number: str) -> tuple[Entry, ...]:
        """What was done to an incident, first things first."""
        table = tables.incident_log
        rows = self._read(sa.select(table).where(table.c.number == number).order_by(table.c.seq))
        return tuple(documents.entry_from(row) for row in rows)

    def brought(self, number: str) -> tuple[Mapping[str, str], ...]:
        """What the signals that led to an incident brought along (`Signal.extra`), the oldest first."""
        table = tables.signals
        rows = self._read(sa.select(table.c.body).where(table.c.number == number).order_by(table.c.at, table.c.key))
        return tuple(row["body"].get("extra", {}) for row in rows)

    def untold(self) -> tuple[Incident, ...]:
        """Incidents whose last changes were written but perhaps never announced, as they stand."""
        return self._incidents(tables.incidents.c.number.in_(sa.select(tables.outbox.c.number)))

    def keep(self, steps: Iterable[Step]) -> None:
        """Keep steps of history; said twice, the last word counts."""
        rows = [{"series": one.series, "at": one.at, "body": one.body} for one in steps]
        if not rows:
            return
        with self._write() as connection:
            make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            fresh = make(tables.history)
            said = {"body": fresh.excluded.body}
            connection.execute(fresh.on_conflict_do_update(index_elements=["series", "at"], set_=said), rows)

    def kept(self, series: str, since: datetime, until: datetime | None = None) -> tuple[Step, ...]:
        """The steps of a series at `since` and later, and before `until`, oldest first."""
        table = tables.history
        wanted = (table.c.series == series) & (table.c.at >= since)
        if until is not None:
            wanted &= table.c.at < until
        asked = sa.select(table.c.at, table.c.body).where(wanted).order_by(table.c.at)
        # A restart reads thousands: columns are taken as they come, without a mapping for each row.
        with told_plainly(self._address), self._engines.readers.connect() as connection:
            return tuple(Step(series=series, at=at, body=body) for at, body in connection.execute(asked))

    def forget(self, series: str, before: datetime, since: datetime | None = None) -> None:
        """Let go of the steps of a series that are older than this, and not older than `since`."""
        table = tables.history
        gone = (table.c.series == series) & (table.c.at < before)
        if since is not None:
            gone &= table.c.at >= since
        with self._write() as connection:
            connection.execute(sa.delete(table).where(gone))

    def close(self) -> None:
        """Let go of the database."""
        self._engines.close()

    @contextmanager
    def _write(self) -> Generator[sa.Connection]:
        with told_plainly(self._address), self._our_turn(), self._engines.writer.begin() as connection:
            yield connection

    @contextmanager
    def _our_turn(self) -> Generator[None]:
        if not self._writing.acquire(timeout=BUSY_S):
            raise StoreUnavailable(hidden(self._address), "others wait for it already", "Try again in a while.")
        try:
            yield
        finally:
            self._writing.release()

    def _incidents(self, wanted: sa.ColumnElement[bool]) -> tuple[Incident, ...]:
        table = tables.incidents
        rows = self._read(sa.select(table.c.number, table.c.body).where(wanted).order_by(table.c.number))
        return tuple(self._damage.understood(rows))

    def _read(self, statement: sa.Select[*tuple[Any, ...]]) -> list[Row]:
        with told_plainly(self._address), self._engines.readers.connect() as connection:
            return [dict(row) for row in connection.execute(statement).mappings()]
