import re

import numpy as np
import pytest
from numpy.typing import ArrayLike

from city.readings import Floats
from indicators.base import Outcome
from indicators.emergency.bridge_control_chart import INDICATOR, compute, judged, members, without_temperature
from tests.indicators.little_city import Made, rows

HOURS = 120 * 24
BACK = np.arange(HOURS)  # hours ago, the newest first
TEMP_C = 15 + 8 * np.sin(2 * np.pi * BACK / 24)


def noise(seed: int = 0) -> Floats:
    return np.random.default_rng(seed).normal(0, 5, HOURS)


def sensor(strain: ArrayLike, name: str = "b/s1", *, leaf: int = 0, design: float = 1000, hours: int = HOURS) -> Made:
    """A sensor that tells so much for each hour before now, the newest first."""
    said = np.broadcast_to(np.asarray(strain, dtype=np.float64), (HOURS,))[:hours]
    return rows(
        "bridge.hourly", said, thing=[name] * hours, leaf=leaf, age_s=3600.0 * BACK[:hours] + 60, temp_c=TEMP_C[:hours],
        design_limit=design,
    )  # fmt: skip


def charted(*sensors: Made) -> Outcome:
    both = rows(
        "bridge.hourly", np.concatenate([one.value for one in sensors]),
        thing=[name for one in sensors for name in one.thing],
        leaf=np.concatenate([one.leaf for one in sensors]), age_s=np.concatenate([one.age_s for one in sensors]),
        **{name: np.concatenate([one.attributes[name] for one in sensors]) for name in ("temp_c", "design_limit")},
    )  # fmt: skip
    return compute(both.table(), INDICATOR.parameters)


def band(found: Outcome, area: int = 0) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[area])


def shifted(by: float, days: float, seed: int = 0) -> Floats:
    """A course that left its level so many days ago."""
    return 200 + 3 * TEMP_C + 0.1 * TEMP_C**2 + noise(seed) + by * (days * 24 > BACK)


def test_a_bridge_that_only_warms_and_cools_is_quiet():
    found = charted(sensor(shifted(0, 0)))
    assert found.value[0] < 1
    assert band(found) <= 1


def test_a_shift_of_one_deviation_signals_and_is_dated():
    found = charted(sensor(shifted(5, 4)))
    assert found.value[0] > 1
    assert found.companions["cusum_ratio"][0] > 1
    np.testing.assert_allclose(found.companions["shift_days"][0], 4, atol=0.5)
    assert band(found) == 2


def test_a_shift_down_counts_like_one_up():
    up, down = charted(sensor(5 * shifted(1, 5))), charted(sensor(-5 * shifted(1, 5)))
    np.testing.assert_allclose(up.value[0], down.value[0], rtol=1e-6)


def test_two_signals_on_a_member_are_critical_and_on_two_members_are_not():
    one, two = sensor(shifted(10, 4, 1), "b/deck/s1"), sensor(shifted(10, 4, 2), "b/deck/s2")
    assert band(charted(one, two)) == 3
    assert band(charted(one, sensor(shifted(10, 4, 2), "b/pier/s2"))) == 2
    np.testing.assert_array_equal(members(["b/deck/s1", "b/pier/s1", "b/deck/s2", "lone"]), [0, 1, 0, 2])


def test_a_design_limit_passed_is_critical_even_without_a_baseline():
    found = charted(sensor(1001, hours=3))
    assert found.value[0] == pytest.approx(1.001)
    assert (band(found), found.companions["beyond_design"][0]) == (3, 1)
    assert found.greatest()[0].note["en"].startswith("1001 is beyond the design limit 1000")
    assert band(charted(sensor(1000, hours=3))) == -1


@pytest.mark.parametrize(("ratio", "worse"), [(0.66, 0), (2 / 3, 0), (0.67, 1), (1.0, 1), (1.001, 2), (40, 2)])
def test_the_bands_begin_beyond_their_limits(ratio: float, worse: int):
    alone = judged(np.array([ratio]), np.array([False]), np.array([0]))
    assert INDICATOR.bands.of(alone, INDICATOR.better)[0] == worse


def test_ninety_days_of_baseline_are_needed():
    assert np.isnan(charted(sensor(shifted(0, 0), hours=117 * 24)).value[0])
    assert not np.isnan(charted(sensor(shifted(0, 0), hours=119 * 24)).value[0])


def test_a_stuck_sensor_says_nothing():
    found = charted(sensor(np.full(HOURS, 200.0)))
    assert np.isnan(found.value[0])
    assert found.coverage is not None
    assert found.coverage[0] == 0


def test_a_stuck_sensor_beyond_its_design_limit_is_critical_and_has_a_value():
    found = charted(sensor(np.full(HOURS, 1500.0)))
    assert (found.value[0], band(found)) == (1.5, 3)


def test_a_note_dates_only_a_shift_that_has_begun():
    quiet, shift = charted(sensor(shifted(0, 0))), charted(sensor(shifted(10, 4, 1)))
    assert "shifted" not in quiet.greatest()[0].note["en"]
    assert re.search(r"shifted [1-9][\d.]* days ago", shift.greatest()[0].note["en"])


def test_what_is_critical_is_judged_by_the_value_itself():
    found = charted(sensor(shifted(10, 9, 1), "b/deck/s1"), sensor(shifted(10, 9, 2), "b/deck/s2"))
    assert found.value[0] > 2
    assert found.judged[0] == found.value[0]


def test_a_sensor_that_fell_silent_is_not_judged():
    made = sensor(shifted(20, 10))
    assert np.isnan(charted(made.only(np.flatnonzero(made.age_s > 7 * 3600))).value[0])


def test_the_temperature_is_taken_out_wholly():
    temp = np.random.default_rng(1).uniform(-5, 35, (1, 200))
    course = 7 - 2 * temp + 0.3 * temp**2
    baseline = np.arange(200)[None] < 100
    np.testing.assert_allclose(without_temperature(course, temp, baseline), 0, atol=1e-9)
    np.testing.assert_allclose(
        without_temperature(np.full((1, 200), 5.0), np.full((1, 200), 20.0), baseline), 0, atol=1e-9
    )


def test_an_area_has_its_worst_sensor():
    found = charted(sensor(shifted(0, 0), "a/s", leaf=0), sensor(shifted(15, 3), "b/s", leaf=2))
    assert found.greatest()[0].thing == "b/s"
    assert found.value[0] == found.value[2]
    assert found.value[1] < 1
    assert found.companions["signals"][0] == 1
