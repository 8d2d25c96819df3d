"""What every layer says of itself, and what it draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from city.picture import Picture
from city.readings import Floats
from geo.pack import CityPack

Words = dict[str, str]


class Shape(StrEnum):
    """The four shapes that the browser knows."""

    POINT = "point"
    LINE = "line"
    AREA = "area"
    MOVING = "moving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One way a thing may look: the name that the style sheet knows, and the words for it."""

    name: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is on the map now, as columns (n,).

    `style` indexes the layer's `styles`. Points and moving things carry `lon` and `lat`; lines and areas are drawn
    where `shapes` says, by id. `heading_deg` is for moving things, NaN when unknown. `more` are further columns for
    the card that opens at a click; they hold text, numbers or None.
    """

    ids: Sequence[str]
    style: Sequence[int]
    lon: Floats | None = None
    lat: Floats | None = None
    heading_deg: Floats | None = None
    more: Mapping[str, Sequence[Any]] = field(default_factory=dict[str, Sequence[Any]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer: name, shape, place in the stack, and how it is drawn from a picture.

    `draw` is pure; it must draw an empty picture too. `shapes` gives the outlines of lines and areas by id, as GeoJSON
    geometries; it is asked once. `shown` says whether it is on when a screen opens.
    `watches` names the parts of the picture it draws from; when none of them changed it is not drawn again,
    and however often they change, not more often than every `every_s` seconds. `limits` are the values at which a thing
    looks different, for the card.
    """

    name: str
    title: Words
    group: str
    shape: Shape
    order: int
    styles: tuple[Style, ...]
    draw: Callable[[Picture, CityPack], Drawing]
    shapes: Callable[[CityPack], Mapping[str, Mapping[str, Any]]] | None = None
    min_zoom: int = 0
    shown: bool = True
    watches: tuple[str, ...] = ()
    every_s: float = 0.0
    limits: tuple[float, ...] = ()
