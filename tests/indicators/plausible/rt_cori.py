"""Three months of daily cases of three diseases in every street, each with a wave of its own."""

import numpy as np

from tests.indicators.little_city import NOW
from tests.indicators.plausible.daily import daily

AREAS, DISEASES, DAYS = 10, 3, 90


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    thing, day = np.arange(AREAS * DISEASES), np.arange(DAYS)
    wave = 10 + 6 * np.sin(day / (9 + thing[:, None] % 4) + chance.uniform(0, 6, thing.size)[:, None])
    told = chance.poisson(wave)
    return {
        "infections": daily(
            "infection.daily",
            told,
            thing=[f"area-{one // DISEASES}/{one % DISEASES}" for one in thing],
            leaf=thing // DISEASES % 5,
            imported=chance.integers(0, 2, thing.size),
            disease=thing % DISEASES,
        ),
        "clock": NOW,
    }
