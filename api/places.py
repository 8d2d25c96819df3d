"""Places: what is near, which areas hold a place, and what those areas are."""

from collections.abc import Callable
from functools import cache, partial

import shapely

from api.door import Asked, Door
from api.guard import READ, READ_INCIDENTS
from api.in_the_city import in_the_city
from api.known_places import KnownPlaces, card, kinds_asked, moving, nearest, standing_still
from api.place_shapes import AreaCards, AreasQuery, FoundNear, NearQuery
from api.ports import House
from api.refusals import Plain, bad_request
from geo.areas import Area, Areas
from geo.place import Point


def doors(house: House) -> tuple[Door, ...]:
    """`GET /places/near` and `GET /places/areas`."""
    still = cache(partial(standing_still, house.pack))
    shapes = {one.code: one.shape for one in house.pack.areas.all}

    @cache
    def outline(code: str) -> Plain:
        return shapely.geometry.mapping(shapes[code])

    return (
        Door(
            method="GET", path="/places/near", name="near", right=READ_INCIDENTS, answer=FoundNear, query=NearQuery,
            handle=partial(_near, house, still), tags=("places",),
            summary="Places, things and units about a place, the nearest first",
        ),
        Door(
            method="GET", path="/places/areas", name="areas", right=READ, answer=AreaCards, query=AreasQuery,
            handle=partial(_areas, house, outline), tags=("places",),
            summary="Every area of the city, or those that hold a place",
        ),
    )  # fmt: skip


def _near(house: House, still: Callable[[], KnownPlaces], asked: Asked) -> Plain:
    wanted: NearQuery = asked.query
    in_the_city(house.pack, wanted.lon, wanted.lat)
    units, place = moving(house, asked), Point(wanted.lon, wanted.lat)
    kinds = kinds_asked(wanted.kinds, still().kinds | units.kinds)
    found, counts = nearest((still(), units), place, wanted.radius_m, kinds, wanted.limit)
    return {"found": [card(one, metres) for one, metres in found], "counts": counts, "total": sum(counts.values())}


def _areas(house: House, outline: Callable[[str], Plain], asked: Asked) -> Plain:
    wanted: AreasQuery = asked.query
    if (wanted.lon is None) != (wanted.lat is None):
        raise bad_request("A place has both: give lon and lat, or neither.")
    chosen, cell = house.pack.areas.all, None
    if wanted.lon is not None and wanted.lat is not None:
        in_the_city(house.pack, wanted.lon, wanted.lat)
        chosen = chain(house.pack.areas, wanted.lon, wanted.lat)
        cell = house.pack.cell_at(wanted.lon, wanted.lat)
    cards = [_area(one) | ({"geometry": outline(one.code)} if wanted.geometry else {}) for one in chosen]
    return {"areas": cards, "cell": cell}


def chain(areas: Areas, lon: float, lat: float) -> tuple[Area, ...]:
    """The areas that hold a place, the city first; none where it lies outside."""
    by_code = {area.code: area for area in areas.all}
    code = areas.holding(lon, lat)
    found: list[Area] = []
    while code is not None:
        found.append(by_code[code])
        code = by_code[code].parent
    return tuple(reversed(found))


def _area(one: Area) -> Plain:
    return {
        "code": one.code, "title": one.title, "level": one.level, "parent": one.parent, "residents": one.population,
    }  # fmt: skip
