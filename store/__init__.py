"""The store: what must survive a restart; incidents with their log, and the history of measures.

`opening.open_record` gives a record by its address: SQLite by default, PostgreSQL by address, memory for tests. To
change a table, change `tables.py` and add a step to `migrations/versions`; the suite holds the two together. Only this
room knows SQL.
"""
