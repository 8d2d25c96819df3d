import numpy as np
import pytest
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.emergency.rainfall_grade_warning import INDICATOR, compute, fallen_mm, grade, rolling, signal
from tests.indicators.little_city import Made, rows
from tests.indicators.reference import case

HOUR_S = 3600
DRY = rows("rain.forecast", np.zeros(0), lead_min=60)


def gauge(hourly_mm: ArrayLike, name: str = "g", leaf: ArrayLike = 0) -> Made:
    """A gauge that told so much in each hour before now, the newest first."""
    told = np.asarray(hourly_mm, dtype=np.float64)
    ages = HOUR_S * np.arange(told.size) + 1800
    return rows("rain.gauge", told, thing=[name] * told.size, leaf=leaf, age_s=ages, lon=114, lat=22.5)


def cell(hourly_mm: ArrayLike, lon: float = 114) -> Made:
    """A cell that is to get so much in each hour from now."""
    told = np.asarray(hourly_mm, dtype=np.float64)
    lead = 60 * np.arange(1, told.size + 1)
    return rows("rain.forecast", told, thing=[f"cell/{one}" for one in lead], lead_min=lead, lon=lon, lat=22.5)


def rain(gauges: Made, forecast: Made = DRY) -> Outcome:
    return compute(gauges.table(), forecast.table(), INDICATOR.parameters)


def shown(found: Outcome, area: int = 0) -> tuple[str, int]:
    assert found.level is not None
    band = INDICATOR.bands.of(found.judged, INDICATOR.better)[area]
    return INDICATOR.levels[int(found.level[area])]["zh"], int(band)


def test_the_signals_are_those_of_the_table():
    told, expected = case("rain_warning")
    for sums, colour in zip(told["mm"], expected, strict=True):
        ((window, mm),) = sums.items()
        hours = int(window[1:])
        r3, r6, r12 = (np.array([mm if hours <= longer else 0.0]) for longer in (3, 6, 12))
        assert INDICATOR.levels[int(signal(r3, r6, r12)[0])]["zh"][0] == colour
        assert shown(rain(gauge([mm / hours] * hours)))[0][0] == colour


@pytest.mark.parametrize(
    ("hourly", "colour", "band"),
    [
        ([4.1] * 12, "无", 0), ([50 / 12] * 12, "蓝色", 1), ([8.3] * 6, "无", 0), ([8.4] * 6, "黄色", 1),
        ([16.6] * 3, "无", 0), ([50, 0, 0], "橙色", 2), ([99.9], "橙色", 2), ([40, 30, 30], "红色", 3),
    ],
)  # fmt: skip
def test_a_sum_on_a_limit_gives_the_signal(hourly: list[float], colour: str, band: int):
    assert shown(rain(gauge(hourly))) == (colour, band)


def test_many_small_figures_do_not_fall_short_of_a_limit():
    """500 reports of 0.1 mm in three hours are 50 mm, whatever binary floats say."""
    ages = np.linspace(1, 3 * HOUR_S - 1, 500)
    assert shown(rain(rows("rain.gauge", [0.1] * 500, thing=["g"] * 500, age_s=ages)))[0] == "橙色"


def test_the_window_ends_three_hours_ago():
    inside, outside = 3 * HOUR_S - 1, 3 * HOUR_S
    assert shown(rain(rows("rain.gauge", [50], age_s=inside)))[0] == "橙色"
    assert shown(rain(rows("rain.gauge", [50], age_s=outside)))[0] == "黄色"


def test_what_has_fallen_and_what_is_to_fall_count_together():
    """30 mm in the last hour and 25 in the next are 55 in two; 3 hours on end need not all lie behind."""
    found = rain(gauge([30, 0, 0, 0]), cell([25, 5, 0]))
    assert (found.companions["r3_mm"][0], shown(found)[0]) == (60, "橙色")
    assert shown(rain(gauge([30, 0, 0, 0])))[0] == "无"


