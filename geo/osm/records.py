"""What OpenStreetMap files hold, as plain records: ways, grounds, points, and relations that join them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.place import Bounds, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A way with its nodes (k,) and their places (k, 2), NaN where the file lacks the node."""

    number: int
    tags: Mapping[str, str]
    refs: tuple[int, ...]
    xy: Floats

    @property
    def has_gaps(self) -> bool:
        """Whether the file lacks some of its nodes."""
        return bool(np.isnan(self.xy).any())

    def known(self) -> list[tuple[int, int]]:
        """From and to which node its places are known: stretches of two nodes and more."""
        there = np.concatenate([[False], ~np.isnan(self.xy[:, 0]), [False]]).astype(np.int8)
        turns = np.flatnonzero(np.diff(there)).tolist()
        return [(a, b) for a, b in zip(turns[::2], turns[1::2], strict=True) if b - a > 1]

    def stretches(self) -> list[shapely.LineString]:
        """The lines along which its places are known."""
        return [shapely.LineString(self.xy[a:b]) for a, b in self.known()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A closed way ("w12") or a multipolygon ("r34") with its polygons; `cut` where the file lacks some nodes."""

    number: str
    tags: Mapping[str, str]
    shape: BaseGeometry
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A node that has something to say."""

    number: str
    tags: Mapping[str, str]
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A relation that joins members, each a type ("n", "w", "r"), a number and a role: a turn restriction, a border."""

    number: int
    tags: Mapping[str, str]
    members: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file holds for a city; the box is the one that the file names itself."""

    box: Bounds | None = None
    lines: list[Line] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    borders: list[Rule] = field(default_factory=list)  # the relations of administrative boundaries
    wanted: dict[int, str] = field(default_factory=dict)  # multipolygons of our concern, by number: what they are

    @property
    def has_gaps(self) -> bool:
        """Whether the file lacks nodes of its ways."""
        return any(one.has_gaps for one in self.lines) or any(one.cut for one in self.grounds)

    @property
    def unfinished(self) -> dict[int, str]:
        """The multipolygons that lack members or do not close: number, and what each is."""
        done = {int(one.number[1:]) for one in self.grounds if one.number[0] == "r"}
        return {number: what for number, what in self.wanted.items() if number not in done}
