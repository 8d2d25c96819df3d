"""Reporting up (信息报送): a response is told of upward in time, by telephone first and then in writing.

Both count from its activation, and by its level; without a response nothing is to be reported. How soon differs from
place to place: the table is `timing.limits.REPORTED_UP`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from incidents.guards import Attempt, guard
from incidents.incident import Incident
from incidents.machines.row import Effect
from incidents.parts import Response
from incidents.timing.calendars import IN_UTC
from incidents.timing.limit import Limit, up_to
from incidents.timing.limits import REPORTED_UP

PHONE, WRITTEN = "phone", "written"
WAYS = (PHONE, WRITTEN)
_TOLD_AT: Mapping[str, str] = MappingProxyType({PHONE: "phoned_at", WRITTEN: "written_at"})


def untold(one: Response) -> tuple[str, ...]:
    """The ways in which the first report of a response is still to be made; who writes needs no telephone any more."""
    if one.written_at is not None:
        return ()
    return tuple(way for way, field in _TOLD_AT.items() if getattr(one, field) is None)


def owes_a_report(incident: Incident) -> bool:
    """Whether the newest response was not reported yet in one of the ways."""
    return bool(incident.responses) and bool(untold(incident.responses[-1]))


def limit(incident: Incident, at: datetime) -> Limit | None:
    """How long the next first report gives from `at` on; None where none is owed."""
    one = incident.responses[-1] if incident.responses else None
    if one is None or one.written_at is not None or one.reported:
        return None
    phone, written = REPORTED_UP[one.level]
    within = phone if one.phoned_at is None else written
    return within if at <= one.activated_at else up_to(within.due(one.activated_at, IN_UTC), at)


def _reported(incident: Incident, attempt: Attempt) -> Incident:
    """The newest response, told of in this way at that time."""
    told = replace(incident.responses[-1], **{_TOLD_AT[attempt.details.kind]: attempt.at})
    return replace(incident, responses=(*incident.responses[:-1], told))


def _is_new(incident: Incident, attempt: Attempt) -> bool:
    return bool(incident.responses) and attempt.details.kind in {*untold(incident.responses[-1])}


WAY_GIVEN = guard(
    "way_given",
    "请注明方式：电话（phone）或书面（written）。",
    "Say in which way: by telephone (phone) or in writing (written).",
    lambda _, attempt: attempt.details.kind in WAYS,
)
FIRST_REPORT_OWED = guard(
    "first_report_owed",
    "没有待报送初报的响应，或该方式的初报已报送。",
    "No response waits for a first report in this way: none was activated, or it was made already.",
    lambda incident, attempt: attempt.details.kind not in WAYS or _is_new(incident, attempt),
)
FIRST_REPORTED = Effect(code="first_reported", applied=_reported)
