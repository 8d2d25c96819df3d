"""One history for all that is kept step by step, instead of one for the values of indicators alone.

Values kept so far are not carried over: they say neither with which version of a formula they were made nor how much of
its input was there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "history",
        sa.Column("series", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.drop_table("measure_history")
