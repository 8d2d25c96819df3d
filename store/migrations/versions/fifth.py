"""Messages that leave the house, written with what they tell of and sent by a worker."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "messages",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("exercise", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("next_at", AT, nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("messages_due", "messages", ["next_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("messages_at", "messages", ["at"])
    op.create_index("messages_number", "messages", ["number"])
