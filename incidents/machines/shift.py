"""The machine of a duty shift: PLANNED → ON → HANDOVER → CLOSED (section A.8 of the specification)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from incidents.guards import Unmet, Words
from incidents.machines.row import Machine, Row
from incidents.roles import Role
from incidents.shifts import (
    ALL_TICKED,
    ANOTHER_TAKES_OVER,
    HAS_A_CHIEF,
    HAS_A_LEADER,
    OWN_SHEET,
    SIGNED_OUT,
    Condition,
    Hand,
    Line,
    Shift,
    ShiftState,
)

PLANNED, ON, HANDOVER, CLOSED = ShiftState
_CHIEF = (Role.CHIEF,)

ROWS: tuple[Row[ShiftState, Condition], ...] = (
    Row(
        id="S1", action="begin", title={"zh": "上岗", "en": "Begin"}, comes_from=(PLANNED,), to=(ON,),
        roles=(Role.CHIEF, Role.SYSTEM), guards=(HAS_A_CHIEF, HAS_A_LEADER),
    ),
    Row(
        id="S2", action="hand_over", title={"zh": "开始交接", "en": "Hand over"}, comes_from=(ON,), to=(HANDOVER,),
        roles=_CHIEF, guards=(OWN_SHEET,),
    ),
    Row(
        id="S3", action="sign_out", title={"zh": "交班签字", "en": "Sign out"}, comes_from=(HANDOVER,), to=(),
        roles=_CHIEF, guards=(OWN_SHEET,),
    ),
    Row(
        id="S4", action="take_over", title={"zh": "接班签字", "en": "Take over"}, comes_from=(HANDOVER,),
        to=(CLOSED,), roles=_CHIEF, guards=(ALL_TICKED, SIGNED_OUT, ANOTHER_TAKES_OVER),
    ),
    Row(
        id="S5", action="stay_on", title={"zh": "中止交接", "en": "Stay on"}, comes_from=(HANDOVER,), to=(ON,),
        roles=_CHIEF, guards=(OWN_SHEET,),
    ),
)  # fmt: skip
STATE_TITLES: Mapping[ShiftState, Words] = MappingProxyType(
    {
        PLANNED: {"zh": "待上岗", "en": "planned"},
        ON: {"zh": "当班", "en": "on duty"},
        HANDOVER: {"zh": "交接中", "en": "handing over"},
        CLOSED: {"zh": "已交班", "en": "closed"},
    }
)
SHIFT = Machine(
    name="shift", states=tuple(ShiftState), starts=(PLANNED,), goals=(CLOSED,), rows=ROWS, titles=STATE_TITLES
)
_BY_STATE = MappingProxyType({(row.action, state): row for row in ROWS for state in row.comes_from})

NOT_NOW = Unmet(
    code="not_now", words={"zh": "该班次现在不能如此操作。", "en": "That cannot be done with the shift now."}
)
NOT_YOURS = Unmet(code="not_yours", words={"zh": "该操作须由值班长进行。", "en": "This is for a chief."})


def moved(shift: Shift, action: str, hand: Hand, lines: Iterable[Line] = ()) -> Shift | tuple[Unmet, ...]:
    """The shift after this action, or all that is unmet; `lines` are the sheet that is handed over.

    Until the next chief has signed, the shift that leaves stays responsible.
    """
    row = _BY_STATE.get((action, shift.state))
    if row is None:
        return (NOT_NOW,)
    if not hand.roles.intersection(row.roles):
        return (NOT_YOURS,)
    unmet = tuple(one for guard in row.guards for one in guard.unmet(shift, hand))
    if unmet:
        return unmet
    return _written(replace(shift, state=row.to[0] if row.to else shift.state), action, hand, lines)


def _written(after: Shift, action: str, hand: Hand, lines: Iterable[Line]) -> Shift:
    """The sheet and the signatures, as this action leaves them."""
    match action:
        case "hand_over":
            return replace(after, handed_at=hand.at, lines=tuple(lines), signed_out="")
        case "sign_out":
            return replace(after, signed_out=hand.by)
        case "take_over":
            return replace(after, signed_in=hand.by)
        case "stay_on":
            return replace(after, handed_at=None, lines=(), signed_out="")
        case _:
            return after
