"""Climate: the damp of the air, what the fire weather needs at noon, and the mean warmth of whole days.

All from the same weather that the stations tell of: at the same moment a station has the same temperature everywhere.
"""

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from sources.made_up.beats import Daily, Every
from sources.made_up.posts import Posts
from sources.made_up.rainfall import fallen_mm
from sources.made_up.regular import Asked, Regular, Told
from sources.made_up.sensors import Sensors
from sources.made_up.surroundings import Moment, temperature, wind
from sources.made_up.town import Town, season
from sources.moments import DAY_MS, HOUR_MS, MINUTE_MS, Millis

KMH = 3.6
DAY_H = 24


def stations_of(town: Town) -> Sensors:
    """The weather stations of a city."""
    return Sensors.of(town.pack.things, "weather.temperature", town.seed)


def humidity(town: Town) -> Regular:
    """Relative humidity and temperature at the stations, every five minutes."""
    stations = stations_of(town)

    def formula(asked: Asked) -> Told:
        warm_c = temperature(Moment(town, stations, asked.row, asked.at_ms, "weather.temperature"))
        return damp_pct(asked, warm_c), {"temp_c": warm_c}

    beat = Every.spread(town, "humidity", len(stations), 5 * MINUTE_MS)
    return Regular(kind="weather.humidity", town=town, posts=Posts.sensing(stations), beat=beat, formula=formula)


def noon(town: Town) -> Regular:
    """The weather at local noon, with the rain of the day before it."""
    stations = stations_of(town)

    def formula(asked: Asked) -> Told:
        warm_c = temperature(Moment(town, stations, asked.row, asked.at_ms, "weather.temperature"))
        blows = wind(Moment(town, stations, asked.row, asked.at_ms, "weather.wind"))
        fallen = fallen_mm(town, stations, asked.row, asked.at_ms, DAY_MS, 144)
        return warm_c, {
            "rh_pct": damp_pct(asked, warm_c), "wind_kmh": np.round(blows * KMH, 1), "rain24_mm": np.round(fallen, 1),
        }  # fmt: skip

    beat = Daily.at(town, len(stations), 12)
    return Regular(
        kind="weather.noon", town=town, posts=Posts.sensing(stations), beat=beat, formula=formula,
        what="weather.humidity",
    )  # fmt: skip


def whole_days(town: Town) -> Regular:
    """The mean temperature of each local day, told in its last minute, so that it belongs to that day."""
    stations = stations_of(town)

    def formula(asked: Asked) -> Told:
        return np.round(_mean_c(town, stations, asked.row, asked.at_ms), 1), {}

    beat = Daily.at(town, len(stations), 24 - 1 / 60)
    return Regular(kind="weather.daily", town=town, posts=Posts.sensing(stations), beat=beat, formula=formula)


def damp_pct(asked: Asked, warm_c: Floats) -> Floats:
    """Relative humidity (k,): the warmer than usual at the season, the drier; spells are damp or dry, rain wets it."""
    usual_c = 16 + 11 * season(asked.local)
    dry = 64 + 6 * season(asked.local) - 2.4 * (warm_c - usual_c) + 6 * asked.mood(40)
    dry += 24 * asked.town.episodes.damp(asked.local)
    rains = np.clip(asked.town.rain_mm_h(asked.local) / 2.0, 0.0, 1.0)  # a steady drizzle is as damp as a cloudburst
    return np.round(np.clip(dry + 30 * rains + asked.jitter(), 12.0, 99.0))


def _mean_c(town: Town, stations: Sensors, row: Ints, until_ms: Millis) -> Floats:
    """The mean of 24 readings, an hour apart, before these times (k,)."""
    at_ms = (until_ms[:, None] - np.arange(DAY_H)[None, :] * HOUR_MS).ravel()
    hourly = temperature(Moment(town, stations, np.repeat(row, DAY_H), at_ms, "weather.temperature"))
    return hourly.reshape(-1, DAY_H).mean(axis=1)
