"""Ten stations on sixty noons of spring, a day missing here and there."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import NOW, rows

STATIONS, DAYS = 10, 60


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    station, day = (one.ravel() for one in np.indices((STATIONS, DAYS)))
    heard = (chance.random(station.size) > 0.03) | (day == 0)
    station, day = station[heard], day[heard]
    wet = chance.random(station.size) < 0.2
    noon = rows(
        "weather.noon", chance.uniform(5, 35, station.size), thing=station, leaf=station % 5, lat=22.5, lon=114,
        age_s=86_400.0 * day + 8 * 3600, rh_pct=chance.uniform(15, 95, station.size),
        wind_kmh=chance.uniform(0, 40, station.size), rain24_mm=np.where(wet, chance.exponential(8, station.size), 0),
    )  # fmt: skip
    return {"noon": noon, "clock": NOW}
