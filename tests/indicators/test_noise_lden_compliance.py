import numpy as np
import pytest

from city.views import CityTime
from indicators.base import Outcome
from indicators.environment.noise_lden_compliance import DAY_LIMITS, INDICATOR, NIGHT_LIMITS, compute, lden, leq
from tests.indicators.little_city import NOON, NOW, SHANGHAI, Made, rows
from tests.indicators.reference import agrees, case

HOUR_S = 3600.0
QUIET = rows("noise.level", [])


def day(levels: dict[int, float], *, zone: object = 2, thing: str = "p", leaf: int = 0) -> Made:
    """Levels by local hour; it is eight in the evening, so that of 19 to 20 o'clock was told just now."""
    hours = np.array(list(levels))
    age_s = (19 - hours) % 24 * HOUR_S
    return rows("noise.hourly", list(levels.values()), age_s=age_s, thing=[thing] * len(hours), zone=zone, leaf=leaf)


def found(levels: Made, moments: Made = QUIET, clock: CityTime = NOW) -> Outcome:
    return compute(levels.table(), moments.table(), clock, INDICATOR.parameters)


def band(one: Outcome) -> int:
    return int(INDICATOR.bands.of(one.judged, INDICATOR.better)[0])


def test_energy_is_averaged_as_python_acoustics_does():
    given, _ = case("noise_leq")
    agrees("noise_leq", leq(np.array(given["levels_db"])))


def test_levels_are_never_averaged_as_figures():
    assert leq(np.array([40.0, 80.0])) > 76.9
    assert np.isnan(leq(np.array([np.nan])))


def test_the_same_level_all_day_has_an_lden_above_it():
    """10 lg((12 + 4·10^0.5 + 8·10) ÷ 24) = 6.3952 dB above."""
    np.testing.assert_allclose(lden(60, 60, 60), 66.3952, atol=1e-4)
    np.testing.assert_allclose(lden(60, 55, 50), 60)


@pytest.mark.parametrize("zone", range(6))
def test_the_limits_hold_and_on_a_limit_all_is_well(zone: int):
    """GB 3096-2008, table 1: 0 50/40, 1 55/45, 2 60/50, 3 65/55, 4a 70/55, 4b 70/60."""
    levels = {hour: (DAY_LIMITS if 6 <= hour < 22 else NIGHT_LIMITS)[zone] for hour in range(24)}
    one = found(day(levels, zone=zone))
    assert one.value[0] == one.companions["over_day"][0] == one.companions["over_night"][0] == 0
    assert band(one) == 0
    assert one.coverage is not None
    assert one.coverage[0] == 1


def test_day_is_from_six_to_ten_in_the_evening():
    one = found(day({5: 90, 6: 61, 21: 61, 22: 90}))
    np.testing.assert_allclose(one.companions["over_day"][0], 1)
    np.testing.assert_allclose(one.companions["over_night"][0], 40)


def test_the_hours_of_lden_are_others():
    """One hour each at 06, 07, 18, 19, 22 and 23: night, day, day, evening, evening, night."""
    one = found(day({6: 50, 7: 60, 18: 60, 19: 55, 22: 55, 23: 50}))
    np.testing.assert_allclose(one.companions["lden"][0], 60)


@pytest.mark.parametrize(("level", "worst"), [(60, 0), (60.1, 1), (63, 1), (63.1, 2), (66, 2), (66.1, 3)])
def test_the_cuts_lie_at_three_and_six_above_the_limit(level: float, worst: int):
    assert band(found(day({12: level}))) == worst


def test_the_loudest_point_decides_and_is_named_with_the_half_of_the_day():
    a, b = day({12: 62, 2: 40}), day({12: 40, 2: 54}, thing="q", leaf=2)
    both = rows(
        "noise.hourly", [*a.value, *b.value], age_s=[*a.age_s, *b.age_s], thing=[*a.thing, *b.thing], zone=2,
        leaf=[0, 0, 2, 2],
    )  # fmt: skip
    one = found(both)
    np.testing.assert_allclose(one.value[:3], [4, 2, 4])
    assert [(each.thing, each.note["en"]) for each in one.greatest()] == [
        ("q", "night 54.0/50 dB"), ("p", "day 62.0/60 dB"),
    ]  # fmt: skip
    assert one.companions["met_pct"][0] == 50


def test_what_is_older_than_a_day_is_forgotten():
    made = rows("noise.hourly", [70, 55], age_s=[25 * HOUR_S, 60], thing=["p", "p"], zone=2)
    assert found(made).value[0] == -5


def test_the_newest_hour_is_told_beside_the_day():
    np.testing.assert_allclose(found(day({19: 64, 12: 50})).companions["hour_over"][0], 4)


def test_a_peak_at_night_may_be_fifteen_above_the_limit():
    midnight = CityTime(NOON + np.timedelta64(4, "h"), SHANGHAI)
    levels = rows("noise.hourly", 40, thing=["p"], zone=2)
    peak = rows("noise.level", [66.5, 99.0], thing=["p", "unknown"])
    moved = peak.table()
    later = compute(
        levels.table(), type(moved)(**{**fields(moved), "at": moved.at + np.timedelta64(4, "h")}), midnight,
        INDICATOR.parameters,
    )  # fmt: skip
    np.testing.assert_allclose(later.companions["peak_over"][0], 1.5)
    assert np.isnan(found(levels, peak).companions["peak_over"][0])


def fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__slots__}
