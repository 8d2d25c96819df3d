"""Stores of hazardous chemicals: each unit keeps its own alpha, and all that it holds lies in one street."""

import numpy as np

from tests.indicators.little_city import Made, rows

UNITS, EACH = 20, 4


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    unit = np.repeat(np.arange(UNITS), EACH)
    held = rows(
        "hazchem.inventory",
        chance.uniform(0, 200, unit.size),
        thing=[f"unit-{one}/{substance}" for substance, one in enumerate(unit)],
        leaf=unit % 5,
        age_s=chance.uniform(0, 1e6, unit.size),
        limit_t=chance.choice([5, 10, 50, 200], unit.size),
        beta=chance.choice([1, 1.5, 2, 4, 20], unit.size),
        alpha=chance.choice([0.5, 1, 1.2, 1.5, 2], UNITS)[unit],
        licence_t=chance.choice([100, np.nan], unit.size),
    )
    return {"inventory": held}
