"""Cases in institutions, each institution in one street, some of them admitted and a few severe."""

import numpy as np

from tests.indicators.little_city import Made, rows

CASES = 200


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    institution = chance.integers(0, 25, CASES)
    return {
        "cases": rows(
            "infectious.case",
            np.ones(CASES),
            leaf=institution % 5,
            age_s=chance.uniform(0, 7 * 86_400 - 1, CASES),
            institution=institution,
            syndrome=chance.integers(0, 5, CASES),
            admitted=chance.random(CASES) < 0.1,
            severe=chance.random(CASES) < 0.05,
            died=chance.random(CASES) < 0.01,
        )
    }
