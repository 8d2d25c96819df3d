"""The machine of a unit on one incident; radios skip steps, so it may come from any earlier one.

DISPATCHED → ACKNOWLEDGED → EN_ROUTE → (STAGED) → ON_SCENE → (TRANSPORTING → AT_HOSPITAL) → CLEARED, or CANCELLED from
any state before ON_SCENE. The times of a unit never run backwards; a late word of a step that was skipped is taken.
"""

from collections.abc import Mapping
from types import MappingProxyType

from incidents.expecting import ARRIVAL_AHEAD, ARRIVAL_GIVEN
from incidents.guards import Guard, Words
from incidents.incident import UnitState
from incidents.machines.row import Machine, Row, Tick
from incidents.machines.ticks import start, stop
from incidents.roles import Role
from incidents.timing.kinds import ClockKind as K

# In the order in which a unit goes through them; what is cancelled never arrived.
ORDER = tuple(state for state in UnitState if state is not UnitState.CANCELLED)
RANK = MappingProxyType({state: rank for rank, state in enumerate((*ORDER, UnitState.CANCELLED))})
BEFORE_ON_SCENE = ORDER[: ORDER.index(UnitState.ON_SCENE)]
ENDS = (UnitState.CLEARED, UnitState.CANCELLED)
CREW = (Role.DISPATCHER, Role.UNIT, Role.SYSTEM)
DESK = (Role.DISPATCHER, Role.SYSTEM)


def _row(
    action: str, zh: str, en: str, to: UnitState, *, roles: tuple[Role, ...] = CREW, ticks: tuple[Tick, ...] = (),
    guards: tuple[Guard, ...] = (), takes: tuple[str, ...] = (),
) -> Row[UnitState, Guard]:  # fmt: skip
    comes_from = BEFORE_ON_SCENE if to is UnitState.CANCELLED else ORDER[: ORDER.index(to)]
    return Row(
        id="C31", action=action, title={"zh": zh, "en": en}, comes_from=comes_from, to=(to,), roles=roles, ticks=ticks,
        guards=guards, takes=takes,
    )  # fmt: skip


ROWS = (
    _row("confirm", "接令", "Order received", UnitState.ACKNOWLEDGED),
    _row(
        "en_route", "出发", "En route", UnitState.EN_ROUTE, ticks=(*stop(K.TURNOUT), *start(K.ARRIVE)),
        guards=(ARRIVAL_AHEAD,), takes=("until",),
    ),
    Row(
        id="C31", action="expect", title={"zh": "报预计到达", "en": "Expected there"}, comes_from=BEFORE_ON_SCENE,
        to=(), roles=CREW, guards=(ARRIVAL_GIVEN,), takes=("until",),
    ),
    _row("stage", "待命", "Staged nearby", UnitState.STAGED),
    _row("on_scene", "到场", "On scene", UnitState.ON_SCENE, ticks=stop(K.ARRIVE)),
    _row("transport", "转运", "Transporting", UnitState.TRANSPORTING),
    _row("at_hospital", "到院", "At hospital", UnitState.AT_HOSPITAL),
    _row("clear", "撤离", "Clear", UnitState.CLEARED, ticks=stop(K.TURNOUT, K.ARRIVE)),
    _row("stand_down", "召回", "Call back", UnitState.CANCELLED, roles=DESK, ticks=stop(K.TURNOUT, K.ARRIVE)),
)  # fmt: skip
STATE_TITLES: Mapping[UnitState, Words] = MappingProxyType(
    {
        UnitState.DISPATCHED: {"zh": "已派出", "en": "dispatched"},
        UnitState.ACKNOWLEDGED: {"zh": "已接令", "en": "order received"},
        UnitState.EN_ROUTE: {"zh": "途中", "en": "en route"},
        UnitState.STAGED: {"zh": "待命", "en": "staged"},
        UnitState.ON_SCENE: {"zh": "到场", "en": "on scene"},
        UnitState.TRANSPORTING: {"zh": "转运中", "en": "transporting"},
        UnitState.AT_HOSPITAL: {"zh": "到院", "en": "at hospital"},
        UnitState.CLEARED: {"zh": "已撤离", "en": "cleared"},
        UnitState.CANCELLED: {"zh": "已召回", "en": "called back"},
    }
)
ASSIGNMENT = Machine(
    name="assignment", states=tuple(UnitState), starts=(UnitState.DISPATCHED,), goals=ENDS, rows=ROWS,
    titles=STATE_TITLES,
)  # fmt: skip
MOVE = MappingProxyType({row.action: row for row in ROWS})
