"""The machine of an alarm at a console (section A.7 of the specification)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from incidents.annunciation import (
    CHIEF_SHELVES,
    FADES,
    NOBODY_CALLS,
    SHELVED_BRIEFLY,
    SHELVED_FOR_A_REASON,
    SHELVED_LONG_ENOUGH,
    Alarm,
    AlarmState,
    Condition,
    Touch,
    in_state,
)
from incidents.guards import Unmet, Words
from incidents.machines.row import Machine, Row
from incidents.roles import Role

NORMAL, UNACKNOWLEDGED, ACKNOWLEDGED = AlarmState.NORMAL, AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED
RETURNED, SHELVED, SUPPRESSED = AlarmState.RETURNED, AlarmState.SHELVED, AlarmState.SUPPRESSED
_ITSELF = (Role.SYSTEM,)
SEES = (Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF)


def _row(
    id_: str, action: str, zh: str, en: str, comes_from: tuple[AlarmState, ...], *to: AlarmState,
    roles: tuple[Role, ...] = _ITSELF, guards: tuple[Condition, ...] = (), takes: tuple[str, ...] = (),
) -> Row[AlarmState, Condition]:  # fmt: skip
    return Row(
        id=id_, action=action, title={"zh": zh, "en": en}, comes_from=comes_from, to=to, roles=roles, guards=guards,
        takes=takes,
    )  # fmt: skip


_SHELVE = (SHELVED_BRIEFLY, SHELVED_FOR_A_REASON, NOBODY_CALLS, CHIEF_SHELVES)
ROWS = (
    _row("A1", "raise", "触发", "Raise", (NORMAL, RETURNED), UNACKNOWLEDGED),
    _row("A2", "see", "确认", "Acknowledge", (UNACKNOWLEDGED,), ACKNOWLEDGED, roles=SEES),
    _row("A3", "return", "恢复", "Return to normal", (UNACKNOWLEDGED,), RETURNED),
    _row("A4", "return", "恢复", "Return to normal", (ACKNOWLEDGED,), NORMAL),
    _row("A5", "see", "确认", "Acknowledge", (RETURNED,), NORMAL, roles=SEES),
    _row("A6", "fade", "自动清除", "Clear by itself", (RETURNED,), NORMAL, guards=(FADES,)),
    _row(
        "A7", "shelve", "搁置", "Shelve", (UNACKNOWLEDGED, ACKNOWLEDGED, RETURNED), SHELVED, roles=SEES,
        guards=_SHELVE, takes=("until",),
    ),
    _row(
        "A8", "unshelve", "取回", "Take off the shelf", (SHELVED,), UNACKNOWLEDGED, NORMAL, roles=(*SEES, *_ITSELF),
        guards=(SHELVED_LONG_ENOUGH,),
    ),
    _row("A9", "suppress", "抑制", "Suppress", tuple(one for one in AlarmState if one is not SUPPRESSED), SUPPRESSED),
    _row("A10", "unsuppress", "解除抑制", "No longer suppress", (SUPPRESSED,), UNACKNOWLEDGED, NORMAL),
    _row("A11", "again", "再次触发", "Call again", (ACKNOWLEDGED,), UNACKNOWLEDGED),
)  # fmt: skip
STATE_TITLES: Mapping[AlarmState, Words] = MappingProxyType(
    {
        NORMAL: {"zh": "正常", "en": "normal"},
        UNACKNOWLEDGED: {"zh": "未确认", "en": "not acknowledged"},
        ACKNOWLEDGED: {"zh": "已确认", "en": "acknowledged"},
        RETURNED: {"zh": "已恢复·未确认", "en": "over, not acknowledged"},
        SHELVED: {"zh": "已搁置", "en": "shelved"},
        SUPPRESSED: {"zh": "已抑制", "en": "suppressed"},
    }
)
ANNUNCIATION = Machine(
    name="annunciation", states=tuple(AlarmState), starts=(NORMAL,), goals=(NORMAL,), rows=ROWS, titles=STATE_TITLES
)
_BY_STATE = MappingProxyType({(row.action, state): row for row in ROWS for state in row.comes_from})

OVER_ALREADY = Unmet(
    code="over_already",
    words={"zh": "该告警已恢复，无需确认。", "en": "It is over already; there is nothing to acknowledge."},
)
NOT_NOW = Unmet(code="not_now", words={"zh": "该告警现在不能如此操作。", "en": "That cannot be done with it now."})
NOT_YOURS = Unmet(code="not_yours", words={"zh": "该操作须由其他角色进行。", "en": "Another role does this."})


def possible(alarm: Alarm, roles: frozenset[Role]) -> tuple[str, ...]:
    """What hands in these roles may do with the alarm now; how long and why may still be asked for."""
    touch, hands = Touch(by="", roles=roles, at=alarm.at), roles - {Role.SYSTEM}
    return tuple(
        row.action
        for row in ROWS
        if alarm.state in row.comes_from and hands.intersection(row.roles)
        if all(one.holds(alarm, touch) for one in row.guards if one.settled)
    )


def touched(alarm: Alarm, action: str, touch: Touch) -> Alarm | tuple[Unmet, ...]:
    """The alarm after this action, or all that is unmet. A cause that comes or goes unseen is kept in mind."""
    row = _BY_STATE.get((action, alarm.state))
    if row is None and action in ("raise", "return"):
        return replace(alarm, present=action == "raise")
    if row is None:
        return (OVER_ALREADY if action == "see" else NOT_NOW,)
    if not touch.roles.intersection(row.roles):
        return (NOT_YOURS,)
    unmet = tuple(one for guard in row.guards for one in guard.unmet(alarm, touch))
    if unmet:
        return unmet
    to = row.to[0] if len(row.to) == 1 or alarm.present else row.to[-1]
    return in_state(alarm, to, action, touch)
