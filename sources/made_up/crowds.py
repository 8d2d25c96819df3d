"""Crowds: how many people stand on squares, in stations, malls and at the stadium."""

import numpy as np

from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.rhythm import is_weekend, usual
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import at_either
from sources.made_up.town import Town
from sources.moments import MINUTE_MS

KINDS = ("stadium", "railway_station", "square", "mall", "bus_terminal", "scenic_area", "market", "park")
ZONES, WITHOUT_PLACES = 36, 10
USUAL = 0.11  # persons a square metre, the mean of a day
MATCH, GATHERING = 2.3, 1.6  # what a match and a happening add at most, persons a square metre
HAPPENING = OwnSpell("gathering", 36, 0.02, 0.04, 0.1)


def counts(town: Town) -> Regular:
    """How many people are in each zone, every minute."""
    lon, lat = at_either(town, KINDS, ZONES, WITHOUT_PLACES)
    posts = Posts.named(town, "zone", lon, lat)

    def formula(asked: Asked) -> Told:
        local = asked.local
        area_m2 = np.round(1200 + 6500 * asked.fixed("area") ** 2, -1)
        free = np.where(is_weekend(local), 1.35, 0.9)
        lively = town.liveliness[asked.leaf] * (0.6 + 0.8 * asked.fixed("drawn"))
        stays = 1 - 0.55 * town.wet(local)
        a_m2 = USUAL * usual("evening", local) * free * lively * stays * (1 + 0.35 * asked.mood(3))
        a_m2 = a_m2 + MATCH * town.crowd(local, asked.lon, asked.lat)
        a_m2 = a_m2 + GATHERING * HAPPENING.force(town.seed, asked.row, asked.at_ms) * usual("evening", local) / 1.8
        count = np.round(np.clip(a_m2 * (1 + 0.04 * asked.jitter()), 0, 4.5) * area_m2)
        return count, {"area_m2": area_m2, "one_way": (asked.fixed("way") < 0.15).astype(np.float64)}

    beat = Every.spread(town, "crowd", len(posts), MINUTE_MS)
    return Regular(kind="crowd.count", town=town, posts=posts, beat=beat, formula=formula)
