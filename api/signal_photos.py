"""Signal photos: a picture of what a signal tells, laid on the shelf before there is an incident to attach it to.

It becomes the incident's own once the signal is accepted, confirmed or linked with its hash among the `evidence`.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from pydantic import Field

from api.acting import acting
from api.attachments import PICTURES
from api.door import Asked, Door, Shape
from api.guard import ACT_ON_SIGNALS
from api.laying import Laying
from api.ports import House
from api.refusals import Plain, not_found
from incidents.attachments import LARGEST, Stage
from incidents.incident import Incident
from incidents.sight import sees_all, sees_attachments
from live.wire import iso

HASH = re.compile(r"[0-9a-f]{64}")


class Laid(Shape):
    """A picture on the shelf, and when and where it says itself that it was taken; null where it does not say."""

    sha256: str
    media_type: str
    size: int = Field(description="bytes")
    taken_at: datetime | None
    lon: float | None = Field(description="degrees, WGS 84")
    lat: float | None


def doors(house: House) -> tuple[Door, ...]:
    """`POST /signals/{number}/attachments`."""
    laying = Laying(house)
    return (
        Door(
            method="POST", path="/signals/{number}/attachments", name="signal_photo", right=ACT_ON_SIGNALS, answer=Laid,
            handle=lambda asked: _laid(house, laying, asked), takes=PICTURES, most_bytes=LARGEST,
            refuses=(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE), tags=("signals",),
            status=HTTPStatus.CREATED,
            summary="Lay down a picture of what a signal tells; name its hash among the evidence when you decide",
        ),
    )  # fmt: skip


def attached(house: House, asked: Asked, incident: Incident, evidence: Sequence[str]) -> Incident:
    """The incident with what lies on the shelf under one of these names attached to it, as what was verified.

    What belongs to another incident whose photos they may not see stays there alone: a hash is no right to look.
    """
    record, after, actor = house.clerk.record, incident, asked.caller.actor
    for name in evidence:
        kept = record.shelf.kept(name) if HASH.fullmatch(name) else None
        if kept is not None and all(sees_attachments(actor, house.desk.find(one)) for one in record.holders(name)):
            after = house.desk.attach(incident.number, kept, stage=Stage.VERIFY, name="", actor=acting(asked))
    return after


def _laid(house: House, laying: Laying, asked: Asked) -> Plain:
    if not sees_all(asked.caller.actor):
        raise not_found(f"There is no signal {asked.path['number']} among yours.")
    house.desk.signals.find(asked.path["number"])
    kept, taken = laying.lay(asked.body)
    return {
        "sha256": kept.sha256, "media_type": kept.media_type, "size": kept.size,
        "taken_at": None if taken.at is None else iso(taken.at), "lon": taken.lon, "lat": taken.lat,
    }  # fmt: skip
