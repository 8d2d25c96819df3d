"""A note may be said in English, too; of those written so far nobody said it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("incident_log", sa.Column("note_en", sa.Text, nullable=False, server_default=""))
