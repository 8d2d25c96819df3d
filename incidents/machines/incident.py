"""The machine of an incident, from accepted to archived: every row C1 to C33 of the specification."""

from collections.abc import Mapping
from types import MappingProxyType

from incidents.guards import Guard, Words
from incidents.incident import State
from incidents.machines import beside, closing, filing, working
from incidents.machines.row import Machine, Row

STATE_TITLES: Mapping[State, Words] = MappingProxyType(
    {
        State.ACCEPTED: {"zh": "已受理·待立案", "en": "accepted"},
        State.FILED: {"zh": "已立案·待派遣", "en": "filed"},
        State.DISPATCHED: {"zh": "已派遣·待签收", "en": "dispatched"},
        State.PROCESSING: {"zh": "处置中", "en": "being dealt with"},
        State.FEEDBACK: {"zh": "已反馈·待核查", "en": "reported done"},
        State.CHECKING: {"zh": "核查中", "en": "being checked"},
        State.CHECKED: {"zh": "核查通过·待结案", "en": "checked"},
        State.CLOSED: {"zh": "已结案", "en": "closed"},
        State.REFUSED: {"zh": "不予立案", "en": "refused"},
        State.SUSPENDED: {"zh": "挂账中", "en": "suspended"},
        State.DEFERRED: {"zh": "缓办中", "en": "deferred"},
        State.EVALUATED: {"zh": "已评价·归档", "en": "archived"},
        State.MERGED: {"zh": "已并案", "en": "merged into another"},
        State.VOIDED: {"zh": "已作废", "en": "voided"},
    }
)
INCIDENT = Machine(
    name="incident", states=tuple(State), starts=(State.ACCEPTED, State.FILED),
    goals=(State.EVALUATED, State.REFUSED, State.MERGED, State.VOIDED),
    rows=(*filing.ROWS, *working.ROWS, *closing.ROWS, *beside.ROWS), titles=STATE_TITLES, closed=State.CLOSED,
    checked=(State.CHECKED, State.SUSPENDED),
)  # fmt: skip
_BY_STATE = MappingProxyType({(row.action, state): row for row in INCIDENT.rows for state in row.comes_from})
_FIRST = MappingProxyType({row.action: row for row in reversed(INCIDENT.rows)})


def row_of(action: str, state: State) -> Row[State, Guard] | None:
    """The row of this action in this state, None where the state does not allow it."""
    return _BY_STATE.get((action, state))


def first_row(action: str) -> Row[State, Guard]:
    """The first row of this action, whatever the state: what an allied command tells is taken over like that."""
    return _FIRST[action]
