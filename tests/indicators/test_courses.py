import numpy as np

from indicators.methods.courses import newest_first, told


def test_each_things_rows_stand_side_by_side_the_newest_first():
    who, age_s = np.array([9, 2, 9, 9, 2]), np.array([50.0, 10, 5, 70, 20])
    np.testing.assert_array_equal(newest_first(who, age_s), [[1, 4, -1], [2, 0, 3]])
    np.testing.assert_array_equal(newest_first(who, age_s, 2), [[1, 4], [2, 0]])
    np.testing.assert_array_equal(newest_first(who, age_s, 4)[0], [1, 4, -1, -1])


def test_what_was_never_told_is_unknown():
    rows = newest_first(np.array([1, 1, 2]), np.array([1.0, 2, 3]))
    np.testing.assert_array_equal(told(np.array([7.0, 8, 9]), rows), [[7, 8], [9, np.nan]])


def test_of_no_rows_there_are_no_things():
    rows = newest_first(np.zeros(0, dtype=np.intp), np.zeros(0))
    assert rows.shape == (0, 1)
    assert told(np.zeros(0), rows).shape == (0, 1)


def test_the_order_of_rows_means_nothing():
    chance = np.random.default_rng(1)
    who, age_s, order = chance.integers(0, 5, 40), chance.uniform(0, 9, 40), chance.permutation(40)
    there, shuffled = newest_first(who, age_s), newest_first(who[order], age_s[order])
    np.testing.assert_array_equal(told(age_s, there), told(age_s[order], shuffled))
