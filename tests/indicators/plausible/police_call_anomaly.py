"""Nine weeks of calls by the hour, with the rhythm of day and week; the single calls of four weeks in one street."""

import numpy as np

from tests.indicators.every import Input
from tests.indicators.little_city import AREAS, rows, series

HOURS, FOUR_WEEKS_S = 9 * 168, 28 * 86_400


def inputs(seed: int) -> dict[str, Input]:
    chance = np.random.default_rng(seed)
    hour = np.arange(HOURS)
    usual = 20 + 10 * np.sin(2 * np.pi * hour / 24) + 4 * (hour % 168 > 120)
    street = chance.poisson(usual)
    inside = AREAS.membership[:, 0] + AREAS.membership[:, 2]
    calls = rows(
        "call.emergency", np.ones(12_000), leaf=0, age_s=chance.uniform(0, FOUR_WEEKS_S, 12_000),
        service=chance.integers(0, 3, 12_000),
    )  # fmt: skip
    return {"past": series(street[:, None] * inside[None, :]), "calls": calls}
