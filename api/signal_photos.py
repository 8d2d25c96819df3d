"""Signal photos: a picture of what a signal tells, laid on the shelf before there is an incident to attach it to.

It becomes the incident's own once the signal is accepted, confirmed or linked with its hash among the `evidence`; or at
once where whoever reports names it among the signal's `photos`.
"""

import mimetypes
import re
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType

from pydantic import Field

from api.acting import Theirs, acting
from api.answering import Raw
from api.attachments import PICTURES
from api.door import Asked, Door, Shape
from api.guard import ACT_ON_SIGNALS, READ_ATTACHMENTS
from api.laying import Laying
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from incidents.attachments import LARGEST, Stage
from incidents.incident import Incident
from incidents.intake.facts import Facts
from incidents.intake.reception import Reception
from incidents.sight import reads_clear, sees_all, sees_attachments
from live.wire import iso

HASH = re.compile(r"[0-9a-f]{64}")
_NOT_LAID = MappingProxyType({
    "zh": "所附照片尚未上传，或已被清理。请重新选择照片。",
    "en": "A photo that is named is not laid down, or is gone again. Choose it anew, and send it first.",
})  # fmt: skip


class Laid(Shape):
    """A picture on the shelf, and when and where it says itself that it was taken; null where it does not say."""

    sha256: str
    media_type: str
    size: int = Field(description="bytes")
    taken_at: datetime | None
    lon: float | None = Field(description="degrees, WGS 84")
    lat: float | None


def doors(house: House) -> tuple[Door, ...]:
    """`POST /signals/attachments`, `POST /signals/{number}/attachments` and `GET` of one of a signal's."""
    laying = Laying(house)
    return (
        Door(
            method="POST", path="/signals/attachments", name="signal_photo_first", right=ACT_ON_SIGNALS, answer=Laid,
            handle=lambda asked: _kept(laying, asked), takes=PICTURES, most_bytes=LARGEST,
            refuses=(HTTPStatus.SERVICE_UNAVAILABLE,), tags=("signals",), status=HTTPStatus.CREATED,
            summary="Lay down a picture of what you are about to report; name its hash among the photos of the signal",
        ),
        Door(
            method="POST", path="/signals/{number}/attachments", name="signal_photo", right=ACT_ON_SIGNALS, answer=Laid,
            handle=lambda asked: _laid(house, laying, asked), takes=PICTURES, most_bytes=LARGEST,
            refuses=(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE), tags=("signals",),
            status=HTTPStatus.CREATED,
            summary="Lay down a picture of what a signal tells; name its hash among the evidence when you decide",
        ),
        Door(
            method="GET", path="/signals/{number}/attachments/{sha256}", name="signal_photo_of", right=READ_ATTACHMENTS,
            answer=Laid, handle=lambda asked: _one(house, asked), gives=PICTURES, tags=("signals",),
            refuses=(HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE),
            summary="A picture that a signal came with: for the desk, for who sent it and for who goes to look",
        ),
    )  # fmt: skip


def require_laid(house: House, asked: Asked, photos: Sequence[str]) -> None:
    """Raises `NotServed` for a photo that lies on no shelf, or that an incident hides from them."""
    for name in photos:
        if house.clerk.record.shelf.kept(name) is None or not _is_open_to(house, asked, name):
            raise NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, "not_laid_down", _NOT_LAID["en"], words=dict(_NOT_LAID))


def attached(
    house: House, asked: Asked, incident: Incident, evidence: Sequence[str], stage: Stage = Stage.VERIFY
) -> Incident:
    """The incident with what lies on the shelf under one of these names attached to it.

    What belongs to another incident whose photos they may not see stays there alone: a hash is no right to look.
    """
    record, after = house.clerk.record, incident
    for name in evidence:
        kept = record.shelf.kept(name) if HASH.fullmatch(name) else None
        if kept is not None and _is_open_to(house, asked, name):
            after = house.desk.attach(incident.number, kept, stage=stage, name="", actor=acting(asked))
    return after


def sees_photos(asked: Asked, one: Reception) -> bool:
    """Whether its photos are theirs to see: the desk's, whose report it is, and who goes to look."""
    return reads_clear(asked.caller.actor) or asked.caller.by in (one.sender, one.looker)


def _laid(house: House, laying: Laying, asked: Asked) -> Plain:
    if not sees_all(asked.caller.actor):
        raise not_found(f"There is no signal {asked.path['number']} among yours.")
    house.desk.signals.find(asked.path["number"])
    return _kept(laying, asked)


def _kept(laying: Laying, asked: Asked) -> Plain:
    kept, taken = laying.lay(asked.body)
    return {
        "sha256": kept.sha256, "media_type": kept.media_type, "size": kept.size,
        "taken_at": None if taken.at is None else iso(taken.at), "lon": taken.lon, "lat": taken.lat,
    }  # fmt: skip


def _one(house: House, asked: Asked) -> Raw:
    number, wanted = asked.path["number"], asked.path["sha256"]
    actor, one = asked.caller.actor, house.desk.signals.find(number)
    if not (sees_all(actor) and Theirs(house.desk, asked).has_signal(one) and sees_photos(asked, one)):
        raise not_found(f"There is no signal {number} among yours.")
    kept = house.clerk.record.shelf.kept(wanted) if wanted in Facts.of(one.signal).photos else None
    if kept is None or not _is_open_to(house, asked, wanted, beside=one.incident):
        raise not_found(f"Signal {number} came with no photo {wanted}.")
    ending = mimetypes.guess_extension(kept.media_type) or ""
    return Raw(house.clerk.record.shelf.read(kept), kept.media_type, f"{kept.sha256[:12]}{ending}")


def _is_open_to(house: House, asked: Asked, name: str, beside: str = "") -> bool:
    """Whether every incident that holds what lies under this name shows it to them, or has it from them.

    `beside` is an incident that need not.
    """
    actor, own = asked.caller.actor, asked.caller.by
    holders = [house.desk.find(one) for one in house.clerk.record.holders(name) if one != beside]
    brought = {one.number for one in holders for each in one.evidence if (each.name, each.by) == (name, own)}
    return all(one.number in brought or sees_attachments(actor, one) for one in holders)
