"""Ground: how far one gets in so many minutes, and what lies inside a circle, a polygon or a strip along a street.

Cutting ground takes up to a second, so it is done beside the thread that serves everybody.
"""

import json
from collections.abc import Callable
from functools import cache, partial
from http import HTTPStatus
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from api.door import Asked, Door
from api.ground_shapes import MOST_CORNERS, Inside, InsideAsked, ReachAsked, Reached, ReachQuery
from api.guard import READ, READ_INCIDENTS
from api.in_the_city import in_the_city
from api.journeys import beside_a_road, now_if, roads_now
from api.known_places import Known, KnownPlaces, card, counted, kinds_asked, moving, standing_still
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from api.values import figures
from api.workbench import Workbench
from geo.areas import Areas
from geo.inside import Residents, area_m2, circle, inside, residents, strip
from geo.local import Shapes
from geo.pack import CityPack
from geo.place import Point
from geo.ways.doorsteps import Doorsteps
from geo.ways.reach import Band, bands
from geo.ways.roads import Roads

Steps = Callable[[], Doorsteps | None]
MEETINGS, MEETINGS_MORE = 9, 500  # how many boxes of its pieces may meet: each, and some more, as in winding streets


def doors(house: House) -> tuple[Door, ...]:
    """`GET` and `POST /places/reach`, and `POST /places/inside`."""
    bench = Workbench()
    doorsteps = cache(partial(_doorsteps, house.pack))

    @cache
    def still() -> KnownPlaces:
        return standing_still(house.pack)

    def by_query(asked: Asked) -> Plain:
        wanted: ReachQuery = asked.query
        return _reach(house, bench, doorsteps, wanted, figures(wanted.minutes))

    def by_body(asked: Asked) -> Plain:
        wanted: ReachAsked = asked.body
        return _reach(house, bench, doorsteps, wanted, wanted.minutes)

    reach = partial(
        Door, path="/places/reach", right=READ, answer=Reached, tags=("places",), media_type="application/geo+json",
        refuses=(HTTPStatus.NOT_FOUND,),
        summary="The ground reached from a place, or from where it is reached, as GeoJSON with its residents",
    )  # fmt: skip
    return (
        reach(method="GET", name="reach", query=ReachQuery, handle=by_query),
        reach(method="POST", name="reach_by_body", body=ReachAsked, handle=by_body),
        Door(
            method="POST", path="/places/inside", name="inside", right=READ_INCIDENTS, answer=Inside, body=InsideAsked,
            handle=lambda asked: _inside(house, bench, asked, still()), refuses=(HTTPStatus.NOT_FOUND,),
            summary="Places, things, units and residents inside a circle, a polygon or a strip", tags=("places",),
        ),
    )  # fmt: skip


def _reach(
    house: House, bench: Workbench, steps: Steps, wanted: ReachQuery | ReachAsked, minutes: list[float]
) -> Plain:
    in_the_city(house.pack, wanted.lon, wanted.lat)
    now, pack = now_if(house, live=wanted.live), house.pack
    spot = pack.roads.spots(np.array([wanted.lon]), np.array([wanted.lat]), now)
    off_m = beside_a_road(spot.off_m)

    def work() -> list[Plain] | None:
        homes, back = steps(), wanted.direction == "to"
        spots = None if homes is None else homes.spots
        found = bands(pack.roads, spot, sorted(set(minutes)), now, back=back, spots=spots)
        if not any(one.streets_m for one in found):
            return None
        told = [residents(one.ground, pack.areas) if homes is None else homes.residents(one.reached) for one in found]
        return [_feature(band, people) for band, people in zip(found, told, strict=True)]

    features = bench.beside(work)
    if features is None:
        message = "No open road leads away from there now. Choose another place, or live=false."
        raise NotServed(HTTPStatus.NOT_FOUND, "no_way", message)
    return {"type": "FeatureCollection", "features": features, "off_m": off_m, "roads": roads_now(house, now)}


def _doorsteps(pack: CityPack) -> Doorsteps | None:
    return None if pack.homes is None else Doorsteps.of(pack.homes, pack.areas, pack.roads)


def _feature(band: Band, people: Residents) -> Plain:
    return {
        "type": "Feature",
        "geometry": shapely.geometry.mapping(band.ground),
        "properties": {
            "minutes": band.minutes,
            "streets_km": round(band.streets_m / 1000, 2),
            "residents": _people(people),
        },
    }


