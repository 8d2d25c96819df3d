"""Offices: how residents rate them, which cases they finish online, and which of their items are online at all."""

from collections.abc import Iterator

import numpy as np

from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.beats import days
from sources.made_up.diary import Diary, chance, moments
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import is_weekend, usual
from sources.made_up.spells import Spell, mood
from sources.made_up.town import Town

RATING, CASE, ITEM = "service.rating", "service.case", "service.item"
MOST = 24
RATINGS_A_DAY, CASES_A_DAY, MOST_BUSY = 620.0, 760.0, 2.2
BAD, ONLINE = 0.012, 0.9955
SCORES, GOOD_SHARES, BAD_SHARES = (1.0, 2.0, 3.0, 4.0, 5.0), (0.0, 0.0, 0.004, 0.116, 0.88), (0.45, 0.55, 0.0, 0.0, 0.0)
QUEUES = Spell("queues", days=36, chance=0.55, shortest=5.0, longest=9.0)  # one office works badly
OFFLINE = Spell("portal down", days=50, chance=0.5, shortest=1.5, longest=3.0)  # and now and then the portal
ITEMS_EACH, PERIOD_D, WHOLLY_ONLINE, NIGHT_S = 16, 10, 0.997, 2 * 3600


def offices(town: Town) -> Posts:
    """The offices that serve residents and share data; their number is their row."""
    return Posts.at(town, ("service_hall", "government"), MOST, else_strewn=6)


def opening_hours(local: Ints) -> Floats:
    """How much offices do at local times (n,), 1 being a usual mean; at weekends only a few are open."""
    return usual("work", local) * np.where(is_weekend(local), 0.35, 1.25)


class Counters:
    """Ratings and finished cases, one by one."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._offices = offices(town)
        self._size = 0.5 + uniform(town.seed, key_of("office size"), np.arange(len(self._offices)))
        self._diary = Diary(self._page)

    def __len__(self) -> int:
        return len(self._offices)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What was rated and finished meanwhile."""
        return self._diary.between(after_ms, until_ms)

    def _page(self, day: int) -> Iterator[Readings]:
        for kind, a_day, values in ((RATING, RATINGS_A_DAY, self._scores), (CASE, CASES_A_DAY, self._online)):
            rng = chance(self._town, kind, day)
            at_ms, local = moments(self._town, rng, day, a_day, opening_hours, MOST_BUSY)
            office = rng.choice(len(self), len(at_ms), p=self._size / self._size.sum())
            names = [f"{kind[8].upper()}{day}-{i:04d}" for i in range(len(at_ms))]
            about = {"office": office.astype(np.float64)}
            yield self._offices.said(kind, office, at_ms, values(rng, office, local), about, thing=names)

    def _scores(self, rng: np.random.Generator, office: Ints, local: Ints) -> Floats:
        seed = self._town.seed
        queues = QUEUES.force(seed, local) * (QUEUES.whom(seed, local, len(self)) == office)
        bad = BAD * (0.6 + 0.8 * uniform(seed, key_of(RATING), office))
        bad *= 1 + 0.3 * mood(self._town, RATING, local, 25, self._offices.leaf[office])
        good = rng.choice(SCORES, len(office), p=GOOD_SHARES)
        return np.where(
            rng.random(len(office)) < bad + 0.4 * queues, rng.choice(SCORES, len(office), p=BAD_SHARES), good
        )

    def _online(self, rng: np.random.Generator, office: Ints, local: Ints) -> Floats:
        seed = self._town.seed
        paper = (1 - ONLINE) * (0.5 + uniform(seed, key_of(CASE), office)) + 0.35 * OFFLINE.force(seed, local)
        return (rng.random(len(office)) >= paper).astype(np.float64)


class Items:
    """The catalogue of what can be applied for, published anew every night."""

    def __init__(self, town: Town) -> None:
        self._town = town
        its = offices(town)
        self._office = np.repeat(np.arange(len(its)), ITEMS_EACH)
        numbers = [f"{number + 1:02d}" for number in range(ITEMS_EACH)] * len(its)
        self._posts = its.taken(self._office, numbers)

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The catalogues of the nights meanwhile."""
        day, at_ms = days(self._town.pack.time_zone, after_ms, until_ms, NIGHT_S)
        if len(day):
            turn, row = each(np.arange(len(day)), len(self))
            office = self._office[row].astype(np.float64)
            yield self._posts.said(ITEM, row, at_ms[turn], self._level(row, day[turn]), {"office": office})

    def _level(self, row: Ints, day: Ints) -> Floats:
        """How far an item is online on a day (n,): nearly all wholly, and every ten days others are not."""
        drawn = uniform(self._town.seed, key_of(ITEM), row, day // PERIOD_D)
        return np.where(drawn < WHOLLY_ONLINE, 4.0, np.floor(4 * (drawn - WHOLLY_ONLINE) / (1 - WHOLLY_ONLINE)))
