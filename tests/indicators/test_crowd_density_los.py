import numpy as np
import pytest
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.emergency.crowd_density_los import INDICATOR, compute, level, minutes_to_f
from tests.indicators.little_city import rows


def crowd(
    count: ArrayLike, area_m2: ArrayLike = 100, one_way: ArrayLike = 1, share: float = 1, **more: ArrayLike
) -> Outcome:
    made = rows("crowd.count", count, area_m2=area_m2, one_way=one_way, **more).table()
    return compute(made, made, {**INDICATOR.parameters, "two_way_share": share})


def band(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


@pytest.mark.parametrize(
    ("room", "los", "worse"),
    [
        (3.25, "A", 0), (3.24, "B", 0), (2.32, "B", 0), (2.31, "C", 0), (1.39, "C", 0), (1.38, "D", 1),
        (0.93, "D", 1), (0.92, "E", 2), (0.46, "E", 2), (0.45, "F", 3),
    ],
)  # fmt: skip
def test_every_limit_belongs_to_the_better_level(room: float, los: str, worse: int):
    """Of 100 persons, and of 7, on as much room as the level asks for."""
    for persons in (100, 7):
        found = crowd(persons, persons * room)
        assert found.level is not None
        assert INDICATOR.levels[int(found.level[0])]["en"] == f"Level {los}"
        assert band(found) == worse


def test_fruins_square_feet_are_these_metres():
    np.testing.assert_allclose(np.array([35, 25, 15, 10, 5]) * 0.09290304, [3.25, 2.32, 1.39, 0.93, 0.46], atol=0.006)


def test_nobody_is_no_crowd():
    found = crowd(0)
    assert (found.value[0], band(found)) == (0, 0)
    assert np.isnan(found.companions["room_m2"][0])
    assert found.level is not None
    assert found.level[0] == 0


@pytest.mark.parametrize(("count", "area_m2"), [(-5, 100), (5, 0), (5, np.nan), (np.nan, 5)])
def test_what_cannot_be_divided_is_unknown(count: float, area_m2: float):
    assert np.isnan(crowd(count, area_m2).value[0])


def test_the_fullest_zone_speaks_and_is_named():
    found = crowd([100, 30, 400], [1000, 10, 1000], thing=["square", "stairs", "park"], leaf=[0, 1, 2])
    assert found.value[0] == 3
    assert found.greatest()[0].thing == "stairs"
    assert found.companions["persons"][0] == 530
    np.testing.assert_allclose(found.value[[1, 2]], [3, 0.4])


def test_the_newest_count_speaks_and_the_trend_says_when():
    """460 m² hold 1000 at level F's edge; from 600 on, 20 more a minute: 20 minutes. A spike is no matter."""
    found = crowd([600, 580, 90, 540, 520], 460, thing=["a"] * 5, age_s=[0, 60, 120, 180, 240])
    np.testing.assert_allclose(found.value[0], 600 / 460)
    np.testing.assert_allclose(found.companions["minutes_to_f"][0], 20)


def test_who_is_at_f_needs_no_minutes_and_who_shrinks_never_comes():
    np.testing.assert_array_equal(
        minutes_to_f(np.array([300.0, 100, 100]), np.full(3, 100.0), np.array([5.0, -5, np.nan])), [0, np.nan, np.nan]
    )


def test_zones_walked_both_ways_may_have_less_room():
    assert crowd(100, 200, one_way=0, share=0.8).value[0] == 1 / 1.6
    assert crowd(100, 200, one_way=1, share=0.8).value[0] == 0.5


def test_the_doubt_about_the_count_is_told():
    found = crowd(100, 100)
    assert found.low is not None
    assert found.high is not None
    np.testing.assert_allclose([found.low[0], found.high[0]], [0.9, 1.1])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_less_room_is_never_a_better_level(seed: int):
    room = np.sort(np.random.default_rng(seed).uniform(0, 4, 50))
    assert (np.diff(level(room)) <= 0).all()


@pytest.mark.parametrize("area_m2", [1e-9, 1e-300, 8.0])
def test_more_than_can_stand_there_are_not_believed(area_m2: float):
    """A hundred on eight square metres: somebody has mistyped, and the square beside it still counts."""
    assert np.isnan(crowd(100, area_m2).value[0])
    assert crowd([100, 50], [area_m2, 100.0], thing=["a", "b"]).value[0] == 0.5
    assert crowd(96, 8.0).value[0] == pytest.approx(12)
