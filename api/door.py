"""The one door of the API: every route is a `Door`, and every request is checked here before a route sees it.

In this order: who asks and with what right, whether another site sent them, how much they bring, whether it is strict
JSON, and whether it has the shape that the route declares. The OpenAPI document is made from the same declarations.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

import gevent
from flask import Blueprint, Request, Response, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from accounts.refusals import NotAdmitted, NotDone
from api import refusals, strict_json
from api.answering import Raw, as_file, as_json
from api.echo import cut
from api.guard import ADMINISTER, READ, Caller, Identify, allow, same_site
from api.refusals import NotServed, Plain
from api.values import NUL
from api.veil import refusing, veiled
from city.nearest import short
from incidents.ports import StoreUnavailable
from incidents.refusals import Refused

ANSWER_S = 8.0  # longer than any wait of ours: what takes so long hangs
_TOO_LATE = StoreUnavailable("the desk", "it did not answer in time", "Try again under the same key.")
# What everybody may read of the city holds nobody's name; a link or a key is told once, to the sign.
UNVEILED = (READ, ADMINISTER)
SMALL = 256 * 1024  # bytes; enough for every hand on a button
S = TypeVar("S", bound=BaseModel)


class Shape(BaseModel):
    """JSON of a declared shape; a key too many is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Nothing(Shape):
    """No parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that passed the checks: `query` and `body` have the shapes that the door declares."""

    path: Mapping[str, str]
    query: Any
    body: Any
    caller: Caller
    operation: str = ""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An answer with another good status than the door's usual one."""

    status: HTTPStatus
    content: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One route: what it is for, who may use it, what goes in and what comes out.

    `also` lists further good statuses, `refuses` further ones that are no. `keyed` asks for an `Idempotency-Key`
    header: the same key again gets the first answer. `most_bytes` bounds the body; `choices` lists what a name in the
    path may be. `takes` names the media types of a body that is no JSON: it is handed on as bytes, and the route looks
    at what it is; `gives` names those of an answer that is `Raw`.
    """

    method: str
    path: str
    name: str
    summary: str
    right: str
    answer: type[BaseModel]
    handle: Callable[[Asked], Plain | Otherwise | Raw]
    query: type[Shape] = Nothing
    body: type[BaseModel] | None = None
    status: HTTPStatus = HTTPStatus.OK
    also: tuple[HTTPStatus, ...] = ()
    refuses: tuple[HTTPStatus, ...] = ()
    keyed: bool = False
    most_bytes: int = SMALL
    media_type: str = "application/json"
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    tags: tuple[str, ...] = field(default=())
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def hang(blueprint: Blueprint, doors: Sequence[Door], identify: Identify, allowed_origins: Sequence[str]) -> None:
    """Put the doors into the blueprint, and behind them a wall: any other path is refused in JSON too."""
    for door in doors:
        rule = re.sub(r"\{(\w+)\}", r"<\1>", door.path)
        open_it = partial(_opened, door, identify, allowed_origins)
        blueprint.add_url_rule(
            rule, door.name, _answering(open_it), methods=[door.method], provide_automatic_options=False
        )
    wall = _answering(partial(_nowhere, doors))
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    for rule in ("/", "/<path:rest>"):
        blueprint.add_url_rule(rule, "nowhere", wall, methods=methods, provide_automatic_options=False)


def _answering(opened: Callable[..., Response]) -> Callable[..., Response]:
    """The view with every refusal turned into its answer."""

    def view(**path: str) -> Response:
        try:
            return _in_time(partial(opened, **path))
        except NotServed as no:
            return said(no)
        except Refused as why:
            return said(refusals.refused(why))
        except StoreUnavailable as why:
            return said(refusals.unavailable(why))
        except NotAdmitted as why:
            return said(refusals.not_admitted(why))
        except NotDone as why:
            return said(refusals.not_done(why))

    return view


def _in_time(opened: Callable[[], Response]) -> Response:
    """The answer, unless it hangs. Raises `StoreUnavailable`: nothing but the record can keep us waiting."""
    alarm = gevent.Timeout.start_new(ANSWER_S)
    try:
        return opened()
    except gevent.Timeout as late:
        raise _TOO_LATE from late
    except Exception as problem:
        if alarm.pending:
            raise
        raise _TOO_LATE from problem  # a database that is woken like this may say anything
    finally:
        alarm.close()


def _opened(door: Door, identify: Identify, allowed_origins: Sequence[str], **path: str) -> Response:
    caller = identify(request)
    allow(caller, door.right)
    same_site(request, allowed_origins)
    if any(NUL in name for name in path.values()):
        raise refusals.not_found("No name holds the sign NUL. Leave %00 out of the address.")
    operation = _operation(request) if door.keyed else ""
    query, body = _query(door, request), _body(door, request)
    with refusing(caller.actor):
        answer = door.handle(Asked(path=path, query=query, body=body, caller=caller, operation=operation))
    if isinstance(answer, Raw):
        return as_file(answer)
    status, said = (answer.status, answer.content) if isinstance(answer, Otherwise) else (door.status, answer)
    return as_json(said if door.right in UNVEILED else veiled(caller.actor, said), status, door.media_type)


def _nowhere(doors: Sequence[Door], rest: str = "") -> Response:
    fits = [one for one in doors if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), f"/{rest}")]
    if fits:
        methods = ", ".join(sorted({one.method for one in fits}))
        message = f"/{rest} does not take {request.method}. It takes {methods}."
        response = said(NotServed(HTTPStatus.METHOD_NOT_ALLOWED, "wrong_method", message))
        response.headers["Allow"] = methods
        return response
    raise refusals.not_found(f"There is nothing at /{rest}. /api/v1/openapi.json lists all there is.")


def _operation(asked: Request) -> str:
    key = asked.headers.get("Idempotency-Key", "")
    if not re.fullmatch(r"[\x21-\x7e]{8,128}", key):
        raise refusals.bad_request(
            "The header Idempotency-Key should hold 8 to 128 letters, digits or signs. Make a new one, such as a "
            "random UUID, for every action, and send the same one again when you repeat it."
        )
    return key


def _query(door: Door, asked: Request) -> Shape:
    repeated = [name for name, values in asked.args.lists() if len(values) > 1]
    if repeated:
        raise refusals.bad_request(f"The parameter {repeated[0]} is given twice. Give it once.")
    return _shaped(door.query, asked.args.to_dict())


def _body(door: Door, asked: Request) -> BaseModel | bytes | None:
    if door.takes:
        if asked.mimetype not in door.takes:
            message = f"The body should be one of {', '.join(door.takes)}, and Content-Type should say which."
            raise NotServed(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_taken", message)
        return _read(asked, door.most_bytes)
    if door.body is None:
        return None
    if asked.mimetype != "application/json" or asked.headers.get("Content-Encoding", "identity") != "identity":
        message = "The body should be plain JSON: send Content-Type: application/json, and do not compress it."
        raise NotServed(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", message)
    try:
        return _shaped(door.body, strict_json.parsed(_read(asked, door.most_bytes)))
    except strict_json.NotStrictJson as why:
        raise refusals.bad_request(str(why)) from None


def _read(asked: Request, most_bytes: int) -> bytes:
    # One byte more than we take: werkzeug cuts a body that comes in chunks off at its limit, and says nothing.
    asked.max_content_length = most_bytes + 1
    try:
        text = asked.get_data(cache=False)
    except RequestEntityTooLarge:
        text = None
    if text is None or len(text) > most_bytes:
        message = f"The body is larger than {most_bytes // 1024} KB. Send it in parts."
        raise NotServed(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", message)
    return text


def _shaped(shape: type[S], value: object) -> S:
    try:
        return shape.model_validate(value)
    except ValidationError as wrong:
        faults = [
            {
                "where": ".".join(short(str(step)) for step in one["loc"]) or "body",
                "what": refusals.worded(one["type"], one["msg"]),
            }
            for one in wrong.errors(include_url=False, include_input=False)[:20]
        ]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        message = f"{faults[0]['where']}: {faults[0]['what']}{more}. See /api/v1/openapi.json for the shape."
        raise NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, "not_valid", message, faults=faults) from None


def said(no: NotServed) -> Response:
    """A refusal as an answer."""
    response = as_json(cut(no.as_json(), request), no.status)
    if "retry_after_s" in no.more:
        response.headers["Retry-After"] = str(no.more["retry_after_s"])
    return response
