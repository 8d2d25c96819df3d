"""Says whether the log of a record is whole: `make verify-log`, or `python -m store.verify_log STATE` without settings.

It only reads, in one transaction, so that it may run while OneScreen does. It prints one sentence for each record, and
ends with 1 at the first fault, with 2 where there is nothing that it could read.
"""

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa

from incidents.ports import Checkpoint, StoreUnavailable
from store import documents, event_log, tables
from store.accounts.beside import print_of_session
from store.accounts.tables import accounts, keys, links, sessions
from store.chain import COLUMNS
from store.intake.tables import receptions
from store.office.tables import alarms, shifts
from store.opening import folder_of
from store.seal import BadKey, BadNote, Seal
from store.standing import print_of
from store.trouble import hidden, told_plainly
from store.verifying import BESIDE_IT, STANDING, TOLD, Fault, Read, Row, held, noted, proven, read, standing, untouched

AT_ONCE = 5000  # rows fetched in one go
_LET_GO = MappingProxyType({"alarm": "normal"})  # what ended so may be gone by now
_STANDING = (tables.incidents, receptions)
_TOLD = (shifts.c.name, alarms.c.key, accounts.c.name)
_BESIDE_IT = (keys.c.name, links.c.account, sessions.c.account)  # whose each is


def verified(address: str, folder: Path, lost: frozenset[str] = frozenset()) -> str:
    """The sentence that says how whole the log is. Raises `Fault`, `BadNote`, `BadKey` or `StoreUnavailable`."""
    seal, began = Seal(folder), time.perf_counter()
    lines = seal.noted()  # before the database: whatever stands here was written there before
    with _reading(address) as connection:
        checkpoints = _checkpoints(connection)
        noted(lines, checkpoints, seal)
        unproven = proven(checkpoints, seal, lost)
        with _rows(connection) as found:
            log = read(found, {one.seq: one for one in checkpoints})
        rows = connection.execute(sa.select(sa.func.count()).select_from(tables.event_log)).scalar_one()
        if rows != log.seq:
            raise Fault(f"The database counts {rows} rows of the log, but gives {log.seq}: its index is damaged.")
        stand = [_stand(connection, kind, table, log) for kind, table in zip(STANDING, _STANDING, strict=True)]
        stand += [_untouched(connection, kind, column, log) for kind, column in zip(TOLD, _TOLD, strict=True)]
        stand += [_held(connection, kind, column, log) for kind, column in zip(BESIDE_IT, _BESIDE_IT, strict=True)]
    took_s = time.perf_counter() - began
    unsure = f" ({unproven} of them signed with a lost key)" if unproven else ""
    return (
        f"The log is whole: {log.seq} rows of {len(log.streams)} streams, {len(checkpoints)} checkpoints{unsure}, "
        f"{', '.join(stand[:-1])} and {stand[-1]} as it says. Its end is {log.head[:16]}…; "
        f"{log.seq / took_s:.0f} rows a second."
    )


def main(
    arguments: Sequence[str], say: Callable[[str], object], complain: Callable[[str], object], store: str = ""
) -> int:
    """The exit code: 0 where every log is whole, 1 for a fault, 2 where one cannot be read.

    `store` is the address that the settings name; what stands on the line wins.
    """
    given = _arguments(arguments)
    records = list(_records(given.state, given.store or store))
    if not records:
        complain(f"There is no record below {given.state}. Name its folder: STATE=folder.")
        return 2
    worst = 0
    for address, folder in records:
        try:
            say(f"{hidden(address)}: {verified(address, folder, frozenset(given.lost_key))}")
        except (Fault, BadNote, BadKey) as why:
            complain(f"{hidden(address)}: {why}")
            worst = max(worst, 1)
        except StoreUnavailable as why:
            complain(str(why))
            worst = 2
    return worst


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make verify-log")
    parser.add_argument("state", type=Path)
    parser.add_argument("--store", default="", help="the address of a record in PostgreSQL")
    parser.add_argument("--lost-key", action="append", default=[], help="the fingerprint of a key that is lost")
    return parser.parse_args(arguments)


