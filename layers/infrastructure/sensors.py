"""Sensors: every registered thing, and whether it still speaks."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from city.picture import Picture
from city.readings import Floats
from geo.pack import CityPack
from layers.base import Drawing
from layers.devices import LATE, SILENT, STATES, device_layer
from layers.freshness import age_s, plain, rows_of, times_taken


def ages_s(picture: Picture, pack: CityPack) -> Floats:
    """How many seconds ago each registered thing (n,) last told anything, NaN if never."""
    youngest = np.full(len(pack.things), np.nan)
    for kind in _kinds(pack):
        newest = picture.newest.get(kind)
        if newest is not None:
            heard_at = times_taken(newest.at, rows_of(pack.things.thing, newest))
            youngest = np.fmin(youngest, age_s(picture.at, heard_at))
    return youngest


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every registered thing where it stands."""
    things, age = pack.things, ages_s(picture, pack)
    periods = np.where(np.isnan(age), np.inf, age / np.maximum(things.period_s, 1.0))
    return Drawing(
        ids=things.thing,
        style=((periods > LATE).astype(np.intp) + (periods > SILENT)).tolist(),
        lon=things.lon,
        lat=things.lat,
        more=_card(pack),
    )


@cache
def _card(pack: CityPack) -> Mapping[str, Sequence[Any]]:
    """What the card of each thing says, whatever it tells."""
    things = pack.things
    return {
        **{language: [title[language] for title in things.title] for language in ("zh", "en")},
        "kinds": [" ".join(kinds) for kinds in things.kinds],
        "period_s": plain(things.period_s, 0),
    }


@cache
def _kinds(pack: CityPack) -> tuple[str, ...]:
    return tuple(sorted({kind for kinds in pack.things.kinds for kind in kinds}))


LAYER = device_layer(
    "sensors", zh="感知设备", en="Sensors", group="infrastructure", order=30, min_zoom=12, styles=STATES, draw=draw
)
