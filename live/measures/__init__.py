"""Measures: from readings to judged figures: sums and courses, when what is computed, how it is judged, kept and told.

tallies    per minute and area          courses    per hour and area, far back
seeing     what a view asks for         evaluator  computes what is due      workers    … in processes of their own
judging    bands with hysteresis        past       what measures were        usual, foretelling   from the past
archive    what survives a restart      explaining how one figure came about
"""
