"""The machine of a task: DISPATCHED → ACKNOWLEDGED → DOING → DONE → ACCEPTED, beside it RETURNED, REWORK, CANCELLED.

Four rows are made by a department itself; the others follow from a move of the incident, whose action they are named
after. The incident's own moves take the LEAD task along: acknowledging the incident acknowledges its task.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from incidents.guards import Attempt, Guard, Words, guard
from incidents.incident import Incident
from incidents.machines.row import Machine, Row
from incidents.roles import FOR_A_DEPARTMENT, Role
from incidents.speaking import speaking
from incidents.tasks import Task, TaskState

D, A, G, F = TaskState.DISPATCHED, TaskState.ACKNOWLEDGED, TaskState.DOING, TaskState.DONE
LIVE = (D, A, G, F, TaskState.REWORK)


def task_of(incident: Incident, attempt: Attempt) -> Task | None:
    """The task that an attempt names, or None."""
    return next((one for one in incident.tasks if one.serial == attempt.details.task), None)


TASK_NAMED = guard(
    "task_named",
    "请指明本案的任务。",
    "Name a task of this incident, by its serial.",
    lambda incident, attempt: task_of(incident, attempt) is not None,
)
HELPS = guard(
    "helps",
    "主办任务随案卷流转，请直接办理案卷。",
    "The task that leads moves with its incident. Act on the incident itself.",
    lambda incident, attempt: (
        (one := task_of(incident, attempt)) is None or incident.lead is None or one.serial != incident.lead.serial
    ),
)


def owner_of(incident: Incident, attempt: Attempt) -> str | None:
    """The department whose task an attempt names."""
    task = task_of(incident, attempt)
    return None if task is None else task.department


_OWN = (TASK_NAMED, *speaking(owner_of), HELPS)


def _own(
    id_: str, action: str, zh: str, en: str, comes_from: tuple[TaskState, ...], to: TaskState
) -> Row[TaskState, Guard]:
    return Row(
        id=id_, action=action, title={"zh": zh, "en": en}, comes_from=comes_from, to=(to,), roles=FOR_A_DEPARTMENT,
        guards=_OWN, takes=("task",),
    )  # fmt: skip


def _follows(
    id_: str, action: str, zh: str, en: str, comes_from: tuple[TaskState, ...], to: TaskState
) -> Row[TaskState, Guard]:
    return Row(
        id=id_, action=action, title={"zh": zh, "en": en}, comes_from=comes_from, to=(to,), roles=(Role.SYSTEM,)
    )  # fmt: skip


REWORK, CANCELLED, RETURNED, ACCEPTED = TaskState.REWORK, TaskState.CANCELLED, TaskState.RETURNED, TaskState.ACCEPTED
ROWS: tuple[Row[TaskState, Guard], ...] = (
    _own("T1", "acknowledge_task", "签收任务", "Acknowledge a task", (D,), A),
    _own("T2", "start_task", "开始处置", "Start a task", (D, A, REWORK), G),
    _own("T3", "finish_task", "完成任务", "Finish a task", (D, A, G, REWORK), F),
    _follows("T4", "acknowledge", "随案签收", "Acknowledged with its incident", (D,), A),
    _follows("T5", "report_done", "随案反馈", "Done with its incident", (D, A, G, REWORK), F),
    _follows("T6", "check_pass", "验收", "Accepted by the check", (F,), ACCEPTED),
    _follows("T6", "remote_check", "验收", "Accepted by the check", (F,), ACCEPTED),
    _follows("T7", "check_fail", "返工", "To be redone", (F, ACCEPTED), REWORK),
    _follows("T8", "approve_return", "退回", "Returned", LIVE, RETURNED),
    _follows("T9", "recall", "撤销", "Cancelled", LIVE, CANCELLED),
    _follows("T9", "redispatch", "撤销", "Cancelled", LIVE, CANCELLED),
    _follows("T9", "approve_void", "撤销", "Cancelled", LIVE, CANCELLED),
    _follows("T9", "close_unresolved", "撤销", "Cancelled", LIVE, CANCELLED),
    _follows("T6", "close", "验收", "Accepted by the closing", (F,), ACCEPTED),
    _follows("T9", "close", "撤销", "Cancelled", (D, A, G, REWORK), CANCELLED),
)
STATE_TITLES: Mapping[TaskState, Words] = MappingProxyType(
    {
        TaskState.DISPATCHED: {"zh": "已派遣", "en": "dispatched"},
        TaskState.ACKNOWLEDGED: {"zh": "已签收", "en": "acknowledged"},
        TaskState.DOING: {"zh": "处置中", "en": "being done"},
        TaskState.DONE: {"zh": "已完成", "en": "done"},
        TaskState.ACCEPTED: {"zh": "已验收", "en": "accepted"},
        TaskState.REWORK: {"zh": "返工", "en": "to be redone"},
        TaskState.RETURNED: {"zh": "已退回", "en": "returned"},
        TaskState.CANCELLED: {"zh": "已撤销", "en": "cancelled"},
    }
)
TASK = Machine(
    name="task", states=tuple(TaskState), starts=(D,), goals=(ACCEPTED, RETURNED, CANCELLED), rows=ROWS,
    titles=STATE_TITLES,
)  # fmt: skip
OWN = MappingProxyType({row.action: row for row in ROWS if row.takes})
_FOLLOWS = MappingProxyType({(row.action, state): row.to[0] for row in ROWS for state in row.comes_from})


def in_state(task: Task, state: TaskState, attempt: Attempt) -> Task:
    """The task in another state."""
    return replace(task, state=state, times={**task.times, state: attempt.at}, by=attempt.by)


def moved(incident: Incident, row: Row[TaskState, Guard], attempt: Attempt) -> Incident:
    """The incident with the task that was named moved by its own department."""
    after = (in_state(one, row.to[0], attempt) if one.serial == attempt.details.task else one for one in incident.tasks)
    return replace(incident, tasks=tuple(after))


def followed(task: Task, action: str) -> TaskState | None:
    """The state into which a move of the incident takes a task, None where it leaves it alone."""
    return _FOLLOWS.get((action, task.state))
