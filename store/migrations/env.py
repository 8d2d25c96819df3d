"""How Alembic runs here: on the connection that `store.migrating` hands over, inside its transaction."""

from alembic import context

from store.tables import METADATA

if hasattr(context, "config"):  # not when somebody else imports this file, looking for doctests
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
