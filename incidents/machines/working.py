"""Rows of the work itself, and of what holds it up: C7 to C9, C17 to C21 and C23 of the specification."""

from incidents import conditions as when
from incidents import effects
from incidents.asking import ASKED_FOR, LEVEL_SUSPENDS, TRACK_SUSPENDS
from incidents.guards import Guard
from incidents.incident import State
from incidents.machines.row import Does, Row, Tick
from incidents.machines.ticks import ALL_CANCELLED, HELD, cancel, pause, resume, start, stop
from incidents.marks import ATTACHED
from incidents.parts import Disposition, Fault
from incidents.requests import Asked
from incidents.roles import FOR_A_DEPARTMENT, Role
from incidents.speaking import FOR_THE_LEAD
from incidents.timing.kinds import ClockKind as K

DISPATCHED, PROCESSING, SUSPENDED, DEFERRED = State.DISPATCHED, State.PROCESSING, State.SUSPENDED, State.DEFERRED
AT_WORK = (DISPATCHED, PROCESSING)

ROWS: tuple[Row[State, Guard], ...] = (
    Row(
        id="C7", action="acknowledge", title={"zh": "签收", "en": "Acknowledge"}, comes_from=(DISPATCHED,),
        to=(PROCESSING,), roles=(*FOR_A_DEPARTMENT, Role.SYSTEM), guards=(when.IN_ORDER, *FOR_THE_LEAD),
        effects=(effects.tasks_follow("acknowledge", lead_only=True),), ticks=stop(K.ACKNOWLEDGE),
    ),
    Row(
        id="C8", action="approve_return", title={"zh": "批准回退", "en": "Approve the return"}, comes_from=AT_WORK,
        to=(State.FILED,), roles=(Role.CHIEF, Role.DISPATCHER, Role.LEADER),
        guards=(when.IN_ORDER, ASKED_FOR[Asked.RETURN], when.NOBODY_ON_SCENE),
        effects=(effects.tasks_follow("approve_return"), effects.UNITS_STOOD_DOWN, effects.RETURNED),
        ticks=(
            *stop(K.ACKNOWLEDGE), Tick(K.DISPOSE, Does.CANCEL, Fault.CENTRE),
            Tick(K.DISPOSE, Does.PAUSE, Fault.DEPARTMENT), *cancel(K.MAKE_SAFE), *start(K.DISPATCH),
        ),
        takes=("fault",),
    ),
    Row(
        id="C9", action="report_done", title={"zh": "处置反馈", "en": "Report done"}, comes_from=(PROCESSING,),
        to=(State.FEEDBACK,), roles=(*FOR_A_DEPARTMENT, Role.SYSTEM),
        guards=(
            when.IN_ORDER, *FOR_THE_LEAD, when.TASKS_DONE, when.AFTER_SHOWN, when.UNITS_CLEARED, when.RESPONSE_OVER,
        ),
        effects=(ATTACHED, effects.tasks_follow("report_done", lead_only=True)),
        ticks=(*HELD, *stop(K.MAKE_SAFE), *start(K.CHECK)),
        takes=("evidence", "stage"),
    ),
    Row(
        id="C17", action="approve_suspension", title={"zh": "批准挂账", "en": "Approve the suspension"},
        comes_from=AT_WORK, to=(SUSPENDED,), roles=(Role.CHIEF, Role.LEADER),
        guards=(when.IN_ORDER, ASKED_FOR[Asked.SUSPENSION], TRACK_SUSPENDS, LEVEL_SUSPENDS, when.UNITS_CLEARED),
        effects=(effects.paused_since(Asked.SUSPENSION),), ticks=(*stop(K.ACKNOWLEDGE), *pause(K.DISPOSE)),
    ),
    Row(
        id="C18", action="resume", title={"zh": "恢复处置", "en": "Go on"}, comes_from=(SUSPENDED,), to=(PROCESSING,),
        roles=(Role.CHIEF, Role.SYSTEM), guards=(when.IN_ORDER, when.LEAD_STANDS), effects=(effects.UNPAUSED,),
        ticks=resume(K.DISPOSE),
    ),
    Row(
        id="C19", action="close_unresolved", title={"zh": "销账", "en": "Close unresolved"}, comes_from=(SUSPENDED,),
        to=(State.CLOSED,), roles=(Role.LEADER,), guards=(when.IN_ORDER, when.JUSTIFIED, when.UNITS_CLEARED),
        effects=(
            effects.disposed(Disposition.UNRESOLVED, forced=True), effects.tasks_follow("close_unresolved"),
            effects.UNPAUSED,
        ),
        ticks=cancel(K.DISPOSE, K.MAKE_SAFE),
    ),
    Row(
        id="C20", action="approve_deferral", title={"zh": "批准缓办", "en": "Approve the deferral"},
        comes_from=AT_WORK, to=(DEFERRED,), roles=(Role.CHIEF,),
        guards=(when.IN_ORDER, ASKED_FOR[Asked.DEFERRAL], when.UNITS_CLEARED),
        effects=(effects.paused_since(Asked.DEFERRAL),), ticks=(*stop(K.ACKNOWLEDGE), *pause(K.DISPOSE)),
    ),
    Row(
        id="C21", action="resume", title={"zh": "恢复处置", "en": "Go on"}, comes_from=(DEFERRED,), to=(PROCESSING,),
        roles=(Role.CHIEF, Role.SYSTEM), guards=(when.IN_ORDER,), effects=(effects.UNPAUSED,),
        ticks=resume(K.DISPOSE),
    ),
    Row(
        id="C23", action="approve_void", title={"zh": "批准作废", "en": "Approve the voiding"},
        comes_from=(*AT_WORK, SUSPENDED, DEFERRED), to=(State.VOIDED,), roles=(Role.CHIEF, Role.LEADER),
        guards=(when.IN_ORDER, ASKED_FOR[Asked.VOID], when.UNITS_CLEARED),
        effects=(effects.tasks_follow("approve_void"), effects.UNPAUSED), ticks=ALL_CANCELLED,
    ),
)  # fmt: skip
