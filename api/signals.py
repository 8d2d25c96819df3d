"""Signals: somebody or something says that something is wrong; the desk makes an incident of it."""

from http import HTTPStatus
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from api import answers
from api.door import Asked, Door, Shape
from api.guard import SEND_SIGNALS
from api.incidents import Name, as_json, signed
from api.ports import House
from api.refusals import Plain
from incidents.categories import all_categories
from incidents.incident import Signal

CATEGORIES = "; ".join(f"{code} {one.title['en']}" for code, one in all_categories().items())
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]


class NewSignal(Shape):
    """What is wrong, where and how urgent; the same `key` from the same `origin` never makes two incidents."""

    origin: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
    key: Key
    category: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")] = Field(description=CATEGORIES)
    level: int = Field(ge=1, le=4, description="1 most urgent, 4 least")
    lon: float | None = Field(default=None, ge=-180, le=180)
    lat: float | None = Field(default=None, ge=-90, le=90)
    at: AwareDatetime | None = Field(default=None, description="when it was noticed, if not now")
    address: str = Field(default="", max_length=200)
    detail: str = Field(default="", max_length=2000)
    reference: str = Field(default="", max_length=80)
    by: Name | None = Field(default=None, description="who says so, as the log shall say, until there are accounts")


def doors(house: House) -> tuple[Door, ...]:
    """`POST /signals`."""

    def receive(asked: Asked) -> Plain:
        said: NewSignal = asked.body
        signal = Signal(
            origin=said.origin,
            key=said.key,
            at=said.at or house.clock(),
            category=said.category,
            level=said.level,
            lon=said.lon,
            lat=said.lat,
            address=said.address,
            detail=said.detail,
            reference=said.reference,
        )
        return as_json(house.desk.receive(signal, by=signed(asked, said.by)), house.desk)

    return (
        Door(
            method="POST", path="/signals", name="signal", right=SEND_SIGNALS, answer=answers.Incident, body=NewSignal,
            handle=receive, status=HTTPStatus.CREATED, refuses=(HTTPStatus.SERVICE_UNAVAILABLE,), tags=("incidents",),
            summary="Report that something is wrong; gives the incident, the same one (and 201 again) for the same key",
        ),
    )  # fmt: skip
