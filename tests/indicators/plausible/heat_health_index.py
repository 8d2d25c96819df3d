"""A hot summer day at many stations, and how hot the hours before it felt."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import AREAS, rows, series


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    station = np.arange(100)
    temp_c, age_s = chance.uniform(22, 43, 100), chance.uniform(0, 3599, 100)
    return {
        "air": rows(
            "weather.humidity", chance.uniform(5, 98, 100), thing=station, leaf=station % 5, age_s=age_s, temp_c=temp_c
        ),
        "day": rows("weather.temperature", temp_c, thing=station, leaf=station % 5, age_s=age_s),
        "past": series(chance.uniform(20, 50, (24, len(AREAS)))),
    }
