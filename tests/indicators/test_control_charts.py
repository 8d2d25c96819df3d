import numpy as np

from indicators.methods.control_charts import cusum, ewma, ewma_limit, range_sigma
from tests.indicators.reference import agrees, case

# Montgomery, Introduction to statistical quality control, table 9.1; the target is 10, K 0.5, H 5.
MONTGOMERY = (
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62, 10.31,
    8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
)  # fmt: skip


def test_the_handbooks_ewma_is_met():
    told, expected = case("ewma_nist")
    found = ewma(np.array([told["x"]]), told["lam"], told["target"])[0]
    agrees("ewma_nist", [told["target"], *found], expected["ewma"])
    limit = ewma_limit(np.array([told["s"]]), told["lam"], told["k"], np.array([np.inf]))[0]
    agrees("ewma_nist", told["target"] + limit, expected["ucl"])
    agrees("ewma_nist", told["target"] - limit, expected["lcl"])


def test_the_limits_widen_to_their_end():
    limits = ewma_limit(np.ones(4), 0.2, 3.0, np.array([1.0, 2, 10, 1000]))
    np.testing.assert_allclose(limits[[0, 3]], [3 * 0.2, 3 * np.sqrt(0.2 / 1.8)])
    assert (np.diff(limits) > 0).all()


def test_the_textbooks_cusum_signals_at_the_29th_and_dates_the_shift_to_the_23rd():
    found = cusum(np.array([MONTGOMERY]) - 10, np.array([0.5]))
    np.testing.assert_allclose(found.upper[0, [3, 4, 5, 6, 27, 28, 29]], [1.16, 2.82, 2.5, 0.04, 4.47, 5.28, 5.3])
    np.testing.assert_allclose(found.lower[0, [0, 1, 2, 6]], [0.05, 1.56, 1.77, 1.46])
    assert np.flatnonzero(found.upper[0] > 5)[0] == 28
    assert found.upper_run[0, 28] == 7
    assert (found.lower[0] <= 5).all()


def test_the_sums_of_a_mirrored_course_are_mirrored():
    course = np.random.default_rng(2).normal(0.3, 1, (3, 50))
    there, back = cusum(course, np.full(3, 0.5)), cusum(-course, np.full(3, 0.5))
    np.testing.assert_array_equal(there.upper, back.lower)
    np.testing.assert_array_equal(there.lower_run, back.upper_run)


def test_a_hole_leaves_the_charts_as_they_were():
    course, holed = np.array([[1.0, 2.0, 3.0]]), np.array([[np.nan, 1.0, np.nan, 2.0, 3.0]])
    assert ewma(course, 0.2)[0, -1] == ewma(holed, 0.2)[0, -1]
    there, other = cusum(course, np.array([0.5])), cusum(holed, np.array([0.5]))
    assert (there.upper[0, -1], there.upper_run[0, -1]) == (other.upper[0, -1], other.upper_run[0, -1]) == (4.5, 3)


def test_the_range_tells_the_noise_of_a_normal_course():
    course = np.random.default_rng(5).normal(7, 2, (1, 20_000))
    np.testing.assert_allclose(range_sigma(course), 2, rtol=0.02)
    np.testing.assert_array_equal(range_sigma(np.array([[1.0, np.nan], [3.0, 3.0]])), [np.nan, 0])
