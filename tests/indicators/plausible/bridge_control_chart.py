"""Five sensors on as many bridges through four months of warm days and cold nights."""

import numpy as np

from tests.indicators.little_city import Made, rows

SENSORS, HOURS = 5, 120 * 24


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    sensor, back = (one.ravel() for one in np.indices((SENSORS, HOURS)))
    temp_c = 15 + 8 * np.sin(2 * np.pi * back / 24) + chance.normal(0, 2, back.size)
    strain = 100 + 3 * temp_c + 0.1 * temp_c**2 + chance.normal(0, 5, back.size)
    return {
        "hours": rows(
            "bridge.hourly", strain, thing=[f"bridge-{one}/s" for one in sensor], leaf=sensor,
            age_s=3600.0 * back + 60, temp_c=temp_c, design_limit=1000,
        )
    }  # fmt: skip
