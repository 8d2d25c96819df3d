"""Clinics: what clinics, pharmacies, schools and ambulances see on a day of the symptoms that tell of an outbreak."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.kinds.health import CHANNELS
from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.beats import days
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import DAY_S, THURSDAY
from sources.made_up.spells import Spell, mood, swing
from sources.made_up.town import Town, season

KIND = "syndromic.count"
OUTBREAK = Spell("outbreak", days=70, chance=0.8, shortest=3.5, longest=6.0)
REACH_M = 8000.0
# How far counts swing from day to day, in the whole city and at each of them. Shared swings must outweigh what a season
# adds in a week, or every autumn would be an outbreak.
TOGETHER, ALONE = 0.11, 0.06
NOON_S = DAY_S // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Who counts: at which places, how many of them, how many persons a day, and how that goes.

    `week` is each weekday's share from Monday on, `summer` what the height of summer adds to 1 and the depth of winter
    takes away, `outbreak` what an outbreak adds.
    """

    places: tuple[str, ...]
    most: int
    usual: float
    week: tuple[float, ...]
    summer: float
    outbreak: float


OPEN_DAILY = (1.06, 1.02, 1.0, 0.99, 0.99, 0.98, 0.96)
COUNTED = MappingProxyType(
    {
        "fever_clinic": Channel(
            places=("hospital",), most=8, usual=46, week=OPEN_DAILY, summer=-0.2, outbreak=1.5
        ),
        "ili": Channel(places=("hospital",), most=8, usual=92, week=OPEN_DAILY, summer=-0.25, outbreak=1.3),
        "diarrhoea": Channel(places=("hospital",), most=8, usual=30, week=OPEN_DAILY, summer=0.35, outbreak=0.0),
        "pharmacy": Channel(
            places=("pharmacy",), most=14, usual=150, week=(0.98, 0.97, 0.98, 0.99, 1.01, 1.04, 1.03), summer=-0.2,
            outbreak=0.9,
        ),
        # At weekends parents tell of it by telephone, and fewer do.
        "school_absence": Channel(
            places=("school",), most=14, usual=24, week=(1.08, 1.02, 1.0, 1.0, 1.02, 0.7, 0.7), summer=-0.2,
            outbreak=1.6,
        ),
        "ambulance": Channel(
            places=("ambulance_station",), most=6, usual=34, week=(1.0, 1.0, 1.0, 1.0, 1.01, 1.0, 0.99), summer=-0.1,
            outbreak=0.6,
        ),
    }
)  # fmt: skip


class Clinics:
    """The daily counts of all posts, each told by its place and channel."""

    def __init__(self, town: Town) -> None:
        self._town = town
        parts: list[Posts] = []
        for name, channel in COUNTED.items():
            strewn = 3 if channel.places == ("hospital",) else 0
            posts = Posts.at(town, channel.places, channel.most, else_strewn=strewn)
            parts.append(posts.taken(np.arange(len(posts)), [name] * len(posts)))
        self._posts = Posts.together(parts)
        self._channel = np.repeat([CHANNELS.index(name) for name in COUNTED], [len(posts) for posts in parts])
        rows = np.arange(len(self._posts))
        usual = self._of_channel("usual") * (0.7 + 0.6 * uniform(town.seed, key_of(KIND), rows))
        self._usual, self._week = usual, self._of_channel("week")

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The counts of each local day that ended meanwhile."""
        day, at_ms = days(self._town.pack.time_zone, after_ms, until_ms)
        if len(day):
            turn, row = each(np.arange(len(day)), len(self))
            channel = self._channel[row].astype(np.float64)
            yield self._posts.said(KIND, row, at_ms[turn], self._count(row, day[turn]), {"channel": channel})

    def _count(self, row: Ints, day: Ints) -> Floats:
        """How many a post saw on a day (n,)."""
        seed, noon = self._town.seed, day * DAY_S + NOON_S
        rhythm = self._week[row, (day + THURSDAY) % 7] * (1 + self._of_channel("summer")[row] * season(noon))
        slow = 1 + 0.08 * mood(self._town, "health", noon, 30, self._posts.leaf[row])
        together = swing(day, seed, key_of(KIND), self._channel[row])
        swings = 1 + TOGETHER * together + ALONE * swing(day, seed, key_of("alone"), row)
        outbreak = 1 + self._of_channel("outbreak")[row] * outbreak_at(self._town, noon, self._posts, row)
        return np.round(self._usual[row] * rhythm * slow * swings * outbreak)

    def _of_channel(self, part: str) -> Floats:
        """A figure of each post's channel (n,), or several (n, k)."""
        return np.array([getattr(COUNTED[name], part) for name in CHANNELS], dtype=np.float64)[self._channel]


def outbreak_at(town: Town, local: Ints, posts: Posts, row: Ints) -> Floats:
    """How strongly an outbreak is felt at local times (n,) at posts in these rows (n,), 0 to 1."""
    return OUTBREAK.near(town, local, posts, row, REACH_M)
