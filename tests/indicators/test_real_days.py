"""What the models say of days that real cities wrote down: the figures of benchmarks/real_days.md that must hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.days import beijing, covid, dispatch, los_angeles, requests_311, shenzhen
from benchmarks.days.air import NODES_2012
from benchmarks.days.page import shown, table
from benchmarks.days.views import city, means
from benchmarks.real_days import PAGE, SECTIONS
from city.kinds.emergency import SERVICES
from indicators.environment.aqi_cn import NODES, iaqi


def test_every_published_hour_of_shenzhen_is_ours_by_the_nodes_of_its_time(data_folder: Path):
    found = shenzhen.published(data_folder)
    assert found.told.sum() == 1187
    np.testing.assert_array_equal(found.greatest_2012[found.told], found.theirs[found.told])


def test_what_was_published_with_an_item_missing_is_unknown_by_the_new_rule(data_folder: Path):
    found = shenzhen.published(data_folder)
    some_missing = np.any([np.isnan(one) for one in found.air.read.values()], axis=0)
    np.testing.assert_array_equal(
        np.isnan(found.strict_2012), some_missing & (found.greatest_2012 <= 100) | ~found.told
    )
    assert (found.told & np.isnan(found.ours)).sum() == 68


def test_a_night_without_its_hours_leaves_ozone_and_so_the_day_unknown(data_folder: Path):
    found = shenzhen.published(data_folder)
    assert found.silent == (4, 5, 6)
    assert np.isnan(found.daily).all()


def test_the_same_air_is_worse_by_the_nodes_of_2026():
    """75 µg/m³ was 100 by the standard of 2012 and is 114 by that of 2026."""
    assert [iaqi("PM25_24H", np.array([75.0]), nodes)[0] for nodes in (NODES_2012, NODES)] == [100, 114]
    assert [iaqi("PM10_1H", np.array([150.0]), nodes)[0] for nodes in (NODES_2012, NODES)] == [100, 112]


@pytest.fixture(scope="module")
def february(data_folder: Path) -> beijing.Month:
    return beijing.month(data_folder)


def test_a_day_of_beijing_is_the_index_of_the_means_of_its_hours(february: beijing.Month):
    """Tiantan on the 15th, by hand: the greatest of six, of the plain means of the day."""
    at = february.air.areas.codes.index("Tiantan")
    hours = slice(14 * 24, 15 * 24)
    of_day = np.nanmean(february.air.read["pm25"][hours, at - 1])
    nodes, index = (0, 35, 60, 115, 150, 250, 350, 500), (0, 50, 100, 150, 200, 300, 400, 500)
    assert february.of_day[14, at] == np.ceil(np.interp(np.rint(of_day), nodes, index))
    assert february.daily[14, at] == february.of_day[14, at]


def test_nowcast_at_noon_is_nearer_to_the_day_than_the_hour_is(february: beijing.Month):
    away = [
        np.nanmean(np.abs(guess[beijing.NOON :: 24] - february.of_day), axis=0)
        for guess in (february.nowcast, february.of_hour)
    ]
    assert (away[0] < away[1]).all()


def test_a_week_of_workdays_is_too_short_to_tell_of_reliability(data_folder: Path):
    found = los_angeles.loops(data_folder)
    assert np.isnan(los_angeles.reliability(found).value).all()
    lowered = los_angeles.reliability(found, days_needed=5.0)
    assert (lowered.value >= lowered.companions["tti"]).all()
    assert lowered.companions["days"].max() == 5


def test_the_motorways_are_free_by_night_and_worst_on_a_workday_in_the_rush(data_folder: Path):
    begins, index = los_angeles.week(los_angeles.loops(data_folder))
    when = pd.DatetimeIndex(begins)
    assert index[(when.hour >= 1) & (when.hour < 4), 0].max() < 1
    worst = when[index[:, 0].argmax()]
    assert worst.day_of_week < 5
    assert worst.hour in {7, 8, 9, 16, 17, 18}


@pytest.fixture(scope="module")
def eight_days(data_folder: Path) -> dispatch.Week:
    return dispatch.week(data_folder)


def test_eight_days_of_calls_have_no_anomaly_but_a_shorter_one_for_each_service(eight_days: dispatch.Week):
    found = dispatch.anomaly(eight_days, eight_days.now)
    assert np.isnan(found.value[0])
    assert np.isfinite([found.companions[f"z_{name}"][0] for name in ("119", "120")]).all()
    assert np.isnan(found.companions[f"z_{SERVICES[0]}"][0])


def test_every_call_of_the_eight_days_is_counted_in_one_hour(eight_days: dispatch.Week):
    counted = eight_days.hours(eight_days.now).values  # noqa: PD011 - a series of the house, not of pandas
    assert counted[:, 0].sum() == len(eight_days.incidents) == 3560
    assert (counted[:, 1:].sum(axis=1) <= counted[:, 0]).all()


def test_few_cells_are_hotter_than_the_day_before_let_expect(eight_days: dispatch.Week):
    found = dispatch.hot_spots(eight_days, 250.0)
    assert found.companions["cells"][0] > 100
    assert 0 <= found.companions["hot_cells"][0] < found.companions["cells"][0] / 10


def test_every_city_had_it_growing_in_january_and_waning_on_the_twentieth_of_february(data_folder: Path):
    days, r, growing = covid.course(covid.wave(data_folder))
    assert (growing[days.get_loc("2020-01-31"), 1:] > 0.95).all()
    assert (r[days.get_loc("2020-02-20"), 1:] < 1).all()
    assert "2020-02-06" <= str(days[covid.falls(r[:, 1]) or 0].date()) <= "2020-02-25"


def test_a_falling_count_and_a_missing_one_are_told_as_no_cases_below_nothing(data_folder: Path):
    found = covid.wave(data_folder)
    assert np.nanmin(found.told) == 0
    assert np.isnan(found.told).sum(axis=0).tolist() >= found.negative.tolist()
    gap = found.days.get_indexer(pd.to_datetime(["2020-01-20", "2020-01-21", "2020-01-22", "2020-01-23"]))
    np.testing.assert_allclose(found.told[gap, 0], (495 - 198) / 4)


def test_open_cases_make_the_share_after_a_week_greater_than_the_closed_ones_do(data_folder: Path):
    found = requests_311.cases(data_folder)
    said = found.by("Category", "Responsible.Agency")
    took = (found.table["Closed"] - found.table["Opened"]).dropna()
    assert said.companions["open"][0] == 222
    assert said.value[0] > 100 * (took > pd.Timedelta(days=7)).mean()
    assert said.companions["median_h"][0] > took.median() / pd.Timedelta(hours=1)
    assert said.companions["median_h"][0] / 24 < requests_311.closed_mean_d(found, "Category").iloc[0] / 5


def test_a_mean_over_stations_leaves_out_those_that_are_silent():
    hour = np.array(["2026-03-02T04:00"], dtype="datetime64[ms]")
    found = means(city(["a", "b", "c"]), hour, np.array([[10.0, np.nan, 40.0]]))
    np.testing.assert_array_equal(found.values, [[25.0, 10.0, np.nan, 40.0]])


def test_a_table_shows_a_dash_for_what_is_unknown():
    assert table(("city", "R"), [("Wuhan", float("nan")), ("Hefei", 0.5)]).splitlines()[2:] == [
        "| Wuhan | — |", "| Hefei | 0.5 |",
    ]  # fmt: skip
    assert shown(100.0) == "100"


def test_the_page_has_a_section_of_every_subject():
    titles = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert len(titles) == len(SECTIONS)
