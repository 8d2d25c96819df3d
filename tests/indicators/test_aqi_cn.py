from fractions import Fraction
from math import ceil

import numpy as np
import pytest

from city.views import Sums
from indicators.base import Outcome
from indicators.environment.aqi_cn import IAQI_NODES, INDICATOR, NODES, TENTHS, aqi, compute, iaqi
from tests.indicators.little_city import NOW, rows, series
from tests.indicators.reference import agrees, case

CLEAN = {"pm25": 20, "pm10": 30, "so2": 10, "no2": 30, "co": 0.6, "o3": 80}


@pytest.mark.parametrize(
    ("item", "concentration", "index"),
    [
        # HJ 633-2026, table 3, formula (1), 4.2.2, 4.2.6
        ("PM25_24H", [0, 35, 60, 75, 115, 150, 250, 350, 500, 600], [0, 50, 100, 114, 150, 200, 300, 400, 500, 500]),
        ("PM10_24H", [50, 120, 150, 250, 350, 420, 500, 600], [50, 100, 112, 150, 200, 300, 400, 500]),
        ("NO2_24H", [40, 80, 180, 280, 565, 750, 940], [50, 100, 150, 200, 300, 400, 500]),
        ("CO_24H", [2, 4, 14, 24, 36, 48, 60], [50, 100, 150, 200, 300, 400, 500]),
        ("O3_8H", [100, 160, 215, 265, 800, 1000], [50, 100, 150, 200, 300, 300]),
        ("O3_1H", [160, 200, 300, 400, 800, 1000, 1200], [50, 100, 150, 200, 300, 400, 500]),
        ("SO2_1H", [150, 500, 650, 800, 1600], [50, 100, 150, 200, 200]),
        ("SO2_24H", [50, 150, 475, 800, 1600, 2100, 2620], [50, 100, 150, 200, 300, 400, 500]),
        ("NO2_1H", [100, 200, 700, 1200, 2340, 3090, 3840], [50, 100, 150, 200, 300, 400, 500]),
        ("CO_1H", [5, 10, 35, 60, 90, 120, 150], [50, 100, 150, 200, 300, 400, 500]),
        ("PM25_1H", [35, 75], [50, 114]),
        ("PM10_1H", [120, 150], [100, 112]),
    ],
)
def test_the_table_of_the_standard_is_met(item: str, concentration: list[float], index: list[int]):
    np.testing.assert_array_equal(iaqi(item, np.array(concentration, dtype=float)), index)


@pytest.mark.parametrize(
    "name",
    [
        "aqi_cn_pm25_24h", "aqi_cn_pm10_24h", "aqi_cn_no2_24h", "aqi_cn_co_24h", "aqi_cn_o3_8h", "aqi_cn_o3_1h",
        "aqi_cn_so2_1h", "aqi_cn_so2_24h",
    ],
)  # fmt: skip
def test_it_is_what_the_standard_prints(name: str):
    given, _ = case(name)
    agrees(name, iaqi(given["item"], np.array(given["conc"], dtype=np.float64)))


@pytest.mark.parametrize("item", NODES)
def test_every_whole_concentration_is_reckoned_exactly(item: str):
    scale, nodes = (10 if item in TENTHS else 1), NODES[item]
    for tick in range(nodes[-1] * scale + 20):
        concentration = min(Fraction(tick, scale), nodes[-1])
        at = next(i for i in range(1, len(nodes)) if concentration <= nodes[i])
        slope = Fraction(int(IAQI_NODES[at] - IAQI_NODES[at - 1]), nodes[at] - nodes[at - 1])
        exact = ceil(slope * (concentration - nodes[at - 1]) + int(IAQI_NODES[at - 1]))
        assert iaqi(item, np.array([tick / scale]))[0] == exact


def test_halves_are_rounded_to_even_before_the_table():
    np.testing.assert_array_equal(
        iaqi("PM25_1H", np.array([34.5, 35.5, 60.4])), iaqi("PM25_1H", np.array([34.0, 36, 60]))
    )
    np.testing.assert_array_equal(iaqi("CO_1H", np.array([0.25, 0.35])), iaqi("CO_1H", np.array([0.2, 0.4])))


