"""Rows that leave the incident where it stands: C27 to C32 of the specification, and corrections (CC19)."""

from datetime import datetime

from incidents import conditions as when
from incidents import effects, endings, making_safe, marks, reporting_up
from incidents.asking import ASKED_FOR, TWICE_AT_MOST, WITHIN_TWICE_THE_LIMIT
from incidents.guards import Guard, guard
from incidents.incident import OVER, State
from incidents.machines.row import Row
from incidents.machines.ticks import EXTENDED, REBUDGETED, lapse, start, stop
from incidents.machines.working import AT_WORK
from incidents.requests import Asked
from incidents.roles import Role
from incidents.speaking import HANDLES_IT
from incidents.timing.kinds import ClockKind as K

OPEN = tuple(state for state in State if state not in OVER)
BEFORE_FEEDBACK = (State.ACCEPTED, State.FILED, *AT_WORK)
SUPERVISED = (*AT_WORK, State.FEEDBACK, State.CHECKING, State.SUSPENDED)
HELD_UP = (State.SUSPENDED, State.DEFERRED)
SENDS_UNITS = (State.FILED, *AT_WORK)
WRITERS = tuple(role for role in Role if role not in (Role.WALL, Role.ADMIN))
DESK = (Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF)
HANDLERS = (*DESK, Role.DEPARTMENT, Role.UNIT, Role.SYSTEM)  # who only looks on, orders or inspects tells the desk
ORDERERS = (Role.INSPECTOR, Role.CHIEF, Role.COMMANDER, Role.LEADER, Role.SYSTEM)
CORRECTABLE = ("note", "unit", "at")

CORRECTION_GIVEN = guard(
    "correction_given",
    "请指明日志行、字段（note、unit、at）和更正后的内容。",
    "Name the line of the log, the field (note, unit, at) and what it should say.",
    lambda incident, attempt: (
        attempt.details.line in range(1, incident.version + 1) and attempt.details.field in CORRECTABLE
    ),
)
TIME_READABLE = guard(
    "time_readable",
    "更正后的时间须带时区，如 2026-11-20T12:00:00Z，且不得晚于当前时间。",
    "Write the corrected time with its zone, as 2026-11-20T12:00:00Z, and none that is still to come.",
    lambda _, attempt: attempt.details.field != "at" or _was(attempt.details.value, attempt.asked),
)


