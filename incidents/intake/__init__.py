"""Intake: what comes in, from the first word until it is an incident, a part of one, or nothing. Pure, like the room.

`opening.py` opens incidents; `reception.py` is a signal as it stands, `table.py` how it moves on. To add a source, add
its row in `sources.py`.
"""