def _people(found: Residents) -> Plain:
    estimate = None if found.estimate is None else round(found.estimate)
    return {"estimate": estimate, "low": found.low, "high": found.high}


def _inside(house: House, bench: Workbench, asked: Asked, still: KnownPlaces) -> Plain:
    wanted: InsideAsked = asked.body
    units = moving(house, asked)
    kinds = kinds_asked(",".join(wanted.kinds), still.kinds | units.kinds)
    pack = house.pack

    def work() -> tuple[list[Known], Plain, float]:
        ground = _ground(wanted, pack.roads, pack.areas)
        held = [known.some(inside(ground, known.lon, known.lat) & known.of_kinds(kinds)) for known in (still, units)]
        return (
            [*held[0], *held[1]],
            _people(residents(ground, pack.areas, pack.homes)),
            float(area_m2(np.array([ground]))[0]),
        )

    if wanted.circle is not None:
        in_the_city(pack, wanted.circle.lon, wanted.circle.lat)
    found, people, m2 = bench.beside(work)
    return {
        "counts": counted(found),
        "total": len(found),
        "found": [card(one) for one in found[: wanted.limit]],
        "residents": people,
        "area_km2": round(m2 / 1e6, 4),
    }


def _ground(wanted: InsideAsked, roads: Roads, areas: Areas) -> BaseGeometry:
    """The ground that is asked for. Raises `NotServed` where it is none."""
    if wanted.circle is not None:
        return circle(Point(wanted.circle.lon, wanted.circle.lat), wanted.circle.radius_m)
    if wanted.polygon is not None:
        return _polygon(wanted.polygon.model_dump())
    if wanted.area is not None:
        return _area(areas, wanted.area)
    if wanted.along is None:
        raise _no_ground("it is none")
    if wanted.along.line is not None:
        return strip(_plain_line(wanted.along.line), wanted.along.metres)
    return strip(_street(roads, wanted.along.street or ""), wanted.along.metres)


def _area(areas: Areas, code: str) -> BaseGeometry:
    found = next((one.shape for one in areas.all if one.code == code), None)
    if found is None:
        raise not_found(f"There is no area {code}. /api/v1/places/areas lists all there are.")
    return found


def _plain_line(corners: list[list[float]]) -> BaseGeometry:
    """The line, unless it goes to and fro over itself: the strip along such a one would take minutes."""
    line = _in_degrees(shapely.linestrings(corners))
    at = np.array(corners)
    pieces: Shapes = shapely.linestrings(np.stack([at[:-1], at[1:]], axis=1))
    meet = shapely.STRtree(pieces).query(pieces).shape[1]
    if meet > MEETINGS * len(corners) + MEETINGS_MORE:
        raise _no_ground("the line goes over itself again and again")
    return line


def _street(roads: Roads, name: str) -> BaseGeometry:
    edges = np.flatnonzero((roads.en == name) | (roads.zh == name)).tolist()
    if not edges:
        raise not_found(f"There is no street {name}. Write its name as the map does.")
    return shapely.MultiLineString([roads.outline(edge) for edge in edges])


def _polygon(written: dict[str, Any]) -> BaseGeometry:
    try:
        shape = shapely.from_geojson(json.dumps(written))
    except (ValueError, shapely.errors.GEOSException):
        raise _no_ground("it is no GeoJSON geometry") from None
    if shapely.get_num_coordinates(shape) > MOST_CORNERS:
        raise _no_ground(f"it has more than {MOST_CORNERS} corners")
    if not shape.is_valid:
        raise _no_ground(shapely.is_valid_reason(shape))
    return _in_degrees(shape)


def _in_degrees(shape: BaseGeometry) -> BaseGeometry:
    west, south, east, north = shape.bounds if not shape.is_empty else (np.nan,) * 4
    if not (west >= -180 and south >= -90 and east <= 180 and north <= 90):
        raise _no_ground("it should be longitudes and latitudes in degrees")
    return shape


def _no_ground(why: str) -> NotServed:
    message = f"This outline holds no ground: {why}. Draw it anew, as a ring that does not cross itself."
    return NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, "no_ground", message)
