"""The tables of clocks: when each has its turn, what was told of it, and who keeps the time."""

import sqlalchemy as sa

from store.tables import METADATA, Instant

# When clocks, units and what is due by itself have their next turn; `number` is the incident's or the signal's, and the
# document of that says the rest.
clocks = sa.Table(
    "clocks",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("next_at", Instant),
)
_TICKING = clocks.c.next_at.is_not(None)
sa.Index("clocks_next", clocks.c.next_at, sqlite_where=_TICKING, postgresql_where=_TICKING)
sa.Index("clocks_number", clocks.c.number)

# What was told of them, each step once; `plan` is the clock's id.
fired = sa.Table(
    "fired",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("generation", sa.Integer, primary_key=True),
    sa.Column("step", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("fired_at", Instant, nullable=False),
    sa.Column("late_s", sa.Integer, nullable=False),
)
sa.Index("fired_number", fired.c.number)

# Which process does what only one may do, and when it last said so.
claims = sa.Table(
    "claims",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
