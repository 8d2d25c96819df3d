"""The cases of a lived day are told of every day before it, in their time, each under a name of its own."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from live.measures.made_up_cases import MadeUpCases
from live.moments import moment
from tests.live.builders import NOON
from tests.sources.little_city import city

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def cases() -> MadeUpCases:
    return MadeUpCases(city(), 1, NOON, DAY)


def test_a_lived_day_is_told_of_each_day_before(cases: MadeUpCases):
    [lived] = [one for one in cases.between(NOON - DAY, NOON) if one.kind == "alert.raised"]
    [before] = [one for one in cases.between(NOON - 3 * DAY, NOON - 2 * DAY) if one.kind == "alert.raised"]
    assert len(lived) > 20
    np.testing.assert_array_equal(lived.at - before.at, np.timedelta64(2 * 86_400_000, "ms"))
    np.testing.assert_array_equal(lived.value, before.value)
    assert not set(lived.thing) & set(before.thing)


def test_what_is_told_in_parts_is_what_is_told_at_once(cases: MadeUpCases):
    times = [NOON - 2 * DAY + timedelta(hours=hours) for hours in (0, 5, 24, 40, 48)]
    parts = [one for since, before in pairwise(times) for one in cases.between(since, before)]
    whole = cases.between(times[0], times[-1])
    for kind in ("incident.response", "incident.due", "alert.raised"):
        told = sorted(name for one in parts if one.kind == kind for name in one.thing)
        assert told == sorted(name for one in whole if one.kind == kind for name in one.thing)
    assert all((one.at >= moment(times[0])).all() and (one.at < moment(NOON)).all() for one in whole)
