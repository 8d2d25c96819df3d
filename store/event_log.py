"""The event log in SQL: lines are chained and appended inside the transaction of what they tell of."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from incidents.lines import Line
from store import tables
from store.chain import BEFORE_THE_FIRST, LogOutOfStep, chained

AT_ONCE = 500  # streams asked for in one statement


def append(connection: sa.Connection, lines: Sequence[Line]) -> None:
    """Write these lines at the end of the log, in this order.

    The head is read here, inside the transaction that alone writes, and by `seq`: times may be equal. Raises
    `LogOutOfStep`, and `TypeError` for a float in a body.
    """
    if not lines:
        return
    seq, head = head_of(connection)
    last = _last_of(connection, {one.stream for one in lines})
    rows: list[dict[str, Any]] = []
    for line in lines:
        stream_seq = next_in(line, last.get(line.stream, 0))
        rows.append(chained(line, seq + 1, stream_seq, head))
        seq, head, last[line.stream] = seq + 1, rows[-1]["hash"], stream_seq
    connection.execute(sa.insert(tables.event_log), rows)


def head_of(connection: sa.Connection) -> tuple[int, str]:
    """The `seq` and the hash of the last row; 0 and zeros where there is none."""
    table = tables.event_log
    row = connection.execute(sa.select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return (0, BEFORE_THE_FIRST) if row is None else (row.seq, row.hash)


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
