"""A day of hourly levels at ten points, two in every street and two elsewhere, and moments of the last six hours."""

import numpy as np

from tests.indicators.little_city import NOW, Made, rows

HOUR_S = 3600.0


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    point, hour = np.divmod(np.arange(240), 24)
    zone = chance.integers(0, 6, 10)[point]
    levels = rows(
        "noise.hourly", chance.uniform(35, 75, 240), leaf=point % 5, age_s=hour * HOUR_S, thing=point, zone=zone
    )
    return {"levels": levels, "moments": moments(chance), "clock": NOW}


def moments(chance: np.random.Generator) -> Made:
    point = chance.integers(0, 10, 300)
    age_s = chance.uniform(0, 6 * HOUR_S, 300)
    return rows("noise.level", chance.uniform(40, 90, 300), leaf=point % 5, age_s=age_s, thing=point)
