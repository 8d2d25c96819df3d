"""The duty shifts with their handovers, the alarms at the console, and what clients asked of both under their keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0070"
down_revision = "0060"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "shifts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("on_duty", sa.Boolean, nullable=False),
        sa.Column("begins_at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
    )
    on = sa.text("on_duty")
    op.create_index("one_on_duty", "shifts", ["on_duty"], unique=True, sqlite_where=on, postgresql_where=on)
    op.create_index("shifts_state", "shifts", ["state", "begins_at"])
    op.create_table(
        "alarms",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("announced_at", AT),
        sa.Column("body", DOCUMENT, nullable=False),
    )
    op.create_index("alarms_state", "alarms", ["state", "at"])
    op.create_index("alarms_announced", "alarms", ["announced_at"])
    op.create_table(
        "errands",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", AT, nullable=False),
    )
    op.create_index("errands_at", "errands", ["at"])
