"""Builds the API: every door of every noun, hung into one Flask blueprint under /api/v1."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, Response, g
from werkzeug.exceptions import InternalServerError

from api import (
    accounts,
    alarms,
    attachments,
    bulk,
    categories,
    ground,
    health,
    incidents,
    indicators,
    journeys,
    keys,
    kinds,
    layers,
    log,
    messages,
    openapi,
    picture,
    places,
    readings,
    search,
    sensors,
    sessions,
    shifts,
    signal_photos,
    signals,
    traces,
    units,
    video,
    weights,
)
from api.door import Asked, Door, hang, said
from api.guard import INSIDE, Identify
from api.ports import House
from api.refusals import NotServed, Plain
from api.whom import whom
from incidents.roles import Role
from live.entrance import Entrance

CHECKERS = frozenset({Role.COLLECTOR, Role.CALL_TAKER, Role.CHIEF})
PREFIX = "/api/v1"
SLOW_S = 1.0
OPEN_TO_STRANGERS = frozenset({("POST", f"{PREFIX}/session")})  # whoever asks for these need not have come in

_NOUNS = (
    weights, indicators, layers, units, attachments, messages, alarms, log, bulk, picture,
    signal_photos, signals, video, sensors, readings, kinds, categories, places, ground, journeys, traces, search,
)  # fmt: skip


def all_doors(house: House, version: str, entrance: Entrance) -> tuple[Door, ...]:
    """Every door, that of the document itself last."""
    pack = house.pack
    known = whom(house.duties.handbook.categories.values(), pack.responsibility, pack.units)
    people = (*sessions.doors(entrance), *accounts.doors(entrance.office, known), *keys.doors(entrance.office))
    acts = (*incidents.doors(house, _may_check(entrance)), *shifts.doors(house, entrance.office.porter.account))
    doors = (*health.doors(house, version), *people, *acts, *(door for noun in _NOUNS for door in noun.doors(house)))

    blank = Door(
        method="GET", path="/openapi.json", name="openapi", right=INSIDE, answer=openapi.Document, handle=lambda _: {},
        summary="This document", tags=("house",),
    )  # fmt: skip
    document = openapi.described((*doors, blank), version)

    def described(_: Asked) -> Plain:
        return document

    return (*doors, replace(blank, handle=described))


def _may_check(entrance: Entrance) -> Callable[[str], bool]:
    """Tells whether an account of this name may be sent to check."""

    def may_check(name: str) -> bool:
        account = entrance.office.porter.account(name)
        return account is not None and not account.disabled and not account.roles.isdisjoint(CHECKERS)

    return may_check


def build_api(
    house: House, *, version: str, entrance: Entrance, identify: Identify | None = None,
    allowed_origins: Sequence[str] = (),
) -> Blueprint:  # fmt: skip
    """The API of this house.

    `entrance` is where people come in; it tells who asks, too, unless `identify` does. `allowed_origins` are further
    sites that may ask.
    """
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    hang(blueprint, all_doors(house, version, entrance), identify or entrance.caller, allowed_origins)
    blueprint.register_error_handler(InternalServerError, _broken)
    _counted(blueprint, house)
    return blueprint


def _counted(blueprint: Blueprint, house: House) -> None:
    """Every answer counts towards our service level: good without a fault of ours, and within a second."""

    def begin() -> None:
        g.began_s = time.monotonic()

    def end(response: Response) -> Response:
        quick = time.monotonic() - getattr(g, "began_s", time.monotonic()) <= SLOW_S
        house.watch.levels.count("api", good=response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR and quick)
        return response

    blueprint.before_request(begin)
    blueprint.after_request(end)


def _broken(_: InternalServerError) -> Response:
    message = "Something broke here; the log says what. Whether it was done is not known: look, then repeat it."
    return said(NotServed(HTTPStatus.INTERNAL_SERVER_ERROR, "broken", message))
