"""The lifecycle: every machine of the closed loop, and what its actions and states are called.

The tables stand in `machines/`, one file a machine; to add a move, add a row there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from incidents.guards import Guard, Words
from incidents.machines import annunciation, assignment, incident, request, shift, task
from incidents.machines.checking import check as checked
from incidents.machines.checking import check_clocks
from incidents.machines.row import Row
from incidents.roles import Role

STATE_TITLES = incident.STATE_TITLES
UNIT_STATE_TITLES = assignment.STATE_TITLES

# What is done by hand at the desk, in the order of the tables; what follows by itself is not among it.
ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {row.action: row.takes for _, row in request.ASKS.values()}
    | {action: row.takes for action, row in {**request.DECIDES, **task.OWN, **assignment.MOVE}.items()}
    | {row.action: row.takes for row in incident.INCIDENT.rows}
)

# Every row that a hand may ask for.
BY_HAND: tuple[Row[Any, Guard], ...] = (
    *incident.INCIDENT.rows, *(row for _, row in request.ASKS.values()), *request.DECISIONS, *task.OWN.values(),
    *assignment.ROWS,
)  # fmt: skip
TITLES: Mapping[str, Words] = MappingProxyType(
    {row.action: row.title for row in incident.INCIDENT.rows}
    | {row.action: row.title for _, row in request.ASKS.values()}
    | {action: row.title for action, row in request.DECIDES.items()}
    | {action: row.title for action, row in task.OWN.items()}
    | {action: row.title for action, row in assignment.MOVE.items()}
)
# Who does each action, in whatever state, those of its row first.
DOERS: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        action: tuple(dict.fromkeys(role for row in BY_HAND if row.action == action for role in row.roles))
        for action in TITLES
    }
)
# What leads an incident on, in contrast to what is only written beside.
LEADS_ON = frozenset({"assign"} | {row.action for row in incident.INCIDENT.rows if row.to})
# What an incident's log also says of it, though nobody asks for it by hand.
LOG_TITLES: Mapping[str, Words] = MappingProxyType(
    {
        "sign": {"zh": "初审签字", "en": "Signed, first of two"},
        "take_in": {"zh": "并入他案", "en": "Took another in"},
        "give_back": {"zh": "拆出他案", "en": "Gave another back"},
    }
)


def check() -> tuple[str, ...]:
    """What is wrong with any of the tables, in sentences: nothing, if all of them hold."""
    machines = (incident.INCIDENT, task.TASK, assignment.ASSIGNMENT, request.REQUEST)
    rows = [row for machine in machines for row in machine.rows]
    return (
        *checked(incident.INCIDENT), *checked(task.TASK), *checked(assignment.ASSIGNMENT), *checked(request.REQUEST),
        *checked(annunciation.ANNUNCIATION), *checked(shift.SHIFT), *check_clocks(rows),
    )  # fmt: skip
