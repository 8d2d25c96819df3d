"""Street speed: how fast the streets with sensors run, against what they allow when free."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from city.picture import Picture
from geo.pack import CityPack
from layers.base import Drawing, Layer, Shape, Style
from layers.freshness import age_s, plain, rows_of, taken, times_taken

OLD_S = 15 * 60.0  # as long as the traffic index looks back
SAMPLES_NEEDED = 3
# Shares of the free-flow speed after HCM 2010, exhibit 16-4: above 67 % is A or B, above 50 % C, above 30 % D or E.
CUTS = np.array([0.30, 0.50, 0.67])
FREE, SLOW, CONGESTED, BLOCKED, UNKNOWN = range(5)


@cache
def sensors(pack: CityPack) -> tuple[int, ...]:
    """Which of the city's things watch a street."""
    things = pack.things
    return tuple(i for i, edge in enumerate(things.edge) if edge and "road.speed" in things.kinds[i])


@cache
def _titles(pack: CityPack) -> Mapping[str, Sequence[str]]:
    titles = [pack.things.title[i] for i in sensors(pack)]
    return {language: [title[language] for title in titles] for language in ("zh", "en")}


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every street with a sensor; one that told nothing lately, or of too few vehicles, is unknown."""
    watching, newest = sensors(pack), picture.newest.get("road.speed")
    ids = [pack.things.thing[i] for i in watching]
    nothing = np.full(len(ids), np.nan)
    speed = free = nothing
    if newest is not None:
        rows = rows_of(ids, newest)
        fresh = age_s(picture.at, times_taken(newest.at, rows)) <= OLD_S
        usable = fresh & (taken(newest.attributes["samples"], rows) >= SAMPLES_NEEDED)
        speed = np.where(usable, taken(newest.value, rows), np.nan)
        free = taken(newest.attributes["free_flow_kmh"], rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(free > 0, speed / free, np.nan)
    style = np.where(np.isnan(share), UNKNOWN, BLOCKED - np.searchsorted(CUTS, share))
    return Drawing(
        ids=ids,
        style=style.tolist(),
        more={**_titles(pack), "speed_kmh": plain(speed, 0), "free_flow_kmh": plain(free, 0)},
    )


def shapes(pack: CityPack) -> Mapping[str, Mapping[str, Any]]:
    """The outline of each sensor's street."""
    roads = pack.roads
    row = {edge: i for i, edge in enumerate(roads.edge_id.tolist())}
    return {
        pack.things.thing[i]: {"type": "LineString", "coordinates": roads.outline(row[pack.things.edge[i]]).tolist()}
        for i in sensors(pack)
        if pack.things.edge[i] in row
    }


LAYER = Layer(
    name="street_speed",
    title={"zh": "道路车速", "en": "Street speed"},
    group="traffic",
    shape=Shape.LINE,
    order=20,
    styles=(
        Style(name="free", title={"zh": "畅通", "en": "free"}),
        Style(name="slow", title={"zh": "缓行", "en": "slow"}),
        Style(name="congested", title={"zh": "拥堵", "en": "congested"}),
        Style(name="blocked", title={"zh": "严重拥堵", "en": "blocked"}),
        Style(name="unknown", title={"zh": "无数据或超过15分钟", "en": "unknown or older than 15 min"}),
    ),
    draw=draw,
    shapes=shapes,
    watches=("newest",),
    every_s=5.0,
)
