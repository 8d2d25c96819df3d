import numpy as np

from city.views import CityTime, Series
from indicators.methods.air_day import greatest_8h, hours_of_yesterday, mean, yesterday
from tests.indicators.little_city import NOON, NOW, SHANGHAI, series

NAN = np.nan


def column(values: object) -> np.ndarray:
    return np.asarray(values, dtype=float)[:, None]


def of_yesterday(hours: Series, now: CityTime) -> np.ndarray:
    return yesterday(hours, hours_of_yesterday(hours.at, now))


def test_yesterday_is_a_day_of_the_city():
    """It is eight in the evening in the city, so yesterday began 44 hours ago."""
    hours = of_yesterday(series(np.arange(48.0)), NOW)
    np.testing.assert_array_equal(hours[:, 0], np.arange(4.0, 28.0))


def test_just_before_midnight_all_of_yesterday_is_still_there():
    late = CityTime(NOON + np.timedelta64(239, "m"), SHANGHAI)
    hours = of_yesterday(series(np.arange(48.0), until=NOON + np.timedelta64(3, "h")), late)
    np.testing.assert_array_equal(hours[:, 0], np.arange(1.0, 25.0))


def test_what_was_not_kept_is_unknown():
    assert np.isnan(of_yesterday(series(np.ones(10)), NOW)).all()


def test_twenty_hours_make_a_day_nineteen_do_not():
    full = np.full(24, 30.0)
    for unknown, known in ((4, True), (5, False)):
        hours = np.where(np.arange(24) < unknown, NAN, full)
        assert (mean(column(hours))[0] == 30) == known


def test_the_greatest_eight_hours_lie_within_the_day():
    hours = np.zeros(24)
    hours[10:18] = 80
    assert greatest_8h(column(hours))[0] == 80
    hours[:] = 0
    hours[20:] = 80
    assert greatest_8h(column(hours))[0] == 40


def test_six_of_eight_hours_make_a_mean():
    hours = np.where(np.isin(np.arange(24), (3, 12)), NAN, 50.0)
    assert greatest_8h(column(hours))[0] == 50


def test_with_too_few_windows_only_ozone_above_the_limit_is_told():
    """Ten hours of the day are known: nine windows at most."""
    few = np.where(np.arange(24) < 10, 1.0, NAN)
    assert np.isnan(greatest_8h(column(160 * few))[0])
    np.testing.assert_allclose(greatest_8h(column(161 * few))[0], 161)
