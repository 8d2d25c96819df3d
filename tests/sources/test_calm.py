"""The ordinary day of a made-up city is calm: what stands critical for long shows nobody anything."""

from datetime import timedelta

import numpy as np
import pytest

from benchmarks.calm import Seen, looked_at
from indicators import all_indicators
from live.bus import MemoryBus
from live.house import House, Parts
from live.measures.foretime import Standing
from sources.made_up.parts import open_foretime
from store.memory import MemoryRecord
from tests.sources.little_city import NOON, city

DAY = timedelta(days=1)
# One of each sort that was ever critical on ordinary days, and those whose past is short.
SOURCES = ("clinics", "noon", "rainfall", "rivers", "hospitals", "crowds", "hazards")
INDICATORS = (
    "ears_syndromic", "rt_cori", "fire_weather_index", "rainfall_grade_warning", "surface_water_class", "nedocs",
    "crowd_density_los", "hazchem_r_value",
)  # fmt: skip
CRITICAL = 3


@pytest.fixture(scope="module")
def seen() -> dict[str, Seen]:
    """What a few indicators said every six hours of two days."""
    pack, clock = city(), Standing(NOON - 2 * DAY)
    sources = tuple(one for one in open_foretime(pack, 7) if one.name.partition(".")[2] in SOURCES)
    every = all_indicators()
    house = House(Parts(
        pack=pack, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=sources,
        indicators={name: every[name] for name in INDICATORS}, layers={},
    ))  # fmt: skip
    house.connect()
    for source in sources:
        house.ingest.catch_up(source, source.past(clock() - source.remembers, clock(), fully=False), clock())
    return looked_at(house, clock, NOON, timedelta(hours=6))


def test_each_of_them_is_known_and_hardly_ever_critical(seen: dict[str, Seen]):
    for name, one in seen.items():
        city_band = np.array(one.bands)[:, 0]
        assert len(city_band) == 8, name
        assert (city_band >= 0).all(), name
        assert np.mean(city_band == CRITICAL) <= 0.25, name


def test_most_of_them_are_normal_at_any_time(seen: dict[str, Seen]):
    bands = np.array([np.array(one.bands)[:, 0] for one in seen.values()])
    assert (np.mean(bands == 0, axis=0) >= 0.7).all()
