from typing import Any

import numpy as np
import pytest

from city.readings import Floats
from indicators.methods import fire_weather


@pytest.mark.filterwarnings("ignore::UserWarning")  # it misses a library for drawing
def test_every_code_is_that_of_xclim():
    from xclim.indices.fire import _cffwis as theirs  # noqa: PLC0415 - takes seconds, and only this test needs it

    chance, many = np.random.default_rng(7), 500
    temp, rh, wind = chance.uniform(-10, 40, many), chance.uniform(0, 100, many), chance.uniform(0, 60, many)
    rain, month = np.where(chance.random(many) < 0.5, chance.exponential(10, many), 0), chance.integers(1, 13, many)
    ffmc, dmc, dc = chance.uniform(0, 101, many), chance.uniform(0, 200, many), chance.uniform(0, 800, many)
    lat = chance.choice([-35.0, -30.0, -20.0, -15.0, 0.0, 14.9, 15.0, 22.5, 29.9, 30.0, 45.0], many)

    def same(ours: Floats, other: Floats) -> None:
        np.testing.assert_allclose(ours, other, rtol=1e-9, atol=1e-9)

    def day_by_day(code: Any, *columns: np.ndarray) -> Floats:
        """Their code as plain Python: to compile it takes longer than to run it."""
        return np.array([code._dispatcher.py_func(*one) for one in zip(*columns, strict=True)])

    fine = day_by_day(theirs._fine_fuel_moisture_code, temp, rain, wind, rh, ffmc)
    same(fire_weather.fine_fuel(temp, rh, wind, rain, ffmc), fine)
    duff = day_by_day(theirs._duff_moisture_code, temp, rain, rh, month, lat, dmc)
    same(fire_weather.duff(temp, rh, rain, month, lat, dmc), duff)
    drought = day_by_day(theirs._drought_code, temp, rain, month, lat, dc)
    same(fire_weather.drought(temp, rain, month, lat, dc), drought)
    isi, bui = theirs.initial_spread_index(wind, ffmc), theirs.build_up_index(dmc, dc)
    same(fire_weather.initial_spread(wind, ffmc), isi)
    same(fire_weather.build_up(dmc, dc), bui)
    same(fire_weather.fire_weather(isi, bui), theirs.fire_weather_index(isi, bui))
    same(fire_weather.severity(isi), theirs.daily_severity_rating(isi))


def test_nothing_to_burn_is_no_danger():
    nothing = np.zeros(1)
    assert fire_weather.build_up(nothing, nothing)[0] == 0
    assert fire_weather.fire_weather(nothing, nothing)[0] == 0


def test_rain_up_to_each_threshold_wets_nothing():
    one, month, lat = np.ones(2), np.array([6, 6]), np.array([45.0, 45.0])
    for rain, code in (
        ([0, 0.5], lambda mm: fire_weather.fine_fuel(20 * one, 40 * one, 10 * one, mm, 85 * one)),
        ([0, 1.5], lambda mm: fire_weather.duff(20 * one, 40 * one, mm, month, lat, 30 * one)),
        ([0, 2.8], lambda mm: fire_weather.drought(20 * one, mm, month, lat, 300 * one)),
    ):
        dry, wet = code(np.array(rain, dtype=np.float64))
        assert dry == wet
        assert code(np.array(rain) + 0.1)[1] < dry
