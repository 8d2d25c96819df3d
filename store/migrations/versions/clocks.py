"""Clocks have their turn by an index, what they tell is told once, and one process keeps the time.

Incidents of before get their clocks when the house starts: only there are the limits and the calendars known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0050"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "clocks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("next_at", AT),
    )
    ticking = sa.text("next_at IS NOT NULL")
    op.create_index("clocks_next", "clocks", ["next_at"], sqlite_where=ticking, postgresql_where=ticking)
    op.create_index("clocks_number", "clocks", ["number"])
    op.create_table(
        "fired",
        sa.Column("plan", sa.Text, primary_key=True),
        sa.Column("generation", sa.Integer, primary_key=True),
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("fired_at", AT, nullable=False),
        sa.Column("late_s", sa.Integer, nullable=False),
    )
    op.create_index("fired_number", "fired", ["number"])
    op.create_table(
        "claims",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("at", AT, nullable=False),
    )
