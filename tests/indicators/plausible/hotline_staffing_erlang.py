"""Four weeks of quarters of an hour with the rhythm of a day, and a roster that is somewhat too small for it."""

import numpy as np

from tests.indicators.little_city import AREAS, NOW, rows, series

QUARTERS, HALF_HOURS = 4 * 7 * 96, 48


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    rhythm = 30 + 20 * np.sin(2 * np.pi * np.arange(QUARTERS) / 96)
    half = np.arange(2 * HALF_HOURS) // 2
    return {
        "calls": series(chance.poisson(rhythm[:, None], (QUARTERS, len(AREAS))), 15),
        "roster": rows(
            "hotline.roster",
            chance.integers(3, 12, half.size),
            thing=[f"{skill}/{one}" for one, skill in zip(half, ["general", "medical"] * HALF_HOURS, strict=True)],
            leaf=half % 5,
            half_hour=half,
            handling_s=chance.uniform(150, 300, half.size),
            shrinkage=chance.uniform(0.1, 0.35, half.size),
        ),
        "clock": NOW,
    }
