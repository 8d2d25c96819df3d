"""The tables of the office: one set for SQLite and PostgreSQL, kept with all others in `store.tables`."""

import sqlalchemy as sa

from store.tables import METADATA, Document, Instant

shifts = sa.Table(
    "shifts",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("on_duty", sa.Boolean, nullable=False),
    sa.Column("begins_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("body", Document, nullable=False),
)
sa.Index("one_on_duty", shifts.c.on_duty, unique=True, sqlite_where=shifts.c.on_duty, postgresql_where=shifts.c.on_duty)
sa.Index("shifts_state", shifts.c.state, shifts.c.begins_at)

alarms = sa.Table(
    "alarms",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("announced_at", Instant),
    sa.Column("body", Document, nullable=False),
)
sa.Index("alarms_state", alarms.c.state, alarms.c.at)
sa.Index("alarms_announced", alarms.c.announced_at)

errands = sa.Table(
    "errands",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("wish", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("errands_at", errands.c.at)
