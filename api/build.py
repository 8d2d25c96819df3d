"""Builds the API: every door of every noun, hung into one Flask blueprint under /api/v1."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http import HTTPStatus

from flask import Blueprint, Response, g
from werkzeug.exceptions import InternalServerError

from accounts.ports import AccountChanges
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
from api.going import Going
from api.going import doors as going_doors
from api.guard import INSIDE, Identify
from api.pace import Pace
from api.ports import House
from api.refusals import NotServed, Plain
from api.whom import whom
from incidents.ports import StoreUnavailable
from live.entrance import Entrance

PREFIX = "/api/v1"
SLOW_S = 1.0
OPEN_TO_STRANGERS = frozenset({("POST", f"{PREFIX}/session")})  # whoever asks for these need not have come in

_NOUNS = (
    weights, indicators, layers, units, attachments, messages, alarms, log, bulk, picture,
    signal_photos, sensors, readings, kinds, categories, places, ground, journeys, traces, search,
)  # fmt: skip


def all_doors(house: House, version: str, entrance: Entrance) -> tuple[Door, ...]:
    """Every door, that of the document itself last."""
    pack = house.pack
    known = whom(house.duties.handbook.categories.values(), pack.responsibility, pack.units)
    people = (*sessions.doors(entrance), *accounts.doors(entrance.office, known), *keys.doors(entrance.office))
    going = Going(entrance.office.porter)
    pace = Pace(time.monotonic, partial(_tell_of_haste, entrance))
    acts = (*incidents.doors(house, going), *signals.doors(house, going, pace), *going_doors(house, going))
    shift = shifts.doors(house, entrance.office.porter.account)
    rest = (door for noun in _NOUNS for door in noun.doors(house))
    doors = (*health.doors(house, version), *people, *acts, *video.doors(house, pace), *shift, *rest)

    blank = Door(
        method="GET", path="/openapi.json", name="openapi", right=INSIDE, answer=openapi.Document, handle=lambda _: {},
        summary="This document", tags=("house",),
    )  # fmt: skip
    document = openapi.described((*doors, blank), version)

    def described(_: Asked) -> Plain:
        return document

    return (*doors, replace(blank, handle=described))


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


def _tell_of_haste(entrance: Entrance, name: str, origin: str, refused: int) -> None:
    """Write a line of the sender's stream, which the chief follows; a record that is away is told the next time."""
    porter = entrance.porter
    said = porter.line(name, "too_fast", by=name, origin=origin, refused=refused)
    with suppress(StoreUnavailable):
        porter.record.write(AccountChanges(lines=(said,)))


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
