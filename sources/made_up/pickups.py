"""Pickups: whether the trucks came to their stops in time: the very rounds on which the bins are emptied."""

import numpy as np

from sources.chance import key_of, normal, smooth, uniform
from sources.made_up.beats import Daily, day_of
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.rounds import Collections
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import Where
from sources.made_up.town import Town
from sources.moments import MINUTE_MS

STOPS = 2000
LATEST_MIN = 120.0  # beyond that a stop was not served in time
MISSED = 0.001
DEPOT = OwnSpell("depot", 96, 0.03, 0.3, 0.6)  # a depot is short of trucks for a day or two
UNPUNCTUAL_MIN = 26.0


def pickups(town: Town, bins: Where, emptied: Collections) -> Regular:
    """Each stop's service, told when its two hours are over; `emptied` says when the trucks pass the bins (n,)."""
    lon, lat = bins
    some = np.linspace(0, len(lon) - 1, min(STOPS, len(lon))).astype(np.intp)
    posts = Posts.named(town, "stop", lon[some], lat[some])
    planned_s = emptied.passed_s[some].astype(np.intp)

    def formula(asked: Asked) -> Told:
        seed, day, wet = town.seed, day_of(asked.local), town.wet(town.local(asked.at_ms - 60 * MINUTE_MS))
        short = DEPOT.force(seed, asked.leaf, asked.at_ms)
        late_min = 6 + UNPUNCTUAL_MIN * normal(seed, key_of("pickup"), asked.row, day)
        late_min += 12 * smooth(asked.at_ms / 1000.0, 50_000.0, seed, key_of("pickups"))
        late_min += 30 * wet + 95 * short
        missed = uniform(seed, key_of("pickup missed"), asked.row, day) < MISSED + 0.08 * short
        served = ~missed & (np.abs(late_min) <= LATEST_MIN)
        return served.astype(np.float64), {"delay_min": np.where(missed, np.nan, np.round(late_min))}

    beat = Daily(town.pack.time_zone, planned_s + int(LATEST_MIN * 60))
    return Regular(kind="waste.pickup", town=town, posts=posts, beat=beat, formula=formula)
