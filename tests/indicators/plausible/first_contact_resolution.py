"""Requests of six weeks: callers stay in their street, some come back, some are passed on."""

import numpy as np

from tests.indicators.little_city import Made, rows

MANY = 600


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    caller = chance.integers(0, 250, MANY)
    return {
        "contacts": rows(
            "ticket.opened",
            np.ones(MANY),
            # A caller is one thing here, so that it stays one household wherever the streets are divided.
            thing=caller,
            leaf=caller % 5,
            age_s=chance.uniform(0, 38 * 86_400 - 1, MANY),
            type=chance.integers(0, 4, MANY),
            caller=caller,
            transferred=chance.random(MANY) < 0.2,
        )
    }
