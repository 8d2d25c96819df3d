"""Timing: which clocks run, on which calendar, when they run out, and who hears of it. Pure, like the room above.

To add a clock, add its kind and its row in the table of limits.
"""
