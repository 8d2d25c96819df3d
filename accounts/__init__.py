"""Accounts: who asks, in which roles, and what that gives a right to. Pure: no page, no socket, no database.

The porter lets people and machines in (`porter.py`), the office makes accounts, keys and links (`office.py`), and
`rights.py` is the table of what each role may do. Only hashes of passwords, sessions, keys and links are kept. To add a
right, add it to the table and name it at a door.
"""
