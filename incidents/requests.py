"""Requests: what a department or a dispatcher asks the chief and the leaders to approve."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Asked(StrEnum):
    """What may be asked for (section A.2.1 of the specification)."""

    EXTENSION = "extension"  # 延期: more time
    SUSPENSION = "suspension"  # 挂账: cannot be solved as things are, no date promised
    DEFERRAL = "deferral"  # 缓办: waits for a condition with a date
    RETURN = "return"  # 回退: not ours, or no longer needed
    VOID = "void"  # 作废, after the dispatch


class RequestState(StrEnum):
    """What became of a request."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request for the LEAD task `task` (0 where there is none); `serial` counts from 1 within the incident.

    `reason` is a code of its kind's list. `until` is when what was asked for ends, `add_s` how many seconds are asked
    for, each None where it means nothing. `signed` are those who approved it so far, in their order.
    """

    serial: int
    kind: Asked
    task: int
    reason: str
    note: str
    by: str
    requested_at: datetime
    state: RequestState = RequestState.PENDING
    until: datetime | None = None
    add_s: int | None = None
    signed: tuple[str, ...] = ()
    decided_at: datetime | None = None
    decided_by: str = ""

    @property
    def pending(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is RequestState.PENDING
