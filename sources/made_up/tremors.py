"""Tremors: what the strong-motion stations feel: trucks as a rule, and on some days a quake, weaker from afar."""

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from geo.place import distance_m
from sources.chance import key_of, uniform
from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.rhythm import usual
from sources.made_up.spots import at_either
from sources.made_up.town import Town
from sources.moments import DAY_MS, MINUTE_MS

STATIONS, TOLD_MS = 12, MINUTE_MS
TRUCKS_GAL = 0.25
CM_A_SECOND = 0.07  # for each gal: what the ground of a plain makes of a near quake
QUAKES = 0.05  # on this share of days
WEAKEST_GAL, STRONGEST = 6.0, 15.0  # the strongest is so many times the weakest
DEPTH_M = 12_000.0


def peaks(town: Town) -> Regular:
    """The greatest ground motion at each station since its last report."""
    lon, lat = at_either(town, ("park", "university", "fire_station"), STATIONS, STATIONS)
    posts = Posts.named(town, "strong_motion", lon, lat)

    def formula(asked: Asked) -> Told:
        trucks = TRUCKS_GAL * usual("day", asked.local) * np.exp(0.4 * asked.jitter()) * (0.5 + asked.fixed("soil"))
        gal: Floats = np.maximum(trucks, _quake_gal(asked))
        ratio = CM_A_SECOND * np.exp(0.15 * asked.jitter(1))
        return np.round(gal, 3), {"pgv_cms": np.round(gal * ratio, 4)}

    beat = Every.spread(town, "tremor", len(posts), TOLD_MS)
    return Regular(kind="strong_motion.peak", town=town, posts=posts, beat=beat, formula=formula, step_ms=TOLD_MS)


def _quake_gal(asked: Asked) -> Floats:
    """The motion (k,) of the day's quake where it came since the last report; each day (UTC) has none or one."""
    day = asked.at_ms // DAY_MS
    return np.maximum(_of_day(asked, day), _of_day(asked, day - 1))


def _of_day(asked: Asked, day: Ints) -> Floats:
    town, key = asked.town, key_of("quake")
    happens, hour, size, east, north, soil = (uniform(town.seed, key, day, part) for part in range(6))
    quake_ms = day * DAY_MS + (hour * DAY_MS).astype(np.int64)
    felt = (happens < QUAKES) & (quake_ms <= asked.at_ms) & (quake_ms > asked.at_ms - asked.since_ms)
    bounds = town.pack.areas.bounds
    lon = bounds.west + east * (bounds.east - bounds.west)
    lat = bounds.south + north * (bounds.north - bounds.south)
    away_m = distance_m(asked.lon, asked.lat, lon, lat)
    gal = WEAKEST_GAL * STRONGEST ** (size**2) * (DEPTH_M / np.hypot(away_m, DEPTH_M)) ** 1.5
    return np.where(felt, gal * (0.8 + 0.4 * asked.fixed("ground")), 0.0) * (1 + 0.05 * soil)
