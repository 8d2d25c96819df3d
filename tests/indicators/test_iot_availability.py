import numpy as np

from city.readings import Floats
from city.views import Stretches, Table
from indicators.infrastructure.iot_availability import INDICATOR, compute
from tests.indicators.little_city import AREAS, Made, rows

MINUTES = np.arange(0, 7200, 60.0)


def beats(**ages: Floats) -> Made:
    """Heartbeats of devices by name, each with a period of one minute, heard so many seconds ago."""
    names = [name for name, age in ages.items() for _ in age]
    return rows("device.heartbeat", np.full(len(names), 60.0), thing=names, age_s=np.concatenate(list(ages.values())))


def stretched(made: Made) -> Table:
    """When each thing kept talking, as the indicator asks for it."""
    asked = INDICATOR.inputs["beats"]
    assert isinstance(asked, Stretches)
    return made.stretched(asked)


def newest(made: Made) -> Table:
    """The newest row of each thing, as Latest gives it."""
    first: dict[str, int] = {}
    for at in map(int, np.argsort(made.age_s)):
        first.setdefault(made.thing[at], at)
    return made.only(np.array(list(first.values()), dtype=np.intp)).table()


def test_a_device_that_beats_is_up():
    made = beats(a=MINUTES)
    found = compute(stretched(made), newest(made))
    assert found.value[0] == 100
    assert found.coverage is not None
    assert found.coverage[0] == 1
    assert found.companions["yield_pct"][0] == 100


def test_a_gap_of_three_periods_is_none():
    made = beats(a=MINUTES[(MINUTES < 600) | (MINUTES >= 720)], b=MINUTES)
    assert compute(stretched(made), newest(made)).value[0] == 100


def test_a_longer_gap_counts_beyond_three_periods():
    """Silent for 30 minutes, of which three may be: 27 of 60 down in one of two devices."""
    made = beats(a=MINUTES[(MINUTES <= 600) | (MINUTES >= 2400)], b=MINUTES)
    found = compute(stretched(made), newest(made))
    np.testing.assert_allclose(found.value[0], 100 * (120 - 27) / 120)
    assert [(one.thing, one.share) for one in found.greatest()] == [("a", 1.0)]


def test_a_device_that_fell_silent_yesterday_is_down_for_the_whole_hour():
    made = beats(a=MINUTES, b=np.array([80_000.0]))
    alive = made.only(np.flatnonzero(made.age_s < 7200))
    found = compute(stretched(alive), newest(made))
    assert found.value[0] == 50
    assert found.companions["silent"][0] == 1
    assert found.greatest()[0].note["zh"] == "1333 min"


def test_when_all_are_silent_none_is_up():
    made = beats(a=np.array([9000.0]), b=np.array([8000.0]))
    found = compute(stretched(made.only(np.array([], dtype=int))), made.table())
    assert found.value[0] == 0


def test_before_we_listened_nobody_was_down():
    """Five minutes after the start of the house all that beat are up, and a twelfth of the hour is covered."""
    made = beats(a=np.arange(0, 301, 60.0), b=np.arange(30, 300, 60.0))
    found = compute(stretched(made), newest(made))
    assert found.value[0] == 100
    assert found.coverage is not None
    np.testing.assert_allclose(found.coverage[0], 300 / 3600)


def test_a_slow_device_keeps_its_own_time():
    """A meter that beats each hour is up three hours after; one that beats each minute keeps the hour whole."""
    both = rows("device.heartbeat", [3600.0, *[60.0] * 120], thing=["meter", *["lamp"] * 120], age_s=[7000.0, *MINUTES])
    assert compute(stretched(both), newest(both)).value[0] == 100


def test_devices_that_were_always_up_are_named_for_nothing():
    """Odd seconds and long periods must not leave a breath of a minute down, nor one too many up."""
    chance = np.random.default_rng(4)
    age_s, thing = chance.uniform(0, 7199, 400), chance.integers(0, 40, 400)
    period_s = chance.uniform(7200, 86_400, 400)
    made = rows("device.heartbeat", period_s, thing=thing, age_s=age_s, leaf=thing % 5)
    found = compute(stretched(made), newest(made))
    assert found.value[0] == 100
    assert found.companions["down_min"][0] == 0
    assert all(found.greatest(area) == () for area in range(len(AREAS)))
