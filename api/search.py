"""Search: places, streets, crossings and addresses of the city by what somebody types, and what is at a place."""

from collections.abc import Callable, Sequence
from functools import cache
from http import HTTPStatus
from typing import Annotated, Literal, TypeVar

import gevent
from pydantic import Field, StringConstraints

from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ
from api.in_the_city import in_the_city
from api.place_shapes import Lat, Lon
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from api.units import Near
from api.values import Count, Text
from geo.misplaced import written
from geo.pack import UNREADABLE, CityPack
from geo.place import Point
from geo.search.degrees import places_typed
from geo.search.found import Found
from geo.search.search import Search

T = TypeVar("T")
LONGEST, MOST = 80, 50


class Typed(Near):
    """What was typed; `near` is lon,lat in degrees, and what lies near there comes first."""

    q: Annotated[Text, StringConstraints(max_length=LONGEST)] = Field(
        default="", description="name, pinyin, house number or two streets; the beginning of a word is enough"
    )
    lang: Literal["zh", "en"] = "zh"
    limit: Annotated[Count, Field(ge=1, le=MOST)] = 10


class FoundPlace(Shape):
    """One finding, the likeliest first."""

    kind: Literal["address", "street", "crossing", "place", "area", "point"] = Field(
        description="point is a place that was typed as coordinates"
    )
    title: Words
    address: Words = Field(description="the areas that it lies in")
    lon: float
    lat: float
    area: str = Field(description="the code of the finest of those areas")
    exactness: Literal["exact", "near", "street"] = Field(
        description="the very one; between known numbers, or in another area than named; or only its street"
    )
    score: float = Field(ge=0, le=1)
    numbers: tuple[int, int] | None = Field(
        description="of a street that was asked for a house it does not have: its lowest and highest known number"
    )
    why: Words | None = Field(description="where it lies, if that is not in the area that was named; then near at best")


class Called(FoundPlace):
    """What a place is called by, and how far that lies from it."""

    distance_m: float


class Spot(Shape):
    """A place, in degrees of WGS 84."""

    lon: Lon
    lat: Lat


class FoundPlaces(Shape):
    """What may be meant, the likeliest first."""

    found: list[FoundPlace]
    why: Words | None = Field(description="why nothing is found, where that can be said: coordinates outside the city")


def doors(house: House) -> tuple[Door, ...]:
    """`GET /places/search` and `GET /places/at`."""

    @cache
    def opened() -> Search:
        try:
            return Search.read(house.pack.folder / "search.npz", house.pack.areas)
        except (*UNREADABLE, KeyError):
            message = "This city has no search index (search.npz). Import the city again: make help."
            raise not_found(message) from None

    def search(asked: Asked) -> Plain:
        typed: Typed = asked.query
        if (why := _outside(house.pack, places_typed(typed.q))) is not None:
            return {"found": [], "why": why}

        def find() -> list[Found]:
            return opened().find(typed.q, typed.lang, typed.place, typed.limit)

        return {"found": [_plain(one) for one in _aside(find)], "why": None}

    def called(asked: Asked) -> Plain:
        spot: Spot = asked.query
        _one_in_the_city(house.pack, [Point(spot.lon, spot.lat)])
        found, far_m = _aside(lambda: opened().at(Point(spot.lon, spot.lat), house.pack.roads))
        return _plain(found) | {"distance_m": round(far_m, 1)}

    return (
        Door(
            method="GET", path="/places/at", name="place_at", right=READ, answer=Called, query=Spot, handle=called,
            tags=("places",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="What a place is called by: the nearest house or street, and the areas around it",
        ),
        Door(
            method="GET", path="/places/search", name="search", right=READ, answer=FoundPlaces, query=Typed,
            handle=search, tags=("places",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="Find addresses, streets, crossings, places and areas while somebody types",
        ),
    )  # fmt: skip


def _outside(pack: CityPack, places: Sequence[Point]) -> Words | None:
    """What to say of typed coordinates none of which lies in the city: no refusal, for a hand still types."""
    try:
        if places:
            _one_in_the_city(pack, places)
    except NotServed as no:
        return no.more["words"]
    return None


def _one_in_the_city(pack: CityPack, places: Sequence[Point]) -> None:
    """Raises `NotServed` where none of these places lies in an area of the city."""
    if any(pack.areas.holding(one.lon, one.lat) is not None for one in places):
        return
    for one in places:
        in_the_city(pack, one.lon, one.lat)
    where = written(places[0].lon, places[0].lat)
    words = {
        "zh": f"{where} 不属于本市任何区域。",
        "en": f"{where} lies in no area of the city. Choose a place inside it.",
    }
    raise NotServed(HTTPStatus.NOT_FOUND, "in_no_area", words["en"], words=words)


def _aside(work: Callable[[], T]) -> T:
    """What the work gives, done in a thread of its own: reading the index takes 50 ms, and nobody else shall wait."""
    return gevent.get_hub().threadpool.apply(work)


def _plain(one: Found) -> Plain:
    return {
        "kind": one.kind,
        "title": one.title,
        "address": one.address,
        "lon": one.lon,
        "lat": one.lat,
        "area": one.area,
        "exactness": one.exactness,
        "score": one.score,
        "numbers": one.numbers,
        "why": one.why,
    }
