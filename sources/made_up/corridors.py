"""Corridors: how long the main ways across the city take now; the days differ, and so do the districts."""

import numpy as np

from city.readings import Floats
from geo.place import distance_m
from sources.chance import key_of, normal, uniform
from sources.made_up.beats import Every, day_of
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.rhythm import jam
from sources.made_up.spells import OwnSpell
from sources.made_up.town import Town
from sources.moments import MINUTE_MS

COUNT, CANDIDATES = 24, 400
WINDING = 1.3  # streets are longer than the crow flies
STEP_MS = 15 * MINUTE_MS
BLOCKED = OwnSpell("corridor blocked", 24, 0.025, 0.03, 0.1)  # an accident holds a corridor up for an hour or two


def corridors(town: Town) -> Regular:
    """The travel times of all corridors, each told every quarter of an hour."""
    posts, free_s = _laid_out(town)

    def travel_time(asked: Asked) -> Told:
        free = free_s[asked.row]
        return np.round(free * slowness(asked)), {"free_flow_s": free}

    beat = Every.spread(town, "corridor", len(posts), STEP_MS)
    return Regular(kind="corridor.travel_time", town=town, posts=posts, beat=beat, formula=travel_time)


def slowness(asked: Asked) -> Floats:
    """How many times its free time a way takes (k,): jams and rain, what is special today, and what blocks it."""
    town, local, seed = asked.town, asked.local, asked.town.seed
    today = normal(seed, key_of("corridor day"), day_of(local)) + normal(
        seed, key_of("own day"), asked.row, day_of(local)
    )
    jams = (0.21 + 0.25 * asked.fixed("jams")) * (0.6 + 0.4 * town.middle(asked.lon, asked.lat))
    lost = jam(local) * jams * np.clip(1 + 0.08 * today + 0.15 * asked.mood(0.75), 0.5, 1.6)
    crowded = town.crowd(local, asked.lon, asked.lat)
    blocked = BLOCKED.force(seed, asked.row, asked.at_ms)
    slow = (1 + 0.2 * town.wet(local) + 0.2 * crowded + 1.3 * blocked) / (1 - np.clip(lost, 0.0, 0.7))
    return slow * (1.02 + 0.015 * asked.jitter())


def _laid_out(town: Town) -> tuple[Posts, Floats]:
    """The corridors at the junctions next to their middles, and how long each takes when it is free, seconds (n,)."""
    roads = town.pack.roads
    drawn = uniform(town.seed, key_of("corridor end"), np.arange(CANDIDATES)[:, None], np.arange(2)[None, :])
    ends = town.nodes[(drawn * len(town.nodes)).astype(np.intp)]
    one, other = ends[:, 0], ends[:, 1]
    away_m = distance_m(roads.lon[one], roads.lat[one], roads.lon[other], roads.lat[other])
    # From the longer half, but not the very longest: these cross the city, yet not from one edge to the other.
    ranked = np.argsort(away_m, kind="stable")
    chosen = ranked[(np.linspace(0.45, 0.92, COUNT) * len(ranked)).astype(np.intp)]
    lon, lat = ((column[one[chosen]] + column[other[chosen]]) / 2 for column in (roads.lon, roads.lat))
    middle = np.array([roads.snap(x, y) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)], dtype=np.intp)
    kmh = 42 + 20 * uniform(town.seed, key_of("corridor pace"), chosen)
    free_s = np.maximum(np.round(away_m[chosen] * WINDING / (kmh / 3.6)), 60.0)
    return Posts.named(town, "corridor", roads.lon[middle], roads.lat[middle]), free_s
