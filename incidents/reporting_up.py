"""Reporting up (信息报送): a response is told of upward in time, by telephone first and then in writing.

Both count from its activation, and by its level; without a response nothing is to be reported. Further reports (续报)
follow while it is on, each due so long after the last. How soon differs from place to place: the tables are
`timing.limits.REPORTED_UP` and `FURTHER_UP`.
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
from incidents.timing.limits import FURTHER_UP, REPORTED_UP

PHONE, WRITTEN = "phone", "written"
WAYS = (PHONE, WRITTEN)
_TOLD_AT: Mapping[str, str] = MappingProxyType({PHONE: "phoned_at", WRITTEN: "written_at"})


def untold(one: Response) -> tuple[str, ...]:
    """The ways in which the first report of a response is still to be made; who writes needs no telephone any more."""
    if one.written_at is not None:
        return ()
    return tuple(way for way, field in _TOLD_AT.items() if getattr(one, field) is None)


def owes_a_report(incident: Incident) -> bool:
    """Whether the newest response waits for its first report in one of the ways, or for a further one."""
    return bool(incident.responses) and (bool(untold(incident.responses[-1])) or _goes_on(incident.responses[-1]))


def limit(incident: Incident, at: datetime) -> Limit | None:
    """How long the next report may take from `at` on; None where none is owed."""
    one = incident.responses[-1] if incident.responses else None
    if one is None or one.reported:
        return None
    phone, written = REPORTED_UP[one.level]
    if one.written_at is None:
        within, since = phone if one.phoned_at is None else written, one.activated_at
    elif _goes_on(one):
        within, since = FURTHER_UP[one.level], max((one.written_at, *one.further_at))
    else:
        return None
    return within if at == since else up_to(within.due(since, IN_UTC), at)


def _goes_on(one: Response) -> bool:
    """Whether it is told of again and again: it is still on, and grave enough."""
    return one.ended_at is None and one.level in FURTHER_UP


def _reported(incident: Incident, attempt: Attempt) -> Incident:
    """The newest response, told of in this way at that time."""
    one = incident.responses[-1]
    first = {_TOLD_AT[attempt.details.kind]: attempt.at} if untold(one) else {}
    told = replace(one, **first) if first else replace(one, further_at=(*one.further_at, attempt.at))
    return replace(incident, responses=(*incident.responses[:-1], told))


def _is_owed(incident: Incident, attempt: Attempt) -> bool:
    if not incident.responses:
        return False
    waiting = untold(one := incident.responses[-1])
    return attempt.details.kind in waiting if waiting else _goes_on(one)


WAY_GIVEN = guard(
    "way_given",
    "请注明方式：电话（phone）或书面（written）。",
    "Say in which way: by telephone (phone) or in writing (written).",
    lambda _, attempt: attempt.details.kind in WAYS,
)
REPORT_OWED = guard(
    "report_owed",
    "没有待报送的响应：未启动、该方式的初报已报送，或响应已终止、为Ⅳ级而无须续报。",
    "No response waits for a report in this way: none was activated, its first was made in this way already, or it "
    "needs no further one, for it has ended or is of level Ⅳ.",
    lambda incident, attempt: attempt.details.kind not in WAYS or _is_owed(incident, attempt),
)
REPORTED = Effect(code="reported", applied=_reported)
