"""The store: what must survive a restart; incidents, the log of all that happens, messages, attachments, history.

`opening.open_record` gives a record by its address: SQLite by default, PostgreSQL by address, memory for tests. To
change a table, change `tables.py` and add a step to `migrations/versions`; the suite holds the two together. Only this
room knows SQL. The log is a chain of hashes (`chain.py`); `verify_log.py` holds it against all that it says.
"""
