"""Rainfall: what the gauges caught, summed up from the rain that the weather stations tell of, and its forecast."""

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from sources.chance import key_of, smooth
from sources.made_up.beats import Every
from sources.made_up.posts import Posts
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.sensors import Sensors
from sources.made_up.surroundings import Moment, rain
from sources.made_up.town import Town
from sources.moments import HOUR_MS, MINUTE_MS, Millis

GAUGE_MS, SAMPLES = 10 * MINUTE_MS, 5
FORECAST_MS, ISSUED_WITHIN_MS = 30 * MINUTE_MS, 20_000
LEADS_MIN = tuple(range(60, 721, 60))
ACROSS = 4  # cells along a side of the city
MISTAKEN = 0.13  # how far a forecast of an hour ahead is off, as a share; four hours ahead it is twice that


def gauges(town: Town) -> Regular:
    """The rain of the last ten minutes at each weather station, mm."""
    stations = Sensors.of(town.pack.things, "weather.rain", town.seed)

    def formula(asked: Asked) -> Told:
        return np.round(fallen_mm(town, stations, asked.row, asked.at_ms, GAUGE_MS, SAMPLES), 2), {}

    beat = Every.spread(town, "gauge", len(stations), GAUGE_MS)
    return Regular(kind="rain.gauge", town=town, posts=Posts.sensing(stations), beat=beat, formula=formula)


def fallen_mm(town: Town, stations: Sensors, row: Ints, until_ms: Millis, span_ms: int, samples: int) -> Floats:
    """How much rain fell at stations (k,) in the spans before these times (k,), mm, from so many samples of each."""
    back_ms = ((np.arange(samples) + 0.5) * span_ms / samples).astype(np.int64)
    at_ms = (until_ms[:, None] - back_ms[None, :]).ravel()
    mm_h = rain(Moment(town, stations, np.repeat(row, samples), at_ms, "weather.rain"))
    return mm_h.reshape(-1, samples).mean(axis=1) * span_ms / HOUR_MS


def forecast(town: Town) -> Regular:
    """What each cell over the city will get in each of the next hours, told anew every half-hour."""
    cells = _cells(town)
    posts, ahead = cells.split([str(lead) for lead in LEADS_MIN]), len(LEADS_MIN)
    lead_min = np.tile(np.array(LEADS_MIN, dtype=np.float64), len(cells))

    def formula(asked: Asked) -> Told:
        lead, cell = lead_min[asked.row], asked.row // ahead
        ends_ms = asked.at_ms + (lead * MINUTE_MS).astype(np.int64)
        at_ms = (ends_ms[:, None] - (np.arange(6)[None, :] * 10 + 5) * MINUTE_MS).ravel()
        truly = town.rain_mm_h(town.local(at_ms)).reshape(-1, 6).mean(axis=1)
        here = 1 + 0.35 * smooth(ends_ms / 1000.0, 1800.0, town.seed, key_of("rain cell"), cell)
        believed = np.exp(MISTAKEN * np.sqrt(lead / 60) * np.clip(asked.jitter(), -2, 2))
        return np.round(np.clip(truly * here * believed, 0, 200), 1), {"lead_min": lead}

    beat = Every.spread(town, "forecast", len(posts), FORECAST_MS, ISSUED_WITHIN_MS)
    return Regular(kind="rain.forecast", town=town, posts=posts, beat=beat, formula=formula)


def _cells(town: Town) -> Posts:
    """The cells over the city whose middles lie in it."""
    bounds, areas = town.pack.areas.bounds, town.pack.areas
    share = (np.arange(ACROSS) + 0.5) / ACROSS
    lon, lat = np.meshgrid(
        bounds.west + share * (bounds.east - bounds.west), bounds.south + share * (bounds.north - bounds.south)
    )
    lon, lat = lon.ravel(), lat.ravel()
    inside = areas.leaf_of(lon, lat) != areas.elsewhere
    return Posts.named(town, "cell", lon[inside], lat[inside])
