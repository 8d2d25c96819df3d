"""Calls of four weeks on both sides of where two streets meet, with a hot spot in each."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import AREAS, rows

CALLS, HOT = 300, 25


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    lon = np.concatenate(
        [chance.uniform(1.97, 2.03, CALLS), chance.normal(1.99, 1e-3, HOT), chance.normal(2.02, 1e-3, HOT)]
    )
    lat = np.concatenate([chance.uniform(0.47, 0.53, CALLS), chance.normal(0.5, 1e-3, 2 * HOT)])
    calls = rows(
        "call.emergency", np.ones(lon.size), leaf=AREAS.leaf_of(lon, lat), lon=lon, lat=lat,
        age_s=chance.uniform(0, 28 * 86_400, lon.size), service=chance.integers(0, 3, lon.size),
    )  # fmt: skip
    return {"calls": calls}
