"""Scenic areas: who is let in and who leaves, every five minutes; they open in the morning and are empty at night."""

from collections.abc import Iterator

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, smooth, uniform
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import hour_of, is_weekend
from sources.made_up.spells import Spell, mood
from sources.made_up.town import Town, season
from sources.moments import MINUTE_MS, Millis

KIND, MOST, EVERY_MS = "scenic.gate", 18, 5 * MINUTE_MS
STAY_MIN = 110.0  # how long visitors stay
# How full a scenic area is at each full hour, its fullest hour being 1.
FULLNESS = (0, 0, 0, 0, 0, 0, 0.04, 0.15, 0.36, 0.62, 0.85, 0.95, 0.88, 0.86, 0.96, 1.0, 0.9, 0.66, 0.45, 0.36, 0.24,
            0.08, 0, 0, 0)  # fmt: skip
FESTIVAL = Spell("festival", days=14, chance=0.6, shortest=1.0, longest=2.0)


class Gates:
    """The gates of all scenic areas; every second one has cameras that count who is there."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._posts = Posts.at(town, ("scenic_area", "park"), MOST, else_strewn=4)
        rows = np.arange(len(self._posts))
        self._phase_ms = (uniform(town.seed, key_of(KIND), rows) * EVERY_MS).astype(np.int64)
        self._capacity = np.round(2000 + 10_000 * uniform(town.seed, key_of("capacity"), rows) ** 2, -2)

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What the gates counted meanwhile."""
        turn, row = each(np.arange(after_ms // EVERY_MS - 1, until_ms // EVERY_MS + 1), len(self))
        at_ms = turn * EVERY_MS + self._phase_ms[row]
        due = np.flatnonzero((at_ms > after_ms) & (at_ms <= until_ms))
        if due.size:
            due = due[np.argsort(at_ms[due], kind="stable")]
            yield self._said(row[due], at_ms[due])

    def _said(self, row: Ints, at_ms: Millis) -> Readings:
        now, before = self._inside(row, at_ms), self._inside(row, at_ms - EVERY_MS)
        # Whoever leaves was there before; the others come in, so that the sums give who is inside.
        left = np.maximum(np.round(before * EVERY_MS / MINUTE_MS / STAY_MIN), before - now)
        camera = 1 + 0.05 * (uniform(self._town.seed, key_of("counted"), row, at_ms) - 0.5)
        counted = np.where(row % 2 == 0, np.round(now * camera), np.nan)
        about = {"left": left + 0.0, "capacity": self._capacity[row], "counted": counted}
        return self._posts.said(KIND, row, at_ms, now - before + left, about)

    def _inside(self, row: Ints, at_ms: Millis) -> Floats:
        """How many visitors there are (n,)."""
        town, local = self._town, self._town.local(at_ms)
        liked = 0.24 + 0.12 * uniform(town.seed, key_of("liked"), row)
        liked = liked * np.where(is_weekend(local), 1.45, 1.0) * (1 + 0.2 * season(local))
        liked *= 1 + 0.15 * mood(town, KIND, local, 2, self._posts.leaf[row])
        festival = FESTIVAL.force(town.seed, local) * (FESTIVAL.whom(town.seed, local, len(self)) == row)
        liked = liked * (1 - 0.6 * town.wet(local)) + 0.65 * festival
        liked *= 1 + 0.04 * smooth(at_ms / 1000.0, 1800.0, town.seed, key_of(KIND), row)
        full = np.interp(hour_of(local), np.arange(25.0), FULLNESS)
        return np.round(self._capacity[row] * np.maximum(liked, 0.0) * full)
