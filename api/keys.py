"""Keys: how machines come in: each has a name, its rights, and the origins of signals that it speaks for."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from accounts.account import NAME, Key
from accounts.office import Office
from api.door import Asked, Door, Shape
from api.guard import ADMINISTER
from api.refusals import Plain
from api.values import UNSEEN
from live.wire import iso

Origin = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=rf"^[^{UNSEEN}]+$")]


class NewKey(Shape):
    """What a machine shall be let in for."""

    name: Annotated[str, StringConstraints(pattern=NAME)]
    rights: list[
        Literal["city:read", "incidents:read", "attachments:read", "log:read", "signals:send", "readings:send"]
    ] = Field(min_length=1)
    origins: list[Origin] = Field(
        default_factory=list[Origin],
        max_length=50,
        description="of the signals it may send; IOT:gw7- for things of IOT whose names begin with gw7- alone",
    )


class OneKey(Shape):
    """A key, without what opens the door."""

    name: str
    rights: list[str]
    origins: list[str]
    made_at: datetime
    by: str


class KeyWithSecret(OneKey):
    """A new key; `secret` is told here alone: send it as `Authorization: Bearer …`."""

    secret: str


class Keys(Shape):
    """Every key, by name."""

    keys: list[OneKey]


def doors(office: Office) -> tuple[Door, ...]:
    """`GET` and `POST /keys`, and `DELETE` of one."""

    def make(asked: Asked) -> Plain:
        said: NewKey = asked.body
        key, secret = office.make_key(asked.caller, said.name, frozenset(said.rights), said.origins)
        return _told(key) | {"secret": secret}

    def several(_: Asked) -> Plain:
        held = office.keys()
        return {"keys": [_told(one) for one in held]}

    away = (HTTPStatus.SERVICE_UNAVAILABLE,)
    return (
        Door(
            method="GET", path="/keys", name="keys", right=ADMINISTER, answer=Keys, tags=("people",), refuses=away,
            handle=several, summary="Every key of a machine",
        ),
        Door(
            method="POST", path="/keys", name="make_key", right=ADMINISTER, answer=KeyWithSecret, body=NewKey,
            handle=make, status=HTTPStatus.CREATED, refuses=(HTTPStatus.CONFLICT, *away), tags=("people",),
            summary="Make a key for a machine; its secret is told once",
        ),
        Door(
            method="DELETE", path="/keys/{name}", name="revoke_key", right=ADMINISTER, answer=OneKey, tags=("people",),
            handle=lambda asked: _told(office.revoke_key(asked.caller, asked.path["name"])),
            refuses=(HTTPStatus.NOT_FOUND, *away), summary="Revoke a key: it opens nothing from now on",
        ),
    )  # fmt: skip


def _told(key: Key) -> Plain:
    return {
        "name": key.name, "rights": sorted(key.rights), "origins": sorted(key.origins), "made_at": iso(key.made_at),
        "by": key.by,
    }  # fmt: skip
