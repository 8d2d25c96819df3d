"""A band worsens at once and betters with care, so that it does not flutter."""

import numpy as np
import pytest

from indicators import all_indicators
from live.measures.judging import Judge

TPI, ANSWERED = all_indicators()["traffic_tpi"], all_indicators()["hotline_service_level"]


def bands(*values: float, judge: Judge | None = None) -> list[int]:
    judge = judge or Judge()
    return [int(judge.band(TPI, np.array([value]))[0]) for value in values]


def test_a_worse_band_counts_at_once() -> None:
    assert bands(3.0, 4.5, 8.5) == [0, 1, 3]


def test_a_better_band_counts_the_second_time() -> None:
    assert bands(4.5, 3.95, 3.95) == [1, 1, 0]


def test_a_value_clear_of_the_cut_counts_at_once() -> None:
    """A tenth of the distance between cuts is 0.2."""
    assert bands(4.5, 3.7) == [1, 0]


def test_what_flutters_about_a_cut_stays_in_the_worse_band() -> None:
    assert bands(4.1, 3.95, 4.05, 3.95, 4.05, 3.95) == [1] * 6


def test_unknown_is_unknown_at_once_and_what_follows_begins_anew() -> None:
    assert bands(8.5, np.nan, 3.0) == [3, -1, 0]


def test_falling_rates_are_held_the_same_way() -> None:
    judge = Judge()
    found = [int(judge.band(ANSWERED, np.array([value]))[0]) for value in (96.0, 94.0, 95.2, 95.2, 80.0, 97.0)]
    assert found == [0, 1, 1, 0, 2, 0]


@pytest.mark.parametrize("value", [3.0, 5.0, 7.0, 9.0])
def test_the_first_value_is_taken_as_it_is(value: float) -> None:
    assert bands(value) == [int(TPI.bands.of(np.array([value]), TPI.better)[0])]
