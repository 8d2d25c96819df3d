"""Tasks and requests have rows of their own; a unit that may be shared is bound to several incidents.

Units that are bound stay bound.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    _bind_anew()
    _make_tasks()
    _make_requests()


def _bind_anew() -> None:
    op.drop_index("bound_units_number", "bound_units")
    op.rename_table("bound_units", "bound_before")
    op.create_table(
        "bound_units",
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), nullable=False),
        sa.Column("exclusive", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.PrimaryKeyConstraint("unit", "number", name="bound_once"),
    )
    op.execute("INSERT INTO bound_units (unit, number) SELECT unit, number FROM bound_before")
    op.drop_table("bound_before")
    alone = sa.text("exclusive")
    op.create_index(
        "unit_busy", "bound_units", ["unit"], unique=True, sqlite_where=alone, postgresql_where=alone
    )  # fmt: skip
    op.create_index("bound_units_number", "bound_units", ["number"])


def _make_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
    )
    leads, live = sa.text("part = 'lead' AND live"), sa.text("live")
    op.create_index("one_lead", "tasks", ["number"], unique=True, sqlite_where=leads, postgresql_where=leads)
    op.create_index("tasks_department", "tasks", ["department"], sqlite_where=live, postgresql_where=live)


def _make_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("number", sa.Text, sa.ForeignKey("incidents.number"), primary_key=True),
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("task", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    waiting = sa.text("state = 'pending'")
    op.create_index(
        "one_pending", "requests", ["number", "task", "kind"], unique=True, sqlite_where=waiting,
        postgresql_where=waiting,
    )  # fmt: skip
