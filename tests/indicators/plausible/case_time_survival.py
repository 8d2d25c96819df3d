"""Three months of incidents, two in three of them closed; each has its serial and a limit of one to four days."""

import numpy as np

from tests.indicators.little_city import Made, rows

DAY_S = 86_400.0


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    serial, age_s = np.arange(400), chance.uniform(0.1, 90, 400) * DAY_S
    level, took_s = chance.integers(1, 5, 400), chance.exponential(2 * DAY_S, 400)
    limit_s = level * DAY_S
    received = rows(
        "incident.received", limit_s, leaf=serial % 5, age_s=age_s, thing=serial, serial=serial, level=level
    )
    over = np.flatnonzero((took_s < age_s) & (chance.random(400) < 0.8))
    closed = rows(
        "incident.closed", took_s[over], leaf=serial[over] % 5, age_s=(age_s - took_s)[over], thing=serial[over],
        serial=serial[over], limit_s=limit_s[over],
    )  # fmt: skip
    return {"received": received, "closed": closed}
