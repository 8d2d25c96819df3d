"""Episodes: what is out of the ordinary: storms, match days, gas leaks. Each local day has none or one of each sort."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from sources.chance import key_of, single
from sources.made_up.rhythm import DAY_S

Locals = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Habit:
    """How a sort of episode behaves: on what share of days, between which hours it may begin, how long it lasts."""

    share: float
    earliest_h: float
    latest_h: float
    shortest_h: float
    longest_h: float


class Sort(Enum):
    """The sorts of episodes; none lasts beyond its day."""

    STORM = Habit(0.6, 8.0, 19.0, 1.5, 3.5)
    MATCH = Habit(0.5, 17.0, 18.5, 4.5, 5.0)
    LEAK = Habit(0.6, 8.0, 20.0, 1.0, 1.6)


@dataclass(frozen=True, slots=True)
class Course:
    """An episode at given local times (n,): how far through it is, 0 to 1 (beyond: not going on), and how strong."""

    share: Floats
    strength: Floats

    @property
    def force(self) -> Floats:
        """What it does at the moment, 0 to 1: it grows, lasts, and fades."""
        going = (self.share > 0) & (self.share < 1)
        shape = np.sin(np.pi * np.clip(self.share, 0, 1))
        return np.where(going, self.strength * np.sqrt(shape), 0.0)


@dataclass(frozen=True, slots=True)
class Episodes:
    """The episodes that belong to a seed."""

    seed: int

    def course(self, sort: Sort, local: Locals) -> Course:
        """How an episode of this sort goes at local times (n,)."""
        day = local // DAY_S
        begin_s, lasts_s, strength = self._of_days(sort, day)
        return Course((local - day * DAY_S - begin_s) / lasts_s, strength)

    def force(self, sort: Sort, local: Locals) -> Floats:
        """What an episode of this sort does at local times (n,), 0 to 1."""
        return self.course(sort, local).force

    def begin(self, sort: Sort, day: int) -> int | None:
        """When the episode of a local day begins, seconds of the local clock; None on a day without."""
        begin_s, _, strength = _of_day(self.seed, sort, day)
        return day * DAY_S + int(begin_s) if strength > 0 else None

    def _of_days(self, sort: Sort, day: Locals) -> tuple[Floats, Floats, Floats]:
        """Begin and length in seconds and strength, 0 on days without, for each of the days (n,)."""
        first, last = int(day.min()), int(day.max())
        table = np.array([_of_day(self.seed, sort, one) for one in range(first, last + 1)])
        begin_s, lasts_s, strength = table[day - first].T
        return begin_s, lasts_s, strength


@lru_cache(maxsize=256)
def _of_day(seed: int, sort: Sort, day: int) -> tuple[float, float, float]:
    """Begin and length in seconds and strength, 0 if the day has none."""
    habit, keys = sort.value, (seed, key_of(sort.name), day)
    happens = single(*keys, 0) < habit.share
    begin_h = habit.earliest_h + (habit.latest_h - habit.earliest_h) * single(*keys, 1)
    lasts_h = habit.shortest_h + (habit.longest_h - habit.shortest_h) * single(*keys, 2)
    return begin_h * 3600, lasts_h * 3600, 0.5 + 0.5 * single(*keys, 3) if happens else 0.0
