"""Incidents: what is open now, where it happened, the most urgent on top."""

from datetime import datetime

import numpy as np

from city.picture import Picture
from geo.pack import CityPack
from incidents.incident import UnitState
from layers.base import Drawing, Layer, Shape, Style


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every open incident that has a place; times are milliseconds since the epoch."""
    drawn = [one for one in picture.incidents.values() if one.open and one.lon is not None and one.lat is not None]
    drawn.sort(key=lambda one: (-one.level, one.received_at, one.number))
    live = [[each for each in one.assignments if each.live] for one in drawn]
    return Drawing(
        ids=[one.number for one in drawn],
        style=[min(max(one.level, 1), 4) - 1 for one in drawn],
        lon=np.array([one.lon for one in drawn], dtype=np.float64),
        lat=np.array([one.lat for one in drawn], dtype=np.float64),
        more={
            "number": [one.number for one in drawn],
            "category": [one.category for one in drawn],
            "state": [one.state.value for one in drawn],
            "since": [_ms(one.times.get(one.state, one.changed_at)) for one in drawn],
            "due": [one.due for one in drawn],
            "due_at": [_ms(one.due_at) for one in drawn],
            "units": [len(assigned) for assigned in live],
            "on_scene": [sum(each.state is UnitState.ON_SCENE for each in assigned) for assigned in live],
            "made_up": [one.made_up for one in drawn],
        },
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)


LAYER = Layer(
    name="incidents",
    title={"zh": "案卷", "en": "Incidents"},
    group="emergencies",
    shape=Shape.POINT,
    order=60,
    styles=(
        Style(name="level1", title={"zh": "Ⅰ级", "en": "level Ⅰ"}),
        Style(name="level2", title={"zh": "Ⅱ级", "en": "level Ⅱ"}),
        Style(name="level3", title={"zh": "Ⅲ级", "en": "level Ⅲ"}),
        Style(name="level4", title={"zh": "Ⅳ级", "en": "level Ⅳ"}),
    ),
    draw=draw,
    watches=("incidents",),
)
