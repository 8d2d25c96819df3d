"""The tables: one set for SQLite and PostgreSQL.

An incident is one JSON document beside the columns that are searched. What may exist only once is a key or a unique
index here, so that no program can get it wrong.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

REVISION = "0130"  # the newest step in migrations/versions


class Instant(sa.TypeDecorator[datetime]):
    """A time, aware and in UTC on either side; SQLite has no zones, so there it is kept without."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The time as the database takes it. Raises `ValueError` for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone. Give times in UTC.")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The time as the house takes it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Document = sa.JSON().with_variant(JSONB, "postgresql")

METADATA = sa.MetaData()

incidents = sa.Table(
    "incidents",
    METADATA,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("area", sa.Text, nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    sa.Column("body", Document, nullable=False),
)
sa.Index(
    "one_per_reference", incidents.c.origin, incidents.c.reference, unique=True,
    sqlite_where=incidents.c.reference != "", postgresql_where=incidents.c.reference != "",
)  # fmt: skip
sa.Index("open_incidents", incidents.c.number, sqlite_where=incidents.c.open, postgresql_where=incidents.c.open)
sa.Index("incidents_changed", incidents.c.changed_at)
# SQLite takes the index of the open ones only where it is asked in the index's own words: not for `open = 1`.
IS_OPEN: sa.ColumnElement[bool] = sa.literal_column("incidents.open")

bound_units = sa.Table(
    "bound_units",
    METADATA,
    sa.Column("unit", sa.Text, primary_key=True),  # a unit is live on one incident once
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("exclusive", sa.Boolean, nullable=False, server_default=sa.true()),
)
sa.Index(
    "unit_busy", bound_units.c.unit, unique=True, sqlite_where=bound_units.c.exclusive,
    postgresql_where=bound_units.c.exclusive,
)  # fmt: skip
sa.Index("bound_units_number", bound_units.c.number)

# What the departments have to do; the documents of the incidents say the same, and more.
tasks = sa.Table(
    "tasks",
    METADATA,
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("serial", sa.Integer, primary_key=True),
    sa.Column("department", sa.Text, nullable=False),
    sa.Column("part", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("live", sa.Boolean, nullable=False),
)
_LEADS = sa.and_(tasks.c.part == "lead", tasks.c.live)
sa.Index("one_lead", tasks.c.number, unique=True, sqlite_where=_LEADS, postgresql_where=_LEADS)
sa.Index("tasks_department", tasks.c.department, sqlite_where=tasks.c.live, postgresql_where=tasks.c.live)

requests = sa.Table(
    "requests",
    METADATA,
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("serial", sa.Integer, primary_key=True),
    sa.Column("task", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
)
_PENDING = requests.c.state == "pending"
sa.Index(
    "one_pending", requests.c.number, requests.c.task, requests.c.kind, unique=True, sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)  # fmt: skip

# What happened, to whatever it happened: `chain.py` says how a row is hashed. Times are texts, and a body is the very
# text that was hashed, so that nothing on the way can write them otherwise.
event_log = sa.Table(
    "event_log",
    METADATA,
    sa.Column("seq", Serial, primary_key=True, autoincrement=False),
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
    sa.UniqueConstraint("prev_hash", name="one_row_after_each"),  # the chain cannot fork
    sa.UniqueConstraint("hash", name="one_row_per_hash"),
    sa.UniqueConstraint("stream", "stream_seq", name="one_line_per_number"),
)

# How far the log had come at a time; `hmac` is made with the key whose fingerprint is `key`.
checkpoints = sa.Table(
    "checkpoints",
    METADATA,
    sa.Column("seq", Serial, primary_key=True, autoincrement=False),
    sa.Column("n_rows", Serial, nullable=False),
    sa.Column("head", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("hmac", sa.Text, nullable=False),
)

signals = sa.Table(
    "signals",
    METADATA,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("body", Document, nullable=False),
)
sa.Index("signals_number", signals.c.number)

operations = sa.Table(
    "operations",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("wish", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("answer", Document, nullable=False),
)
sa.Index("operations_at", operations.c.at)

serials = sa.Table(
    "serials", METADATA, sa.Column("day", sa.Text, primary_key=True), sa.Column("last", sa.Integer, nullable=False)
)

outbox = sa.Table(
    "outbox",
    METADATA,
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
)

# What belongs to incidents and lies on the shelf under its hash.
attachments = sa.Table(
    "attachments",
    METADATA,
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

# What leaves the house: written with what it tells of, sent by a worker.
messages = sa.Table(
    "messages",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("to", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("exercise", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("next_at", Instant, nullable=False),
    sa.Column("body", Document, nullable=False),
)
_WAITING = messages.c.state == "waiting"
sa.Index("messages_due", messages.c.next_at, sqlite_where=_WAITING, postgresql_where=_WAITING)
sa.Index("messages_at", messages.c.at)
sa.Index("messages_number", messages.c.number)

# What things were, step by step: measures of indicators, tallies of readings. What a body holds is its writer's.
history = sa.Table(
    "history",
    METADATA,
    sa.Column("series", sa.Text, primary_key=True),
    sa.Column("at", Instant, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
