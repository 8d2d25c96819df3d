import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy.stats import linregress

from indicators.base import Outcome
from indicators.emergency.gas_leak_lel import INDICATOR, compute, confirmed, lel_of_methane, rise_a_minute
from tests.indicators.little_city import Made, rows


def detector(lel_newest_first: ArrayLike, name: str = "a", status: float = 0, leaf: int = 0) -> Made:
    """A detector in a well that speaks each minute."""
    said = np.atleast_1d(np.asarray(lel_newest_first, dtype=np.float64))
    return rows(
        "gas.lel",
        said,
        thing=[name] * said.size,
        leaf=leaf,
        age_s=30 + 60 * np.arange(said.size),
        space=0,
        status=status,
    )


def said_by(*detectors: Made) -> Outcome:
    one = detectors[0]
    for other in detectors[1:]:
        one = rows(
            "gas.lel", [*one.value, *other.value], thing=[*one.thing, *other.thing], leaf=[*one.leaf, *other.leaf],
            age_s=[*one.age_s, *other.age_s], space=0, status=[*one.attributes["status"], *other.attributes["status"]],
        )  # fmt: skip
    return compute(one.table(), one.table(), INDICATOR.parameters)


def band(found: Outcome, area: int = 0) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[area])


@pytest.mark.parametrize(
    ("lel", "worse"), [(9.9, 0), (10, 1), (19.9, 1), (20, 2), (49.9, 2), (50, 3), (100, 3)]
)  # fmt: skip
def test_a_steady_concentration_on_a_cut_is_the_worse_band(lel: float, worse: int):
    found = said_by(detector([lel] * 5))
    assert found.value[0] == lel
    assert band(found) == worse


def test_one_sample_alone_is_shown_but_alarms_nobody():
    found = said_by(detector([60]))
    assert found.value[0] == 60
    assert found.companions["confirmed_pct"][0] == 0
    assert band(found) == 0


@pytest.mark.parametrize(
    ("samples", "sure"), [([60, 1, 1], 1), ([1, 60, 60], 60), ([60, 1, 60], 60), ([55, 60], 55), ([1, 1, 1, 60, 60], 1)]
)
def test_two_of_the_last_three_confirm(samples: list[float], sure: float):
    assert said_by(detector(samples)).companions["confirmed_pct"][0] == sure
    assert confirmed(np.array([[60.0, 55.0, np.nan]]))[0] == 55


def test_a_fast_rise_is_a_band_higher():
    """3 % LEL a minute, from 3 to 15: 12 is confirmed, which is attention, and so becomes warning."""
    found = said_by(detector([15, 12, 9, 6, 3]))
    np.testing.assert_allclose(found.companions["rise_pct_min"][0], 3)
    assert (found.companions["confirmed_pct"][0], band(found)) == (12, 2)
    assert "+3.0 a minute" in found.greatest()[0].note["en"]


@pytest.mark.parametrize("samples", [[9, 7, 5, 3, 1], [5, 2.5, 0, 0, 0], [4, 8, 12, 16, 20]])
def test_a_rise_of_just_two_or_up_to_just_five_or_a_fall_raises_nothing(samples: list[float]):
    assert band(said_by(detector(samples))) == 0


def test_beyond_the_last_band_there_is_none():
    found = said_by(detector([90, 80, 70, 60, 50]))
    assert (found.judged[0], band(found)) == (80, 3)


def test_the_slope_is_that_of_least_squares():
    chance = np.random.default_rng(4)
    said, age_s = chance.uniform(0, 50, (6, 5)), np.sort(chance.uniform(0, 300, (6, 5)), axis=1)
    said[2, 4] = np.nan
    for row, slope in enumerate(rise_a_minute(said, age_s)):
        known = ~np.isnan(said[row])
        np.testing.assert_allclose(slope, linregress(-age_s[row][known] / 60, said[row][known]).slope)


def test_two_samples_or_all_at_once_are_no_slope():
    assert np.isnan(rise_a_minute(np.array([[5.0, 1.0, np.nan]]), np.array([[0.0, 60.0, np.nan]])))[0]
    assert np.isnan(rise_a_minute(np.array([[5.0, 1.0, 3.0]]), np.array([[60.0, 60.0, 60.0]])))[0]


def test_a_faulty_detector_is_counted_and_not_believed():
    found = said_by(detector([90] * 5, "broken", status=1), detector([1] * 5, "sound"))
    assert (found.value[0], found.companions["faulty"][0], band(found)) == (1, 1, 0)
    assert found.coverage is not None
    assert found.coverage[0] == 0.5


def test_a_status_that_is_not_told_is_sound():
    assert said_by(detector([30] * 3, status=np.nan)).value[0] == 30


def test_the_worst_detector_of_an_area_is_named():
    found = said_by(
        detector([12] * 4, "well-1"), detector([30] * 4, "well-2", leaf=1), detector([60], "well-3", leaf=2)
    )
    assert found.greatest(1)[0].thing == "well-2"
    assert [band(found, area) for area in (0, 1, 2)] == [2, 2, 0]


def test_gas_nearby_speaks_for_a_leak():
    samples = rows("gas.lel", [30, 20, 1, 40], lon=[114, 114.0003, 114.0002, 115], lat=22.5, space=0, status=0).table()
    notes = {one.thing: one.note["en"] for one in compute(samples, samples, INDICATOR.parameters).greatest()}
    assert notes["0"].endswith("gas at 1 nearby")
    assert notes["3"].endswith("gas at 0 nearby")


def test_methane_of_five_per_cent_is_the_limit():
    np.testing.assert_array_equal(lel_of_methane(np.array([0, 1, 5])), [0, 20, 100])
