"""The table of signals: which move leads from where to where, by whom, under which conditions (rows SG1 to SG12).

To add a move, add a row; `check` says what a change broke. A move with `to` None leaves the signal where it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from incidents.guards import Words
from incidents.intake import guards, reasons
from incidents.intake.guards import SignalGuard
from incidents.intake.looking import LOOKER_NAMED, PLACE_GIVEN
from incidents.intake.reception import WAITING, SignalState
from incidents.roles import Role
from incidents.timing.kinds import ClockKind

NEW, VERIFY, SHELVED = SignalState.NEW, SignalState.VERIFY, SignalState.SHELVED
ACCEPTED, LINKED = SignalState.ACCEPTED, SignalState.LINKED
REJECTED, EXPIRED = SignalState.REJECTED, SignalState.EXPIRED
GOALS = tuple(state for state in SignalState if state not in WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalMove:
    """One move of a signal: who may make it, what must hold, and which clocks it starts and stops."""

    id: str
    action: str
    title: Words
    comes_from: tuple[SignalState, ...]
    to: SignalState | None
    roles: frozenset[Role]
    guards: tuple[SignalGuard, ...] = ()
    starts: tuple[ClockKind, ...] = ()
    stops: tuple[ClockKind, ...] = ()


_SYSTEM = frozenset({Role.SYSTEM})
_TAKER = frozenset({Role.CALL_TAKER})
_LOOKING = frozenset({Role.COLLECTOR, Role.CALL_TAKER})
_CHIEF = frozenset({Role.CHIEF})
_BOTH = (ClockKind.ACCEPT, ClockKind.VERIFY)
RECEIVED = "SG0"  # how the log numbers the first line: it came in
RAN_OUT = "K1"  # and that one of its clocks ran out

SIGNAL_MOVES = (
    SignalMove(
        id="SG1", action="auto_verify", title={"zh": "转核实", "en": "Have somebody look"},
        comes_from=(NEW,), to=VERIFY, roles=_SYSTEM, guards=(guards.LOOK_WANTED,), starts=(ClockKind.VERIFY,),
    ),
    SignalMove(
        id="SG2", action="accept", title={"zh": "受理", "en": "Accept"},
        comes_from=(NEW,), to=ACCEPTED, roles=_TAKER, stops=(ClockKind.ACCEPT,),
        guards=(guards.IN_ORDER, guards.CATEGORY_KNOWN, guards.PLACED, guards.EVIDENCE, guards.DUPLICATES_SEEN),
    ),
    SignalMove(
        id="SG3", action="auto_accept", title={"zh": "自动受理", "en": "Accept by itself"},
        comes_from=(NEW,), to=ACCEPTED, roles=_SYSTEM, guards=(guards.SURE_BY_ITSELF,), stops=(ClockKind.ACCEPT,),
    ),
    SignalMove(
        id="SG4", action="confirm", title={"zh": "核实属实", "en": "Confirm"},
        comes_from=(VERIFY,), to=ACCEPTED, roles=_LOOKING, stops=_BOTH,
        guards=(guards.IN_ORDER, guards.CATEGORY_KNOWN, guards.VERIFIED, guards.DUPLICATES_SEEN),
    ),
    SignalMove(
        id="SG5", action="not_found", title={"zh": "核实不属实", "en": "Not found"},
        comes_from=(VERIFY,), to=REJECTED, roles=_LOOKING, guards=(guards.IN_ORDER, guards.in_list(reasons.NOT_FOUND)),
        stops=_BOTH,
    ),
    SignalMove(
        id="SG6", action="link", title={"zh": "并入", "en": "Link"},
        comes_from=(NEW, VERIFY), to=LINKED, roles=frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.SYSTEM}),
        guards=(guards.IN_ORDER, guards.TARGET_ALIVE, guards.SAME_WORLD, guards.LINKED_BY_A_PERSON), stops=_BOTH,
    ),
    SignalMove(
        id="SG7", action="reject", title={"zh": "不予受理", "en": "Reject"},
        comes_from=(NEW, VERIFY), to=REJECTED, roles=_TAKER | _CHIEF, stops=_BOTH,
        guards=(guards.IN_ORDER, guards.CHIEF_FOR_URGENT, guards.in_list(reasons.REJECT), guards.SAID_WHY),
    ),
    SignalMove(
        id="SG8", action="shelve", title={"zh": "搁置", "en": "Shelve"},
        comes_from=(NEW,), to=SHELVED, roles=_TAKER | _CHIEF,
        guards=(
            guards.IN_ORDER, guards.CHIEF_FOR_URGENT, guards.SHELVED_BRIEFLY, guards.in_list(reasons.SHELVE),
            guards.NO_CALL_FOR_HELP,
        ),
    ),
    SignalMove(
        id="SG9", action="unshelve", title={"zh": "恢复", "en": "Take up again"},
        comes_from=(SHELVED,), to=NEW, roles=_TAKER | _SYSTEM, guards=(guards.IN_ORDER, guards.TIME_IS_UP),
    ),
    SignalMove(
        id="SG10", action="expire", title={"zh": "自动关闭", "en": "Expire"},
        comes_from=(NEW,), to=EXPIRED, roles=_SYSTEM, guards=(guards.OVER_BY_ITSELF,), stops=(ClockKind.ACCEPT,),
    ),
    SignalMove(
        id="SG11", action="unlink", title={"zh": "拆分", "en": "Take apart again"},
        comes_from=(LINKED,), to=NEW, roles=_CHIEF, guards=(guards.IN_ORDER, guards.SAID_WHY),
        starts=(ClockKind.ACCEPT,),
    ),
    SignalMove(
        id="SG12", action="appeal", title={"zh": "复议", "en": "Take up a refused one again"},
        comes_from=(REJECTED,), to=NEW, roles=_CHIEF, guards=(guards.IN_ORDER, guards.APPEALED_SOON),
        starts=(ClockKind.ACCEPT,),
    ),
    # Beyond the table: what is said of a signal that stays where it is.
    SignalMove(
        id="SG13", action="unsure", title={"zh": "无法判断", "en": "Cannot tell"},
        comes_from=(VERIFY,), to=None, roles=_LOOKING, guards=(guards.IN_ORDER,),
    ),
    SignalMove(
        id="SG14", action="answer", title={"zh": "已答复", "en": "Answered"},
        comes_from=(ACCEPTED, LINKED, REJECTED), to=None, roles=_TAKER, guards=(guards.IN_ORDER, guards.REASON_GIVEN),
        stops=(ClockKind.REPLY,),
    ),
    SignalMove(
        id="SG15", action="repeat", title={"zh": "再次上报", "en": "Said again"},
        comes_from=tuple(SignalState), to=None, roles=_SYSTEM,
    ),
    SignalMove(
        id="SG19", action="send", title={"zh": "派人核实", "en": "Send somebody to look"}, comes_from=(VERIFY,),
        to=None, roles=_TAKER | _CHIEF | {Role.DISPATCHER}, guards=(guards.IN_ORDER, LOOKER_NAMED),
    ),
    SignalMove(
        id="SG20", action="locate", title={"zh": "标明位置", "en": "Say where it is"}, comes_from=(NEW, VERIFY),
        to=None, roles=_LOOKING | {Role.DISPATCHER}, guards=(guards.IN_ORDER, PLACE_GIVEN),
    ),
    # What follows for whoever reported it: see `incidents/replying.py`.
    SignalMove(
        id="SG16", action="reply", title={"zh": "发出答复", "en": "Write the answer"}, comes_from=(ACCEPTED, LINKED),
        to=None, roles=_SYSTEM, starts=(ClockKind.REPLY,),
    ),
    SignalMove(
        id="SG17", action="owe", title={"zh": "须再次答复", "en": "Owe an answer again"}, comes_from=(ACCEPTED, LINKED),
        to=None, roles=_SYSTEM, starts=(ClockKind.REPLY,),
    ),
    SignalMove(
        id="SG18", action="delivered", title={"zh": "答复送达", "en": "The answer was delivered"},
        comes_from=(ACCEPTED, LINKED, REJECTED), to=None, roles=_SYSTEM, stops=(ClockKind.REPLY,),
    ),
)  # fmt: skip

SIGNAL_MOVE = MappingProxyType({move.action: move for move in SIGNAL_MOVES})
SIGNAL_TITLES = MappingProxyType(
    {"receive": {"zh": "接收", "en": "Receive"}, "run_out": {"zh": "超时", "en": "Ran out of time"}}
    | {move.action: move.title for move in SIGNAL_MOVES}
)
SIGNAL_STATE_TITLES = MappingProxyType(
    {
        NEW: {"zh": "已接收", "en": "received"},
        VERIFY: {"zh": "待核实", "en": "to be looked at"},
        SHELVED: {"zh": "已搁置", "en": "shelved"},
        ACCEPTED: {"zh": "已受理", "en": "accepted"},
        LINKED: {"zh": "已并入", "en": "linked"},
        REJECTED: {"zh": "不予受理", "en": "rejected"},
        EXPIRED: {"zh": "自动关闭", "en": "expired"},
    }
)
# What somebody's hand can do; the rest is done by OneScreen alone.
BY_HAND = tuple(move.action for move in SIGNAL_MOVES if move.roles != _SYSTEM)


def check(moves: Iterable[SignalMove] = SIGNAL_MOVES) -> tuple[str, ...]:
    """What is wrong with the table, in sentences: nothing, if every state is reached and every waiting one ends."""
    rows = tuple(moves)
    ways = {(state, move.to) for move in rows for state in move.comes_from if move.to is not None}
    reached = _closure({NEW}, ways)
    ending = _closure(set(GOALS), {(to, state) for state, to in ways})
    by_hand = {(state, move.to) for move in rows if move.roles - _SYSTEM for state in move.comes_from if move.to}
    left_by_hand = _closure(set(GOALS), {(to, state) for state, to in by_hand})
    ids = [move.id for move in rows]
    return (
        *(f"Nothing leads to {state}. Add a move that does." for state in SignalState if state not in reached),
        *(f"From {state} no end can be reached. Add a move that leads on." for state in WAITING - ending),
        *(f"Nobody's hand leads out of {state}. Let a person make a move there." for state in WAITING - left_by_hand),
        *(f"{one.action} has no role. Say who may do it." for one in rows if not one.roles),
        *(f"{one} numbers two moves. Give each its own." for one in sorted({one for one in ids if ids.count(one) > 1})),
    )


def _closure(known: set[SignalState], steps: Iterable[tuple[SignalState, SignalState]]) -> set[SignalState]:
    ways = set(steps)
    while further := {to for start, to in ways if start in known} - known:
        known = known | further
    return known
