"""Signals as they stand, each with its own number, state and log; and what people said of cameras' hits.

Signals of before keep their rows: each led to its incident at once, and is known by its sender's key as ever.
"""

from types import MappingProxyType

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0006"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB, "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Take the step."""
    _make_receptions()
    _make_log()
    op.create_table(
        "hit_reviews",
        sa.Column("signal", sa.Text, sa.ForeignKey("receptions.number"), primary_key=True),
        sa.Column("camera", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("roi", sa.Text, nullable=False),
        sa.Column("true", sa.Boolean, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("hit_reviews_pair", "hit_reviews", ["camera", "sort"])


def _make_receptions() -> None:
    op.create_table(
        "receptions",
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("caller", sa.Text, nullable=False),
        sa.Column("lon", sa.Float),
        sa.Column("lat", sa.Float),
        sa.Column("marked", sa.Boolean, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("incident", sa.Text, sa.ForeignKey("incidents.number")),
        sa.Column("received_at", AT, nullable=False),
        sa.Column("entered_at", AT, nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.UniqueConstraint("origin", "key", name="one_per_key"),
    )
    named = sa.text("matter != ''")
    op.create_index("receptions_state", "receptions", ["state", "received_at"])
    op.create_index("receptions_received", "receptions", ["received_at"])
    op.create_index("receptions_matter", "receptions", ["matter"], sqlite_where=named, postgresql_where=named)
    op.create_index("receptions_incident", "receptions", ["incident", "state"])


def _make_log() -> None:
    op.create_table(
        "signal_log",
        sa.Column("seq", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("number", sa.Text, sa.ForeignKey("receptions.number"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("move", "action")),
        sa.Column("came_from", sa.Text),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("recorded_at", AT, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("by", "reason", "note", "operation")),
        sa.UniqueConstraint("number", "version", name="one_line_per_version"),
        sqlite_autoincrement=True,
    )
    asked = sa.text("operation != ''")
    op.create_index(
        "one_signal_operation", "signal_log", ["operation"], unique=True, sqlite_where=asked, postgresql_where=asked
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


_SQLITE = """
CREATE TRIGGER signal_log_no_{verb} BEFORE {verb} ON signal_log
BEGIN SELECT RAISE(ABORT, 'signal_log is append-only'); END
"""
_POSTGRESQL = (
    """
CREATE FUNCTION signal_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'signal_log is append-only'; END $$
""",
    """
CREATE TRIGGER signal_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON signal_log
FOR EACH STATEMENT EXECUTE FUNCTION signal_log_is_append_only()
""",
)
_APPEND_ONLY = MappingProxyType(
    {"sqlite": tuple(_SQLITE.format(verb=verb) for verb in ("update", "delete")), "postgresql": _POSTGRESQL}
)
