"""The artist: draws the layers from the picture, and tells what changed of each drawing since the last time."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from city.picture import Picture
from geo.pack import CityPack
from layers.base import Drawing, Layer, Shape
from live.frame import frame

REDRAW_S = 10.0  # things grow old without any fact coming in
Columns = dict[str, Any]


class Artist:
    """Holds the last drawing of every layer."""

    def __init__(self, layers: Mapping[str, Layer], pack: CityPack) -> None:
        self._still = {name: one for name, one in layers.items() if one.shape is not Shape.MOVING}
        self._moving = {name: one for name, one in layers.items() if one.shape is Shape.MOVING}
        self._pack = pack
        self._drawn: dict[str, Columns] = {}
        self._drawn_from: dict[str, Picture] = {}
        self._ids: dict[str, tuple[str, ...]] = {}
        self._ids_version: dict[str, int] = {}

    def all(self) -> dict[str, Columns]:
        """Every still layer as last drawn."""
        return dict(self._drawn)

    def changes(self, picture: Picture) -> dict[str, Columns]:
        """The columns of still layers that are new in this picture."""
        said: dict[str, Columns] = {}
        for name, layer in self._still.items():
            if not self._may_differ(layer, picture):
                continue
            columns, before = _columns(layer.draw(picture, self._pack)), self._drawn.get(name, {})
            self._drawn[name], self._drawn_from[name] = columns, picture
            differing = _differing(before, columns)
            if differing:
                said[name] = differing
        return said

    def frames(self, picture: Picture) -> dict[str, tuple[int, bytes, bytes]]:
        """Every moving layer: the version of its ids, and its frame without and with the ids."""
        said: dict[str, tuple[int, bytes, bytes]] = {}
        for name, layer in self._moving.items():
            drawing = layer.draw(picture, self._pack)
            ids = tuple(drawing.ids)
            if ids != self._ids.get(name):
                self._ids[name] = ids
                self._ids_version[name] = self._ids_version.get(name, 0) + 1
            without = frame(name, picture.version, picture.at, drawing, ids=False)
            said[name] = (self._ids_version[name], without, frame(name, picture.version, picture.at, drawing, ids=True))
        return said

    def _may_differ(self, layer: Layer, picture: Picture) -> bool:
        last = self._drawn_from.get(layer.name)
        age_s = REDRAW_S if last is None else (picture.at - last.at).total_seconds()
        if last is None or age_s >= REDRAW_S:
            return True
        if age_s < layer.every_s:
            return False
        if not layer.watches:
            return True
        return any(getattr(picture, part) is not getattr(last, part) for part in layer.watches)


def _differing(before: Columns, columns: Columns) -> Columns:
    """The columns that are not as before; of `more`, too, only those."""
    said = {key: column for key, column in columns.items() if key != "more" and before.get(key) != column}
    further = _differing(before.get("more", {}), columns["more"]) if "more" in columns else {}
    return said | ({"more": further} if further else {})


def _columns(drawing: Drawing) -> Columns:
    columns: Columns = {"ids": list(drawing.ids), "style": [int(one) for one in drawing.style]}
    if drawing.lon is not None and drawing.lat is not None:
        columns["lon"] = np.round(drawing.lon, 6).tolist()
        columns["lat"] = np.round(drawing.lat, 6).tolist()
    if drawing.more:
        columns["more"] = {key: list(column) for key, column in drawing.more.items()}
    return columns
