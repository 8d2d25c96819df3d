import numpy as np

from indicators.methods.per_thing import greatest, newest_of_each, numbered, of_the_worst
from tests.indicators.little_city import AREAS

NAN = np.nan


def test_of_no_rows_none_is_the_newest():
    nothing = np.zeros(0)
    assert newest_of_each(nothing.astype(np.intp), nothing).size == 0
    assert numbered([])[0] == []


def test_an_area_is_as_bad_as_its_worst_thing_and_nobody_is_worst_where_nobody_is():
    leaf = np.array([0, 1, 2, 4])
    np.testing.assert_array_equal(greatest(np.array([1.0, NAN, -3.0, 7.0]), leaf, AREAS), [7, 1, -3, 1, NAN, -3, NAN])


def test_what_is_said_of_the_worst_may_be_unknown():
    leaf, value = np.array([0, 0, 1, 2]), np.array([5.0, 9.0, NAN, 2.0])
    np.testing.assert_array_equal(
        of_the_worst(value, np.array([1.0, NAN, 3.0, 4.0]), leaf, AREAS), [NAN, NAN, 4, NAN, NAN, 4, NAN]
    )