def test_the_new_standard_is_stricter_than_the_old():
    """PM2.5 of 75 was 100 by HJ 633-2012."""
    assert iaqi("PM25_24H", np.array([75.0]))[0] == 114


def test_with_an_item_missing_clean_air_is_not_claimed():
    """HJ 633-2026, 5.3.1."""
    np.testing.assert_array_equal(
        aqi(np.array([[100.0, 101.0, 100.0, np.nan], [np.nan, np.nan, 40.0, np.nan]])), [np.nan, 101, 100, np.nan]
    )


def stations(**changed: float) -> dict[str, Sums]:
    return {item: rows(f"air.{item}", value).sums() for item, value in {**CLEAN, **changed}.items()}


def found(read: dict[str, Sums], **hours: object) -> Outcome:
    """The index of what was read in the last hour, after two days of clean hours where nothing else is said."""
    days = {f"{item}_hours": series(hours.get(item, np.full(48, value))) for item, value in CLEAN.items()}
    return compute(**read, **days, clock=NOW)


def test_clean_air_has_no_primary_pollutant():
    one = found(stations())
    assert one.value[0] == 30
    assert one.greatest() == ()
    assert one.coverage is not None
    assert one.coverage[0] == 1
    assert one.companions["standard"][0] == 2026


def test_equal_pollutants_are_primary_together():
    one = found(stations(pm25=115, pm10=250))
    assert one.value[0] == 150
    assert {each.thing for each in one.greatest()} == {"PM2.5", "PM10"}


def test_the_city_is_the_mean_of_its_stations_not_of_its_districts():
    """Three stations of 30 in the north, one of 150 in the south: (90 + 150) ÷ 4 = 60, which is 100."""
    pm25 = rows("air.pm25", [30, 30, 30, 150], leaf=[0, 0, 1, 2]).sums()
    one = found({**stations(), "pm25": pm25})
    np.testing.assert_array_equal(one.companions["iaqi_pm25"][:3], [100, 43, 200])
    assert INDICATOR.bands.of(one.value, INDICATOR.better)[0] == 0


def test_a_district_without_stations_is_unknown():
    assert np.isnan(found(stations()).value[2])


@pytest.mark.parametrize(
    ("pm25", "name"),
    [(35, "优"), (36, "良"), (60, "良"), (61, "轻度污染"), (116, "中度污染"), (151, "重度污染"), (251, "严重污染")],
)
def test_the_six_classes_have_the_names_of_the_standard(pm25: float, name: str):
    one = found(stations(pm25=pm25))
    assert one.level is not None
    assert INDICATOR.levels[int(one.level[0])]["zh"] == name


def test_the_index_of_yesterday_is_of_its_means():
    """Yesterday began 44 hours ago; SO2 of 150 over a day is 100, over an hour 50."""
    one = found(stations(), so2=np.repeat([0.0, 150.0, 0.0], [4, 24, 20]))
    assert one.companions["daily_so2"][0] == 100
    assert one.companions["daily"][0] == 100
    assert one.companions["daily_pm25"][0] == 29
    assert one.companions["daily_co"][0] == 15


def test_ozone_of_yesterday_is_that_of_its_worst_eight_hours():
    """Eight hours of 215 in the afternoon are 150, however clean the night was."""
    one = found(stations(), o3=np.repeat([10.0, 215.0, 10.0], [16, 8, 24]))
    assert one.companions["daily_o3"][0] == 150
    assert one.companions["daily"][0] == 150


def test_a_day_with_an_item_missing_is_told_only_when_it_was_polluted():
    missing = np.full(48, np.nan)
    assert np.isnan(found(stations(), co=missing).companions["daily"][0])
    assert found(stations(), co=missing, pm25=np.full(48, 115.0)).companions["daily"][0] == 150
