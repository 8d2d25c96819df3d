"""Spells: what is out of the ordinary for a while, now and then; and moods, in which all of a town wavers slowly.

A `Spell` comes over the whole town and meets one of its things at most; an `OwnSpell` befalls each thing for itself.
"""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from geo.place import distance_m
from sources.chance import key_of, smooth, uniform
from sources.made_up.posts import Posts
from sources.made_up.rhythm import DAY_S
from sources.made_up.town import Town
from sources.moments import HOUR_MS, Millis

GOLDEN, UNEVEN = 0.6180339887498949, 0.12
SHARED = 0.65  # how much of a mood all districts have in common


@dataclass(frozen=True, slots=True)
class Spell:
    """In each turn of so many days one may happen: with what chance, and how long it lasts, in days at least and most.

    It lies within its turn, so that at most one goes on at a time.
    """

    name: str
    days: int
    chance: float
    shortest: float
    longest: float

    def force(self, seed: int, local: Ints) -> Floats:
        """What it does at local times (n,), 0 to 1: it grows, lasts, and fades."""
        keys = seed, key_of(self.name), local // (self.days * DAY_S)
        into = local % (self.days * DAY_S) / DAY_S
        lasts = self.shortest + (self.longest - self.shortest) * uniform(*keys, 2)
        done = (into - (self.days - lasts) * uniform(*keys, 1)) / lasts
        happens = (uniform(*keys, 0) < self.chance) & (done > 0) & (done < 1)
        strength = 0.7 + 0.3 * uniform(*keys, 3)
        return np.where(happens, strength * np.sqrt(np.sin(np.pi * np.clip(done, 0, 1))), 0.0)

    def whom(self, seed: int, local: Ints, count: int) -> Ints:
        """Which of so many things it meets at local times (n,)."""
        keys = seed, key_of(self.name), local // (self.days * DAY_S)
        return (uniform(*keys, 4) * count).astype(np.intp)

    def near(self, town: Town, local: Ints, posts: Posts, row: Ints, reach_m: float) -> Floats:
        """Its force at local times (n,) at posts in these rows (n,); it fades with the distance from a junction."""
        force = self.force(town.seed, local)
        if not force.any():
            return force
        node, roads = town.nodes[self.whom(town.seed, local, len(town.nodes))], town.pack.roads
        away_m = distance_m(posts.lon[row], posts.lat[row], roads.lon[node], roads.lat[node])
        return force * np.exp(-((away_m / reach_m) ** 2))


@dataclass(frozen=True, slots=True)
class OwnSpell:
    """In which `share` of blocks of `block_h` hours it befalls each thing, and for what part of such a block."""

    what: str
    block_h: float
    share: float
    shortest: float = 0.2
    longest: float = 0.6

    def force(self, seed: int, number: Ints, at_ms: Millis) -> Floats:
        """How bad it is for things (n,) at times (n,), 0 to 1: it comes quickly, stays, and goes slowly."""
        key, block_ms = key_of(self.what), int(self.block_h * HOUR_MS)
        block = at_ms // block_ms
        force = np.zeros(len(at_ms))
        rows = np.flatnonzero(uniform(seed, key, number, block) < self.share)
        if rows.size:
            drawn = [uniform(seed, key, number[rows], block[rows], part) for part in (1, 2, 3)]
            lasts = self.shortest + (self.longest - self.shortest) * drawn[0]
            into = (at_ms[rows] % block_ms) / block_ms - drawn[1] * (1 - lasts)
            strength = 0.6 + 0.4 * drawn[2]
            force[rows] = strength * np.clip(np.minimum(into / lasts * 12, (1 - into / lasts) * 4), 0.0, 1.0)
        return force


def mood(town: Town, what: str, local: Ints, days: float, leaf: Ints) -> Floats:
    """How a thing wavers at local times (n,) in leaf areas (n,), -1 to 1, over so many days; most of it is shared."""
    keys, at_s = (town.seed, key_of(what)), local.astype(np.float64)
    return SHARED * smooth(at_s, days * DAY_S, *keys) + (1 - SHARED) * smooth(at_s, days * DAY_S, *keys, leaf + 1)


def swing(day: Ints, *keys: int | Ints) -> Floats:
    """Noise from day to day, -1 to 1 (n,), that never goes far out, as counts do that many people even out.

    It goes about a circle in steps of the golden section, so that any week of it is spread alike, and whoever reckons
    in deviations finds none beyond one and a half.
    """
    return np.sin(2 * np.pi * (uniform(*keys) + GOLDEN * day + UNEVEN * uniform(*keys, day)))
