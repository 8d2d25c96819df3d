"""Tasks: what one department has to do about an incident; one leads, any number assist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """Whether a department leads or helps."""

    LEAD = "lead"  # 主办
    ASSIST = "assist"  # 协办


class TaskState(StrEnum):
    """Where one department's work stands."""

    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    DOING = "doing"
    DONE = "done"
    ACCEPTED = "accepted"
    REWORK = "rework"
    RETURNED = "returned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One department's work on one incident; `serial` counts from 1 within the incident.

    A task that is not `mandatory` does not hold up the report that all is done. `times` holds when each state was
    entered last.
    """

    serial: int
    department: str
    part: Part
    state: TaskState
    times: Mapping[TaskState, datetime] = field(default_factory=dict[TaskState, datetime])
    mandatory: bool = True
    by: str = ""

    @property
    def live(self) -> bool:
        """Whether anything is still wanted of the department; what was accepted, returned or cancelled is history."""
        return self.state not in (TaskState.ACCEPTED, TaskState.RETURNED, TaskState.CANCELLED)
