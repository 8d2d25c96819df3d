"""The tables of the intake: one set for SQLite and PostgreSQL, kept with all others in `store.tables`."""

import sqlalchemy as sa

from store.tables import METADATA, Document, Instant

receptions = sa.Table(
    "receptions",
    METADATA,
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
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("entered_at", Instant, nullable=False),
    sa.Column("body", Document, nullable=False),
    sa.UniqueConstraint("origin", "key", name="one_per_key"),
)
sa.Index("receptions_state", receptions.c.state, receptions.c.received_at)
sa.Index("receptions_received", receptions.c.received_at)
sa.Index("receptions_matter", receptions.c.matter, sqlite_where=receptions.c.matter != "",
         postgresql_where=receptions.c.matter != "")  # fmt: skip
sa.Index("receptions_incident", receptions.c.incident, receptions.c.state)

hit_reviews = sa.Table(
    "hit_reviews",
    METADATA,
    sa.Column("signal", sa.Text, sa.ForeignKey("receptions.number"), primary_key=True),
    sa.Column("camera", sa.Text, nullable=False),
    sa.Column("sort", sa.Text, nullable=False),
    sa.Column("roi", sa.Text, nullable=False),
    sa.Column("true", sa.Boolean, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
)
sa.Index("hit_reviews_pair", hit_reviews.c.camera, hit_reviews.c.sort)
