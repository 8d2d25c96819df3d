"""Emergency departments between calm and dangerous: random figures would all stand at the cap."""

import numpy as np

from tests.indicators.little_city import Made, rows


def inputs(seed: int) -> dict[str, Made]:
    chance, many = np.random.default_rng(seed), 40
    return {
        "departments": rows(
            "hospital.ed",
            chance.integers(5, 60, many),
            thing=[f"hospital-{one}" for one in range(many)],
            leaf=np.arange(many) % 5,
            ed_beds=chance.integers(20, 60, many),
            hospital_beds=chance.integers(200, 1500, many),
            admits_waiting=chance.integers(0, 25, many),
            ventilated=chance.integers(0, 3, many),
            longest_admit_h=chance.uniform(0, 12, many),
            last_door_to_bed_h=chance.uniform(0, 3, many),
        )
    }
