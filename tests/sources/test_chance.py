"""Chance is the same for the same keys, and looks like chance."""

import numpy as np
import pytest

from sources.chance import normal, smooth, uniform

MANY = np.arange(200_000)


def test_numbers_are_evenly_spread():
    numbers = uniform(1, MANY)
    assert np.histogram(numbers, 10, (0, 1))[0] == pytest.approx(20_000, rel=0.03)
    assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 0.01


def test_normal_numbers_have_mean_nought_and_deviation_one():
    numbers = normal(2, MANY)
    assert (numbers.mean(), numbers.std()) == pytest.approx((0, 1), abs=0.01)


def test_smooth_noise_wanders_without_jumps():
    wander = smooth(np.arange(0, 36_000.0), 3600.0, 1, 2)
    assert np.abs(np.diff(wander)).max() < 0.002
    assert wander.max() - wander.min() > 0.5


def test_other_keys_give_other_numbers():
    assert not np.array_equal(uniform(1, MANY), uniform(2, MANY))
    assert np.array_equal(uniform(1, 5, MANY), uniform(1, 5, MANY))
