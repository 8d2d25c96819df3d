"""The ordinary weeks of a made-up city are calm: what stands out of band for long shows nobody anything."""

from datetime import timedelta

import numpy as np
import pytest

from benchmarks.calm import Seen, looked_at
from indicators import all_indicators
from live.bus import MemoryBus
from live.clock import Standing
from live.house import House
from live.parts import Parts
from sources.made_up.parts import open_foretime
from store.memory import MemoryRecord
from tests.sources.little_city import NOON, city

DAY = timedelta(days=1)
SOURCES = ("clinics", "noon", "rainfall", "crowds")  # whose indicators were once critical on ordinary days
INDICATORS = (
    "ears_syndromic", "rt_cori", "fire_weather_index", "rainfall_grade_warning", "crowd_density_los",
)  # fmt: skip
WEEKS, EVERY = 24 * DAY, timedelta(hours=32)  # at all hours of the day
CRITICAL = 3


@pytest.fixture(scope="module")
def seen() -> dict[str, Seen]:
    """What a few indicators said over some weeks, one of them with an outbreak."""
    pack, clock = city(), Standing(NOON - WEEKS)
    sources = tuple(one for one in open_foretime(pack, 7) if one.name.partition(".")[2] in SOURCES)
    every = all_indicators()
    house = House(Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=sources,
        indicators={name: every[name] for name in INDICATORS}, layers={},
    ))  # fmt: skip
    house.connect()
    for source in sources:
        house.ingest.catch_up(source, source.past(clock() - source.remembers, clock(), fully=False), clock())
    return looked_at(house, clock, NOON, EVERY)


def of_the_city(one: Seen) -> np.ndarray:
    return np.array(one.bands)[:, 0]


def test_each_of_them_is_known_and_normal_most_of_the_time(seen: dict[str, Seen]):
    for name, one in seen.items():
        assert len(of_the_city(one)) == WEEKS / EVERY, name
        assert (of_the_city(one) >= 0).all(), name
        assert np.mean(of_the_city(one) == 0) >= 0.7, name


def test_they_are_critical_seldom_and_yet_sometimes(seen: dict[str, Seen]):
    critical = np.array([of_the_city(one) == CRITICAL for one in seen.values()])
    assert 0 < critical.mean() <= 0.08
