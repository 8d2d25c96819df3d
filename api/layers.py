"""Layers: what the city does now, as GeoJSON for anybody's map."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any, Literal

import orjson

from api.acting import picture_for
from api.answering import encoded
from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ, READ_INCIDENTS
from api.ports import House
from api.refusals import Plain, not_found
from incidents.sight import sees_every
from layers.base import Layer
from layers.geojson import feature_collection
from live.gallery import tells_of_incidents


class LayerCard(Shape):
    """What a layer says of itself."""

    name: str
    title: Words
    group: str
    shape: str
    order: int
    styles: list[dict[str, Any]]
    min_zoom: int
    shown: bool


class Layers(Shape):
    """Every layer, the lowest first."""

    layers: list[LayerCard]


class Feature(Shape):
    """One thing on the map; its style is a name that the layer declares."""

    type: Literal["Feature"]
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class FeatureCollection(Shape):
    """GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"]
    features: list[Feature]


class Drawings:
    """The features of each layer as JSON, drawn once a picture for all who see the same."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._outlines = cache(self._outlined)
        self._kept: dict[tuple[str, str], tuple[int, orjson.Fragment]] = {}  # of which picture, by layer and who looks

    def features(self, layer: Layer, asked: Asked) -> orjson.Fragment:
        """What the layer shows now to whoever asks."""
        house, seen, version = self._house, _seen(layer, asked), self._house.picture.version
        told = self._kept.get((layer.name, seen))
        if told is not None and told[0] == version:
            return told[1]
        drawing = layer.draw(picture_for(asked, house.picture), house.pack)
        drawn = encoded(feature_collection(layer, drawing, self._outlines(layer.name))["features"])
        if seen:
            self._kept[layer.name, seen] = version, drawn
        return drawn

    def _outlined(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        shapes = self._house.layers[name].shapes
        return {} if shapes is None else shapes(self._house.pack)


def doors(house: House) -> tuple[Door, ...]:
    """`GET /layers` and `GET /layers/{name}`."""
    drawings = Drawings(house)

    def every(_: Asked) -> Plain:
        return {"layers": [_card(one) for one in house.layers.values()]}

    def one(asked: Asked) -> Plain:
        name = asked.path["name"]
        layer = house.layers.get(name)
        if layer is None:
            raise not_found(f"There is no layer {name}. /api/v1/layers lists all there are.")
        return {"type": "FeatureCollection", "features": drawings.features(layer, asked)}

    return (
        Door(
            method="GET", path="/layers", name="layers", right=READ, answer=Layers, handle=every,
            summary="Every layer of the map", tags=("layers",),
        ),
        Door(
            method="GET", path="/layers/{name}", name="layer", right=READ, answer=FeatureCollection, handle=one,
            summary="What a layer shows now, as GeoJSON", tags=("layers",), media_type="application/geo+json",
            refuses=(HTTPStatus.NOT_FOUND,),
        ),
    )  # fmt: skip


def _seen(layer: Layer, asked: Asked) -> str:
    """Who sees the same of this layer; "" where that is one's own, and not worth keeping."""
    caller = asked.caller
    if not tells_of_incidents(layer) or sees_every(caller.actor):
        return "all"
    return "" if caller.actor.machine or READ_INCIDENTS in caller.rights else "wall"


def _card(one: Layer) -> Plain:
    return {
        "name": one.name,
        "title": one.title,
        "group": one.group,
        "shape": one.shape.value,
        "order": one.order,
        "styles": [{"name": style.name, "title": style.title} for style in one.styles],
        "min_zoom": one.min_zoom,
        "shown": one.shown,
    }
