"""Buses that come every five to twenty minutes, more or less."""

import numpy as np

from tests.indicators.little_city import Made, rows


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    planned_s = chance.choice([300, 480, 600, 1200], 400)
    stop = chance.integers(0, 80, 400)
    return {
        "headways": rows(
            "bus.headway", planned_s * chance.uniform(0.2, 2, 400), thing=stop, leaf=stop % 5,
            age_s=chance.uniform(0, 7199, 400), planned_s=planned_s,
        )
    }  # fmt: skip
