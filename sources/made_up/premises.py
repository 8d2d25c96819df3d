"""Premises: where things stand that the pack does not name one by one: wards, firms, offices, institutions, gates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.town import Town
from sources.moments import Millis, as_times

Names = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Premises:
    """Things with a name, a place and the leaf area about it, as columns (n,)."""

    name: Names
    lon: Floats
    lat: Floats
    leaf: Ints

    @classmethod
    def at(cls, town: Town, kinds: Sequence[str], most: int, *, else_strewn: int = 0) -> "Premises":
        """At places of these kinds, `most` of them spread over the pack's list; at junctions where it has none."""
        found = [place for place in town.pack.places if place.kind in kinds]
        if not found:
            return cls.strewn(town, kinds[0], else_strewn)
        chosen = [found[i] for i in np.unique(np.linspace(0, len(found) - 1, min(most, len(found))).astype(int))]
        lon, lat = (np.array([getattr(place, column) for place in chosen]) for column in ("lon", "lat"))
        return cls(_names([place.name for place in chosen]), lon, lat, town.pack.areas.leaf_of(lon, lat))

    @classmethod
    def strewn(cls, town: Town, what: str, count: int) -> "Premises":
        """At junctions, in the order of their leaf areas; named by what they are."""
        share = uniform(town.seed, key_of("site"), key_of(what), np.arange(count))
        chosen = (share * len(town.nodes)).astype(np.intp)
        chosen = chosen[np.argsort(town.node_leaf[chosen], kind="stable")]
        node, roads = town.nodes[chosen], town.pack.roads
        names = _names([f"{what}_{i:03d}" for i in range(1, count + 1)])
        return cls(names, roads.lon[node], roads.lat[node], town.node_leaf[chosen])

    @classmethod
    def together(cls, parts: Sequence["Premises"]) -> "Premises":
        """The rows of all parts, one after the other."""
        return cls(
            np.concatenate([one.name for one in parts]), np.concatenate([one.lon for one in parts]),
            np.concatenate([one.lat for one in parts]), np.concatenate([one.leaf for one in parts]),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.name)

    def taken(self, row: Ints, suffix: Sequence[str] | None = None) -> "Premises":
        """These rows (k,); with a suffix a row (k,) they are called name/suffix."""
        name = self.name[row]
        if suffix is not None:
            name = _names([f"{one}/{more}" for one, more in zip(name.tolist(), suffix, strict=True)])
        return Premises(name, self.lon[row], self.lat[row], self.leaf[row])

    def said(
        self,
        kind: str,
        row: Ints,
        at_ms: Millis,
        value: Floats,
        attributes: Mapping[str, Floats],
        thing: Sequence[str] | None = None,
    ) -> Readings:
        """What these rows (k,) say; as `thing` where that is not the site itself."""
        return Readings(
            kind=kind, thing=self.name[row].tolist() if thing is None else thing, value=value, at=as_times(at_ms),
            lon=self.lon[row], lat=self.lat[row], attributes=attributes,
        )  # fmt: skip


def each(turns: Ints, count: int) -> tuple[Ints, Ints]:
    """Every site in every turn: the turns (t,) and the sites' rows as columns (t × count,), turn by turn."""
    return np.repeat(turns, count), np.tile(np.arange(count), len(turns))


def _names(names: Sequence[str]) -> Names:
    found = np.empty(len(names), dtype=object)
    found[:] = names
    return found
