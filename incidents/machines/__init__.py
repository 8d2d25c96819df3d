"""Machines: who may do what from where to where, as tables; one file a machine.

To add a move, add a row. `checking.check` proves that every state can be reached and left for an end, and that nothing
is closed unchecked; `lifecycle.py` gathers the titles.
"""
