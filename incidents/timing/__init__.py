"""Timing: which clocks run, on which calendar, when they run out, and who hears of it. Pure, like the room above.

To add a clock, add its kind and its row in the table of limits; to add a rung of the ladder, its row in `ladder.py`.
A limit starts a clock (`clock.py`), a clock makes a plan (`plans.py`), and the scheduler says what of all plans is to
be told now. Every change of a clock makes another plan.
"""
