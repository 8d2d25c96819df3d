"""Signing: requests made, signed, decided; and what an approval makes of its incident."""

from dataclasses import replace

from incidents import asking
from incidents.guards import Attempt
from incidents.incident import Incident
from incidents.machines.request import DECIDES, named
from incidents.requests import Asked, Request, RequestState


def asked(incident: Incident, kind: Asked, attempt: Attempt) -> Incident:
    """The incident with a request that waits; everything else goes on as it was."""
    told, lead = attempt.details, incident.lead
    request = Request(
        serial=len(incident.requests) + 1, kind=kind, task=0 if lead is None else lead.serial, reason=told.reason,
        note=attempt.note, by=attempt.by, requested_at=attempt.asked, until=told.until, add_s=told.add_s,
    )  # fmt: skip
    return replace(incident, requests=(*incident.requests, request))


def signed(incident: Incident, request: Request, attempt: Attempt) -> Incident:
    """The incident with one more signature under the request; approved by the last."""
    after = replace(request, signed=(*request.signed, attempt.by))
    if asking.last_signature(request, incident):
        after = replace(after, state=RequestState.APPROVED, decided_at=attempt.at, decided_by=attempt.by)
    return _with(incident, request, after)


def decided(incident: Incident, action: str, attempt: Attempt) -> Incident:
    """The incident with the request that was named rejected, taken back or expired; nothing else changes."""
    request = named(incident, attempt)
    if request is None:
        return incident
    state = DECIDES[action].to[0]
    return _with(incident, request, replace(request, state=state, decided_at=attempt.at, decided_by=attempt.by))


def _with(incident: Incident, before: Request, after: Request) -> Incident:
    return replace(incident, requests=tuple(after if one is before else one for one in incident.requests))
