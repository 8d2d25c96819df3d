"""Eight weeks of counts and notifications, and two weeks of cases in institutions, in every street."""

import numpy as np

from tests.indicators.little_city import rows
from tests.indicators.plausible import ears_syndromic
from tests.indicators.plausible.daily import daily

AREAS, CASES = 10, 80


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    told = chance.poisson(12, (AREAS, 56))
    which = np.arange(AREAS)
    infections = daily(
        "infection.daily", told, thing=[f"area-{one}/influenza" for one in which], leaf=which % 5, imported=0, disease=0
    )
    cases = rows(
        "infectious.case", np.ones(CASES), leaf=np.arange(CASES) % 5, age_s=chance.uniform(0, 14 * 86_400 - 1, CASES),
        institution=chance.integers(0, 9, CASES), syndrome=0, admitted=0, severe=0, died=0,
    )  # fmt: skip
    return {**ears_syndromic.inputs(seed), "infections": infections, "cases": cases}
