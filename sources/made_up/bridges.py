"""Bridges: the hourly medians of strain: warmth stretches a bridge, and seldom something shifts for a day."""

import numpy as np

from city.readings import Floats
from sources.chance import key_of, normal
from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import at_either
from sources.made_up.town import Town
from sources.moments import HOUR_MS, MINUTE_MS

MOST_BRIDGES, WITHOUT_PLACES = 17, 6
MEMBERS = ("deck", "arch", "pier")
TOLD_WITHIN_MS = 5 * MINUTE_MS
SPREAD, MOVED_BACK = 2.6, 0.6
# Rare, small and short: a chart that adds up what is left over needs days to forget it.
SHIFT = OwnSpell("bridge shift", 24 * 21, 0.03, 0.03, 0.06)
SHIFTED = 9.0  # microstrain
LIMIT = 650.0


def medians(town: Town) -> Regular:
    """The hour's median strain of each member of each bridge, with the temperature of its steel."""
    lon, lat = at_either(town, ("bridge",), MOST_BRIDGES, WITHOUT_PLACES)
    posts = Posts.named(town, "bridge", lon, lat).split(MEMBERS)

    def formula(asked: Asked) -> Told:
        steel_c = np.round(town.warmth(asked.at_ms - HOUR_MS) + 0.8 * asked.jitter(1), 2)
        stretch = 6.0 + 5.0 * asked.fixed("stretch")
        rest = 60 * (asked.fixed("rest") - 0.5)
        bent = 0.04 * (steel_c - 15) ** 2
        bridge = asked.row // len(MEMBERS)
        # The member that carries most shifts most, one of them not at all.
        part = np.array([1.0, 0.55, 0.0])[(asked.row + bridge) % len(MEMBERS)]
        shift = SHIFTED * part * SHIFT.force(town.seed, bridge, asked.at_ms)
        strain = rest + stretch * (steel_c - 15) + bent + SPREAD * _shaken(asked) + shift
        return np.round(strain, 2), {"temp_c": steel_c, "design_limit": np.full(len(strain), LIMIT)}

    beat = Every.spread(town, "bridge", len(posts), HOUR_MS, TOLD_WITHIN_MS)
    return Regular(kind="bridge.hourly", town=town, posts=posts, beat=beat, formula=formula)


def _shaken(asked: Asked) -> Floats:
    """Noise of each hour (k,): a bearing that sticks lets go too far one hour and is back the next."""
    seed, key, hour = asked.town.seed, key_of("bridge shaken"), asked.at_ms // HOUR_MS
    return normal(seed, key, asked.row, hour) - MOVED_BACK * normal(seed, key, asked.row, hour - 1)
