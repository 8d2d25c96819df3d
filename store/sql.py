"""The record in a database: SQLite or PostgreSQL, the same statements for both."""

import threading
from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from city.history import Step
from incidents.attachments import Attachment
from incidents.incident import Incident
from incidents.lines import INCIDENT, Entry, Line, entry_of, stream_of
from incidents.messages import Message, MessageState
from incidents.ports import Checkpoint, Claim, StoreUnavailable
from store import documents, event_log, mail, provenance, tables, turns
from store.accounts.sql import SqlAccounts
from store.broom import Broom
from store.chain import line_of
from store.damage import Damage
from store.documents import Row
from store.engines import BUSY_S, Engines
from store.intake.sql import SqlIntake
from store.office.sql import SqlOffice
from store.seal import Seal
from store.shelf import FileShelf
from store.trouble import hidden, told_plainly
from store.work import SqlWork, attachments_of, holders_of


class SqlRecord:
    """Incidents and the history of measures in a database; keeps `incidents.ports.Record`."""

    def __init__(self, engines: Engines, address: str, folder: Path | None = None) -> None:
        self._engines = engines
        self._seal = None if folder is None else Seal(folder)
        self.shelf = FileShelf(None if folder is None else folder / "attachments")
        self._address = address
        self._writing = threading.Lock()
        self._damage = Damage()
        self._broom = Broom()
        self.intake = SqlIntake(self._read)
        self.office = SqlOffice(self._read)
        self.accounts = SqlAccounts(self._read, self._write)

    @property
    def problem(self) -> str:
        """What lies damaged in the record, as far as was read; empty where nothing does."""
        return self._damage.said()

    @contextmanager
    def transaction(self) -> Generator[SqlWork]:
        """A transaction: the only one that writes; committed at the end, rolled back if an exception leaves it."""
        with self._write() as connection:
            yield SqlWork(connection, self._damage, self._broom)

    def find(self, number: str) -> Incident | None:
        """The incident with this number."""
        found = self._incidents(tables.incidents.c.number == number)
        return found[0] if found else None

    def open_incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over, in the order of their numbers."""
        return self._incidents(tables.IS_OPEN)

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later, in the order of their numbers."""
        number, changed_at = tables.incidents.c.number, tables.incidents.c.changed_at
        still, lately = sa.select(number).where(tables.IS_OPEN), sa.select(number).where(changed_at >= since)
        # By two indexes: `or` would read every incident there ever was.
        return self._incidents(number.in_(sa.union(still, lately)))

    def over(self, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Every incident that is over and changed last from `since` on and before `until`."""
        table = tables.incidents
        return self._incidents(~table.c.open & (table.c.changed_at >= since) & (table.c.changed_at < until))

    def log(self, number: str) -> tuple[Entry, ...]:
        """What was done to an incident, first things first."""
        return tuple(entry_of(line) for line in self.lines(stream_of(INCIDENT, number)))

    def lines(self, stream: str) -> tuple[Line, ...]:
        """The lines of a stream, first things first."""
        table = tables.event_log
        rows = self._read(sa.select(table).where(table.c.stream == stream).order_by(table.c.seq))
        return tuple(line_of(row) for row in rows)

    def lines_since(self, seq: int, limit: int, kinds: Collection[str] = ()) -> tuple[Line, ...]:
        """The lines after this place in the log, at most so many; of streams of these kinds, or of all."""
        table = tables.event_log
        asked = sa.select(table).where(table.c.seq > seq).order_by(table.c.seq).limit(limit)
        if kinds:
            asked = asked.where(sa.or_(*(table.c.stream.startswith(stream_of(one, "")) for one in kinds)))
        return tuple(line_of(row) for row in self._read(asked))

    def checkpoint(self, at: datetime) -> Checkpoint | None:
        """Write down how far the log has come, in the record and beside it.

        The last one again if nothing was written since, None if nothing ever, or if there is no folder to sign in.
        """
        if self._seal is None:
            return None
        try:
            with self._write() as connection:
                made = event_log.checkpoint(connection, self._seal, at)
            table, last = tables.checkpoints, self._seal.last_noted()
            with told_plainly(self._address), self._engines.readers.connect() as connection:
                newer = sa.select(table).where(table.c.seq > last).order_by(table.c.seq)
                self._seal.note(event_log.checkpoints(connection, newer))
        except (OSError, ValueError) as why:  # ValueError: what should be a key or a time is none
            wanted = "Look at log.key and checkpoints.txt beside it, and make room."
            raise StoreUnavailable(hidden(self._address), f"its log cannot be signed ({why})", wanted) from why
        return made

    def brought(self, number: str) -> tuple[Mapping[str, str], ...]:
        """What the signals that led to an incident brought along (`Signal.extra`), the oldest first."""
        table = tables.signals
        rows = self._read(sa.select(table.c.body).where(table.c.number == number).order_by(table.c.at, table.c.key))
        return tuple(row["body"].get("extra", {}) for row in rows)

    def take_due(self, now: datetime, until: datetime, limit: int) -> tuple[Message, ...]:
        """Messages whose time has come, at most so many, the oldest first; they are this worker's until `until`."""
        if not self._read(mail.due(now, 1)):  # looked at every second, and mostly there is nothing
            return ()
        with self._write() as connection:
            return mail.take(connection, now, until, limit)

    def settle(self, messages: Collection[Message]) -> None:
        """Write down what became of messages that were taken; of those that another took meanwhile, nothing."""
        if messages:
            with self._write() as connection:
                mail.settle(connection, messages)

    def messages(self, limit: int, number: str = "", state: MessageState | None = None) -> tuple[Message, ...]:
        """Messages, of one incident or of all, in one state or in all, the newest first."""
        return tuple(mail.message_from(row) for row in self._read(mail.those(limit, number, state)))

    def attachments(self, number: str) -> tuple[Attachment, ...]:
        """What is attached to an incident, the oldest first."""
        return tuple(documents.attachment_from(row) for row in self._read(attachments_of(number)))

    def holders(self, sha256: str) -> tuple[str, ...]:
        """The incidents to which the attachment with this hash belongs."""
        return tuple(row["number"] for row in self._read(holders_of(sha256)))

    def next_turn(self) -> datetime | None:
        """When the next clock has its turn; None when none has."""
        return self._read(turns.FIRST)[0]["at"]

    def claimed(self) -> Claim | None:
        """Who keeps the time, if anybody ever did."""
        found = self._read(turns.CLAIMED)
        return Claim(**found[0]) if found else None

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

    def made_up(self) -> str:
        """The number of an incident or a signal that is made up, if one of the oldest or newest is; "" otherwise."""
        found = self._read(provenance.MADE_UP)
        return found[0]["number"] if found else ""

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
