"""The office: who is on duty, on which sheet one shift hands over to the next, and which alarms want a hand.

`rota.py` keeps the shifts, `alarms.py` the alarms; both write through `ports.py`, each step with its line of the log in
one transaction. A further line on the sheet of a handover goes into `sheet.py`, a cause of alarms into `causes.py`.
"""
