"""Medians of columns with gaps, held against numpy's own."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.methods.medians import medians

COLUMNS = arrays(
    np.float64, st.tuples(st.integers(1, 7), st.integers(1, 4)), elements=st.floats(-9, 9) | st.just(np.nan)
)


@settings(max_examples=80)
@given(COLUMNS)
def test_they_are_those_of_numpy(rows: np.ndarray) -> None:
    known = ~np.isnan(rows).all(axis=0)
    np.testing.assert_array_equal(medians(rows)[known], np.nanmedian(rows[:, known], axis=0))
    assert np.isnan(medians(rows)[~known]).all()


def test_of_no_rows_nothing_is_known() -> None:
    assert np.isnan(medians(np.zeros((0, 3)))).tolist() == [True, True, True]
