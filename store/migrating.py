"""Migrating: brings a database to the tables that this version of the house knows."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from incidents.ports import StoreUnavailable
from store.trouble import hidden

FOLDER = Path(__file__).parent / "migrations"


def steps() -> ScriptDirectory:
    """The steps there are, newest first."""
    return ScriptDirectory.from_config(_config())


def migrate(connection: sa.Connection, address: str, found: str | None) -> None:
    """Take every step from the revision that was found to the newest, in the transaction that is open."""
    if found is not None and found not in {step.revision for step in steps().walk_revisions()}:
        why = f"it was written by a newer OneScreen (its tables are at step {found})"
        raise StoreUnavailable(hidden(address), why, "Start that version, or name another database.")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
