"""The first tables: incidents with their log, signals, operations, the outbox, and the history of measures."""

from types import MappingProxyType

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB, "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Take the step."""
    _make_incidents()
    _make_log()
    _make_books()
    op.create_table(
        "measure_history",
        sa.Column("indicator", sa.Text, primary_key=True),
        sa.Column("at", AT, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_index("measure_history_at", "measure_history", ["at"])


def _make_incidents() -> None:
    op.create_table(
        "incidents",
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
        sa.Column("received_at", AT, nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
    )
    named, still_open = sa.text("reference != ''"), sa.text("open")
    op.create_index(
        "one_per_reference", "incidents", ["origin", "reference"], unique=True, sqlite_where=named,
        postgresql_where=named,
    )  # fmt: skip
    op.create_index("open_incidents", "incidents", ["number"], sqlite_where=still_open, postgresql_where=still_open)
    op.create_index("incidents_changed", "incidents", ["changed_at"])
    op.create_table("bound_units", sa.Column("unit", sa.Text, primary_key=True), _number())
    op.create_index("bound_units_number", "bound_units", ["number"])


def _make_log() -> None:
    op.create_table(
        "incident_log",
        sa.Column("seq", SERIAL, primary_key=True, autoincrement=True),
        _number(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("came_from", sa.Text),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("recorded_at", AT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.UniqueConstraint("number", "version", name="one_entry_per_version"),
        sqlite_autoincrement=True,
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _make_books() -> None:
    op.create_table(
        "signals",
        sa.Column("origin", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        _number(),
        sa.Column("at", AT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
    )
    op.create_index("signals_number", "signals", ["number"])
    op.create_table(
        "operations",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("answer", DOCUMENT, nullable=False),
    )
    op.create_index("operations_at", "operations", ["at"])
    op.create_table(
        "serials", sa.Column("day", sa.Text, primary_key=True), sa.Column("last", sa.Integer, nullable=False)
    )
    op.create_table("outbox", _number(primary_key=True), sa.Column("version", sa.Integer, primary_key=True))


def _number(*, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=primary_key, nullable=False)


_SQLITE = """
CREATE TRIGGER incident_log_no_{verb} BEFORE {verb} ON incident_log
BEGIN SELECT RAISE(ABORT, 'incident_log is append-only'); END
"""
_POSTGRESQL = (
    """
CREATE FUNCTION incident_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'incident_log is append-only'; END $$
""",
    """
CREATE TRIGGER incident_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incident_log
FOR EACH STATEMENT EXECUTE FUNCTION incident_log_is_append_only()
""",
)
_APPEND_ONLY = MappingProxyType(
    {"sqlite": tuple(_SQLITE.format(verb=verb) for verb in ("update", "delete")), "postgresql": _POSTGRESQL}
)
