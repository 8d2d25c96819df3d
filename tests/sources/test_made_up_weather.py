"""The invented weather and what hangs on it: all that tells of the same hour tells the same of it."""

import numpy as np
import pytest

from sources.made_up.beats import midnights_ms
from sources.made_up.surroundings import Surroundings
from sources.moments import DAY_MS, HOUR_MS, MINUTE_MS, to_ms
from tests.sources.ground import DAY, by_thing, local_hour, told, town
from tests.sources.little_city import NOON, city


def test_the_gauges_sum_up_the_rain_of_their_stations():
    one = town()
    gauged = by_thing(told("rainfall", 2, "rain.gauge"))
    begin, end = to_ms(NOON - 2 * DAY), to_ms(NOON)
    [rain] = Surroundings(one, "weather.rain").between(begin, end, 0)
    hourly = {name: rows.value.mean() * 48 for name, rows in by_thing(rain).items()}
    assert sum(hourly.values()) > 10
    for name, mm in hourly.items():
        assert gauged[name].value.sum() == pytest.approx(mm, rel=0.15, abs=1.0)


def test_an_hour_ahead_is_forecast_what_then_falls():
    rows = told("rainfall", 9, "rain.forecast")
    soon = rows.only(rows.attributes["lead_min"] == 60)
    ends = soon.at.astype("datetime64[ms]").astype(np.int64) + HOUR_MS
    at_ms = ends[:, None] - np.arange(5, 60, 10)[None, :] * MINUTE_MS
    one = town()
    truly = one.rain_mm_h(one.local(at_ms.ravel())).reshape(at_ms.shape).mean(axis=1)
    assert np.corrcoef(soon.value, truly)[0, 1] > 0.9


def test_damp_air_follows_cool_and_wet_hours():
    rows = told("humidity", 20)
    wet = town().wet(town().local(rows.at.astype("datetime64[ms]").astype(np.int64)))
    assert rows.value[wet > 0.5].mean() > rows.value[wet == 0].mean() + 15
    assert np.corrcoef(rows.value[wet == 0], rows.attributes["temp_c"][wet == 0])[0, 1] < -0.3


def test_the_hour_is_as_loud_as_the_minutes_in_it():
    [minutes] = Surroundings(town(), "noise.level").between(to_ms(NOON - DAY), to_ms(NOON), 0)
    hourly = told("noise_hours", 1)
    by_hour = np.array([minutes.value[local_hour(minutes).astype(int) == hour].mean() for hour in range(24)])
    before = (local_hour(hourly).astype(int) - 1) % 24
    assert np.corrcoef(hourly.value, by_hour[before])[0, 1] > 0.6
    assert by_hour.max() - by_hour.min() > 5


def test_faulty_gas_detectors_are_few_and_smell_nothing():
    [rows] = Surroundings(town(), "gas.lel").between(to_ms(NOON - 30 * DAY), to_ms(NOON), 0)
    faulty = rows.attributes["status"] == 1
    assert 0 < faulty.mean() < 0.05
    assert (rows.value[faulty] == 0).all()
    assert (rows.attributes["space"] < 4).all()


def test_local_midnights_know_summer_time():
    zone = city(zone="Europe/Berlin").time_zone
    begins = midnights_ms(to_ms(NOON) - 365 * DAY_MS, to_ms(NOON), zone)
    assert set((np.diff(begins) // HOUR_MS).tolist()) == {23, 24, 25}


def test_it_rains_on_three_days_in_ten_with_dry_weeks_between_and_a_storm_now_and_then():
    one, days = town(), 730
    local = np.arange(days * 24 * 4, dtype=np.int64) * 900 + 20_000 * 86_400
    mm_h = one.rain_mm_h(local).reshape(days, -1)
    rains = mm_h.mean(axis=1) * 24 > 0.1
    assert 0.25 < rains.mean() < 0.36
    dry = np.diff(np.flatnonzero(rains)) - 1
    assert dry.max() >= 9
    assert rains[1:][rains[:-1]].mean() > rains.mean() + 0.05
    assert 12 < (mm_h.max(axis=1) > 15).sum() / 2 < 26
