"""The event log in SQL: lines are chained and appended inside the transaction of what they tell of."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from incidents.lines import Line
from incidents.ports import Checkpoint
from store import tables
from store.chain import BEFORE_THE_FIRST, LogOutOfStep, chained, read_stamp, stamp
from store.seal import Seal

AT_ONCE = 500  # streams asked for in one statement

# Written once, not for every action: making a statement takes SQLAlchemy longer than SQLite takes to answer it.
_LOG = tables.event_log
_INSERT = sa.insert(_LOG)
_LAST = sa.select(sa.func.max(_LOG.c.stream_seq)).where(_LOG.c.stream == sa.bindparam("stream")).scalar_subquery()
_END = sa.select(_LOG.c.seq, _LOG.c.hash, _LAST).order_by(_LOG.c.seq.desc()).limit(1)
_NOTHING = (0, BEFORE_THE_FIRST, 0)


def append(connection: sa.Connection, lines: Sequence[Line]) -> None:
    """Write these lines at the end of the log, in this order.

    The head is read here, inside the transaction that alone writes, and by `seq`: times may be equal. Raises
    `LogOutOfStep`, and `TypeError` for a float in a body.
    """
    if not lines:
        return
    streams = {one.stream for one in lines}
    if len(streams) == 1:
        seq, head, number = connection.execute(_END, {"stream": lines[0].stream}).one_or_none() or _NOTHING
        last = {lines[0].stream: number or 0}
    else:
        seq, head = head_of(connection)
        last = _last_of(connection, streams)
    rows: list[dict[str, Any]] = []
    for line in lines:
        stream_seq = next_in(line, last.get(line.stream, 0))
        rows.append(chained(line, seq + 1, stream_seq, head))
        seq, head, last[line.stream] = seq + 1, rows[-1]["hash"], stream_seq
    connection.execute(_INSERT, rows)


def head_of(connection: sa.Connection) -> tuple[int, str]:
    """The `seq` and the hash of the last row; 0 and zeros where there is none."""
    table = tables.event_log
    row = connection.execute(sa.select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return (0, BEFORE_THE_FIRST) if row is None else (row.seq, row.hash)


def checkpoint(connection: sa.Connection, seal: Seal, at: datetime) -> Checkpoint | None:
    """Write down and sign how far the log has come; the last one again if nothing was written since."""
    seq, head = head_of(connection)
    table, log = tables.checkpoints, tables.event_log
    newest = checkpoints(connection, sa.select(table).order_by(table.c.seq.desc()).limit(1))
    before = newest[0] if newest else None
    if seq == (0 if before is None else before.seq):
        return before
    after = sa.select(sa.func.count()).select_from(log).where(log.c.seq > (0 if before is None else before.seq))
    n_rows = (0 if before is None else before.n_rows) + connection.execute(after).scalar_one()
    made = seal.signed(seq=seq, n_rows=n_rows, head=head, at=at)
    row = {"seq": seq, "n_rows": n_rows, "head": head, "at": stamp(at), "key": made.key, "hmac": made.hmac}
    connection.execute(sa.insert(table), row)
    return made


def checkpoints(connection: sa.Connection, wanted: sa.Select[*tuple[Any, ...]]) -> list[Checkpoint]:
    """The checkpoints that a question finds. Raises `ValueError` for one whose time is no time."""
    rows = connection.execute(wanted).mappings()
    return [
        Checkpoint(
            seq=row["seq"], n_rows=row["n_rows"], head=row["head"], at=read_stamp(row["at"]),
            key=row["key"], hmac=row["hmac"],
        )
        for row in rows
    ]  # fmt: skip


def next_in(line: Line, last: int) -> int:
    """The number of a line in its stream, after `last`. Raises `LogOutOfStep` where it has another."""
    if line.stream_seq is not None and line.stream_seq != last + 1:
        raise LogOutOfStep(line.stream, line.stream_seq, last + 1)
    return last + 1


def _last_of(connection: sa.Connection, streams: Iterable[str]) -> dict[str, int]:
    table, asked = tables.event_log, sorted(streams)
    found: dict[str, int] = {}
    for first in range(0, len(asked), AT_ONCE):
        some = table.c.stream.in_(asked[first : first + AT_ONCE])
        newest = sa.func.max(table.c.stream_seq).label("last")
        last = sa.select(table.c.stream, newest).where(some).group_by(table.c.stream)
        found.update({row.stream: row.last for row in connection.execute(last)})
    return found
