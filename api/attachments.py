"""Attachments: pictures and papers of an incident, sent as they are and given as they lie on the shelf."""

import mimetypes
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.acting import acting, seen
from api.answering import Raw
from api.door import Asked, Door, Shape
from api.guard import ACT, READ_ATTACHMENTS
from api.incidents import Name
from api.laying import Laying
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from api.values import UNSEEN, Text
from incidents.attachments import LARGEST, Attachment, Stage
from incidents.sight import sees_attachments
from live.wire import iso

Shown = Literal["report", "verify", "before", "after", "check"]
PICTURES = ("image/jpeg", "image/png", "image/webp", "application/pdf")


class Said(Shape):
    """What is said of an attachment, in the address, for the body is the attachment itself."""

    stage: Shown = Field(default="report", description="what it shows")
    name: Annotated[Text, StringConstraints(max_length=120, pattern=rf"^[^{UNSEEN}]*$")] = Field(
        default="", description="what it was called where it came from"
    )
    by: Name | None = Field(default=None, description="who sends it; shown beside the account")


class OneAttachment(Shape):
    """An attachment as it lies on the shelf: a picture was made anew, so its size and hash are not those sent."""

    sha256: str
    media_type: str
    size: int = Field(description="bytes")
    stage: Shown
    name: str
    by: str
    at: datetime


class Attachments(Shape):
    """What is attached to an incident, the oldest first."""

    attachments: list[OneAttachment]


def doors(house: House) -> tuple[Door, ...]:
    """`POST` and `GET /incidents/{number}/attachments`, and `GET` of one of them."""

    def several(asked: Asked) -> Plain:
        number = _number(house, asked)
        return {"attachments": [_as_json(one) for one in house.clerk.record.attachments(number)]}

    laying = Laying(house)
    path, no = "/incidents/{number}/attachments", (HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)
    return (
        Door(
            method="POST", path=path, name="attach", right=ACT, answer=OneAttachment, query=Said,
            handle=lambda asked: _put(house, laying, asked), takes=PICTURES, most_bytes=LARGEST, refuses=no,
            tags=("incidents",), status=HTTPStatus.CREATED,
            summary="Attach a picture (JPEG, PNG, WebP, made anew without what it says of its maker) or a PDF; the "
            "same again changes nothing",
        ),
        Door(
            method="GET", path=path, name="attachments", right=READ_ATTACHMENTS, answer=Attachments, handle=several,
            refuses=no, tags=("incidents",), summary="What is attached to an incident",
        ),
        Door(
            method="GET", path=f"{path}/{{sha256}}", name="attachment", right=READ_ATTACHMENTS, answer=OneAttachment,
            handle=lambda asked: _one(house, asked), gives=PICTURES, refuses=no, tags=("incidents",),
            summary="An attachment, byte for byte as its hash says",
        ),
    )  # fmt: skip


def _number(house: House, asked: Asked) -> str:
    """The number of the incident, if its photos are theirs to see. Raises `NotServed`."""
    incident = seen(house.desk, asked)
    if not sees_attachments(asked.caller.actor, incident):
        message = f"The attachments of {incident.number} are for the desk, the inspector and those who work on it."
        raise NotServed(HTTPStatus.FORBIDDEN, "forbidden", message)
    return incident.number


def _put(house: House, laying: Laying, asked: Asked) -> Plain:
    number, record = seen(house.desk, asked).number, house.clerk.record
    kept, _ = laying.lay(asked.body)
    said: Said = asked.query
    house.desk.attach(number, kept, stage=Stage(said.stage), name=said.name, actor=acting(asked, said.by))
    return next(_as_json(one) for one in record.attachments(number) if one.kept == kept)


def _one(house: House, asked: Asked) -> Raw:
    number, wanted = _number(house, asked), asked.path["sha256"]
    found = house.clerk.record.attachments(number)
    kept = next((one.kept for one in found if one.kept.sha256 == wanted), None)
    if kept is None:
        raise not_found(f"Incident {number} has no attachment {wanted}.")
    ending = mimetypes.guess_extension(kept.media_type) or ""
    return Raw(house.clerk.record.shelf.read(kept), kept.media_type, f"{kept.sha256[:12]}{ending}")


def _as_json(one: Attachment) -> Plain:
    kept = one.kept
    return {
        "sha256": kept.sha256, "media_type": kept.media_type, "size": kept.size, "stage": one.stage.value,
        "name": one.name, "by": one.by, "at": iso(one.at),
    }  # fmt: skip
