"""Data offices: which requests for data they meet in time, and how the sets of their catalogue are called."""

from collections.abc import Iterator

import numpy as np

from city.readings import Readings
from sources.chance import key_of, normal, uniform
from sources.made_up.beats import days
from sources.made_up.diary import Diary, chance, moments
from sources.made_up.offices import offices, opening_hours
from sources.made_up.posts import each
from sources.made_up.rhythm import DAY_S
from sources.made_up.spells import Spell, mood
from sources.made_up.town import Town

REQUEST, CATALOGUE = "data.request", "data.catalogue"
A_DAY, MOST_BUSY, MET = 24.0, 2.2, 0.986
BACKLOG = Spell("data backlog", days=45, chance=0.6, shortest=5.0, longest=10.0)
SETS_EACH, MOUNTED, CALLED, MORNING_S = 14, 0.975, 0.97, 3 * 3600
CALLS = 900.0


class DataRequests:
    """Requests for data as their limits come: met in time, or not."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._offices = offices(town)
        self._diary = Diary(self._page)

    def __len__(self) -> int:
        return len(self._offices)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The requests decided meanwhile."""
        return self._diary.between(after_ms, until_ms)

    def _page(self, day: int) -> Iterator[Readings]:
        town, rng = self._town, chance(self._town, REQUEST, day)
        at_ms, local = moments(town, rng, day, A_DAY, opening_hours, MOST_BUSY)
        office = rng.integers(len(self), size=len(at_ms))
        met = MET + 0.01 * mood(town, REQUEST, local, 30, self._offices.leaf[office])
        met -= 0.4 * BACKLOG.force(town.seed, local)
        value = (rng.random(len(at_ms)) < met).astype(np.float64)
        names = [f"DR{day}-{i:03d}" for i in range(len(at_ms))]
        about = {"office": office.astype(np.float64)}
        yield self._offices.said(REQUEST, office, at_ms, value, about, thing=names)


class Catalogue:
    """The data sets, each told once a day with the calls of its last 30 days."""

    def __init__(self, town: Town) -> None:
        self._town = town
        its = offices(town)
        self._office = np.repeat(np.arange(len(its)), SETS_EACH)
        self._posts = its.taken(self._office, [f"set{i + 1:02d}" for i in range(SETS_EACH)] * len(its))

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The catalogue of each morning meanwhile."""
        day, at_ms = days(self._town.pack.time_zone, after_ms, until_ms, MORNING_S)
        if len(day):
            turn, row = each(np.arange(len(day)), len(self))
            seed, kind = self._town.seed, key_of(CATALOGUE)
            mounted = uniform(seed, kind, row, day[turn] // 30) < MOUNTED
            called = mounted & (uniform(seed, kind, row, day[turn] // 30, 1) < CALLED)
            busy = 1 + 0.3 * mood(self._town, CATALOGUE, day[turn] * DAY_S, 30, self._posts.leaf[row])
            calls = np.maximum(np.round(CALLS * np.exp(1.4 * normal(seed, kind, row)) * busy), 1) * called
            about = {"office": self._office[row].astype(np.float64), "mounted": mounted.astype(np.float64)}
            yield self._posts.said(CATALOGUE, row, at_ms[turn], calls, about)
