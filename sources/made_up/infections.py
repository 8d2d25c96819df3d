"""Infections: new cases of some diseases in each district, and single cases in schools and homes, now and then many.

A disease falls slowly for weeks and rises within some days, again and again, so that one can see it turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.kinds.health import DISEASES, SYNDROMES
from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.beats import days
from sources.made_up.diary import Diary, chance, moments
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import DAY_S, usual
from sources.made_up.spells import Spell, mood, swing
from sources.made_up.town import Town, season

DAILY, CASE = "infection.daily", "infectious.case"
TURN_DAYS, FALLS = 150, 0.009  # a wave's length, and what is lost a day of the logarithm
RISES_D = (5.5, 8.5)
INSTITUTIONS = ("school", "kindergarten", "nursing_home")
CASES_A_DAY, MOST_INSTITUTIONS = 9.0, 60
# Vomiting goes round a school, fever a home.
SHARES = MappingProxyType({"ili": 0.42, "fever": 0.22, "diarrhoea": 0.2, "rash": 0.13, "unexplained": 0.03})
CLUSTER = Spell("cluster", days=14, chance=0.4, shortest=2.0, longest=4.0)
CLUSTER_A_DAY = 7.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Disease:
    """How many cases a day a million people have, what summer adds, and how many come from elsewhere."""

    a_million: float
    summer: float
    imported: float


KNOWN = MappingProxyType(
    {
        "influenza": Disease(a_million=60, summer=-0.35, imported=0.02),
        "covid": Disease(a_million=40, summer=0.1, imported=0.04),
        "dengue": Disease(a_million=0.05, summer=0.9, imported=0.5),
    }
)


class Infections:
    """The day's new cases of each district and disease."""

    def __init__(self, town: Town) -> None:
        self._town = town
        areas = town.pack.areas
        districts = [area for area in areas.all if area.parent == areas.all[0].code] or [areas.all[0]]
        inside = [area.shape.representative_point() for area in districts]
        names = np.array([area.code for area in districts], dtype=object)
        lon, lat = np.array([one.x for one in inside]), np.array([one.y for one in inside])
        one_each = Posts(names, lon, lat, areas.leaf_of(lon, lat))
        self._district, self._disease = (
            column.ravel() for column in np.meshgrid(np.arange(len(districts)), np.arange(len(DISEASES)), indexing="ij")
        )
        self._posts = one_each.taken(self._district, [DISEASES[one] for one in self._disease])
        people = np.array([area.population or 300_000 for area in districts], dtype=np.float64)
        self._millions = people[self._district] / 1e6

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The cases of each local day that ended meanwhile."""
        day, at_ms = days(self._town.pack.time_zone, after_ms, until_ms)
        if len(day):
            turn, row = each(np.arange(len(day)), len(self))
            cases, imported = self._cases(row, day[turn])
            disease = self._disease[row].astype(np.float64)
            yield self._posts.said(DAILY, row, at_ms[turn], cases, {"imported": imported, "disease": disease})

    def _cases(self, row: Ints, day: Ints) -> tuple[Floats, Floats]:
        """New cases, and those from elsewhere among them, of rows on days (n,)."""
        seed, disease, noon = self._town.seed, self._disease[row], day * DAY_S + DAY_S // 2
        a_million, summer, share = (
            np.array([getattr(KNOWN[name], part) for name in DISEASES]) for part in ("a_million", "summer", "imported")
        )
        wave = np.exp(_wave(seed, disease, day.astype(np.float64)))
        own = 1 + 0.08 * mood(self._town, DAILY, noon, 40, self._posts.leaf[row])
        expected = a_million[disease] * self._millions[row] * wave * own * (1 + summer[disease] * season(noon))
        expected *= 1 + 0.03 * swing(day, seed, key_of(DAILY), row)
        cases = np.floor(expected + uniform(seed, key_of(DAILY), row, day, 1))
        imported = np.minimum(np.floor(cases * share[disease] + uniform(seed, key_of(DAILY), row, day, 2)), cases)
        return cases, imported


def _wave(seed: int, disease: Ints, day: Floats) -> Floats:
    """The logarithm of how common a disease is (n,): it falls day by day, and in each turn rises once as much."""
    shifted = day + disease * TURN_DAYS / 3 + TURN_DAYS * uniform(seed, key_of("wave"), disease)
    turn = (shifted // TURN_DAYS).astype(np.int64)
    into = shifted - turn * TURN_DAYS
    lasts = RISES_D[0] + (RISES_D[1] - RISES_D[0]) * uniform(seed, key_of("wave"), disease, turn, 1)
    begin = (TURN_DAYS - lasts) * uniform(seed, key_of("wave"), disease, turn, 2)
    return FALLS * (TURN_DAYS * np.clip((into - begin) / lasts, 0, 1) - into)


class Cases:
    """Single cases in institutions, by number."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._posts = Posts.at(town, INSTITUTIONS, MOST_INSTITUTIONS, else_strewn=12)
        self._diary = Diary(self._page)

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The cases told of meanwhile."""
        return self._diary.between(after_ms, until_ms)

    def _page(self, day: int) -> Iterator[Readings]:
        rng, town = chance(self._town, CASE, day), self._town
        about = np.array([day * DAY_S + DAY_S // 2])
        many = CLUSTER_A_DAY * float(CLUSTER.force(town.seed, about)[0])
        size = CASES_A_DAY * len(self) / MOST_INSTITUTIONS
        at_ms, _ = moments(town, rng, day, size + many, lambda local: usual("work", local), 2.0)
        count = len(at_ms)
        shares = np.array([SHARES[name] for name in SYNDROMES])
        where, syndrome = rng.integers(0, len(self), count), rng.choice(len(SYNDROMES), count, p=shares)
        clustered = rng.random(count) < many / (size + many)
        where[clustered] = CLUSTER.whom(town.seed, about, len(self))[0]
        syndrome[clustered] = CLUSTER.whom(town.seed + 1, about, 3)[0]
        admitted, severe, died = (rng.random(count) < limit for limit in (0.04, 0.006, 0.0004))
        attributes = {
            "institution": where, "syndrome": syndrome, "admitted": admitted, "severe": severe, "died": died,
        }  # fmt: skip
        yield self._posts.said(
            CASE, where, at_ms, np.ones(count), {name: one.astype(np.float64) for name, one in attributes.items()},
            thing=[f"IC{day}-{i:03d}" for i in range(count)],
        )  # fmt: skip
