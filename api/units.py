"""Units: who is out there, where, and how far from a place."""

import math

import numpy as np

from api.acting import Theirs
from api.answers import Units
from api.door import Asked, Door, Shape
from api.guard import READ_INCIDENTS
from api.ports import House
from api.refusals import Plain
from api.values import PlaceText, point
from geo.pack import Unit
from geo.place import Point, distance_m
from live import wire
from live.moments import aware
from live.out_of_sight import POSITION, engaged


class Near(Shape):
    """Where from: `near` is lon,lat in degrees, and sorts by distance."""

    near: PlaceText | None = None

    @property
    def place(self) -> Point | None:
        """The place that was asked for."""
        return None if self.near is None else point(self.near)


def doors(house: House) -> tuple[Door, ...]:
    """`GET /units`."""

    def units(asked: Asked) -> Plain:
        return {"units": shown(house, asked, asked.query.place)}

    return (
        Door(
            method="GET", path="/units", name="units", right=READ_INCIDENTS, answer=Units, query=Near, handle=units,
            summary="Every unit with its state and place; near=lon,lat sorts by distance", tags=("units",),
        ),
    )  # fmt: skip


def shown(house: House, asked: Asked, near: Point | None = None) -> list[Plain]:
    """Every unit as it stands; the nearest first where a place is given, those without a place last.

    One on an incident that whoever asks does not see is told as engaged, at its home.
    """
    theirs = Theirs(house.desk, asked)
    registered, seen = house.pack.units, _seen(house)
    said: list[Plain] = []
    for name, unit in house.picture.units.items():
        hidden = unit.incident and not theirs.has(unit.incident)
        now = engaged(unit) if hidden else unit
        home = registered.get(name)
        place, at = seen.get("" if hidden else name, (None if home is None else Point(home.lon, home.lat), None))
        said.append(
            {
                **wire.unit(now),
                **_who(home),
                "lon": None if place is None else round(place.lon, 6),
                "lat": None if place is None else round(place.lat, 6),
                "at": at,
                "distance_m": _distance(place, near),
            }
        )
    if near is not None:
        said.sort(key=lambda one: (one["distance_m"] is None, one["distance_m"] or 0.0))
    return said


def _who(home: Unit | None) -> Plain:
    return {"title": {} if home is None else home.title, "command": "" if home is None else home.command}


def _seen(house: House) -> dict[str, tuple[Point | None, str | None]]:
    """Where each unit was last seen, and when."""
    newest = house.picture.newest.get(POSITION)
    if newest is None:
        return {}
    rows = zip(newest.thing, newest.lon.tolist(), newest.lat.tolist(), newest.at, strict=True)
    return {thing: (Point(lon, lat), wire.iso(aware(at))) for thing, lon, lat, at in rows if math.isfinite(lon + lat)}


def _distance(place: Point | None, near: Point | None) -> float | None:
    if place is None or near is None:
        return None
    return round(float(distance_m(np.array([place.lon]), np.array([place.lat]), near.lon, near.lat)[0]), 1)
