"""Regular: readings of one kind from posts that report at their own times: a beat, and a formula of post and time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, normal, smooth, uniform
from sources.made_up.posts import Posts
from sources.made_up.town import Town
from sources.moments import Millis


class Beat(Protocol):
    """When posts are due."""

    def due(self, after_ms: int, until_ms: int, least_ms: int) -> tuple[Ints, Millis]:
        """Which posts (k,) report after one time and up to another, and when, in time; at most every `least_ms`."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Posts (k,) that are asked at times (k,), and noise about them; `what` keeps the noise of kinds apart.

    `since_ms` is how long ago each reported last.
    """

    town: Town
    posts: Posts
    row: Ints
    at_ms: Millis
    what: str
    since_ms: int = 0

    @property
    def local(self) -> Ints:
        """What the clocks on the wall show (k,), in seconds."""
        return self.town.local(self.at_ms)

    @property
    def lon(self) -> Floats:
        """Degrees (k,)."""
        return self.posts.lon[self.row]

    @property
    def lat(self) -> Floats:
        """Degrees (k,)."""
        return self.posts.lat[self.row]

    @property
    def leaf(self) -> Ints:
        """The areas of the posts (k,)."""
        return self.posts.leaf[self.row]

    def mood(self, hours: float) -> Floats:
        """Noise, -1 to 1 (k,), that changes over so many hours: half of it the town's, some the area's."""
        at_s, seed = self.at_ms / 1000.0, self.town.seed
        shared = smooth(at_s, hours * 3600, seed, key_of(self.what))
        near = smooth(at_s, hours * 3600, seed, key_of(f"{self.what} near"), self.leaf)
        own = smooth(at_s, hours * 3600, seed, key_of(f"{self.what} own"), self.row)
        return 0.5 * shared + 0.3 * near + 0.2 * own

    def jitter(self, part: int = 0) -> Floats:
        """Noise of each single reading (k,), normal."""
        return normal(self.town.seed, key_of(f"{self.what} jitter"), part, self.row, self.at_ms)

    def fixed(self, which: str) -> Floats:
        """What is a post's own for ever (k,), between 0 and 1."""
        return uniform(self.town.seed, key_of(f"{self.what} {which}"), self.row)


Told = tuple[Floats, Mapping[str, Floats]]
Formula = Callable[[Asked], Told]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Regular:
    """The readings of one kind from its posts.

    The formula gives values (k,), NaN where nothing is told, and attributes; `what`, else the kind, names its noise.
    """

    kind: str
    town: Town
    posts: Posts
    beat: Beat
    formula: Formula
    step_ms: int = 0
    what: str = field(default="")

    def __len__(self) -> int:
        return len(self.posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What was told after one time and up to another."""
        row, at_ms = self.beat.due(after_ms, until_ms, least_ms)
        if not len(row):
            return
        since_ms = max(self.step_ms, least_ms)
        value, more = self.formula(Asked(self.town, self.posts, row, at_ms, self.what or self.kind, since_ms))
        kept = np.flatnonzero(~np.isnan(value))
        if len(kept):
            attributes = {name: column[kept] for name, column in more.items()}
            yield self.posts.said(self.kind, row[kept], at_ms[kept], value[kept], attributes)
