"""Attaching: an attachment becomes part of an incident, with a line of the log; like a note it moves nothing."""

from dataclasses import replace
from datetime import datetime

from incidents.admitting import admit
from incidents.attachments import Attachment, Kept, Stage
from incidents.batch import Batch
from incidents.guards import Unmet
from incidents.incident import Incident
from incidents.lines import Entry
from incidents.machines.beside import WRITERS
from incidents.parts import Evidence
from incidents.possibilities import possible
from incidents.refusals import NotPossible
from incidents.roles import Actor
from incidents.wishes import Wish

ATTACH = "N2"  # how the log numbers an attachment


_NOT_ATTACHED = Unmet(
    code="evidence_attached",
    words={
        "zh": "所附材料尚未上传至本案，请先上传附件。",
        "en": "A photo that is named is not attached to this incident. Attach it first; its hash is its name.",
    },
)


def believed(batch: Batch, wish: Wish, incident: Incident) -> None:
    """Raises `NotPossible` where evidence is named that nobody can look at."""
    named = set(wish.details.evidence) - {one.name for one in incident.evidence}
    if named and not named <= batch.attached_to(incident.number):
        raise NotPossible(incident, wish.action, possible(incident, wish.actor), (_NOT_ATTACHED,))


def attached(
    batch: Batch, number: str, kept: Kept, *, stage: Stage, name: str, actor: Actor, now: datetime
) -> Incident:
    """The incident with this attachment; one that it has already changes nothing. Raises `Refused`."""
    wish = Wish(number=number, action="attach", actor=actor, unit="", at=now, note=name)
    before = admit(wish, batch.incident(number))
    by = actor.shown
    if kept.sha256 in batch.attached_to(number):
        return before
    batch.attach(Attachment(number=number, kept=kept, stage=stage, name=name, by=by, at=now))
    evidence = (*before.evidence, Evidence(name=kept.sha256, stage=stage, at=now, by=by))
    after = replace(before, version=before.version + 1, evidence=evidence)
    said = {"sha256": kept.sha256, "media_type": kept.media_type, "size": kept.size, "stage": stage.value, "name": name}
    entry = Entry(
        number=number, version=after.version, move=ATTACH, action="attach", came_from=before.state, to=before.state,
        at=now, recorded_at=now, by=by, role=actor.acted_as(WRITERS), note=name, details=said,
    )  # fmt: skip
    return batch.put(after, entry)
