import pickle

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from indicators.base import Outcome
from indicators.economy.industrial_power_index import INDICATOR, compute, day_of, sums_of, year_of
from indicators.methods.holidays import holidays
from indicators.methods.power_model import COLUMNS, design
from tests.indicators.little_city import NOW, Made, rows
from tests.indicators.plausible.industrial_power_index import DAY_S, DAYS, TOLD_S

BASE = np.arange(402) < 365


def steady(level: object = 1.0, firms: int = 2, warm: object = 20.0, **more: object) -> tuple[Made, Made]:
    """Firms that use 1000 kWh times a level (d,) or (firms, d) each day, and the weather."""
    ages = (DAYS - 1 - np.arange(DAYS)) * DAY_S + TOLD_S
    firm = np.repeat(np.arange(firms), DAYS)
    kwh = (1000 * np.broadcast_to(level, (firms, DAYS))).ravel()
    power = rows("power.daily", kwh, age_s=np.tile(ages, firms), thing=firm, **{"leaf": firm * 2, **more})
    return power, rows("weather.daily", np.broadcast_to(warm, DAYS), age_s=ages, thing=["s"] * DAYS)


def found(made: tuple[Made, Made], **parameters: float) -> Outcome:
    power, weather = made
    return compute(power.table(), weather.table(), NOW, {**INDICATOR.parameters, **parameters})


def last_week(level: float) -> np.ndarray:
    return np.where(np.arange(DAYS) >= DAYS - 7, level, 1.0)


def test_a_city_that_goes_on_as_before_is_at_a_hundred():
    one = found(steady())
    np.testing.assert_allclose(one.value[[0, 1, 2]], 100)
    np.testing.assert_allclose(one.companions["mape_pct"][0], 0, atol=1e-9)
    assert one.coverage is not None
    assert one.coverage[0] == 1


@pytest.mark.parametrize(("level", "band"), [(1.01, 0), (0.98, 1), (0.95, 2), (0.9, 3)])
def test_a_week_of_less_is_told_by_how_much(level: float, band: int):
    one = found(steady(last_week(level)))
    np.testing.assert_allclose(one.value[0], 100 * level)
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == band
    np.testing.assert_allclose(one.companions["short_kwh"][0], max(14_000 * (1 - level), 0), atol=1e-6)


def test_heat_cold_weekdays_holidays_and_trend_are_no_news():
    """A year in which all five are at work: the coefficients come back, and the last week is as expected."""
    days = NOW.now.astype("datetime64[D]") - np.arange(DAYS, 0, -1)
    warm = 17 + 14 * np.sin(2 * np.pi * np.arange(DAYS) / 365)
    monday = (days.astype(np.int64) + 3) % 7 == 0
    logs = 0.02 * np.maximum(warm - 26, 0) + 0.01 * np.maximum(18 - warm, 0)
    logs += -0.3 * monday - 0.4 * holidays(days) + 0.05 * np.arange(DAYS) / 365
    one = found(steady(np.exp(logs), warm=warm))
    np.testing.assert_allclose(one.value[0], 100)
    told = [one.companions[name][0] for name in ("cdd_pct", "hdd_pct", "holiday_pct", "trend_pct")]
    np.testing.assert_allclose(told, 100 * np.expm1([0.02, 0.01, -0.4, 0.05]))
    np.testing.assert_allclose(one.companions["r2"][0], 1)


def test_the_index_is_what_a_regression_by_hand_gives():
    chance = np.random.default_rng(1)
    power, weather = steady(chance.uniform(0.8, 1.2, DAYS), warm=chance.uniform(-5, 35, DAYS))
    year = year_of(power.table(), weather.table(), NOW)
    table = design(year.days, year.temperature_c, 26, 18)
    sums = sums_of(year, power.table().leaf[year.row], power.table())[0]
    fit = OLS(np.log(sums[:365]), table[:365]).fit()
    residual = np.log(sums[-7:]) - fit.predict(table[-7:])
    one = found((power, weather))
    np.testing.assert_allclose(one.value[0], 100 * np.exp(residual.mean()))
    blind = np.exp(fit.predict(table[365:395])) / sums[365:395] - 1
    np.testing.assert_allclose(one.companions["mape_pct"][0], 100 * np.abs(blind).mean())


