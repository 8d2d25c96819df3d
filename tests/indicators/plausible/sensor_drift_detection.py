"""Six hours of six kinds of sensors all over the city, some stuck, some drifting."""

import numpy as np

from indicators.infrastructure.sensor_drift_detection import INDICATOR
from tests.indicators.little_city import Made, rows

SENSORS, STEPS = 40, 36


def sensors(kind: str, chance: np.random.Generator) -> Made:
    shared = 20 + np.cumsum(chance.normal(0, 0.3, STEPS))
    table = shared[None, :] + chance.normal(0, 0.4, (SENSORS, STEPS)) + chance.normal(0, 1, (SENSORS, 1))
    table[0] = 17.0
    table[1] += np.where(np.arange(STEPS) > 15, (np.arange(STEPS) - 15) * 1.5, 0)
    age_s = np.broadcast_to((STEPS - 1 - np.arange(STEPS)) * 600.0 + 300.0, table.shape)
    thing = np.repeat(np.arange(SENSORS), STEPS)
    places = chance.uniform(0, 1, (SENSORS, 2))
    return rows(
        kind,
        table.ravel(),
        thing=thing,
        leaf=thing % 5,
        age_s=age_s.ravel(),
        lon=places[thing, 0],
        lat=places[thing, 1],
    )


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    return {name: sensors(view.kind, chance) for name, view in INDICATOR.inputs.items()}
