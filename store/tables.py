"""The tables: one set for SQLite and PostgreSQL.

An incident is one JSON document beside the columns that are searched. What may exist only once is a key or a unique
index here, so that no program can get it wrong.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

REVISION = "0020"  # the newest step in migrations/versions


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

bound_units = sa.Table(
    "bound_units",
    METADATA,
    sa.Column("unit", sa.Text, primary_key=True),  # a unit is live on one incident at most
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), nullable=False),
)
sa.Index("bound_units_number", bound_units.c.number)

incident_log = sa.Table(
    "incident_log",
    METADATA,
    sa.Column("seq", Serial, primary_key=True, autoincrement=True),
    sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("move", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("came_from", sa.Text),
    sa.Column("to", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("note_en", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("number", "version", name="one_entry_per_version"),
    sqlite_autoincrement=True,
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

# What things were, step by step: measures of indicators, tallies of readings. What a body holds is its writer's.
history = sa.Table(
    "history",
    METADATA,
    sa.Column("series", sa.Text, primary_key=True),
    sa.Column("at", Instant, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
