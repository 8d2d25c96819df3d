"""Health: is the house well, and is every source as fresh as it promised?"""

from datetime import datetime
from typing import Literal

from pydantic import Field

from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import INSIDE
from api.ports import House
from api.refusals import Plain
from city.picture import SourceState
from live import wire
from sources.base import Provenance

STOPPED_AFTER_S = 15.0  # longer than the slowest beat by half


class SourceHealth(Shape):
    """A source against its promise; where that is null it tells only what changes, and is well while it is read."""

    name: str
    provenance: str
    status: str
    age_s: float | None
    promise_s: float | None
    problem: str


class Beat(Shape):
    """The newest picture, and how long ago it was published (real seconds)."""

    version: int
    at: datetime
    age_s: float


class Pack(Shape):
    """The city."""

    name: str
    title: Words
    provenance: str
    note: Words


class Health(Shape):
    """Whether the house is well.

    "starting" while the past is being told, "late" when a source does not keep its promise or something is a problem,
    "stopped" without a beat.
    """

    status: Literal["ok", "late", "starting", "stopped"]
    version: str
    at: datetime
    speed: float
    pack: Pack
    made_up: bool = Field(description="whether some of what is shown never happened")
    replay: bool = Field(description="whether some of it happened long ago")
    filling: bool = Field(description="whether the weeks before a made-up city's first start are being made up")
    beat: Beat
    problems: dict[str, str] = Field(
        description="what the house itself cannot do now and why: store, bus, clocks, desks, indicator.<name>; "
        "damaged: what of its record cannot be read"
    )
    notices: list[Words] = Field(description="what an administrator should see to in time; nothing is wrong yet")
    sources: list[SourceHealth]


def doors(house: House, version: str) -> tuple[Door, ...]:
    """`GET /health`."""

    def health(_: Asked) -> Plain:
        return _health(house, version)

    return (
        Door(
            method="GET", path="/health", name="health", right=INSIDE, answer=Health, handle=health, tags=("house",),
            summary="Whether the house is well: the beat, and each source's age against its promise",
        ),
    )  # fmt: skip


def _health(house: House, version: str) -> Plain:
    picture, now, pack = house.picture, house.clock(), house.pack
    sources = tuple(picture.sources.values())
    age_s = max((now - picture.at).total_seconds(), 0.0) / house.speed
    failed = {f"indicator.{name}": one.error for name, one in picture.measures.items() if one.error}
    problems = {**house.problems, **failed}
    return {
        "status": _status(house, sources, age_s, well=not problems),
        "version": version,
        "at": wire.iso(now),
        "speed": house.speed,
        "pack": {"name": pack.name, "title": pack.title, "provenance": pack.provenance, "note": pack.note},
        "made_up": pack.provenance == Provenance.MADE_UP or _any(sources, Provenance.MADE_UP),
        "replay": _any(sources, Provenance.REPLAY),
        "filling": house.filling,
        "beat": {"version": picture.version, "at": wire.iso(picture.at), "age_s": round(age_s, 3)},
        "problems": problems,
        "notices": [] if (warning := house.calendars.warning(now)) is None else [warning],
        "sources": [_source(one, now) for one in sources],
    }


def _status(house: House, sources: tuple[SourceState, ...], age_s: float, *, well: bool) -> str:
    if house.told_to is not None:
        return "starting"
    if age_s > STOPPED_AFTER_S:
        return "stopped"
    return "ok" if well and all(map(_is_well, sources)) else "late"


def _any(sources: tuple[SourceState, ...], provenance: Provenance) -> bool:
    return any(one.provenance == provenance for one in sources)


def _is_well(source: SourceState) -> bool:
    return source.status == "live" and not source.problem


def _source(one: SourceState, now: datetime) -> Plain:
    age_s = None if one.newest_at is None else round((now - one.newest_at).total_seconds(), 3)
    return {
        "name": one.name,
        "provenance": one.provenance,
        "status": one.status,
        "age_s": age_s,
        "promise_s": one.promise_s,
        "problem": one.problem,
    }
