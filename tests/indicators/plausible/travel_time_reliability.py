"""Corridors on four weeks of mornings, three quarters of an hour each."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import NOW, Made, rows

CORRIDORS, DAYS = 10, 28
QUARTERS_BACK_S = 900.0 * np.arange(1, 4)


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    corridor, day, quarter = (one.ravel() for one in np.indices((CORRIDORS, DAYS, QUARTERS_BACK_S.size)))
    free_s = chance.uniform(300, 1500, CORRIDORS)[corridor]
    times: Made = rows(
        "corridor.travel_time",
        free_s * chance.uniform(1, 3, corridor.size),
        thing=corridor,
        leaf=corridor % 5,
        age_s=86_400.0 * day + QUARTERS_BACK_S[quarter],
        free_flow_s=free_s,
    )
    return {"times": times, "clock": NOW}
