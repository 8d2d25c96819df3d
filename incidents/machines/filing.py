"""Rows of filing and dispatching: C1 to C6, C22, C24 to C26 and C33 of the specification."""

from incidents import conditions as when
from incidents import effects, endings, merging
from incidents.asking import KINDS
from incidents.guards import Guard, guard
from incidents.incident import State
from incidents.machines.row import Does, Row, Tick
from incidents.machines.ticks import ALL_CANCELLED, cancel, start, stop
from incidents.parts import Fault
from incidents.requests import Asked
from incidents.roles import Role
from incidents.speaking import says_something
from incidents.timing.kinds import ClockKind as K

ACCEPTED, FILED, DISPATCHED, PROCESSING = State.ACCEPTED, State.FILED, State.DISPATCHED, State.PROCESSING
TO_MERGE = (ACCEPTED, FILED, DISPATCHED, PROCESSING)

_VOID_REASONS = KINDS[Asked.VOID].reasons
VOID_REASON = guard(
    "void_reason",
    f"请选择作废理由（{'、'.join(words['zh'] for words in _VOID_REASONS.values())}），或在备注中写明。",
    f"Give one of these reasons: {', '.join(_VOID_REASONS)}; or say it in a note.",
    lambda _, attempt: attempt.details.reason in _VOID_REASONS or says_something(attempt.note),
)

ROWS: tuple[Row[State, Guard], ...] = (
    Row(
        id="C1", action="file", title={"zh": "立案", "en": "File"}, comes_from=(ACCEPTED,), to=(FILED,),
        roles=(Role.CHIEF, Role.CALL_TAKER, Role.SYSTEM),
        guards=(when.IN_ORDER, when.PLACE_KNOWN, when.STANDARD_TICKED, when.DUPLICATES_SEEN),
        ticks=(*stop(K.FILE), *start(K.DISPATCH)), takes=("checklist",),
    ),
    Row(
        id="C2", action="refuse", title={"zh": "不予立案", "en": "Refuse"}, comes_from=(ACCEPTED,),
        to=(State.REFUSED,), roles=(Role.CHIEF,), guards=(when.IN_ORDER, when.REASON_GIVEN), ticks=stop(K.FILE),
        takes=("reason",),
    ),
    Row(
        id="C3", action="appeal", title={"zh": "复议", "en": "Look at again"}, comes_from=(State.REFUSED,),
        to=(ACCEPTED,), roles=(Role.CHIEF,), guards=(when.IN_ORDER, endings.REFUSED_LATELY), ticks=start(K.FILE),
    ),
    Row(
        id="C4", action="dispatch", title={"zh": "派遣", "en": "Dispatch"}, comes_from=(FILED,), to=(DISPATCHED,),
        roles=(Role.DISPATCHER, Role.SYSTEM), guards=(when.IN_ORDER, when.LEAD_NAMED, when.DEPARTMENT_FITS),
        effects=(effects.TASK_MADE,), ticks=(*stop(K.DISPATCH), *start(K.ACKNOWLEDGE, K.DISPOSE, K.MAKE_SAFE)),
        takes=("department", "because", "assist", "units"),
    ),
    Row(
        id="C5", action="return_intake", title={"zh": "退回受理", "en": "Send back to intake"}, comes_from=(FILED,),
        to=(ACCEPTED,), roles=(Role.DISPATCHER,), guards=(when.IN_ORDER, when.REASON_GIVEN),
        ticks=(*stop(K.DISPATCH), *start(K.FILE)),
    ),
    Row(
        id="C6", action="recall", title={"zh": "撤回派遣", "en": "Recall"}, comes_from=(DISPATCHED,), to=(FILED,),
        roles=(Role.DISPATCHER,),
        guards=(when.IN_ORDER, when.LEAD_NOT_ACKNOWLEDGED, when.UNITS_NOT_UNDER_WAY),
        effects=(effects.tasks_follow("recall"), effects.UNITS_STOOD_DOWN, effects.PROMISE_DROPPED),
        ticks=(*stop(K.ACKNOWLEDGE), *cancel(K.DISPOSE, K.MAKE_SAFE), *start(K.DISPATCH)),
    ),
    Row(
        id="C33", action="redispatch", title={"zh": "改派", "en": "Give to another department"},
        comes_from=(DISPATCHED,), to=(DISPATCHED,), roles=(Role.DISPATCHER,),
        guards=(when.IN_ORDER, when.ANOTHER_DEPARTMENT, when.DEPARTMENT_FITS),
        effects=(effects.tasks_follow("redispatch", lead_only=True), effects.TASK_MADE, effects.REDISPATCHED),
        ticks=(*stop(K.ACKNOWLEDGE), *start(K.ACKNOWLEDGE), Tick(K.DISPOSE, Does.START, Fault.CENTRE)),
        takes=("department", "because", "assist", "fault"),
    ),
    Row(
        id="C22", action="void", title={"zh": "作废", "en": "Void"}, comes_from=(ACCEPTED, FILED), to=(State.VOIDED,),
        roles=(Role.CHIEF,), guards=(when.IN_ORDER, VOID_REASON, when.UNITS_CLEARED), ticks=ALL_CANCELLED,
        takes=("reason",),
    ),
    Row(
        id="C24", action="restore", title={"zh": "恢复", "en": "Restore"}, comes_from=(State.VOIDED,), to=(FILED,),
        roles=(Role.LEADER,), guards=(when.IN_ORDER, endings.VOIDED_LATELY), effects=(effects.PROMISE_DROPPED,),
        ticks=start(K.DISPATCH),
    ),
    Row(
        id="C25", action="merge", title={"zh": "并案", "en": "Merge into another"}, comes_from=TO_MERGE,
        to=(State.MERGED,), roles=(Role.DISPATCHER, Role.CHIEF),
        guards=(
            when.IN_ORDER, endings.PARENT_NAMED, endings.PARENT_ANOTHER, endings.PARENT_OPEN, endings.PARENT_ON_TOP,
            endings.PARENT_OURS, endings.CHILDLESS, endings.SAME_WORLD, endings.UNITS_NOT_ON_BOTH,
            endings.NO_QUIETER_PARENT,
        ),
        effects=(merging.WENT_IN,), ticks=ALL_CANCELLED, takes=("parent",),
    ),
    Row(
        id="C26", action="unmerge", title={"zh": "拆案", "en": "Take out again"}, comes_from=(State.MERGED,),
        to=TO_MERGE, roles=(Role.CHIEF,), guards=(when.IN_ORDER, endings.PARENT_NOT_ARCHIVED),
        effects=(merging.CAME_OUT,),
    ),
)  # fmt: skip
