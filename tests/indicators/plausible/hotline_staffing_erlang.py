"""Four weeks of hours with the rhythm of a day, and a roster that is somewhat too small for it."""

import numpy as np

from tests.indicators.little_city import AREAS, NOW, rows, series

HOURS, HALF_HOURS = 4 * 7 * 24, 48


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    rhythm = 120 + 80 * np.sin(2 * np.pi * np.arange(HOURS) / 24)
    half = np.arange(2 * HALF_HOURS) // 2
    return {
        "calls": series(chance.poisson(rhythm[:, None], (HOURS, len(AREAS))), 60),
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
