"""The lifecycle: which move leads from where to where, for incidents and for the units on them.

Two tables; to add a move, add a row. `id` is the number under which the log keeps the move. The thin loop has no
suspending, deferring, merging and voiding yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from incidents.guards import ANOTHER_CHECKS, CLOSED_LATELY, IN_ORDER, REASON_GIVEN, UNITS_CLEARED, Guard, Words
from incidents.incident import State, UnitState

STARTS = (State.ACCEPTED, State.FILED)
GOALS = (State.CLOSED, State.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move of an incident: the action that makes it, and the guards that must hold."""

    id: str
    action: str
    title: Words
    comes_from: tuple[State, ...]
    to: State
    guards: tuple[Guard, ...] = (IN_ORDER,)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMove:
    """One move of a unit on an incident; radios skip steps, so it may come from any earlier one."""

    id: str
    action: str
    title: Words
    comes_from: tuple[UnitState, ...]
    to: UnitState


MOVES = (
    Move(id="C1", action="file", title={"zh": "立案", "en": "File"}, comes_from=(State.ACCEPTED,), to=State.FILED),
    Move(
        id="C2",
        action="refuse",
        title={"zh": "不予立案", "en": "Refuse"},
        comes_from=(State.ACCEPTED,),
        to=State.REFUSED,
        guards=(IN_ORDER, REASON_GIVEN),
    ),
    Move(
        id="C4",
        action="dispatch",
        title={"zh": "派遣", "en": "Dispatch"},
        comes_from=(State.FILED,),
        to=State.DISPATCHED,
    ),
    Move(
        id="C7",
        action="acknowledge",
        title={"zh": "签收", "en": "Acknowledge"},
        comes_from=(State.DISPATCHED,),
        to=State.PROCESSING,
    ),
    Move(
        id="C9",
        action="report_done",
        title={"zh": "处置反馈", "en": "Report done"},
        comes_from=(State.PROCESSING,),
        to=State.FEEDBACK,
        guards=(IN_ORDER, UNITS_CLEARED),
    ),
    Move(
        id="C10",
        action="assign_check",
        title={"zh": "派核查", "en": "Send to be checked"},
        comes_from=(State.FEEDBACK,),
        to=State.CHECKING,
    ),
    Move(
        id="C12",
        action="check_pass",
        title={"zh": "核查通过", "en": "Pass the check"},
        comes_from=(State.CHECKING,),
        to=State.CHECKED,
        guards=(IN_ORDER, ANOTHER_CHECKS),
    ),
    Move(
        id="C13",
        action="check_fail",
        title={"zh": "返工", "en": "Send back to be redone"},
        comes_from=(State.CHECKING, State.CHECKED),
        to=State.PROCESSING,
        guards=(IN_ORDER, ANOTHER_CHECKS, REASON_GIVEN),
    ),
    Move(
        id="C14",
        action="close",
        title={"zh": "结案", "en": "Close"},
        comes_from=(State.CHECKED,),
        to=State.CLOSED,
        guards=(IN_ORDER, UNITS_CLEARED),
    ),
    Move(
        id="C15",
        action="reopen",
        title={"zh": "重开", "en": "Reopen"},
        comes_from=(State.CLOSED,),
        to=State.FILED,
        guards=(IN_ORDER, CLOSED_LATELY, REASON_GIVEN),
    ),
)

# Sending a unit: from FILED it is the dispatch itself, later it adds to it.
ASSIGN = UnitMove(
    id="C31", action="assign", title={"zh": "派出单元", "en": "Send a unit"}, comes_from=(), to=UnitState.DISPATCHED
)
ASSIGN_FROM = (State.FILED, State.DISPATCHED, State.PROCESSING)

# In the order in which a unit goes through them.
UNIT_ORDER = tuple(UnitState)
UNIT_MOVES = (
    UnitMove(
        id="C31",
        action="en_route",
        title={"zh": "出发", "en": "En route"},
        comes_from=UNIT_ORDER[:1],
        to=UnitState.EN_ROUTE,
    ),
    UnitMove(
        id="C31",
        action="on_scene",
        title={"zh": "到场", "en": "On scene"},
        comes_from=UNIT_ORDER[:2],
        to=UnitState.ON_SCENE,
    ),
    UnitMove(
        id="C31",
        action="transport",
        title={"zh": "转运", "en": "Transporting"},
        comes_from=UNIT_ORDER[:3],
        to=UnitState.TRANSPORTING,
    ),
    UnitMove(
        id="C31",
        action="at_hospital",
        title={"zh": "到院", "en": "At hospital"},
        comes_from=UNIT_ORDER[:4],
        to=UnitState.AT_HOSPITAL,
    ),
    UnitMove(
        id="C31", action="clear", title={"zh": "撤离", "en": "Clear"}, comes_from=UNIT_ORDER[:5], to=UnitState.CLEARED
    ),
)

TITLES = MappingProxyType(
    {"note": {"zh": "备注", "en": "Note"}, "attach": {"zh": "附件", "en": "Attach"}}
    | {move.action: move.title for move in (*MOVES, ASSIGN, *UNIT_MOVES)}
)
STATE_TITLES = MappingProxyType(
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
    }
)
UNIT_STATE_TITLES = MappingProxyType(
    {
        UnitState.DISPATCHED: {"zh": "已派出", "en": "dispatched"},
        UnitState.EN_ROUTE: {"zh": "途中", "en": "en route"},
        UnitState.ON_SCENE: {"zh": "到场", "en": "on scene"},
        UnitState.TRANSPORTING: {"zh": "转运中", "en": "transporting"},
        UnitState.AT_HOSPITAL: {"zh": "到院", "en": "at hospital"},
        UnitState.CLEARED: {"zh": "已撤离", "en": "cleared"},
    }
)
MOVE = MappingProxyType({move.action: move for move in MOVES})
UNIT_MOVE = MappingProxyType({move.action: move for move in UNIT_MOVES})


def check(moves: Iterable[Move] = MOVES) -> tuple[str, ...]:
    """What is wrong with the table, in sentences: nothing, if every state can be reached and can be left for a goal."""
    ways = {(state, move.to) for move in moves for state in move.comes_from}
    reached = _closure(set(STARTS), ways)
    ending = _closure(set(GOALS), {(to, state) for state, to in ways})
    into_closed = {state for state, to in ways if to is State.CLOSED}
    return (
        *(f"Nothing leads to {state}. Add a move that does." for state in State if state not in reached),
        *(f"From {state} no end can be reached. Add a move that leads on." for state in State if state not in ending),
        *(
            f"From {state} it is closed unchecked. Only what was checked may be closed."
            for state in into_closed - {State.CHECKED}
        ),
    )


def _closure(known: set[State], steps: set[tuple[State, State]]) -> set[State]:
    while further := {to for start, to in steps if start in known} - known:
        known = known | further
    return known
