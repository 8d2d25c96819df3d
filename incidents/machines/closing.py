"""Rows of checking and closing: C10 to C16 of the specification."""

from incidents import conditions as when
from incidents import effects, endings
from incidents.guards import Guard
from incidents.incident import State
from incidents.machines.row import Row
from incidents.machines.ticks import SETTLED, resume, start, stop
from incidents.marks import ANSWERED, ATTACHED, CHECKER_NAMED
from incidents.parts import Disposition
from incidents.roles import Role
from incidents.timing.kinds import ClockKind as K

FEEDBACK, CHECKING, CHECKED, CLOSED = State.FEEDBACK, State.CHECKING, State.CHECKED, State.CLOSED
_CHECKERS = (Role.COLLECTOR, Role.CALL_TAKER, Role.CHIEF)  # a chief in the stead of who was named and is off duty
_REDONE = (ATTACHED, effects.tasks_follow("check_fail", lead_only=True), effects.REDONE)
_FAILED = (when.IN_ORDER, when.ANOTHER_CHECKS, when.REASON_GIVEN, when.CHECK_SHOWN)

ROWS: tuple[Row[State, Guard], ...] = (
    Row(
        id="C10", action="assign_check", title={"zh": "派核查", "en": "Send to be checked"}, comes_from=(FEEDBACK,),
        to=(CHECKING,), roles=(Role.CALL_TAKER, Role.DISPATCHER, Role.SYSTEM),
        guards=(when.IN_ORDER, when.CHECKER_NAMED, when.ANOTHER_IS_SENT), effects=(CHECKER_NAMED,), takes=("checker",),
    ),
    Row(  # whoever was sent may fall ill: then another is, and the incident stays where it is
        id="C10", action="change_checker", title={"zh": "改派核查人", "en": "Send another to check"},
        comes_from=(CHECKING,), to=(), roles=(Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF),
        guards=(when.IN_ORDER, when.CHECKER_NAMED, when.ANOTHER_IS_SENT, when.ANOTHER_THAN_BEFORE),
        effects=(CHECKER_NAMED,), takes=("checker",),
    ),
    Row(
        id="C11", action="remote_check", title={"zh": "远程核查", "en": "Check from afar"}, comes_from=(FEEDBACK,),
        to=(CHECKED,), roles=(Role.CALL_TAKER,),
        guards=(when.IN_ORDER, when.ANOTHER_CHECKS, when.REMOTE_ALLOWED, when.SNAPSHOT_GIVEN),
        effects=(ATTACHED, effects.tasks_follow("remote_check")), ticks=(*stop(K.CHECK), *start(K.CLOSE), *SETTLED),
        takes=("evidence", "stage"),
    ),
    Row(
        id="C12", action="check_pass", title={"zh": "核查通过", "en": "Pass the check"}, comes_from=(CHECKING,),
        to=(CHECKED,), roles=_CHECKERS,
        guards=(when.IN_ORDER, when.CHECKER_CHECKS, when.ANOTHER_CHECKS, when.PAIR_SHOWN, when.CRITERION_TICKED),
        effects=(ATTACHED, effects.tasks_follow("check_pass")), ticks=(*stop(K.CHECK), *start(K.CLOSE), *SETTLED),
        takes=("evidence", "stage", "checklist"),
    ),
    Row(
        id="C13", action="check_fail", title={"zh": "返工", "en": "Send back to be redone"}, comes_from=(CHECKING,),
        to=(State.PROCESSING,),
        roles=_CHECKERS, guards=(*_FAILED, when.CHECKER_CHECKS), effects=_REDONE,
        ticks=(*stop(K.CHECK), *resume(K.DISPOSE)), takes=("evidence", "stage"),
    ),
    Row(
        id="C13", action="check_fail", title={"zh": "返工", "en": "Send back to be redone"}, comes_from=(CHECKED,),
        to=(State.PROCESSING,),
        roles=(Role.CHIEF,), guards=_FAILED, effects=_REDONE, ticks=(*stop(K.CLOSE), *resume(K.DISPOSE)),
        takes=("evidence", "stage"),
    ),
    Row(
        id="C14", action="close", title={"zh": "结案", "en": "Close"}, comes_from=(CHECKED,), to=(CLOSED,),
        roles=(Role.CHIEF, Role.CALL_TAKER),
        guards=(
            when.IN_ORDER, when.ANOTHER_CLOSES, endings.NOTHING_PENDING, when.UNITS_CLEARED,
            endings.CHILDREN_SETTLED, endings.FINAL_REPORT,
        ),
        effects=(effects.disposed(Disposition.FIXED), effects.tasks_follow("close"), ANSWERED),
        ticks=stop(K.CLOSE, K.REPLY, K.SUPERVISE, K.REPORT_UP), takes=("disposition",),
    ),
    Row(
        id="C15", action="reopen", title={"zh": "重开", "en": "Reopen"}, comes_from=(CLOSED,), to=(State.FILED,),
        roles=(Role.CHIEF,), guards=(when.IN_ORDER, endings.CLOSED_LATELY, when.REASON_GIVEN),
        effects=(effects.REOPENED,), ticks=start(K.DISPATCH),
    ),
    Row(
        id="C16", action="evaluate", title={"zh": "评价归档", "en": "Evaluate and archive"}, comes_from=(CLOSED,),
        to=(State.EVALUATED,), roles=(Role.SYSTEM, Role.INSPECTOR),
        guards=(when.IN_ORDER, endings.WEEK_OVER, endings.REVIEW_SIGNED), takes=("checklist",),
    ),
)  # fmt: skip
