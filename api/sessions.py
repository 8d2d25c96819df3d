"""The session: log in, who am I, log out."""

from http import HTTPStatus
from typing import Annotated

from flask import after_this_request, request
from pydantic import Field, StringConstraints

from accounts.caller import Caller
from accounts.logging_in import log_in
from accounts.passwords import LONGEST
from accounts.refusals import NotPrivate
from api.door import Asked, Door, Shape
from api.guard import ANYBODY, INSIDE
from api.refusals import Plain
from live.entrance import Entrance, is_private, source_of

Typed = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]


class LogIn(Shape):
    """Who wants to come in."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="the account's name")
    password: Typed


class Who(Shape):
    """Who asks: the name that is written down as `by`, what screens call them, their roles and rights just now."""

    name: str
    shown: str
    roles: list[str] = Field(description="those that count now: roles of the desk only while on duty")
    rights: list[str]
    department: str
    unit: str
    asleep: bool = Field(description="away for so long that they see, but have to log in again to act")
    origins: list[str] | None = Field(description="of the signals that a machine may speak for; null for any")


def doors(entrance: Entrance) -> tuple[Door, ...]:
    """`POST`, `GET` and `DELETE /session`."""
    late = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    return (
        Door(
            method="POST", path="/session", name="log_in", right=ANYBODY, answer=Who, body=LogIn,
            handle=lambda asked: _logged_in(entrance, asked), refuses=late, tags=("people",),
            summary="Log in; the answer brings the cookie of a session. Over TLS, or from this machine",
        ),
        Door(
            method="GET", path="/session", name="session", right=INSIDE, answer=Who,
            handle=lambda asked: _told(asked.caller), tags=("people",), summary="Who am I, and what may I do just now?",
        ),
        Door(
            method="DELETE", path="/session", name="log_out", right=INSIDE, answer=Who,
            handle=lambda asked: _logged_out(entrance, asked), refuses=late[1:], tags=("people",),
            summary="Log out: the session is over, and its screens are shut within two seconds",
        ),
    )  # fmt: skip


def _logged_in(entrance: Entrance, asked: Asked) -> Plain:
    if not is_private(request):
        raise NotPrivate
    said: LogIn = asked.body
    account, token = log_in(entrance.porter, said.name, said.password, source_of(request))
    if asked.caller.session:
        entrance.porter.log_out(asked.caller)
    caller = entrance.porter.who(token)
    after_this_request(lambda answer: entrance.let_in(request, answer, account, token))
    return _told(caller)


def _logged_out(entrance: Entrance, asked: Asked) -> Plain:
    if asked.caller.session:
        entrance.porter.log_out(asked.caller)
        after_this_request(lambda answer: entrance.let_out(request, answer))
    return _told(asked.caller)


def _told(caller: Caller) -> Plain:
    return {
        "name": caller.by, "shown": caller.shown or caller.by, "roles": sorted(caller.actor.roles),
        "rights": sorted(caller.rights), "department": caller.actor.department, "unit": caller.actor.unit,
        "asleep": caller.asleep, "origins": None if caller.origins is None else sorted(caller.origins),
    }  # fmt: skip
