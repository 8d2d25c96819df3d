"""Episodes: what not every day has: rain, storms, match days, gas leaks. Each local day has none or one of each sort.

Rain comes in wet spells, with dry ones of a week or two between, in which the woods dry out.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from city.readings import Floats
from sources.chance import key_of, single, smooth
from sources.made_up.rhythm import DAY_S

Locals = npt.NDArray[np.int64]
SPELL_DAYS = 9.0  # wet and dry spells take turns over so many days


@dataclass(frozen=True, slots=True)
class Habit:
    """How a sort of episode behaves: on what share of days, between which hours it may begin, how long it lasts.

    `moody` is how much more often it comes at the wettest of a wet spell; in a dry one it is as much rarer.
    """

    share: float
    earliest_h: float
    latest_h: float
    shortest_h: float
    longest_h: float
    moody: float = 0.0


class Sort(Enum):
    """The sorts of episodes; none lasts beyond its day."""

    RAIN = Habit(0.26, 0.5, 14.0, 3.0, 9.0, moody=1.7)
    STORM = Habit(0.05, 8.0, 19.0, 1.5, 3.5)  # one in some three weeks
    MATCH = Habit(0.24, 17.0, 18.5, 4.5, 5.0)
    LEAK = Habit(0.04, 8.0, 20.0, 1.0, 1.6)


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

    def damp(self, local: Locals) -> Floats:
        """How damp a spell it is at local times (n,): -1 when it is driest, 1 when it is wettest."""
        return smooth(local.astype(np.float64), SPELL_DAYS * DAY_S, self.seed, key_of("damp spell"))

    def begin(self, sort: Sort, day: int) -> int | None:
        """When the episode of a local day begins, seconds of the local clock; None on a day without."""
        begin_s, _, strength = _of_day(self.seed, sort, day)
        return day * DAY_S + int(begin_s) if strength > 0 else None

    def _of_days(self, sort: Sort, day: Locals) -> tuple[Floats, Floats, Floats]:
        """Begin and length in seconds and strength, 0 on days without, for each of the days (n,)."""
        first, last = int(day.min()), int(day.max())
        begin_s, lasts_s, strength = _table(self.seed, sort, first, last)[:, day - first]
        return begin_s, lasts_s, strength


@lru_cache(maxsize=256)  # all kinds of readings ask for the same few spans
def _table(seed: int, sort: Sort, first: int, last: int) -> Floats:
    """Begin, length and strength (3, days) of the days from the first to the last."""
    return np.array([_of_day(seed, sort, one) for one in range(first, last + 1)]).T


@lru_cache(maxsize=4096)  # what is told of more than a year asks for all sorts of its days
def _of_day(seed: int, sort: Sort, day: int) -> tuple[float, float, float]:
    """Begin and length in seconds and strength, 0 if the day has none."""
    habit, keys = sort.value, (seed, key_of(sort.name), day)
    share = habit.share
    if habit.moody:
        noon = np.array([day * DAY_S + DAY_S // 2])
        share *= 1 + habit.moody * float(Episodes(seed).damp(noon)[0])
    happens = single(*keys, 0) < share
    begin_h = habit.earliest_h + (habit.latest_h - habit.earliest_h) * single(*keys, 1)
    lasts_h = habit.shortest_h + (habit.longest_h - habit.shortest_h) * single(*keys, 2)
    return begin_h * 3600, lasts_h * 3600, 0.5 + 0.5 * single(*keys, 3) if happens else 0.0
