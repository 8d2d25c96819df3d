"""Conditions: the guards of the way from filing to closing, each with its sentence."""

from datetime import timedelta

from incidents.guards import Attempt, guard, personal
from incidents.incident import Incident, State, UnitState
from incidents.parts import Stage
from incidents.roles import Actor, Role
from incidents.speaking import handlers, says_something
from incidents.tasks import Part, TaskState

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
NOT_YET_UNDER_WAY = (UnitState.DISPATCHED, UnitState.ACKNOWLEDGED)
THERE = (UnitState.ON_SCENE, UnitState.TRANSPORTING, UnitState.AT_HOSPITAL)


def shows(incident: Incident, attempt: Attempt, *stages: Stage) -> bool:
    """Whether a photo or clip of one of these stages is there, or comes with the attempt.

    What it showed when it was attached it shows for good: one picture is not of before and of afterwards.
    """
    known = {one.name: one.stage for one in incident.evidence}
    brought = {known.get(name, attempt.details.stage) for name in attempt.details.evidence}
    return not brought.union(known.values()).isdisjoint(stages)


def since_then(incident: Incident, attempt: Attempt) -> timedelta:
    """How long ago the present state was entered, when it is asked: no early date makes what is late timely."""
    return attempt.asked - incident.entered_at


IN_ORDER = guard(
    "in_order",
    "时间早于上一环节，请更正时间。",
    "That time lies before the incident's last step. Correct the time.",
    lambda incident, attempt: attempt.at >= max(incident.times.values(), default=attempt.at),
)
REASON_GIVEN = guard(
    "reason_given",
    "请填写理由，不少于 5 个字。",
    "Give the reason in a note, in five signs or more.",
    lambda _, attempt: says_something(attempt.note),
)
NOTE_GIVEN = guard("note_given", "请填写备注。", "Write the note.", lambda _, attempt: bool(attempt.note.strip()))
JUSTIFIED = guard(
    "justified",
    "请书面说明理由，不少于 5 个字。",
    "Justify it in writing, in five signs or more.",
    lambda _, attempt: says_something(attempt.note),
)
PLACE_KNOWN = guard(
    "place_known",
    "位置不明，请先定位，或说明无法定位的原因。",
    "Its place is not known. Find it first, or say in a note why there is none.",
    lambda incident, attempt: (
        not attempt.policy.filing or incident.lon is not None or bool(incident.area) or says_something(attempt.note)
    ),
)
STANDARD_TICKED = guard(
    "standard_ticked",
    "请确认符合立案标准。",
    "Tick that it meets the standard of filing.",
    lambda _, attempt: not attempt.policy.filing or "standard" in attempt.details.checklist,
)
DUPLICATES_SEEN = guard(
    "duplicates_seen",
    "请先查看疑似重复案卷。",
    "Look at the likely duplicates first.",
    lambda _, attempt: not attempt.policy.filing or "duplicates" in attempt.details.checklist,
)
LEAD_NAMED = guard(
    "lead_named",
    "请指明一个主办部门。",
    "Name the one department that leads.",
    lambda incident, attempt: bool(attempt.details.department or attempt.department or incident.lead),
)
DEPARTMENT_FITS = guard(
    "department_fits",
    "所选部门与责任矩阵不符，请说明理由。",
    "Another department is responsible for this category. Say why it shall be this one.",
    lambda _, attempt: (
        attempt.details.department in ("", attempt.department)
        or not attempt.department
        or says_something(attempt.details.because)
    ),
)
ANOTHER_DEPARTMENT = guard(
    "another_department",
    "请选择另一个主办部门。",
    "Name another department than the one that leads now.",
    lambda incident, attempt: (
        bool(attempt.details.department)
        and (incident.lead is None or incident.lead.department != attempt.details.department)
    ),
)
LEAD_NOT_ACKNOWLEDGED = guard(
    "lead_not_acknowledged",
    "主办部门已签收，不能撤回，请走回退流程。",
    "The department has acknowledged it already. Let it be returned instead.",
    lambda incident, _: incident.lead is None or incident.lead.state is TaskState.DISPATCHED,
)
UNITS_NOT_UNDER_WAY = guard(
    "units_not_under_way",
    "已有单元出发，不能撤回派遣。",
    "A unit is under way already. Call it back first.",
    lambda incident, _: all(one.state in NOT_YET_UNDER_WAY for one in incident.assignments if one.live),
)
NOBODY_ON_SCENE = guard(
    "nobody_on_scene",
    "现场仍有单元，请先撤离。",
    "A unit is on scene. Clear it first.",
    lambda incident, _: all(one.state not in THERE for one in incident.assignments if one.live),
)
LEAD_STANDS = guard(
    "lead_stands",
    "主办部门已失效，请先回退再派遣。",
    "No department leads it any more. Return it, then dispatch it anew.",
    lambda incident, _: incident.lead is not None,
)
TASKS_DONE = guard(
    "tasks_done",
    "仍有协办任务未完成。",
    "A task that others must do is not done yet.",
    lambda incident, _: all(
        one.state is TaskState.DONE for one in incident.tasks if one.live and one.mandatory and one.part is Part.ASSIST
    ),
)
UNITS_CLEARED = guard(
    "units_cleared",
    "仍有单元未撤离，请先释放全部单元。",
    "Units are still bound here. Clear every unit first.",
    lambda incident, _: not incident.live_units,
)
RESPONSE_OVER = guard(
    "response_over",
    "应急响应尚未终止。",
    "An emergency response is still on. End it first.",
    lambda incident, _: all(one.ended_at is not None for one in incident.responses),
)
AFTER_SHOWN = guard(
    "after_shown",
    "请附处置后照片，或说明原因。",
    "Attach a photo of afterwards, or say in a note why there is none.",
    lambda incident, attempt: (
        not attempt.policy.evidence or shows(incident, attempt, Stage.AFTER) or says_something(attempt.note)
    ),
)
CHECK_SHOWN = guard(
    "check_shown",
    "请附核查照片。",
    "Attach a photo of what was found.",
    lambda incident, attempt: not attempt.policy.evidence or shows(incident, attempt, Stage.CHECK),
)
PAIR_SHOWN = guard(
    "pair_shown",
    "请附处置前后对比照片。",
    "Attach a photo of before and one of after.",
    lambda incident, attempt: (
        not attempt.policy.evidence
        or (
            shows(incident, attempt, Stage.REPORT, Stage.VERIFY, Stage.BEFORE)
            and shows(incident, attempt, Stage.AFTER, Stage.CHECK)
        )
    ),
)
CRITERION_TICKED = guard(
    "criterion_ticked",
    "请确认符合结案标准。",
    "Tick that it meets the standard of closing.",
    lambda _, attempt: not attempt.policy.evidence or "criterion" in attempt.details.checklist,
)
SNAPSHOT_GIVEN = guard(
    "snapshot_given",
    "请附视频截图。",
    "Attach the picture that was looked at.",
    lambda _, attempt: bool(attempt.details.evidence),
)
REMOTE_ALLOWED = guard(
    "remote_allowed",
    "该类别不允许远程核查，请派人核查。",
    "This category may not be checked from afar. Send somebody.",
    lambda incident, attempt: incident.category in attempt.policy.remote_check,
)
ANOTHER_IS_SENT = guard(
    "another_is_sent",
    "反馈人不得核查本案，请另派核查人。",
    "Who handled it may not check it. Name another person.",
    lambda incident, attempt: attempt.details.checker not in handlers(incident),
)
ANOTHER_THAN_BEFORE = guard(
    "another_than_before",
    "该人已被指定为核查人，请另派他人。",
    "They were sent to check it already. Name another person.",
    lambda incident, attempt: attempt.details.checker != incident.checker,
)
CHECKER_NAMED = guard(
    "checker_named",
    "请指明核查人。",
    "Name who shall check it.",
    lambda _, attempt: bool(attempt.details.checker.strip()) or _needs_no_name(attempt.actor),
)
CHECKER_CHECKS = guard(
    "checker_checks",
    "本案已指定核查人，请由其核查；其不在岗时由值班长代为核查，并在备注中说明（不少于 5 个字）。",
    "Another person was named to check it. Only if they are off duty a chief does it, and says why in five signs.",
    lambda incident, attempt: _checks(incident, attempt),  # noqa: PLW0108 - it stands below
    lambda incident, actor: _may_check(incident, actor),  # noqa: PLW0108 - it stands below
)
ANOTHER_CHECKS = personal(
    "another_checks",
    "反馈人不得核查本案，请换人核查。",
    "Who handled it may not check it. Let another person check.",
    lambda incident, actor: actor.by not in handlers(incident),
)
ANOTHER_CLOSES = personal(
    "another_closes",
    "反馈人和核查人不得结案，请换人结案。",
    "Who handled it or checked it may not close it. Let another person close it.",
    lambda incident, actor: actor.by not in handlers(incident) | {incident.entered_by.get(State.CHECKED)},
)
UNIT_IN_ORDER = guard(
    "unit_in_order",
    "派出时间早于本案接报时间，请更正时间。",
    "That time lies before the incident was received. Correct the time.",
    lambda incident, attempt: attempt.at >= incident.received_at,
)


def _needs_no_name(actor: Actor) -> bool:
    """Where nobody is known by name, nobody can be named."""
    return actor.unasked or Role.SYSTEM in actor.roles


def _checks(incident: Incident, attempt: Attempt) -> bool:
    """Whoever may check; a chief in another's stead says so."""
    actor = attempt.actor
    named = not incident.checker or actor.by == incident.checker or _needs_no_name(actor)
    return _may_check(incident, actor) and (named or says_something(attempt.note))


def _may_check(incident: Incident, actor: Actor) -> bool:
    """Whoever was named, or a chief in their stead; where nobody was named, anybody whose part it is."""
    if _needs_no_name(actor) or (incident.checker and actor.by == incident.checker):
        return True
    if incident.checker:
        return Role.CHIEF in actor.roles
    return not actor.roles.isdisjoint({Role.COLLECTOR, Role.CALL_TAKER})
