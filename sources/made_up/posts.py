"""Posts: invented things that stay, as columns: wards, gauges, bus stops, firms; where each stands, and its leaf area.

They stand where the pack has places or sensors, or else at junctions (`spots.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.sensors import Sensors
from sources.made_up.town import Town
from sources.moments import Millis, as_times

Names = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Posts:
    """Things as columns (n,): their names, where they stand, and in which leaf area."""

    thing: Names
    lon: Floats
    lat: Floats
    leaf: Ints

    def __len__(self) -> int:
        return len(self.lon)

    @classmethod
    def named(cls, town: Town, names: str | Sequence[str], lon: Floats, lat: Floats) -> "Posts":
        """Posts at these places (n,), called by their names, or by one word and their number."""
        given = [f"{names}_{i + 1:03d}" for i in range(len(lon))] if isinstance(names, str) else list(names)
        return cls(np.array(given, dtype=object), lon, lat, town.pack.areas.leaf_of(lon, lat))

    @classmethod
    def sensing(cls, sensors: Sensors) -> "Posts":
        """The sensors of a pack as posts, in their order."""
        return cls(sensors.thing, sensors.lon, sensors.lat, sensors.leaf)

    def split(self, parts: Sequence[str]) -> "Posts":
        """Every post's parts one after the other: of a and b with the parts 1 and 2 come a/1, a/2, b/1, b/2."""
        names = [f"{name}/{part}" for name in self.thing.tolist() for part in parts]
        row = np.repeat(np.arange(len(self)), len(parts))
        return Posts(np.array(names, dtype=object), self.lon[row], self.lat[row], self.leaf[row])

    @classmethod
    def at(cls, town: Town, kinds: Sequence[str], most: int, *, else_strewn: int = 0) -> "Posts":
        """At places of these kinds, `most` of them spread over the pack's list; at junctions where it has none."""
        found = [place for place in town.pack.places if place.kind in kinds]
        if not found:
            return cls.strewn(town, kinds[0], else_strewn)
        chosen = [found[i] for i in np.unique(np.linspace(0, len(found) - 1, min(most, len(found))).astype(int))]
        lon, lat = (np.array([getattr(place, column) for place in chosen]) for column in ("lon", "lat"))
        return cls(_names([place.name for place in chosen]), lon, lat, town.pack.areas.leaf_of(lon, lat))

    @classmethod
    def strewn(cls, town: Town, what: str, count: int) -> "Posts":
        """At junctions, in the order of their leaf areas; named by what they are."""
        share = uniform(town.seed, key_of("site"), key_of(what), np.arange(count))
        chosen = (share * len(town.nodes)).astype(np.intp)
        chosen = chosen[np.argsort(town.node_leaf[chosen], kind="stable")]
        node, roads = town.nodes[chosen], town.pack.roads
        names = _names([f"{what}_{i:03d}" for i in range(1, count + 1)])
        return cls(names, roads.lon[node], roads.lat[node], town.node_leaf[chosen])

    @classmethod
    def together(cls, parts: Sequence["Posts"]) -> "Posts":
        """The rows of all parts, one after the other."""
        return cls(
            np.concatenate([one.thing for one in parts]), np.concatenate([one.lon for one in parts]),
            np.concatenate([one.lat for one in parts]), np.concatenate([one.leaf for one in parts]),
        )  # fmt: skip

    def taken(self, row: Ints, suffix: Sequence[str] | None = None) -> "Posts":
        """These rows (k,); with a suffix a row (k,) they are called name/suffix."""
        name = self.thing[row]
        if suffix is not None:
            name = _names([f"{one}/{more}" for one, more in zip(name.tolist(), suffix, strict=True)])
        return Posts(name, self.lon[row], self.lat[row], self.leaf[row])

    def said(
        self,
        kind: str,
        row: Ints,
        at_ms: Millis,
        value: Floats,
        attributes: Mapping[str, Floats],
        thing: Sequence[str] | None = None,
    ) -> Readings:
        """What these rows (k,) say; as `thing` where that is not the post itself."""
        return Readings(
            kind=kind, thing=self.thing[row].tolist() if thing is None else thing, value=value, at=as_times(at_ms),
            lon=self.lon[row], lat=self.lat[row], attributes=attributes,
        )  # fmt: skip


def each(turns: Ints, count: int) -> tuple[Ints, Ints]:
    """Every post in every turn: the turns (t,) and the posts' rows as columns (t × count,), turn by turn."""
    return np.repeat(turns, count), np.tile(np.arange(count), len(turns))


def _names(names: Sequence[str]) -> Names:
    found = np.empty(len(names), dtype=object)
    found[:] = names
    return found
