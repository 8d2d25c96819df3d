"""Stations: the fire stations, filled with an engine in, empty without; the empty squares are the cover gap."""

import numpy as np

from city.picture import Picture
from geo.pack import CityPack, Place, Unit
from geo.place import distance_m
from layers.base import Drawing, Layer, Shape, Style
from layers.freshness import age_s

AT_HOME_M = 300.0
FRESH_S = 300.0  # an older position no longer says that an engine is away
IN, EMPTY, UNKNOWN = range(3)


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every fire station, with how many of its engines are in."""
    stations = [place for place in pack.places if place.kind == "fire_station"]
    away = _away(picture)
    engines: dict[str, list[Unit]] = {place.name: [] for place in stations}
    for unit in pack.units.values():
        if unit.kind == "engine" and unit.home in engines and unit.name in picture.units:
            engines[unit.home].append(unit)
    many_in = [sum(_is_in(unit, place, picture, away) for unit in engines[place.name]) for place in stations]
    many = [len(engines[place.name]) for place in stations]
    return Drawing(
        ids=[place.name for place in stations],
        style=[IN if is_in else EMPTY if known else UNKNOWN for is_in, known in zip(many_in, many, strict=True)],
        lon=np.array([place.lon for place in stations], dtype=np.float64),
        lat=np.array([place.lat for place in stations], dtype=np.float64),
        more={
            **{language: [place.title[language] for place in stations] for language in ("zh", "en")},
            "engines_in": [is_in if known else None for is_in, known in zip(many_in, many, strict=True)],
            "engines": [known or None for known in many],
        },
    )


def _away(picture: Picture) -> dict[str, tuple[float, float]]:
    """Where each unit is that told its position lately."""
    newest = picture.newest.get("unit.position")
    if newest is None:
        return {}
    fresh = np.flatnonzero(age_s(picture.at, newest.at) <= FRESH_S).tolist()
    return {newest.thing[row]: (float(newest.lon[row]), float(newest.lat[row])) for row in fresh}


def _is_in(unit: Unit, place: Place, picture: Picture, away: dict[str, tuple[float, float]]) -> bool:
    """Whether the engine is free and, as far as its position tells, at home."""
    if picture.units[unit.name].state != "available":
        return False
    if unit.name not in away:
        return True
    lon, lat = away[unit.name]
    return float(distance_m(np.array([lon]), np.array([lat]), place.lon, place.lat)[0]) <= AT_HOME_M


LAYER = Layer(
    name="stations",
    title={"zh": "消防站", "en": "Fire stations"},
    group="places",
    shape=Shape.POINT,
    order=40,
    styles=(
        Style(name="in", title={"zh": "有车在站", "en": "engine in"}),
        Style(name="empty", title={"zh": "空站", "en": "empty"}),
        Style(name="unknown", title={"zh": "无编制或不明", "en": "no engine known"}),
    ),
    draw=draw,
    watches=("units", "newest"),
)
