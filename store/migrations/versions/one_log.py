"""What was done to signals stands in the one log, in the chain of everything else; their own table of it goes.

The lines so far are appended once, in the order in which they were written, rather than left beside: a log that is kept
in two places is read in one. They were not chained when they were written, so each says in its body that it was carried
over, with its old place and the client's key, of which new lines know nothing.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from incidents.lines import Line
from store.chain import BEFORE_THE_FIRST, chained

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None

AT_ONCE = 1000


def upgrade() -> None:
    """Take the step."""
    _carry_over()
    op.drop_table("signal_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION signal_log_is_append_only()")


def _carry_over() -> None:
    connection = op.get_bind()
    log = sa.table("event_log", *(sa.column(name) for name in (
        "seq", "stream", "stream_seq", "recorded_at", "at", "by", "role", "action", "came_from", "to", "body",
        "prev_hash", "hash",
    )))  # fmt: skip
    last = sa.select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)
    seq, head = connection.execute(last).one_or_none() or (0, BEFORE_THE_FIRST)
    for lines in _old_lines(connection):
        rows: list[dict[str, Any]] = []
        for number, line in lines:
            rows.append(chained(line, seq := seq + 1, number, head))
            head = rows[-1]["hash"]
        connection.execute(sa.insert(log), rows)


def _old_lines(connection: sa.Connection) -> Iterator[list[tuple[int, Line]]]:
    said = ("reason", "note", "operation")
    names = ("seq", "number", "version", "move", "action", "came_from", "to", "by", *said)
    times = (sa.column("at", sa.DateTime(timezone=True)), sa.column("recorded_at", sa.DateTime(timezone=True)))
    old = sa.table("signal_log", *(sa.column(name) for name in names), *times)
    after = 0
    while True:
        asked = sa.select(old).where(old.c.seq > after).order_by(old.c.seq).limit(AT_ONCE)
        rows = [dict(row) for row in connection.execute(asked).mappings()]
        if not rows:
            return
        after = rows[-1]["seq"]
        yield [
            (row["version"], Line(
                stream=f"signal:{row['number']}", action=row["action"], came_from=row["came_from"], to=row["to"],
                at=_utc(row["at"]), recorded_at=_utc(row["recorded_at"]), by=row["by"],
                body={"move": row["move"], "carried_over": row["seq"]} | {one: row[one] for one in said if row[one]},
            ))
            for row in rows
        ]  # fmt: skip


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
