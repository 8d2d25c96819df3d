"""Journeys: the quickest way from one place to another, and how long many would take to one, as the streets run now."""

from functools import partial
from http import HTTPStatus

import numpy as np

from api.door import Asked, Door
from api.guard import READ, READ_INCIDENTS
from api.in_the_city import in_the_city
from api.known_places import Known, moving
from api.place_shapes import Matrix, MatrixAsked, RouteFound, RouteQuery
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from api.values import point
from api.workbench import Workbench
from geo.place import Floats, distance_m
from geo.ways.conditions import Conditions
from geo.ways.edge_tree import Spots
from geo.ways.journeys import journey, times_to
from geo.ways.roads import FARTHEST_OFF_M, Roads, Route
from geo.ways.turns import Stretch, stretches
from live.road_conditions import conditions_now, measured_edges

Rows = list[tuple[str | None, float, float]]  # the unit if it is one, longitude, latitude


def doors(house: House) -> tuple[Door, ...]:
    """`GET /places/route` and `POST /places/matrix`."""
    bench = Workbench()
    return (
        Door(
            method="GET", path="/places/route", name="route", right=READ, answer=RouteFound, query=RouteQuery,
            handle=partial(_route, house, bench), summary="The quickest way along the roads, street by street",
            tags=("places",), refuses=(HTTPStatus.NOT_FOUND,),
        ),
        Door(
            method="POST", path="/places/matrix", name="matrix", right=READ_INCIDENTS, answer=Matrix, body=MatrixAsked,
            handle=partial(_matrix, house, bench), summary="How long units, or points, take to a place",
            tags=("places",), refuses=(HTTPStatus.NOT_FOUND,),
        ),
    )  # fmt: skip


def _route(house: House, bench: Workbench, asked: Asked) -> Plain:
    wanted: RouteQuery = asked.query
    start, end = point(wanted.start), point(wanted.end)
    for place in (start, end):
        in_the_city(house.pack, place.lon, place.lat)
    now = now_if(house, live=wanted.live)
    way = bench.beside(lambda: journey(house.pack.roads, start, end, now))
    if way is None:
        message = "No open road leads there from the street nearest to the start. Choose another place, or live=false."
        raise NotServed(HTTPStatus.NOT_FOUND, "no_way", message)
    off_m = distance_m(
        way.lon[[0, -1]], way.lat[[0, -1]], np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
    )
    for one in (off_m[:1], off_m[1:]):
        beside_a_road(one)
    return _told(house.pack.roads, way) | {
        "start_off_m": round(float(off_m[0]), 1),
        "end_off_m": round(float(off_m[1]), 1),
        "roads": roads_now(house, now),
    }


def _matrix(house: House, bench: Workbench, asked: Asked) -> Plain:
    wanted: MatrixAsked = asked.body
    origins = _origins(house, asked)
    for lon, lat in ((wanted.to.lon, wanted.to.lat), *((lon, lat) for unit, lon, lat in origins if unit is None)):
        in_the_city(house.pack, lon, lat)
    now, roads = now_if(house, live=wanted.live), house.pack.roads

    def work() -> tuple[Floats, Spots, Floats]:
        to = roads.spots(np.array([wanted.to.lon]), np.array([wanted.to.lat]), now)
        starts = roads.spots(np.array([one[1] for one in origins]), np.array([one[2] for one in origins]), now)
        seconds = times_to(roads, to, starts, now)
        return to.off_m, starts, np.where(starts.off_m <= FARTHEST_OFF_M, seconds, np.inf)

    to_off_m, starts, seconds = bench.beside(work)
    beside_a_road(to_off_m)
    order = np.argsort(seconds, kind="stable").tolist()
    return {
        "origins": [_origin(origins[row], float(seconds[row]), starts, row) for row in order],
        "roads": roads_now(house, now),
    }


def beside_a_road(off_m: Floats) -> float:
    """How far a place (1,) is from the nearest street. Raises `NotServed` where no journey begins or ends there."""
    metres = float(off_m[0])
    if metres > FARTHEST_OFF_M:
        message = (
            f"The nearest street is {metres:,.0f} m away. Name a place within {FARTHEST_OFF_M:,.0f} m of a street."
        )
        raise NotServed(HTTPStatus.NOT_FOUND, "no_road_near", message)
    return round(metres, 1)


def now_if(house: House, *, live: bool) -> Conditions | None:
    """How the streets run now, None where the usual is asked for."""
    return conditions_now(house.picture, house.pack) if live else None


def roads_now(house: House, now: Conditions | None) -> Plain | None:
    """What an answer says of the conditions that it was computed with."""
    if now is None:
        return None
    return {"measured": measured_edges(house.picture, house.pack), "closed": int(now.closed.sum())}


def _told(roads: Roads, way: Route) -> Plain:
    line = np.column_stack([way.lon, way.lat]).round(6).tolist()
    return {
        "travel_s": round(way.travel_s, 1),
        "length_m": round(way.length_m, 1),
        "geometry": {"type": "LineString", "coordinates": line if len(line) > 1 else line * 2},
        "seconds": (way.seconds if len(line) > 1 else way.seconds.repeat(2)).round(1).tolist(),
        "streets": [_street(one) for one in stretches(roads, way)],
    }


def _street(one: Stretch) -> Plain:
    return {
        "title": {"zh": one.zh, "en": one.en},
        "turn": one.turn,
        "length_m": round(one.length_m, 1),
        "travel_s": round(one.travel_s, 1),
        "lon": round(one.begins.lon, 6),
        "lat": round(one.begins.lat, 6),
    }


def _origins(house: House, asked: Asked) -> Rows:
    """From where: the points, else the units that are somewhere. Raises `NotServed` for a unit unheard of."""
    wanted: MatrixAsked = asked.body
    if wanted.points is not None:
        return [(None, one.lon, one.lat) for one in wanted.points]
    units = {one.name: one for one in moving(house, asked).rows}
    names = list(units) if wanted.units is None else wanted.units
    if strange := [name for name in names if name not in units]:
        raise not_found(f"There is no unit {', '.join(strange[:3])}. /api/v1/units lists all there are.")
    return [(one.name, one.lon, one.lat) for one in (units[name] for name in names) if _is_somewhere(one)]


def _is_somewhere(one: Known) -> bool:
    return bool(np.isfinite(one.lon) and np.isfinite(one.lat))


def _origin(origin: tuple[str | None, float, float], travel_s: float, starts: Spots, row: int) -> Plain:
    unit, lon, lat = origin
    return {
        "position": row,
        "unit": unit,
        "lon": round(lon, 6),
        "lat": round(lat, 6),
        "travel_s": round(travel_s, 1) if np.isfinite(travel_s) else None,
        "off_m": round(float(starts.off_m[row]), 1),
    }
