"""Video: hits of analysis programs come in here, and how often each camera was right is told."""

from http import HTTPStatus
from typing import Annotated

from pydantic import Field, StringConstraints

from api import signal_shapes
from api.acting import acting
from api.answers import Words
from api.door import Asked, Door, Otherwise, Shape
from api.guard import READ_INCIDENTS, SEND_SIGNALS, speak_for
from api.in_the_city import in_the_city
from api.new_signal import Token
from api.pace import Pace
from api.ports import House
from api.refusals import Plain, not_found
from api.signals import came
from api.values import Flag, Moment, Number
from geo.place import Point
from incidents.incident import Signal
from incidents.intake import cameras
from incidents.intake.cameras import CLASSES, Standing
from incidents.intake.ports import Reviewed

ORIGIN = "VIDEO"
Named = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,40}$")]


class Frame(Shape):
    """One look: when, and whether the thing was seen."""

    at: Moment
    seen: Flag


class Hit(Shape):
    """What a camera sees in one region of its picture, with the frames that say so, from old to new.

    Its place is the camera's, unless it brings one.
    """

    camera: Named
    roi: Named = Field(description="the region of the picture")
    sort: Named = Field(description="the class: " + ", ".join(CLASSES))
    frames: list[Frame] = Field(min_length=5, max_length=2000)
    model: Token = Field(default="", description="which program in which version")
    confidence: Number | None = Field(default=None, ge=0, le=1)
    snapshot: Token = Field(default="", description="where the picture may be looked at; needed to confirm it")
    clip: Token = ""
    lon: Number | None = Field(default=None, ge=-180, le=180)
    lat: Number | None = Field(default=None, ge=-90, le=90)


class Pair(Shape):
    """How often one camera was right about one class, of the hits that people reviewed in the last 28 days."""

    camera: str
    sort: str
    category: str
    reviews: int
    true: int
    precision: float | None
    low: float | None = Field(description="lower end of the 95 % interval (Wilson)")
    high: float | None
    standing: str
    title: Words


class Pairs(Shape):
    """Every camera and class of which anything was reviewed, those first that are suppressed."""

    pairs: list[Pair]
    suppressed: int


def doors(house: House, pace: Pace) -> tuple[Door, ...]:
    """`POST /video/hits` and `GET /video/precision`."""
    return (
        Door(
            method="POST", path="/video/hits", name="video_hit", right=SEND_SIGNALS, answer=signal_shapes.Came,
            body=Hit, handle=lambda asked: _hit(house, asked, pace), status=HTTPStatus.ACCEPTED,
            also=(HTTPStatus.OK, HTTPStatus.CREATED),
            refuses=(HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE),
            tags=("signals",),
            summary="A hit of an analysis program: 202 if a person has to look, 201 if it made an incident, 200 if it "
            "was only counted, or silenced and why: too_brief, called_false, suppressed",
        ),
        Door(
            method="GET", path="/video/precision", name="video_precision", right=READ_INCIDENTS, answer=Pairs,
            handle=lambda _: _pairs(house), tags=("signals",),
            summary="How often each camera was right about each class, and what follows from it",
        ),
    )  # fmt: skip


def _hit(house: House, asked: Asked, pace: Pace) -> Plain | Otherwise:
    hit: Hit = asked.body
    speak_for(asked.caller, ORIGIN, hit.camera)
    category = CLASSES.get(hit.sort)
    if category is None:
        raise not_found(f"There is no class {hit.sort}. There are {', '.join(CLASSES)}.")
    spot = _spot(house, hit)
    in_the_city(house.pack, spot.lon, spot.lat)
    frames = [cameras.Frame(at=one.at, seen=one.seen) for one in sorted(hit.frames, key=lambda one: one.at)]
    if not cameras.lasting(frames, category):
        return Otherwise(HTTPStatus.OK, came(house, asked, None, None, "too_brief"))
    began, last = (min(frames, key=lambda one: (not one.seen, one.at)).at, frames[-1].at)
    brought = {"camera": hit.camera, "roi": hit.roi, "sort": hit.sort, "snapshot": hit.snapshot, "clip": hit.clip,
               "model": hit.model, "confidence": "" if hit.confidence is None else str(hit.confidence)}  # fmt: skip
    signal = Signal(
        origin=ORIGIN, key=f"{hit.camera}/{hit.roi}/{hit.sort}/{began:%Y%m%dT%H%M%S}", at=last, category=category,
        level=0, lon=spot.lon, lat=spot.lat, extra={name: text for name, text in brought.items() if text},
    )  # fmt: skip
    pace.require(asked.caller, ORIGIN)
    taken = house.desk.receive(signal, by=acting(asked, hit.camera).shown)
    content = came(house, asked, taken.reception, taken.incident, taken.silenced)
    if not taken.new:
        return Otherwise(HTTPStatus.OK, content)
    if taken.incident is None:
        return content
    pace.made(asked.caller, ORIGIN)
    return Otherwise(HTTPStatus.CREATED, content)


def _spot(house: House, hit: Hit) -> Point:
    """Where it is; raises `NotServed` where nobody knows."""
    if hit.lon is not None and hit.lat is not None:
        return Point(hit.lon, hit.lat)
    things = house.pack.things
    if hit.camera not in things.thing:
        raise not_found(f"The city has no camera {hit.camera}. Register it among its things, or send lon and lat.")
    row = things.thing.index(hit.camera)
    return Point(float(things.lon[row]), float(things.lat[row]))


def _pairs(house: House) -> Plain:
    found = house.desk.signals.record.pairs(house.clock() - cameras.COUNTED_FOR)
    told = sorted((_pair(one) for one in found), key=lambda one: one["standing"] != Standing.SUPPRESSED.value)
    return {"pairs": told, "suppressed": sum(one["standing"] == Standing.SUPPRESSED.value for one in told)}


def _pair(one: Reviewed) -> Plain:
    measured, standing = cameras.precision(one), cameras.standing(one)
    return {
        "camera": one.camera,
        "sort": one.sort,
        "category": CLASSES.get(one.sort, ""),
        "reviews": one.reviews,
        "true": one.true,
        "precision": None if measured is None else measured.share,
        "low": None if measured is None else measured.low,
        "high": None if measured is None else measured.high,
        "standing": standing.value,
        "title": cameras.STANDING_TITLES[standing],
    }
