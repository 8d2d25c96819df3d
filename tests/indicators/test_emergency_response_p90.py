from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from indicators.emergency.emergency_response_p90 import INDICATOR, compute
from tests.indicators.little_city import Made, rows

MANY = 200


def drives(
    travel_s: ArrayLike, *, call_handling_s: ArrayLike = 60, leaf: ArrayLike = 0, thing: Iterable[str] | None = None
) -> Made:
    """Incidents on scene after 400 s, with drives of these seconds."""
    parts = {"call_handling_s": call_handling_s, "turnout_s": 70, "travel_s": travel_s}
    return rows("incident.response", np.full(np.shape(travel_s), 400.0), leaf=leaf, thing=thing, **parts)


def test_four_minutes_to_the_second_are_in_time():
    found = compute(drives([240.0] * 90 + [240.5] * 10).table())
    assert found.value[0] == 90
    assert found.numerator is not None
    assert found.numerator[0] == 90


def test_it_is_judged_by_the_lower_bound():
    """90 of 100 is on the target, but no more than 82.6 % is sure."""
    found = compute(drives([200.0] * 90 + [300.0] * 10).table())
    assert found.banded is not None
    np.testing.assert_allclose(found.banded[0], 82.56, atol=0.01)
    assert INDICATOR.bands.of(found.banded, INDICATOR.better)[0] == 2


def test_fewer_than_thirty_say_nothing():
    found = compute(drives([100.0] * 29).table())
    assert np.isnan(found.value).all()
    assert np.isnan(found.companions["p90_travel_s"]).all()
    assert not np.isnan(compute(drives([100.0] * 30).table()).value[0])


def test_a_drive_that_nobody_timed_is_neither_late_nor_in_time():
    found = compute(drives([200.0] * 60 + [np.nan] * 30 + [-5.0] * 10).table())
    assert found.value[0] == 100
    assert found.coverage is not None
    assert found.coverage[0] == 0.6


def test_percentiles_are_of_the_rows_of_each_area():
    chance = np.random.default_rng(3)
    travel, leaf = chance.gamma(4, 60, MANY), chance.integers(0, 4, MANY)
    found = compute(drives(travel, leaf=leaf).table())
    np.testing.assert_allclose(found.companions["p90_travel_s"][0], np.quantile(travel, 0.9))
    np.testing.assert_allclose(found.companions["p90_travel_s"][2], np.quantile(travel[leaf > 1], 0.9))
    assert found.companions["median_total_s"][0] == 400


def test_the_worst_incidents_say_which_part_broke():
    found = compute(drives([240.0, 340.0, 240.0], call_handling_s=[64, 64, 464], thing=["a", "b", "c"]).table())
    assert [(one.thing, one.note["en"], one.note["zh"], round(one.share, 2)) for one in found.greatest()] == [
        ("c", "call handling 464 s", "接警 464 秒", 0.8),
        ("b", "travel 340 s", "行车 340 秒", 0.2),
    ]
