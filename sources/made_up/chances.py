"""Chances: events that come without a sensor: each hour has candidates, some of which happen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.town import Town
from sources.moments import HOUR_MS, Millis, as_times


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What might happen (k,): when, at which junction, and in which area."""

    town: Town
    what: str
    hour: Ints
    turn: Ints
    at_ms: Millis
    node: Ints
    leaf: Ints

    def drawn(self, which: str) -> Floats:
        """A number between 0 and 1 of each one's own (k,), the same whenever it is asked for."""
        return uniform(self.town.seed, key_of(f"{self.what} {which}"), self.hour, self.turn)

    @property
    def place(self) -> tuple[Floats, Floats]:
        """Longitudes and latitudes (k,)."""
        roads = self.town.pack.roads
        return roads.lon[self.node], roads.lat[self.node]


# How likely each candidate is (k,), 0 to 1, and its attributes.
Likely = tuple[Floats, Mapping[str, Floats]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Events:
    """Events of one kind, `most` candidates an hour; each is told once, at its own time.

    Where they are `by_area`, the code of the leaf area stands before their names and a slash.
    """

    kind: str
    town: Town
    most: int
    likely: Callable[[Candidates], Likely]
    by_area: bool = False

    def __len__(self) -> int:
        return 1

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What happened after one time and up to another."""
        hours = np.arange(after_ms // HOUR_MS, until_ms // HOUR_MS + 1)
        hour, turn = np.repeat(hours, self.most), np.tile(np.arange(self.most), len(hours))
        key = key_of(f"{self.kind} at")
        at_ms = hour * HOUR_MS + (uniform(self.town.seed, key, hour, turn) * HOUR_MS).astype(np.int64)
        rows = np.flatnonzero((at_ms > after_ms) & (at_ms <= until_ms))
        if not len(rows):
            return
        rows = rows[np.argsort(at_ms[rows], kind="stable")]
        hour, turn, at_ms = hour[rows], turn[rows], at_ms[rows]
        spot = self._spots(hour, turn)
        node, leaf = self.town.nodes[spot], self.town.node_leaf[spot]
        found = Candidates(self.town, self.kind, hour, turn, at_ms, node, leaf)
        share, more = self.likely(found)
        kept = np.flatnonzero(found.drawn("comes") < share)
        if len(kept):
            lon, lat = (column[kept] for column in found.place)
            names = self._names(hour[kept], turn[kept], leaf[kept])
            yield Readings(
                kind=self.kind, thing=names, value=np.ones(len(kept)), at=as_times(at_ms[kept]), lon=lon, lat=lat,
                attributes={name: column[kept] for name, column in more.items()},
            )  # fmt: skip

    def _names(self, hour: Ints, turn: Ints, leaf: Ints) -> list[str]:
        areas = self.town.pack.areas
        codes = [f"{areas.all[one].code}/" if self.by_area else "" for one in areas.leaves]
        codes.append("")  # elsewhere
        rows = zip(hour.tolist(), turn.tolist(), leaf.tolist(), strict=True)
        return [f"{codes[where]}{when}-{which:03d}" for when, which, where in rows]

    def _spots(self, hour: Ints, turn: Ints) -> Ints:
        """Which of the town's junctions (k,)."""
        share = uniform(self.town.seed, key_of(f"{self.kind} node"), hour, turn)
        return (share * len(self.town.nodes)).astype(np.intp)
