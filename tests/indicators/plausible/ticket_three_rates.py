"""Requests with one number through all their readings: opened, answered or not, closed, mostly called back."""

import numpy as np

from tests.indicators.little_city import Made, rows

MANY = 800
LIMIT_MIN = np.array([30.0, 120.0, 1440.0])


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    number = np.array([f"T{one}" for one in range(MANY)])
    kind, leaf = np.arange(MANY) % 3, chance.integers(0, 5, MANY)
    age_s = chance.uniform(60, 30 * 86_400 - 1, MANY)
    answered, closed = chance.random(MANY) < 0.9, chance.random(MANY) < 0.8
    back = closed & (chance.random(MANY) < 0.8)

    def some(which: np.ndarray, name: str, value: np.ndarray, **more: np.ndarray) -> Made:
        about = {"type": kind, **more}
        return rows(
            name, value[which], thing=number[which], leaf=leaf[which], age_s=age_s[which],
            **{each: column[which] for each, column in about.items()},
        )  # fmt: skip

    minutes = LIMIT_MIN[kind] * chance.uniform(0.1, 1.2, MANY)
    return {
        "opened": some(
            np.full(MANY, fill_value=True), "ticket.opened", np.ones(MANY),
            caller=chance.integers(0, 300, MANY), transferred=chance.integers(0, 2, MANY),
        ),
        "contacted": some(answered, "ticket.contacted", minutes, limit_min=LIMIT_MIN[kind]),
        "called_back": some(
            back, "ticket.called_back", (chance.random(MANY) < 0.9).astype(float),
            satisfied=np.where(chance.random(MANY) < 0.1, np.nan, chance.random(MANY) < 0.8),
        ),
        "closed": some(closed, "ticket.closed", np.ones(MANY)),
    }  # fmt: skip