def _records(state: Path, store: str) -> Iterator[tuple[str, Path]]:
    """The addresses of what is to be verified, each with the folder beside it."""
    folders = sorted(one for one in state.glob("cities/*") if one.is_dir())
    if store:
        signing = [one for one in folders if Seal(one).noted()] or folders or [state]
        yield store, folder_of(store) or signing[0]
        return
    for folder in folders:
        if (folder / "onescreen.db").exists():
            yield f"sqlite:///{(folder / 'onescreen.db').resolve()}", folder


@contextmanager
def _reading(address: str) -> Generator[sa.Connection]:
    """One transaction that only reads, and sees the record as it is now."""
    with told_plainly(address), _engine(address).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # else every question would see another moment
        version = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        if version != tables.REVISION:
            why, wanted = f"its tables are at step {version}, not {tables.REVISION}", "Start this OneScreen on it once."
            raise StoreUnavailable(hidden(address), why, wanted)
        yield connection


def _engine(address: str) -> sa.Engine:
    url = sa.make_url(address)
    if url.get_backend_name() != "sqlite":
        url = url.set(drivername="postgresql+psycopg")
        return sa.create_engine(url, poolclass=sa.NullPool, isolation_level="REPEATABLE READ")
    file = f"{Path(url.database or '').absolute().as_uri()}?mode=ro"
    return sa.create_engine(
        "sqlite://", poolclass=sa.NullPool, creator=lambda: sqlite3.connect(file, uri=True, isolation_level=None)
    )


def _checkpoints(connection: sa.Connection) -> list[Checkpoint]:
    table = tables.checkpoints
    try:
        return event_log.checkpoints(connection, sa.select(table).order_by(table.c.seq))
    except (TypeError, ValueError) as wrong:
        raise Fault(f"A checkpoint was changed: {wrong}.") from wrong


@contextmanager
def _rows(connection: sa.Connection) -> Generator[Iterator[Row]]:
    table = tables.event_log
    asked = sa.select(*(table.c[name] for name in COLUMNS)).order_by(table.c.seq)
    with connection.execution_options(yield_per=AT_ONCE).execute(asked) as found:
        yield (row for some in found.partitions() for row in some)


def _stand(connection: sa.Connection, kind: str, table: sa.Table, log: Read) -> str:
    """How many of one kind stand as the log says, in words. Raises `Fault`."""
    with connection.execute(sa.select(table.c.number, table.c.version, table.c.state)) as found:
        return f"{standing(kind, ((row.number, row.version, row.state) for row in found), log)} {kind}s"


def _untouched(connection: sa.Connection, kind: str, column: sa.Column[str], log: Read) -> str:
    """How many of a kind stand as their lines tell, in words. Raises `Fault`."""
    with connection.execute(sa.select(column.table)) as found:
        rows = (dict(row) for row in found.mappings())
        things = ((row[column.name], print_of(row), row.get("state")) for row in rows)
        try:
            return f"{untouched(kind, things, log, gone=_LET_GO.get(kind, ''))} {kind}s"
        except (TypeError, ValueError) as wrong:  # a document or a time that is none
            raise Fault(f"One of the {kind}s cannot be read: it was changed past the log ({wrong}).") from wrong


def _held(connection: sa.Connection, kind: str, whose: sa.Column[str], log: Read) -> str:
    """How many keys, links or sessions there are as the log says, in words. Raises `Fault`."""
    with connection.execute(sa.select(whose.table)) as found:
        rows = (dict(row) for row in found.mappings())
        try:
            return f"{held(kind, (_named(kind, row, row[whose.name]) for row in rows), log)} {kind}s"
        except (TypeError, ValueError) as wrong:  # a time that is none
            raise Fault(f"One of the {kind}s cannot be read: it was changed past the log ({wrong}).") from wrong


def _named(kind: str, row: documents.Row, whose: str) -> tuple[str, str, str]:
    print_now = print_of_session(row) if kind == "session" else print_of(row)
    return (print_now if kind == "session" else whose), print_now, whose or "the first administrator"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], print, lambda why: print(why, file=sys.stderr)))  # noqa: T201 - a command speaks
