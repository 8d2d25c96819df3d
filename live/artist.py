"""The artist: draws the layers from the picture, and tells what changed of each drawing since the last time.

Layers that are off when a screen opens are drawn while some screen wants them.
"""

from collections.abc import Collection, Mapping
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
        self.always = frozenset(name for name, one in layers.items() if one.shown)
        self.optional = frozenset(layers) - self.always
        self._wanted = self.always
        self._drawn: dict[str, Columns] = {}
        self._drawn_from: dict[str, Picture] = {}
        self._ids: dict[str, tuple[str, ...]] = {}
        self._ids_version: dict[str, int] = {}

    def want(self, names: Collection[str], picture: Picture) -> frozenset[str]:
        """Draw these layers from now on, besides those that are always drawn; the new ones, still ones drawn at once.

        Nothing is drawn that was wanted before.
        """
        wanted = self.always | (self.optional & set(names))
        added, self._wanted = wanted - self._wanted, wanted
        for name in self._drawn.keys() - wanted:
            del self._drawn[name], self._drawn_from[name]
        for name in self._still.keys() & added:
            self._draw(self._still[name], picture)
        return added

    def all(self, names: Collection[str]) -> dict[str, Columns]:
        """Those of the still layers as last drawn."""
        return {name: columns for name, columns in self._drawn.items() if name in names}

    def changes(self, picture: Picture) -> dict[str, Columns]:
        """The columns of still layers that are new in this picture."""
        said: dict[str, Columns] = {}
        for name, layer in self._still.items():
            if name not in self._wanted or not self._may_differ(layer, picture):
                continue
            before = self._drawn.get(name, {})
            differing = _differing(before, self._draw(layer, picture))
            if differing:
                said[name] = differing
        return said

    def _draw(self, layer: Layer, picture: Picture) -> Columns:
        columns = _columns(layer.draw(picture, self._pack))
        self._drawn[layer.name], self._drawn_from[layer.name] = columns, picture
        return columns

    def frames(self, picture: Picture, names: Collection[str] | None = None) -> dict[str, tuple[int, bytes, bytes]]:
        """Every moving layer that is wanted, or those named: the version of its ids, its frame without and with ids."""
        said: dict[str, tuple[int, bytes, bytes]] = {}
        for name, layer in self._moving.items():
            if name not in (self._wanted if names is None else names):
                continue
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
