"""A week of hourly reports, every fourth hour, of three classes of ward in twenty hospitals."""

import numpy as np

from tests.indicators.little_city import Made, rows

HOSPITALS, WARDS, REPORTS = 20, 3, 42


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    unit = np.arange(HOSPITALS * WARDS)
    open_beds = np.where(unit % WARDS == 0, 400, 12) + chance.integers(0, 40, unit.size)
    stay_d = chance.uniform(4, 9, unit.size)
    which, report = (one.ravel() for one in np.meshgrid(unit, np.arange(REPORTS), indexing="ij"))
    taken = np.rint(open_beds[which] * chance.uniform(0.6, 1.0, which.size))
    turned = taken / stay_d[which]
    past = rows(
        "hospital.beds", taken, thing=[f"hospital-{one // WARDS}/{one % WARDS}" for one in which],
        leaf=which // WARDS % 5, age_s=report * 4 * 3600.0 + 600, open_beds=open_beds[which],
        admitted_24h=np.rint(turned * chance.uniform(0.8, 1.2, which.size)), discharged_24h=np.rint(turned) + 1,
        ward=which % WARDS,
    )  # fmt: skip
    return {"beds": past.only(np.flatnonzero(report == 0)), "past": past}
