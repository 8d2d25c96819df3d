"""Signals have clocks, too: what has its turn, and what was told, may belong to a signal as well as to an incident."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0070"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Take the step."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("clocks_number_fkey", "clocks", type_="foreignkey")
        op.drop_constraint("fired_number_fkey", "fired", type_="foreignkey")
        return
    ticking = sa.text("next_at IS NOT NULL")
    op.drop_index("clocks_next", "clocks")
    op.drop_index("clocks_number", "clocks")
    _made_anew(
        "clocks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("next_at", AT),
    )
    op.create_index("clocks_next", "clocks", ["next_at"], sqlite_where=ticking)
    op.create_index("clocks_number", "clocks", ["number"])
    op.drop_index("fired_number", "fired")
    _made_anew(
        "fired",
        sa.Column("plan", sa.Text, primary_key=True),
        sa.Column("generation", sa.Integer, primary_key=True),
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("fired_at", AT, nullable=False),
        sa.Column("late_s", sa.Integer, nullable=False),
    )
    op.create_index("fired_number", "fired", ["number"])


def _made_anew(name: str, *columns: sa.Column[object]) -> None:
    """SQLite takes no constraint away from a table: its rows move to another."""
    op.rename_table(name, "before")
    op.create_table(name, *columns)
    said = ", ".join(column.name for column in columns)
    op.execute(f"INSERT INTO {name} ({said}) SELECT {said} FROM before")  # noqa: S608 - our own names
    op.drop_table("before")
