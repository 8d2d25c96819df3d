"""The gallery: what the layers show to whom. The desk sees all that is there, a wall only what may hang in a corridor.

A layer that looks at incidents is drawn twice, once from the picture as a wall may show it; every other is the same for
everybody. Moving things are no incidents.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from city.picture import Picture
from geo.pack import CityPack
from incidents.incident import Incident
from layers.base import Layer, Shape
from live.artist import Artist, Columns
from live.masked import incidents_on_a_wall


class Gallery:
    """Two artists: one draws for those who see incidents by name, the other what walls show otherwise."""

    def __init__(self, layers: Mapping[str, Layer], pack: CityPack) -> None:
        self._artist = Artist(layers, pack)
        self._walls = Artist({name: one for name, one in layers.items() if _looks_at_incidents(one)}, pack)
        self._of_walls = frozenset(name for name, one in layers.items() if _looks_at_incidents(one))
        self._incidents: tuple[Mapping[str, Incident], Mapping[str, Incident]] | None = None
        self.always, self.optional = self._artist.always, self._artist.optional

    def want(self, names: Collection[str], picture: Picture) -> frozenset[str]:
        """Draw these layers from now on, besides those that are always drawn; the new ones, drawn at once."""
        self._walls.want(names, self._on_a_wall(picture))
        return self._artist.want(names, picture)

    def all(self, names: Collection[str], masked: bool) -> dict[str, Columns]:  # noqa: FBT001 - as a sheet asks for it
        """Those of the still layers as last drawn."""
        told = self._artist.all(names)
        return told if not masked else _others(told, self._of_walls) | self._walls.all(names)

    def changes(self, picture: Picture) -> dict[bool, dict[str, Columns]]:
        """The columns of still layers that are new in this picture: for those who are `masked`, and for the others."""
        told, on_walls = self._artist.changes(picture), self._walls.changes(self._on_a_wall(picture))
        return {False: told, True: _others(told, self._of_walls) | on_walls}

    def frames(self, picture: Picture, names: Collection[str] | None = None) -> dict[str, tuple[int, bytes, bytes]]:
        """Every moving layer that is wanted, or those named: the version of its ids, its frame without and with ids."""
        return self._artist.frames(picture, names)

    def _on_a_wall(self, picture: Picture) -> Picture:
        """The picture as a wall may show it; its incidents are the very same ones while nothing of them changed."""
        if self._incidents is None or self._incidents[0] is not picture.incidents:
            self._incidents = (picture.incidents, incidents_on_a_wall(picture.incidents))
        return replace(picture, incidents=self._incidents[1])


def _looks_at_incidents(layer: Layer) -> bool:
    return layer.shape is not Shape.MOVING and (not layer.watches or "incidents" in layer.watches)


def _others(told: Mapping[str, Any], names: Collection[str]) -> dict[str, Columns]:
    return {name: columns for name, columns in told.items() if name not in names}
