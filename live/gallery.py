"""The gallery: what the layers show to whom. The desk sees all that is there, a wall only what may hang in a corridor.

A layer that looks at incidents or at units is drawn twice, once from the picture as a wall may show it; every other is
the same for everybody.
"""

from collections.abc import Collection, Mapping
from typing import Any

from city.picture import Picture
from geo.pack import CityPack
from layers.base import Layer
from live.artist import Artist, Columns
from live.out_of_sight import OnWalls

Frames = dict[str, tuple[int, bytes, bytes]]


class Gallery:
    """Two artists: one draws for those who see incidents by name, the other what walls show otherwise."""

    def __init__(self, layers: Mapping[str, Layer], pack: CityPack) -> None:
        self._artist = Artist(layers, pack)
        self._walls = Artist({name: one for name, one in layers.items() if tells_of_incidents(one)}, pack)
        self._of_walls = frozenset(name for name, one in layers.items() if tells_of_incidents(one))
        self._on_walls = OnWalls()
        self.always, self.optional = self._artist.always, self._artist.optional

    def want(self, names: Collection[str], picture: Picture) -> frozenset[str]:
        """Draw these layers from now on, besides those that are always drawn; the new ones, drawn at once."""
        self._walls.want(names, self.on_a_wall(picture))
        return self._artist.want(names, picture)

    def all(self, names: Collection[str], masked: bool) -> dict[str, Columns]:  # noqa: FBT001 - as a sheet asks for it
        """Those of the still layers as last drawn."""
        told = self._artist.all(names)
        return told if not masked else _others(told, self._of_walls) | self._walls.all(names)

    def changes(self, picture: Picture) -> dict[bool, dict[str, Columns]]:
        """The columns of still layers that are new in this picture: for those who are `masked`, and for the others."""
        told, on_walls = self._artist.changes(picture), self._walls.changes(self.on_a_wall(picture))
        return {False: told, True: _others(told, self._of_walls) | on_walls}

    def frames(self, picture: Picture, names: Collection[str] | None = None) -> dict[bool, Frames]:
        """Every moving layer that is wanted, or those named: for those who are `masked`, and for the others.

        Each is the version of its ids, and its frame without and with ids.
        """
        told, on_walls = self._artist.frames(picture, names), self._walls.frames(self.on_a_wall(picture), names)
        return {False: told, True: {name: one for name, one in told.items() if name not in self._of_walls} | on_walls}

    def on_a_wall(self, picture: Picture) -> Picture:
        """The picture as a wall may show it."""
        return self._on_walls.of(picture)


def tells_of_incidents(layer: Layer) -> bool:
    """Whether it looks at incidents or units: it shows not the same to everybody."""
    return not layer.watches or not {"incidents", "units"}.isdisjoint(layer.watches)


def _others(told: Mapping[str, Any], names: Collection[str]) -> dict[str, Columns]:
    return {name: columns for name, columns in told.items() if name not in names}