def test_hours_before_and_after_are_not_counted_twice():
    """Three hours behind and three ahead of 20 mm each are 60 mm in three hours, not 120."""
    assert rain(gauge([20] * 3), cell([20] * 3)).companions["r3_mm"][0] == 60


def test_a_cell_beyond_reach_says_nothing():
    """0.04 degrees of longitude are 4.1 km at this latitude, 0.06 are 6.2."""
    assert rain(gauge([30]), cell([70], 114.04)).companions["r3_mm"][0] == 100
    assert rain(gauge([30]), cell([70], 114.06)).companions["r3_mm"][0] == 30


def test_a_gauge_of_unknown_place_has_what_fell():
    found = rain(rows("rain.gauge", [30], age_s=60), cell([70]))
    assert found.companions["r3_mm"][0] == 30


@pytest.mark.parametrize(
    ("mm", "of_24", "of_12"),
    [
        (0, 0, 0), (0.04, 0, 0), (0.1, 1, 1), (4.9, 1, 1), (5, 1, 2), (9.9, 1, 2), (10, 2, 2), (14.9, 2, 2), (15, 2, 3),
        (24.9, 2, 3), (25, 3, 3), (29.9, 3, 3), (30, 3, 4), (49.9, 3, 4), (50, 4, 4), (69.9, 4, 4), (70, 4, 5),
        (99.9, 4, 5), (100, 5, 5), (139.9, 5, 5), (140, 5, 6), (249.9, 5, 6), (250, 6, 6),
    ],
)  # fmt: skip
def test_the_grades_are_those_of_the_standard(mm: float, of_24: int, of_12: int):
    assert (grade(np.array([mm]))[0], grade(np.array([mm]), 12)[0]) == (of_24, of_12)
    found = rain(gauge([mm]))
    assert (found.companions["grade_24h"][0], found.companions["grade_12h"][0]) == (of_24, of_12)


def test_the_gauge_and_the_window_that_fired_are_named():
    made = rows("rain.gauge", [60, 20, 20, 20], thing=["wet", "damp", "damp", "damp"], leaf=[0, 2, 2, 2],
                age_s=[60, 60, 13_000, 17_000])  # fmt: skip
    found = rain(made)
    assert [(one.thing, one.note["en"]) for one in found.greatest()] == [
        ("wet", "60.0 mm in 3 h, orange from 50"), ("damp", "60.0 mm in 6 h, yellow from 50"),
    ]  # fmt: skip
    assert [shown(found, area)[0] for area in (0, 1, 2)] == ["橙色", "橙色", "黄色"]
    assert found.companions["mean_r24_mm"][0] == 60
    assert np.isnan(found.value[4])


def test_a_dry_gauge_is_no_signal_and_a_silent_one_lowers_the_coverage():
    made = rows("rain.gauge", [0, 0], thing=["a", "b"], age_s=[60, 2000])
    found = rain(made)
    assert shown(found) == ("无", 0)
    assert found.coverage is not None
    assert found.coverage[0] == 0.5


def test_rain_below_nothing_is_no_rain():
    assert np.isnan(rain(rows("rain.gauge", [-5], age_s=60)).value[0])


def test_longer_windows_hold_no_less():
    chance = np.random.default_rng(3)
    fallen, coming = (np.cumsum(chance.uniform(0, 9, (8, 25)), axis=1) for _ in range(2))
    sums = np.stack([rolling(fallen - fallen[:, :1], coming - coming[:, :1], hours) for hours in (3, 6, 12, 24)])
    assert (np.diff(sums, axis=0) >= 0).all()


def test_rain_ahead_of_now_counts_for_nobody():
    gauges = rows("rain.gauge", [90.0, 5.0], thing=["a", "b"], age_s=[-10.0, 10.0]).table()
    np.testing.assert_array_equal(fallen_mm(gauges, np.array([0, 1]), 2)[:, -1], [0.0, 5.0])
