"""A hot summer day at many stations, and how hot the hours before it felt."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import AREAS, rows, series


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    station = np.arange(100)
    hot = station % 2 == 0  # hot air is never as moist as warm air may be
    temp_c = np.where(hot, chance.uniform(31, 43, 100), chance.uniform(22, 31, 100))
    rh_pct = np.where(hot, chance.uniform(5, 45, 100), chance.uniform(5, 98, 100))
    age_s = chance.uniform(0, 3599, 100)
    return {
        "air": rows("weather.humidity", rh_pct, thing=station, leaf=station % 5, age_s=age_s, temp_c=temp_c),
        "day": rows("weather.temperature", temp_c, thing=station, leaf=station % 5, age_s=age_s),
        "past": series(chance.uniform(20, 50, (24, len(AREAS)))),
    }