def _was(text: str, now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return at.tzinfo is not None and at <= now


ROWS: tuple[Row[State, Guard], ...] = (
    Row(
        id="C27", action="note", title={"zh": "备注", "en": "Note"}, comes_from=OPEN, to=(), roles=WRITERS,
        guards=(when.NOTE_GIVEN,), free=True,
    ),
    Row(
        id="C27", action="attach", title={"zh": "附件", "en": "Attach"}, comes_from=OPEN, to=(), roles=WRITERS,
        guards=(endings.EVIDENCE_GIVEN,), effects=(marks.ATTACHED,), takes=("evidence", "stage"), free=True,
    ),
    Row(
        id="C27", action="relate", title={"zh": "关联案卷", "en": "Relate to another"}, comes_from=OPEN, to=(),
        roles=WRITERS, guards=(endings.RELATION_GIVEN,), effects=(marks.RELATED,), takes=("relation", "number"),
        free=True,
    ),
    Row(
        id="C27", action="count_casualties", title={"zh": "登记伤亡", "en": "Say who was hurt"}, comes_from=OPEN, to=(),
        roles=HANDLERS, guards=(endings.CASUALTIES_GIVEN, HANDLES_IT), effects=(marks.COUNTED,), takes=("casualties",),
    ),
    Row(
        id="CC19", action="correct", title={"zh": "更正", "en": "Correct a line"}, comes_from=tuple(State), to=(),
        roles=HANDLERS, guards=(CORRECTION_GIVEN, TIME_READABLE, when.REASON_GIVEN, HANDLES_IT),
        takes=("line", "field", "value"), free=True,
    ),
    Row(
        id="C28", action="change_level", title={"zh": "变更等级", "en": "Change the level"},
        comes_from=BEFORE_FEEDBACK, to=(), roles=DESK,
        guards=(endings.LEVEL_GIVEN, when.REASON_GIVEN, endings.CHIEF_LOWERS), effects=(effects.RELEVELED,),
        ticks=REBUDGETED, takes=("level",),
    ),
    Row(
        id="C28", action="change_category", title={"zh": "变更类别", "en": "Change the category"},
        comes_from=BEFORE_FEEDBACK, to=(), roles=DESK, guards=(endings.CATEGORY_GIVEN, when.REASON_GIVEN),
        effects=(effects.RECATEGORISED,), ticks=REBUDGETED, takes=("category",),
    ),
    Row(
        id="C28", action="change_place", title={"zh": "变更位置", "en": "Change the place"},
        comes_from=BEFORE_FEEDBACK, to=(), roles=DESK, guards=(endings.PLACE_GIVEN, when.REASON_GIVEN),
        effects=(effects.PLACED,), ticks=REBUDGETED, takes=("lon", "lat", "address"),
    ),
    # Also of what is over, or led by an allied command: who sees it here is ours to say. So it needs no version.
    Row(
        id="C28", action="change_sensitivity", title={"zh": "变更敏感级别", "en": "Change how sensitive it is"},
        comes_from=tuple(State), to=(), roles=(Role.CHIEF,), guards=(endings.SENSITIVITY_GIVEN, when.REASON_GIVEN),
        effects=(effects.RESENSITISED,), takes=("sensitivity",), free=True,
    ),
    Row(
        id="C29", action="approve_extension", title={"zh": "批准延期", "en": "Approve more time"}, comes_from=AT_WORK,
        to=(), roles=(Role.CHIEF, Role.DISPATCHER, Role.LEADER),
        guards=(ASKED_FOR[Asked.EXTENSION], TWICE_AT_MOST, WITHIN_TWICE_THE_LIMIT), effects=(effects.EXTENDED,),
        ticks=EXTENDED,
    ),
    Row(
        id="C30", action="supervise", title={"zh": "督办", "en": "Supervise"}, comes_from=SUPERVISED, to=(),
        roles=ORDERERS, guards=(endings.ORDER_GIVEN,), effects=(marks.ORDERED,), ticks=start(K.SUPERVISE),
        takes=("level", "until"),
    ),
    Row(
        id="C30", action="release", title={"zh": "解除督办", "en": "Release from supervision"}, comes_from=SUPERVISED,
        to=(), roles=ORDERERS, guards=(endings.ORDER_STANDS,), effects=(marks.ANSWERED,), ticks=stop(K.SUPERVISE),
    ),
    Row(
        id="C31", action="assign", title={"zh": "派出单元", "en": "Send a unit"}, comes_from=SENDS_UNITS, to=(),
        roles=(Role.DISPATCHER, Role.SYSTEM), guards=(when.UNIT_IN_ORDER,), ticks=start(K.TURNOUT, K.ARRIVE),
        takes=("department", "because", "units"),
    ),
    Row(
        id="C31", action="make_safe", title={"zh": "先期处置完成", "en": "Made safe"}, free=True,
        comes_from=(*AT_WORK, *HELD_UP), to=(), roles=(Role.UNIT, Role.DEPARTMENT, Role.DISPATCHER, Role.SYSTEM),
        guards=(making_safe.SAFETY_OWED, making_safe.HOW_GIVEN, *making_safe.BY_WHO_WORKS_THERE),
        effects=(making_safe.MADE_SAFE,), ticks=stop(K.MAKE_SAFE), takes=("kind",),
    ),
    Row(
        id="C32", action="activate_response", title={"zh": "启动应急响应", "en": "Activate a response"},
        comes_from=SENDS_UNITS, to=(), roles=(Role.CHIEF, Role.COMMANDER, Role.LEADER),
        guards=(endings.PLAN_GIVEN, endings.RANK_FITS), effects=(marks.ACTIVATED,), ticks=start(K.REPORT_UP),
        takes=("plan", "level"),
    ),
    Row(
        id="C32", action="report_up", title={"zh": "信息报送", "en": "Report it upward"}, free=True,
        comes_from=(*SENDS_UNITS, *HELD_UP, State.FEEDBACK, State.CHECKING, State.CHECKED), to=(),
        roles=(*DESK, Role.COMMANDER, Role.LEADER),
        guards=(reporting_up.WAY_GIVEN, reporting_up.REPORT_OWED), effects=(reporting_up.REPORTED,),
        ticks=(*stop(K.REPORT_UP), *start(K.REPORT_UP)), takes=("kind",),
    ),
    Row(
        id="C32", action="end_response", title={"zh": "终止应急响应", "en": "End the response"},
        comes_from=SENDS_UNITS, to=(),
        roles=(Role.CHIEF, Role.COMMANDER, Role.LEADER), guards=(endings.RESPONSE_ON,),
        effects=(marks.RESPONSE_ENDED,), ticks=lapse(K.REPORT_UP),
    ),
    Row(
        id="C32", action="report_response", title={"zh": "报送终报", "en": "File the final report"},
        comes_from=(*SENDS_UNITS, State.FEEDBACK, State.CHECKING, State.CHECKED), to=(), roles=DESK,
        guards=(endings.RESPONSE_UNREPORTED,), effects=(marks.RESPONSE_REPORTED,), ticks=stop(K.REPORT_UP),
    ),
)  # fmt: skip
