"""Whereabouts: the registered place of every thing, for readings that bring none of their own."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from city.readings import Floats, Readings
from geo.pack import CityPack
from geo.place import Point


class Whereabouts:
    """Knows where the city's registered things stand."""

    def __init__(self, places: Mapping[str, Point]) -> None:
        self._index = {thing: row for row, thing in enumerate(places)}
        # The last row stands for things that nobody registered.
        self._lon = np.array([*(place.lon for place in places.values()), np.nan])
        self._lat = np.array([*(place.lat for place in places.values()), np.nan])

    def placed(self, rows: Readings) -> Readings:
        """The rows with a longitude and latitude each: their own, else the registered ones, else NaN."""
        if rows.lon is None or rows.lat is None:
            lon, lat = self._registered(rows)
            return replace(rows, lon=lon, lat=lat)
        absent = np.isnan(rows.lon) & np.isnan(rows.lat)
        if not absent.any():
            return rows
        lon, lat = self._registered(rows)
        return replace(rows, lon=np.where(absent, lon, rows.lon), lat=np.where(absent, lat, rows.lat))

    def _registered(self, rows: Readings) -> tuple[Floats, Floats]:
        nobody = len(self._lon) - 1
        where = np.fromiter((self._index.get(one, nobody) for one in rows.thing), dtype=np.intp, count=len(rows))
        return self._lon[where], self._lat[where]


def places_of(pack: CityPack) -> dict[str, Point]:
    """Where everything stands that the city has registered: its streets (by their middle), things and units."""
    things = pack.things
    standing = {
        thing: Point(lon, lat)
        for thing, lon, lat in zip(things.thing, things.lon.tolist(), things.lat.tolist(), strict=True)
    }
    roads = pack.roads
    middle = roads.points[(roads.first[:-1] + roads.first[1:]) // 2].tolist()
    streets = {edge: Point(lon, lat) for edge, (lon, lat) in zip(roads.edge_id.tolist(), middle, strict=True)}
    return streets | standing | {name: Point(unit.lon, unit.lat) for name, unit in pack.units.items()}