def test_the_months_after_the_base_year_teach_nothing():
    dip = np.where((np.arange(DAYS) >= DAYS - 37) & (np.arange(DAYS) < DAYS - 7), 0.5, 1.0)
    one = found(steady(dip))
    np.testing.assert_allclose(one.value[0], 100)
    np.testing.assert_allclose(one.companions["mape_pct"][0], 100)


def test_a_day_told_in_the_morning_is_the_day_before():
    told = np.array(["2026-03-01T15:59", "2026-03-01T16:00", "2026-03-02T03:59"], dtype="datetime64[ms]")
    assert day_of(told, NOW).astype(str).tolist() == ["2026-03-01"] * 3


def test_a_firm_that_stands_is_counted_and_one_that_says_nothing_is_not():
    level = np.ones((4, DAYS))
    level[0, -7:] = 0.0
    level[1, -7:] = 0.6
    level[2, -7:] = np.nan
    one = found(steady(level, firms=4, leaf=0))
    np.testing.assert_allclose(one.companions["stopped_pct"][0], 100 / 3)
    assert [(each.thing, each.note["en"]) for each in one.greatest()] == [("0", "index 0"), ("1", "index 60")]


def test_a_few_firms_without_word_do_not_shrink_the_city_but_many_leave_it_unknown():
    level = np.ones((10, DAYS))
    level[:2, -7:] = np.nan
    np.testing.assert_allclose(found(steady(level, firms=10, leaf=0)).value[0], 100)
    level[:3, -7:] = np.nan
    assert np.isnan(found(steady(level, firms=10, leaf=0)).value[0])


def test_without_most_of_a_year_nothing_is_expected():
    level = np.where(np.arange(DAYS) < DAYS - 37 - 269, np.nan, 1.0)
    assert np.isnan(found(steady(level)).value[0])
    assert np.isfinite(found(steady(level), least_days=269).value[0])


def test_the_newer_of_two_reports_of_a_day_counts():
    power, weather = steady(firms=1)
    again = rows("power.daily", np.full(7, 2000.0), age_s=np.arange(7) * DAY_S + TOLD_S - 60, thing=[0] * 7)
    both = rows(
        "power.daily", [*power.value, *again.value], age_s=[*power.age_s, *again.age_s], thing=[0] * (DAYS + 7)
    )  # fmt: skip
    np.testing.assert_allclose(found((both, weather)).value[0], 200)


def test_the_city_does_not_depend_on_where_its_firms_stand():
    chance = np.random.default_rng(3)
    level = chance.uniform(0.8, 1.2, (4, DAYS))
    here, there = found(steady(level, firms=4, leaf=0)), found(steady(level, firms=4, leaf=np.repeat(range(4), DAYS)))
    np.testing.assert_allclose(here.value[0], there.value[0])


def test_weekdays_stand_in_their_columns():
    days = np.arange("2026-03-02", "2026-03-09", dtype="datetime64[D]")  # from Monday on
    table = design(days, np.full(7, 20.0), 26, 18)
    assert table.shape == (7, COLUMNS)
    np.testing.assert_array_equal(table[1:, 3:9], np.eye(6))
    assert not table[0, 3:9].any()


def test_days_off_are_those_announced():
    days = np.array(["2025-01-28", "2025-02-05", "2026-02-23", "2026-10-07", "2026-10-08"], dtype="datetime64[D]")
    assert holidays(days).tolist() == [True, False, True, True, False]


def test_it_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(found(steady()))).value.shape == (7,)  # noqa: S301 - our own bytes
