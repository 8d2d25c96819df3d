"""What is at a place: the nearest known house, else the nearest street with a name, and the areas around it."""

from typing import NamedTuple

import numpy as np

from geo.place import EARTH_RADIUS_M, Floats, Point
from geo.search.found import Found, found_at, numbered
from geo.search.index import SearchIndex
from geo.ways.roads import Roads

HOUSE_M = 60.0  # a house farther away is another one's neighbour
STREET_M = 500.0


class Spot(NamedTuple):
    """Something near a place: its row, the nearest point of it, and how far that is."""

    row: int
    lon: float
    lat: float
    distance_m: float


def at(index: SearchIndex, roads: Roads, place: Point, area: int) -> tuple[Found, float]:
    """What one would call this place, and how far what it is called by lies; `area` is the area that holds it.

    Its kind is address, street, or area where neither is near.
    """
    house, street = _nearest_house(index, place), _nearest_street(roads, place)
    if house is not None and house.distance_m <= HOUSE_M:
        row = int(np.searchsorted(index.number_first, house.row, side="right")) - 1
        zh, en = index.titles[0][row], index.titles[1][row]
        number = str(index.number_text[house.row]).rstrip("号號")
        return found_at(index, "address", numbered(zh, en, number), (house.lon, house.lat), area), house.distance_m
    if street is not None and street.distance_m <= STREET_M:
        zh, en = str(roads.zh[street.row]), str(roads.en[street.row])
        title = {"zh": zh or en, "en": en or zh}
        return found_at(index, "street", title, (street.lon, street.lat), area), street.distance_m
    title = {"zh": str(index.area_zh[area]), "en": str(index.area_en[area])}
    return found_at(index, "area", title, (place.lon, place.lat), area), 0.0


def _nearest_house(index: SearchIndex, place: Point) -> Spot | None:
    if not len(index.number):
        return None
    east, north = _metres(index.number_lon, index.number_lat, place)
    row = int(np.argmin(east * east + north * north))
    far = float(np.hypot(east[row], north[row]))
    return Spot(row, float(index.number_lon[row]), float(index.number_lat[row]), far)


def _nearest_street(roads: Roads, place: Point) -> Spot | None:
    """The nearest edge that has a name."""
    edge = np.repeat(np.arange(len(roads)), np.diff(roads.first))
    named = (roads.zh != "") | (roads.en != "")
    # From each point to the next one of the same edge.
    start = np.flatnonzero((edge[1:] == edge[:-1]) & named[edge[:-1]]) if len(edge) else np.empty(0, dtype=np.intp)
    if not len(start):
        return None
    x, y = _metres(roads.points[:, 0], roads.points[:, 1], place)
    dx, dy = x[start + 1] - x[start], y[start + 1] - y[start]
    share = np.clip(-(x[start] * dx + y[start] * dy) / np.maximum(dx * dx + dy * dy, 1e-9), 0.0, 1.0)
    far = np.hypot(x[start] + share * dx, y[start] + share * dy)
    best = int(np.argmin(far))
    lon, lat = roads.points[start[best]] + share[best] * (roads.points[start[best] + 1] - roads.points[start[best]])
    return Spot(int(edge[start[best]]), float(lon), float(lat), float(far[best]))


def _metres(lon: Floats, lat: Floats, place: Point) -> tuple[Floats, Floats]:
    """East and north of the place."""
    per_deg_m = np.radians(EARTH_RADIUS_M)
    return (lon - place.lon) * per_deg_m * np.cos(np.radians(place.lat)), (lat - place.lat) * per_deg_m
