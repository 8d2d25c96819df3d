"""Eight weeks of counts at sites in every street; enough of each channel that a day is never as good as empty."""

import numpy as np

from tests.indicators.little_city import NOW
from tests.indicators.plausible.daily import daily

SITES, CHANNELS = 60, 6


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    told = chance.poisson(chance.uniform(5, 40, SITES)[:, None], (SITES, 56)).astype(float)
    told[:7, -1] *= 1.5
    site = np.arange(SITES)
    counts = daily(
        "syndromic.count", told, thing=[f"site-{one}" for one in site], leaf=site % 5, channel=site // 5 % CHANNELS
    )
    return {"counts": counts, "clock": NOW}
