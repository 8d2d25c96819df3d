"""The tables of accounts: of every secret only its fingerprint, of a password only its hash.

Roles, rights and origins stand one a line.
"""

import sqlalchemy as sa

from store.tables import METADATA, Instant

accounts = sa.Table(
    "accounts",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("department", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

# Without a reference to accounts: a demo seat has sessions, too.
sessions = sa.Table(
    "account_sessions",
    METADATA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
)
sa.Index("account_sessions_account", sessions.c.account)

keys = sa.Table(
    "account_keys",
    METADATA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("rights", sa.Text, nullable=False),
    sa.Column("origins", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.UniqueConstraint("name", name="one_key_per_name"),
)

links = sa.Table(
    "account_links",
    METADATA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("until", Instant, nullable=False),
)

failures = sa.Table(
    "account_failures",
    METADATA,
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("account_failures_who", failures.c.who, failures.c.at)

# Without a reference to accounts, as sessions.
places = sa.Table(
    "account_places",
    METADATA,
    sa.Column("account", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("account_places_source", places.c.source)
