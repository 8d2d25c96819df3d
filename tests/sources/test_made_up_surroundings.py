"""The made-up surroundings: streets jam, rain fills underpasses, leaks smell, devices break, phones ring."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from city.readings import Floats, Readings
from sources.made_up.episodes import Episodes, Sort
from sources.made_up.hotline import Hotline
from sources.made_up.rhythm import is_weekend, local_s
from sources.made_up.rounds import Collections
from sources.made_up.sensors import Sensors
from sources.made_up.streets import Blockage, Flow
from sources.made_up.surroundings import Surroundings, bin_fill
from sources.made_up.town import Town
from sources.made_up.traffic import Traffic
from sources.moments import DAY_MS, HOUR_MS, MINUTE_MS, to_ms
from tests.sources.little_city import city

PACK = city()
SEED = 7
TOWN = Town(PACK, SEED)
MONDAY = to_ms(datetime(2026, 11, 15, 16, tzinfo=UTC))  # midnight in the little city
WEEK = MONDAY + 7 * DAY_MS


def one(batches: Sequence[Readings]) -> Readings:
    (rows,) = batches
    return rows


def speeds(begin_ms: int, end_ms: int, *blockages: Blockage) -> Readings:
    return one(list(Traffic(TOWN, Flow(TOWN, lambda _: blockages)).between(begin_ms, end_ms, 0)))


def relative(rows: Readings) -> float:
    return float((rows.value / rows.attributes["free_flow_kmh"]).mean())


def day_with(sort: Sort) -> tuple[int, int]:
    """When an episode of the next months begins and ends, in milliseconds."""
    zone_ms = 8 * HOUR_MS
    first = (MONDAY + zone_ms) // DAY_MS
    for day in range(first, first + 90):
        begin_s = TOWN.episodes.begin(sort, day)
        if begin_s is not None:
            return begin_s * 1000 - zone_ms, begin_s * 1000 - zone_ms + int(sort.value.shortest_h * HOUR_MS)
    raise AssertionError


def values(kind: str, begin_ms: int, end_ms: int, device: str = "") -> Floats:
    rows = one(list(Surroundings(TOWN, kind).between(begin_ms, end_ms, 0)))
    return rows.value[[thing.startswith(device) for thing in rows.thing]]


def test_streets_are_slow_at_the_rush_and_free_at_night():
    night, rush = (speeds(MONDAY + hour * HOUR_MS, MONDAY + (hour + 1) * HOUR_MS) for hour in (2, 8))
    assert relative(rush) < 0.75
    assert relative(night) > 0.9
    assert rush.attributes["samples"].mean() > 2 * night.attributes["samples"].mean()


def test_weekends_have_no_morning_rush():
    workday, sunday = (speeds(MONDAY + h * HOUR_MS, MONDAY + (h + 1) * HOUR_MS) for h in (8, 6 * 24 + 8))
    assert relative(sunday) > relative(workday) + 0.1


def test_a_blockage_slows_the_streets_around_it_while_it_lasts():
    free = speeds(MONDAY, MONDAY + HOUR_MS)
    lon, lat = float(PACK.things.lon[0]), float(PACK.things.lat[0])
    blocked = speeds(MONDAY, MONDAY + HOUR_MS, Blockage(lon, lat, MONDAY + 20 * MINUTE_MS, MONDAY + 40 * MINUTE_MS))
    here = np.array([thing == PACK.things.thing[0] for thing in free.thing])
    during = (free.at.astype(np.int64) >= MONDAY + 20 * MINUTE_MS) & (
        free.at.astype(np.int64) < MONDAY + 40 * MINUTE_MS
    )
    assert (blocked.value[here & during] < 0.5 * free.value[here & during]).all()
    assert (blocked.value[~during] == free.value[~during]).all()


def test_each_sensor_is_heard_of_once_a_minute_and_not_all_at_once():
    rows = speeds(MONDAY, MONDAY + 10 * MINUTE_MS)
    a_second = np.bincount((rows.at.astype(np.int64) - MONDAY) // 1000)
    assert a_second.max() <= 6
    assert len(rows) == pytest.approx(400, rel=0.1)


def test_a_storm_brings_wind_and_rain_and_fills_the_underpasses():
    begin, end = day_with(Sort.STORM)
    dry = begin - 2 * HOUR_MS
    assert values("weather.rain", begin, end).mean() > 10
    assert values("weather.wind", begin, end).mean() > values("weather.wind", dry, begin).mean() + 3
    under = "underpass_gauge"
    assert values("water.level", dry, begin, under).mean() < 0.05
    assert values("water.level", end, end + HOUR_MS, under).max() > 0.15


def test_a_leak_is_smelt_near_it_and_only_then():
    begin, end = day_with(Sort.LEAK)
    assert values("gas.lel", begin, end).max() > 10
    assert values("gas.lel", begin - HOUR_MS, begin).max() < 3


def test_a_match_crowds_the_streets_about_the_stadium():
    begin, end = day_with(Sort.MATCH)
    local = TOWN.local(np.arange(begin, end, MINUTE_MS))
    lon, lat = np.full(len(local), TOWN.stadium.lon), np.full(len(local), TOWN.stadium.lat)
    assert TOWN.crowd(local, lon, lat).max() > 0.8
    assert TOWN.crowd(local, lon + 0.05, lat).max() < 0.01


def test_episodes_come_on_as_many_days_as_they_should_and_end_on_their_day():
    days = np.arange(20_000, 20_400)
    for sort in Sort:
        begins = [begin for day in days if (begin := Episodes(3).begin(sort, int(day))) is not None]
        assert len(begins) / len(days) == pytest.approx(sort.value.share, abs=0.1)
        assert max(begin % 86_400 for begin in begins) + sort.value.longest_h * 3600 < 86_400


def test_air_is_believable_for_a_week():
    for kind, low, high in (("air.pm25", 5, 120), ("air.no2", 5, 110), ("air.o3", 5, 260), ("air.co", 0.1, 2.5)):
        found = values(kind, MONDAY, WEEK)
        assert low <= found.mean() <= found.max() <= high


def test_a_few_devices_in_a_hundred_are_broken():
    sensors = Sensors.of(PACK.things, "device.heartbeat", SEED)
    at_ms = np.repeat(np.arange(MONDAY, MONDAY + 60 * DAY_MS, 2 * HOUR_MS), len(sensors))
    works = sensors.work(np.tile(np.arange(len(sensors)), len(at_ms) // len(sensors)), at_ms)
    assert 0.005 < 1 - works.mean() < 0.05


def test_the_phones_ring_by_day_and_are_answered():
    offered, answered = Hotline(TOWN).between(MONDAY, MONDAY + DAY_MS, 0)
    hour = (offered.at.astype(np.int64) - MONDAY) // HOUR_MS
    calls = np.bincount(hour, minlength=24)
    assert 1500 < len(offered) < 5000
    assert calls[9] > 4 * calls[3]
    assert 0.9 < len(answered) / len(offered) < 0.99
    assert 0.7 < (answered.value <= 15).mean() < 0.97
    assert set(answered.thing) <= set(offered.thing)


def test_the_local_clock_knows_summer_time():
    summer = city(zone="Europe/Berlin").time_zone
    local = local_s(np.array([to_ms(datetime(2026, month, 3, 12, tzinfo=UTC)) for month in (1, 7)]), summer)
    assert (local % 86_400 // 3600).tolist() == [13, 14]


def test_saturday_and_sunday_are_weekends():
    days = TOWN.local(MONDAY + np.arange(7) * DAY_MS)
    assert is_weekend(days).tolist() == [False] * 5 + [True] * 2


def test_a_week_apart_is_not_the_same():
    assert not np.array_equal(values("air.pm25", MONDAY, MONDAY + DAY_MS), values("air.pm25", WEEK, WEEK + DAY_MS))


def test_noise_and_strain_follow_the_traffic():
    for kind, low, high in (("noise.level", 40, 85), ("bridge.strain", -400, 600)):
        night, rush = (values(kind, MONDAY + h * HOUR_MS, MONDAY + (h + 1) * HOUR_MS) for h in (2, 8))
        assert rush.mean() > night.mean() + 3
        assert low < min(night.min(), rush.min()) < max(night.max(), rush.max()) < high


def test_a_bin_fills_until_its_truck_comes_by():
    begin_ms, hours = MONDAY + 8 * HOUR_MS, 6
    emptied = Collections(np.full(len(Sensors.of(PACK.things, "bin.fill", SEED)), 12 * 3600))
    rows = one(list(Surroundings(TOWN, "bin.fill", bin_fill(emptied)).between(begin_ms, begin_ms + hours * HOUR_MS, 0)))
    mine = np.array([thing == rows.thing[0] for thing in rows.thing])
    fill, noon = rows.value[mine], rows.at[mine] >= np.datetime64(begin_ms + 4 * HOUR_MS, "ms")
    assert (np.diff(fill[~noon]) >= -1).all()  # what is thrown in stays in, but for what the sensor wavers
    assert fill[~noon][-1] > fill[~noon][0] + 5
    assert fill[noon][0] < 12
