"""Road closures: the streets that nobody may drive through now, since when and why."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from city.kinds import CLOSING_CAUSES
from city.picture import Picture
from geo.pack import CityPack
from geo.ways.roads import Roads
from layers.base import Drawing, Layer, Shape, Style
from layers.closed_edges import closed_edges, row_of_edge

UNKNOWN = len(CLOSING_CAUSES)


def draw(picture: Picture, pack: CityPack) -> Drawing:
    """Every closed edge, by its cause."""
    closed = closed_edges(picture, pack)
    if not closed:
        return Drawing(ids=[], style=[], more={"zh": [], "en": [], "since": []})
    newest, roads = picture.newest["road.closed"], pack.roads
    edge, row = list(closed), list(closed.values())
    return Drawing(
        ids=roads.edge_id[edge].tolist(),
        style=[_style(float(cause)) for cause in newest.attributes["cause"][row]],
        more={
            "zh": _names(roads, "zh", edge),
            "en": _names(roads, "en", edge),
            "since": [_clock(at, pack) for at in newest.at[row]],
        },
    )


class Outlines(Mapping[str, Mapping[str, Any]]):
    """The outline of every edge, drawn when it is asked for: any may be closed, and few are."""

    def __init__(self, roads: Roads) -> None:
        self._roads = roads
        self._row = row_of_edge(roads)

    def __getitem__(self, edge: str) -> Mapping[str, Any]:
        return {"type": "LineString", "coordinates": self._roads.outline(self._row[edge]).tolist()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)


def shapes(pack: CityPack) -> Mapping[str, Mapping[str, Any]]:
    """The outline of every edge."""
    return Outlines(pack.roads)


def _style(cause: float) -> int:
    """The style of a cause; whoever sends a strange one, or none, does not say why."""
    return int(cause) if cause in range(len(CLOSING_CAUSES)) else UNKNOWN


def _names(roads: Roads, language: str, edges: list[int]) -> list[str]:
    """The streets' names; a street without one is called as its edge."""
    column = roads.zh if language == "zh" else roads.en
    return [str(column[edge]) or str(roads.edge_id[edge]) for edge in edges]


def _clock(at: np.datetime64, pack: CityPack) -> str:
    """Month, day and time on the city's clocks."""
    moment = datetime.fromtimestamp(float(at.astype("datetime64[ms]").astype(np.int64)) / 1000, UTC)
    return f"{moment.astimezone(pack.time_zone):%m-%d %H:%M}"


LAYER = Layer(
    name="road_closures",
    title={"zh": "道路封闭", "en": "Closed streets"},
    group="traffic",
    shape=Shape.LINE,
    order=21,
    styles=(
        Style(name="works", title={"zh": "道路施工", "en": "road works"}),
        Style(name="incident", title={"zh": "突发事件", "en": "incident"}),
        Style(name="event", title={"zh": "活动管制", "en": "public event"}),
        Style(name="unknown", title={"zh": "原因未报", "en": "cause not told"}),
    ),
    draw=draw,
    shapes=shapes,
    min_zoom=12,
    watches=("newest",),
    every_s=5.0,
)
