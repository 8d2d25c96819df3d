"""One log for everything that happens, chained by hashes; the lines of incidents so far are its beginning.

Checkpoints say how far the log had come at a time, signed with a key that lies outside the database.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from alembic import op

from incidents.lines import Line
from store.chain import BEFORE_THE_FIRST, chained

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
AT_ONCE = 1000


def upgrade() -> None:
    """Take the step."""
    _make_log()
    _make_checkpoints()
    _carry_over()
    op.drop_table("incident_log")
    kind = op.get_bind().dialect.name
    if kind == "postgresql":
        op.execute("DROP FUNCTION incident_log_is_append_only()")
    for statement in _APPEND_ONLY[kind]:
        op.execute(statement)


def _make_log() -> None:
    op.create_table(
        "event_log",
        sa.Column("seq", SERIAL, primary_key=True, autoincrement=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("stream_seq", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("came_from", sa.Text),
        sa.Column("to", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.UniqueConstraint("prev_hash", name="one_row_after_each"),
        sa.UniqueConstraint("hash", name="one_row_per_hash"),
        sa.UniqueConstraint("stream", "stream_seq", name="one_line_per_number"),
    )


def _make_checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("seq", SERIAL, primary_key=True, autoincrement=False),
        sa.Column("n_rows", SERIAL, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("hmac", sa.Text, nullable=False),
    )


def _carry_over() -> None:
    """Chain what was written so far, in the order in which it was."""
    connection = op.get_bind()
    log = sa.table("event_log", *(sa.column(name) for name in (
        "seq", "stream", "stream_seq", "recorded_at", "at", "by", "role", "action", "came_from", "to", "body",
        "prev_hash", "hash",
    )))  # fmt: skip
    seq, head = 0, BEFORE_THE_FIRST
    for lines in _old_lines(connection):
        rows: list[dict[str, Any]] = []
        for number, line in lines:
            rows.append(chained(line, seq := seq + 1, number, head))
            head = rows[-1]["hash"]
        connection.execute(sa.insert(log), rows)


def _old_lines(connection: sa.Connection) -> Iterator[list[tuple[int, Line]]]:
    said = ("move", "unit", "note", "note_en")
    names = ("seq", "number", "version", "action", "came_from", "to", "by", *said)
    times = (sa.column("at", sa.DateTime(timezone=True)), sa.column("recorded_at", sa.DateTime(timezone=True)))
    old = sa.table("incident_log", *(sa.column(name) for name in names), *times)
    after = 0
    while True:
        asked = sa.select(old).where(old.c.seq > after).order_by(old.c.seq).limit(AT_ONCE)
        rows = [dict(row) for row in connection.execute(asked).mappings()]
        if not rows:
            return
        after = rows[-1]["seq"]
        yield [
            (row["version"], Line(
                stream=f"incident:{row['number']}", action=row["action"], came_from=row["came_from"], to=row["to"],
                at=_utc(row["at"]), recorded_at=_utc(row["recorded_at"]), by=row["by"],
                body={name: row[name] for name in said},
            ))
            for row in rows
        ]  # fmt: skip


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


_SQLITE = (
    """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
""",
    # INSERT OR REPLACE takes rows away and asks no trigger for leave.
    """
CREATE TRIGGER event_log_no_replace BEFORE INSERT ON event_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event_log)
  OR EXISTS (SELECT 1 FROM event_log WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM event_log WHERE prev_hash = NEW.prev_hash)
  OR EXISTS (SELECT 1 FROM event_log WHERE stream = NEW.stream AND stream_seq = NEW.stream_seq)
BEGIN SELECT RAISE(ABORT, 'event_log is append-only'); END
""",
    """
CREATE TRIGGER checkpoints_no_replace BEFORE INSERT ON checkpoints
WHEN EXISTS (SELECT 1 FROM checkpoints WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END
""",
)
_POSTGRESQL = (
    """
CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
""",
    *(
        f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION is_append_only()
"""
        for table in ("event_log", "checkpoints")
    ),
)
_APPEND_ONLY = MappingProxyType(
    {
        "sqlite": (
            *(
                _SQLITE[0].format(table=table, verb=verb)
                for table in ("event_log", "checkpoints")
                for verb in ("update", "delete")
            ),
            *_SQLITE[1:],
        ),
        "postgresql": _POSTGRESQL,
    }
)
