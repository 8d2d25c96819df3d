"""Marks: what is written on an incident beside its way: evidence, links, people hurt, orders, responses."""

from dataclasses import replace

from incidents.guards import Attempt
from incidents.incident import Incident
from incidents.machines.row import Effect
from incidents.parts import Evidence, Link, Response, Supervision


def _attached(incident: Incident, attempt: Attempt) -> Incident:
    """What was brought along, once each."""
    stage, known = attempt.details.stage, {one.name for one in incident.evidence}
    if stage is None:
        return incident
    fresh = tuple(
        Evidence(name=name, stage=stage, at=attempt.at, by=attempt.by)
        for name in dict.fromkeys(attempt.details.evidence)
        if name not in known
    )
    return replace(incident, evidence=(*incident.evidence, *fresh))


def _related(incident: Incident, attempt: Attempt) -> Incident:
    if attempt.other is None or attempt.details.relation is None:
        return incident
    link = Link(relation=attempt.details.relation, number=attempt.other.number)
    return incident if link in incident.links else replace(incident, links=(*incident.links, link))


def _counted(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, casualties=attempt.details.casualties)


def _checker_named(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, checker=attempt.details.checker)


def _ordered(incident: Incident, attempt: Attempt) -> Incident:
    told = attempt.details
    if told.level is None or told.until is None:
        return incident
    order = Supervision(
        serial=len(incident.supervisions) + 1, level=told.level, by=attempt.by, at=attempt.at, until=told.until,
        note=attempt.note,
    )  # fmt: skip
    return replace(incident, supervisions=(*incident.supervisions, order))


def _answered(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, supervisions=tuple(_released(one, attempt) for one in incident.supervisions))


def _released(order: Supervision, attempt: Attempt) -> Supervision:
    return order if order.released_at else replace(order, released_at=attempt.at, released_by=attempt.by)


def _activated(incident: Incident, attempt: Attempt) -> Incident:
    told = attempt.details
    if told.level is None:
        return incident
    response = Response(plan=told.plan, level=told.level, by=attempt.by, activated_at=attempt.at)
    return replace(incident, responses=(*incident.responses, response))


def _response_ended(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, responses=tuple(
        replace(one, ended_at=attempt.at) if one.ended_at is None else one for one in incident.responses
    ))  # fmt: skip


def _response_reported(incident: Incident, attempt: Attempt) -> Incident:
    return replace(incident, responses=tuple(
        replace(one, reported=one.reported or one.ended_at is not None) for one in incident.responses
    ))  # fmt: skip


ATTACHED = Effect(code="attached", applied=_attached)
RELATED = Effect(code="related", applied=_related)
COUNTED = Effect(code="counted", applied=_counted)
CHECKER_NAMED = Effect(code="checker_named", applied=_checker_named)
ORDERED = Effect(code="ordered", applied=_ordered)
ANSWERED = Effect(code="answered", applied=_answered)
ACTIVATED = Effect(code="activated", applied=_activated)
RESPONSE_ENDED = Effect(code="response_ended", applied=_response_ended)
RESPONSE_REPORTED = Effect(code="response_reported", applied=_response_reported)
