"""Signals: somebody or something says that something is wrong; the desk makes an incident of it."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import numpy as np
from pydantic import Field, StringConstraints

from api import answers
from api.door import Asked, Door, Otherwise, Shape
from api.guard import SEND_SIGNALS
from api.in_the_city import in_the_city
from api.incidents import Name, as_json, signed
from api.ports import House
from api.refusals import Plain
from api.values import Framed, Moment, Number, Text, Whole
from geo.coordinates import Frame, to_wgs84
from incidents.categories import all_categories
from incidents.incident import Incident, Signal

CATEGORIES = "; ".join(f"{code} {one.title['en']}" for code, one in all_categories().items())
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]


class NewSignal(Shape):
    """What is wrong, where and how urgent; the same `key` from the same `origin` never makes two incidents."""

    origin: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
    key: Key
    category: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")] = Field(description=CATEGORIES)
    level: Whole = Field(ge=1, le=4, description="1 most urgent, 4 least")
    lon: Number | None = Field(default=None, ge=-180, le=180)
    lat: Number | None = Field(default=None, ge=-90, le=90)
    frame: Framed = "wgs84"
    at: Moment | None = Field(default=None, description="when it was noticed, if not now")
    address: Text = Field(default="", max_length=200)
    address_en: Text = Field(default="", max_length=200, description="the address in English, if it differs")
    detail: Text = Field(default="", max_length=2000)
    detail_en: Text = Field(default="", max_length=2000, description="the detail in English, if it differs")
    reference: Text = Field(default="", max_length=80)
    by: Name | None = Field(default=None, description="who says so, as the log shall say, until there are accounts")


def doors(house: House) -> tuple[Door, ...]:
    """`POST /signals`."""

    def receive(asked: Asked) -> Plain | Otherwise:
        said: NewSignal = asked.body
        lon, lat = _in_our_frame(said)
        if lon is not None and lat is not None:
            in_the_city(house.pack, lon, lat)
        now = house.clock()
        signal = Signal(
            origin=said.origin,
            key=said.key,
            at=said.at or now,
            category=said.category,
            level=said.level,
            lon=lon,
            lat=lat,
            address=said.address,
            address_en=said.address_en,
            detail=said.detail,
            detail_en=said.detail_en,
            reference=said.reference,
        )
        incident = house.desk.receive(signal, by=signed(asked, said.by))
        content = as_json(incident, house.desk)
        return content if _is_new(incident, house, now) else Otherwise(HTTPStatus.OK, content)

    return (
        Door(
            method="POST", path="/signals", name="signal", right=SEND_SIGNALS, answer=answers.Incident, body=NewSignal,
            handle=receive, status=HTTPStatus.CREATED, also=(HTTPStatus.OK,),
            refuses=(HTTPStatus.SERVICE_UNAVAILABLE,), tags=("incidents",),
            summary="Report that something is wrong; gives the incident: 201 if it is new, 200 if the same key, or its "
            "reference, led to it before, which stays as it is",
        ),
    )  # fmt: skip


def _is_new(incident: Incident, house: House, asked_at: datetime) -> bool:
    """Whether it was opened by this very request: its log begins no earlier."""
    return incident.version == 1 and house.desk.log(incident.number)[0].recorded_at >= asked_at


def _in_our_frame(said: NewSignal) -> tuple[float | None, float | None]:
    """Its longitude and latitude in WGS 84."""
    if said.lon is None or said.lat is None:
        return said.lon, said.lat
    lon, lat = to_wgs84(Frame.of(said.frame), np.array([said.lon]), np.array([said.lat]))
    return float(lon[0]), float(lat[0])
