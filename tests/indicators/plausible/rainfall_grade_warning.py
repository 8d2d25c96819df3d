"""Gauges in every street through a wet day, each with a cell of the forecast over it."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import rows

GAUGES, REPORTS, LEADS = 30, 24, 6


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    lon, lat, wet = chance.uniform(0, 4, GAUGES), chance.uniform(0, 1, GAUGES), chance.uniform(0, 6, GAUGES)
    gauge, hour = np.repeat(np.arange(GAUGES), REPORTS), np.tile(np.arange(REPORTS), GAUGES)
    cell, lead = np.repeat(np.arange(GAUGES), LEADS), np.tile(np.arange(LEADS), GAUGES)
    return {
        "gauges": rows(
            "rain.gauge", chance.uniform(0, 2, gauge.size) * wet[gauge], thing=gauge, leaf=gauge % 5,
            age_s=hour * 3600 + chance.uniform(1, 3599, gauge.size), lon=lon[gauge], lat=lat[gauge],
        ),
        "forecast": rows(
            "rain.forecast", chance.uniform(0, 20, cell.size), leaf=cell % 5, lon=lon[cell], lat=lat[cell],
            thing=[f"cell-{one}/{60 * (ahead + 1)}" for one, ahead in zip(cell, lead, strict=True)],
            lead_min=60.0 * (lead + 1),
        ),
    }  # fmt: skip
