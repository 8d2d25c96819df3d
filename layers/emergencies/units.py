"""Units: where the crews are and which way they go; those on scene are counted at their incident instead."""

import numpy as np

from city.picture import Picture
from geo.pack import CityPack
from incidents.incident import UnitState
from layers.base import Drawing, Layer, Shape, Style
from layers.freshness import age_s

OLD_S, LOST_S = 60.0, 300.0
MOVING_KMH = 5.0
AVAILABLE, EN_ROUTE, DISPATCHED, OLD, LOST = range(5)
HIDDEN = frozenset({UnitState.ON_SCENE.value, UnitState.AT_HOSPITAL.value})
UNDER_WAY = frozenset({UnitState.EN_ROUTE.value, UnitState.TRANSPORTING.value})
FREE = frozenset({"available", UnitState.CLEARED.value, UnitState.CANCELLED.value})


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every unit that ever told its position and is not at work in one place; without news it stays, marked as old."""
    newest = picture.newest.get("unit.position")
    if newest is None:
        return Drawing(ids=[], style=[], lon=np.empty(0), lat=np.empty(0), heading_deg=np.empty(0))
    state = [picture.units[name].state if name in picture.units else "available" for name in newest.thing]
    shown = [row for row, one in enumerate(state) if one not in HIDDEN]
    age = age_s(picture.at, newest.at)
    return Drawing(
        ids=[newest.thing[row] for row in shown],
        style=[_style(state[row], float(newest.value[row]), float(age[row])) for row in shown],
        lon=newest.lon[shown],
        lat=newest.lat[shown],
        heading_deg=newest.attributes["heading_deg"][shown],
    )


def _style(state: str, speed_kmh: float, age: float) -> int:
    """How a unit is drawn: first how old its position is, then what it does."""
    if age > OLD_S:
        return LOST if age > LOST_S else OLD
    if state in FREE:
        return AVAILABLE
    return EN_ROUTE if state in UNDER_WAY or speed_kmh >= MOVING_KMH else DISPATCHED


LAYER = Layer(
    name="units",
    title={"zh": "力量", "en": "Units"},
    group="emergencies",
    shape=Shape.MOVING,
    order=50,
    styles=(
        Style(name="available", title={"zh": "待命", "en": "available"}),
        Style(name="en_route", title={"zh": "行进中", "en": "on the way"}),
        Style(name="dispatched", title={"zh": "已派遣未动", "en": "dispatched, not moving"}),
        Style(name="old", title={"zh": "位置超过60秒", "en": "position older than 60 s"}),
        Style(name="lost", title={"zh": "位置超过5分钟", "en": "position older than 5 min"}),
    ),
    draw=draw,
    watches=("newest", "units"),
)
