import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.emergency.seismic_intensity import (
    INDICATOR,
    by_acceleration,
    by_velocity,
    compute,
    degree,
    exact_intensity,
    on_the_scale,
)
from tests.indicators.little_city import rows
from tests.indicators.reference import agrees, case


def felt(pga_gal: ArrayLike, pgv_cms: ArrayLike, **more: ArrayLike) -> Outcome:
    peaks = rows("strong_motion.peak", pga_gal, pgv_cms=pgv_cms, **more).table()
    return compute(peaks, peaks)


def test_the_edges_between_the_degrees_are_met():
    told, _ = case("seismic_band_edges")
    pga, pgv = np.array(told["pga_gal"]), np.array(told["pgv_cm_s"])
    agrees("seismic_band_edges", by_acceleration(pga))
    agrees("seismic_band_edges", by_velocity(pgv))
    agrees("seismic_band_edges", on_the_scale(exact_intensity(pga, pgv)))


def test_one_metre_a_second_is_reckoned_by_hand():
    """100 gal is 1 m/s²: 6.59; 100 cm/s is 1 m/s: 9.77; both are 6 or more, so velocity speaks."""
    found = felt(100, 100)
    assert found.value[0] == 9.8
    assert found.companions["branch"][0] == 2
    assert found.level is not None
    assert INDICATOR.levels[int(found.level[0])]["zh"] == "Ⅹ度"


def test_below_six_in_either_the_mean_speaks():
    """I_A of 50 gal is 5.636, I_V of 10 cm/s is 6.77: the mean is 6.2."""
    found = felt(50, 10)
    assert found.value[0] == 6.2
    assert found.companions["branch"][0] == 1
    assert found.greatest()[0].note["en"] == "PGA 50.0 gal, PGV 10.00 cm/s, their mean"


def test_stillness_is_one_and_the_end_of_the_world_is_twelve():
    np.testing.assert_array_equal(felt([0, 4000], [0, 5000], leaf=[0, 2]).value[1:3], [1, 12])


@pytest.mark.parametrize(("pga", "pgv"), [(-1, 5), (5, np.nan), (np.nan, 5)])
def test_without_both_peaks_it_is_unknown(pga: float, pgv: float):
    found = felt(pga, pgv)
    assert np.isnan(found.value[0])
    assert found.coverage is not None
    assert found.coverage[0] == 0


def test_the_greatest_of_a_station_is_taken_each_for_itself():
    """Acceleration peaks with the first waves, velocity with the later ones, in another report."""
    found = felt([100, 20], [10, 100], thing=["a", "a"], age_s=[120, 60])
    np.testing.assert_allclose(found.value[0], 9.8)
    assert (found.companions["pga_gal"][0], found.companions["pgv_cms"][0]) == (100, 100)


def test_an_area_has_its_worst_station():
    found = felt([10, 100, 1], [1, 100, 0.1], thing=["x", "y", "z"], leaf=[0, 1, 2])
    assert found.value[0] == found.value[1] == 9.8
    assert found.greatest()[0].thing == "y"
    assert found.greatest(3)[0].thing == "x"


@pytest.mark.parametrize(
    ("intensity", "band"), [(2.9, 0), (3.0, 1), (4.9, 1), (5.0, 2), (5.9, 2), (6.0, 3)]
)  # fmt: skip
def test_a_value_on_a_cut_is_the_worse_band(intensity: float, band: int):
    assert INDICATOR.bands.of(np.array([intensity]), INDICATOR.better)[0] == band


def test_degrees_turn_at_the_half():
    np.testing.assert_array_equal(degree(np.array([1.0, 2.4, 2.5, 3.4, 11.5, 12.0])), [1, 2, 3, 3, 12, 12])


@given(st.floats(0.001, 4000), st.floats(0.0001, 500))
def test_it_lies_between_what_acceleration_and_velocity_say(pga: float, pgv: float):
    of_a, of_v = by_acceleration(np.array([pga])), by_velocity(np.array([pgv]))
    exact = exact_intensity(np.array([pga]), np.array([pgv]))
    assert min(of_a, of_v) - 1e-9 <= exact <= max(of_a, of_v) + 1e-9


def test_a_silent_station_lowers_the_coverage():
    peaks = rows("strong_motion.peak", [5, 6], thing=["a", "a"], pgv_cms=1).table()
    known = rows("strong_motion.peak", [5, 6], thing=["a", "b"], pgv_cms=1).table()
    found = compute(peaks, known)
    assert found.coverage is not None
    assert found.coverage[0] == 0.5
