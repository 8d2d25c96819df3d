"""Lamps: how many of each circuit burn from dusk to dawn; by day there is nothing to tell."""

import numpy as np

from city.readings import Mask
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.beats import Every, day_of
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.rhythm import DAY_S, hour_of
from sources.made_up.spells import OwnSpell
from sources.made_up.spots import at_devices
from sources.made_up.town import Town, season
from sources.moments import MINUTE_MS

CIRCUITS, WITHOUT_DEVICES = 240, 60
STEP_MS = 15 * MINUTE_MS
MAIN = 0.45
DARK_CIRCUIT = OwnSpell("dark circuit", 48, 0.004, 0.2, 0.5)
BLACKOUT = OwnSpell("blackout", 24 * 10, 0.008, 0.02, 0.06)  # of a whole area


def circuits(town: Town) -> Regular:
    """Lit lamps of each circuit every quarter of an hour while they should be lit."""
    posts = Posts.named(town, "circuit", *at_devices(town, "street_lamp", CIRCUITS, WITHOUT_DEVICES))

    def formula(asked: Asked) -> Told:
        local, seed = asked.local, town.seed
        lamps = np.round(24 + 50 * asked.fixed("lamps"))
        main = asked.fixed("main") < MAIN
        night = day_of(local - DAY_S // 2)  # from noon to noon
        broken = np.where(main, 0.005, 0.011) * (0.5 + asked.fixed("old"))
        # What is left over the whole lamps is a lamp more on some nights.
        dark = np.floor(lamps * broken + uniform(seed, key_of("dark lamps"), asked.row, night))
        out = DARK_CIRCUIT.force(seed, asked.row, asked.at_ms) > 0
        half = BLACKOUT.force(seed, asked.leaf, asked.at_ms)
        lit = np.where(out, 0.0, (lamps - dark) * (1 - np.clip(half, 0, 0.9)))
        return np.where(is_dark(local), np.round(lit), np.nan), {"lamps": lamps, "main_road": main.astype(np.float64)}

    beat = Every.spread(town, "lamp", len(posts), STEP_MS)
    return Regular(kind="lamp.lit", town=town, posts=posts, beat=beat, formula=formula)


def is_dark(local: Ints) -> Mask:
    """Whether lamps should be lit at local times (n,): longer in winter."""
    hour, sun = hour_of(local), season(local)
    return (hour > 18.4 + 1.0 * sun) | (hour < 6.1 - 0.8 * sun)
