"""Sheet: what screens are told of one picture, in bytes; each piece is encoded once, however many see it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import orjson

from live.changes import Plain
from live.masked import View

Columns = Mapping[str, Any]
Drawn = Callable[[Collection[str], bool], Mapping[str, Columns]]  # these layers, as walls show them or not
Parts = Callable[[bool], Plain]  # of the picture as walls may show it, or whole
Seen = tuple[View, frozenset[str]]  # what of the picture, and which layers
_AS = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS


class Sheet:
    """The whole of a picture, or what changed in it: `parts` with a head, and the layers by name as they are `drawn`.

    Screens that see other layers share all the rest, so a hundred of them cost hardly more than one.
    """

    def __init__(self, head: Plain, parts: Parts, drawn: Drawn, *, whole: bool) -> None:
        self._head = head
        self._parts = parts
        self._drawn = drawn
        self._whole = whole
        self._told: dict[View, Plain] = {}
        self._layers: dict[tuple[str, bool], orjson.Fragment] = {}
        self._made: dict[Seen, bytes] = {}

    def as_seen(self, seen: Seen, besides: Plain | None = None) -> bytes:
        """The message for those who see this; what is told `besides` is theirs alone, and not kept."""
        if besides is not None:
            return encoded(self._put_together(seen) | besides)
        if seen not in self._made:
            self._made[seen] = encoded(self._put_together(seen))
        return self._made[seen]

    def _put_together(self, seen: Seen) -> Plain:
        view, names = seen
        drawn = self._drawn(names, view.on_a_wall)
        layers = {name: self._layer(name, columns, on_a_wall=view.on_a_wall) for name, columns in drawn.items()}
        return self._head | self._rest(view) | ({"layers": layers} if layers or self._whole else {})

    def _rest(self, view: View) -> Plain:
        if view not in self._told:
            parts = (view.first if self._whole else view.then)(self._parts(view.on_a_wall))
            self._told[view] = {name: _encoded(part) for name, part in parts.items()}
        return self._told[view]

    def _layer(self, name: str, columns: Columns, *, on_a_wall: bool) -> orjson.Fragment:
        if (name, on_a_wall) not in self._layers:
            self._layers[name, on_a_wall] = _encoded(columns)
        return self._layers[name, on_a_wall]


def encoded(piece: Plain) -> bytes:
    """A message in bytes."""
    return orjson.dumps(piece, option=_AS)


def _encoded(piece: object) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(piece, option=_AS))
