"""Heartbeats of a whole hour in every street: one that began later would make the hour shorter for all."""

import numpy as np

from tests.indicators.little_city import Made, rows


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    thing = chance.integers(0, 100, 400)
    age_s = chance.uniform(0, 3599, 400)
    age_s[[int(np.argmax(thing % 5 == leaf)) for leaf in range(5)]] = 3600
    beats = rows("device.heartbeat", chance.uniform(30, 900, 400), leaf=thing % 5, age_s=age_s, thing=thing)
    return {"beats": beats, "known": beats}
