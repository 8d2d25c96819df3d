"""Incidents: what went wrong, who is on it, and whether it is truly over. Pure: no screen, no socket, no database.

The lifecycle is a table (`lifecycle.py`); every change passes the `Desk`, which looks up, guards, moves, writes and
announces. To add a move, add a row to the table.
"""
