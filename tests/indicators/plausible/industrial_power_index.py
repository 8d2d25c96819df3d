"""Fifteen months of ten firms, two in every street and two elsewhere, and of a weather station in the city."""

import numpy as np

from tests.indicators.little_city import NOW, rows

DAYS, FIRMS, DAY_S = 420, 10, 86_400.0
TOLD_S = 20 * 3600.0  # it is eight in the evening; the day before was told at midnight


def temperatures(chance: np.random.Generator) -> np.ndarray:
    """Of the days, the oldest first; the last is yesterday, the first of March."""
    return 17 + 13 * np.sin(2 * np.pi * (np.arange(DAYS) - DAYS - 60) / 365) + chance.normal(0, 2, DAYS)


def inputs(seed: int) -> dict[str, object]:
    chance = np.random.default_rng(seed)
    warm = temperatures(chance)
    ages = (DAYS - 1 - np.arange(DAYS)) * DAY_S + TOLD_S
    weekend = (np.arange(DAYS) - DAYS) % 7 > 4
    shared = 0.02 * np.maximum(warm - 26, 0) + 0.01 * np.maximum(18 - warm, 0) - 0.2 * weekend
    logs = 8 + np.arange(FIRMS)[:, None] / 5 + shared[None, :] + chance.normal(0, 0.03, (FIRMS, DAYS))
    firm = np.repeat(np.arange(FIRMS), DAYS)
    power = rows("power.daily", np.exp(logs).ravel(), leaf=firm % 5, age_s=np.tile(ages, FIRMS), thing=firm)
    return {
        "power": power,
        "weather": rows("weather.daily", warm, age_s=ages, thing=["s"] * DAYS, leaf=4),
        "clock": NOW,
    }
