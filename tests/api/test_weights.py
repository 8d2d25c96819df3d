"""What the data say of the weights: nothing before thirty days are known, then what CRITIC gives."""

from datetime import timedelta

import numpy as np
import pytest

from city.picture import Course, Measure
from indicators.composite.domain_health_index import DOMAINS
from indicators.methods.critic import critic_weights
from live.house import House
from tests.api.conftest import Outside


def kept(house: House, days: int) -> np.ndarray:
    """Scores of the domains for so many days, as they were written down."""
    size = len(house.pack.areas)
    table = np.random.default_rng(1).uniform(40, 100, (days, len(DOMAINS))).astype(np.float32).astype(np.float64)
    for back, row in enumerate(table):
        scores = {domain: np.full(size, score) for domain, score in zip(DOMAINS, row, strict=True)}
        at = house.clock() - timedelta(days=back + 1)
        courses = {domain: Course(trend=np.zeros(1)) for domain in DOMAINS}
        measure = Measure(
            indicator="domain_health_index", at=at, value=np.full(size, row.min()), band=np.zeros(size, np.int8),
            companions=scores, courses=courses,
        )  # fmt: skip
        house.measuring.annals.write_at(at, {"domain_health_index": measure})
    return table


def test_too_few_days_give_no_weights(house: House, outside: Outside):
    kept(house, 20)
    told = outside.get("/indicators/city_vital_sign/weights").json
    assert (told["days"], told["critic"], told["setting"]) == (20, None, None)
    assert told["in_force"]["expert.emergency"] == 0.2


def test_after_a_quarter_they_are_what_critic_gives_and_can_be_set(house: House, outside: Outside):
    table = kept(house, 60)
    told = outside.get("/indicators/city_vital_sign/weights").json
    assert told["days"] == 60
    assert list(told["critic"].values()) == pytest.approx(critic_weights(table[::-1]).tolist(), abs=1e-6)
    assert set(told["setting"]) <= set(house.indicators["city_vital_sign"].parameters)
