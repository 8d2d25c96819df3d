"""The made-up city's vehicles: buses, taxis, coaches, waste trucks and sweepers on its streets."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import numpy as np
import pytest

from city.kinds import VEHICLE_SORTS
from city.readings import Readings
from geo.pack import CityPack
from sources.made_up.hubs import hubs_of, ways_between
from sources.made_up.motion import Motion
from sources.made_up.roll import TAXI, WASTE_TRUCK, Roll, roll_of
from sources.made_up.rounds import TWICE_S, collections, tours
from sources.made_up.streets import Blockage, Flow
from sources.made_up.town import Town
from sources.made_up.vehicles import Vehicles
from sources.moments import HOUR_MS, MINUTE_MS, to_ms
from tests.sources.little_city import city, off_road_m

MORNING = to_ms(datetime(2026, 11, 16, 0, 30, tzinfo=UTC))  # half past eight in the little city
NIGHT = to_ms(datetime(2026, 11, 15, 19, 0, tzinfo=UTC))  # three
PACK = city()
TOWN = Town(PACK, 7)


@cache
def roll() -> Roll:
    return roll_of(TOWN)


def motion(*blockages: Blockage) -> Motion:
    return Motion(roll(), TOWN, Flow(TOWN, lambda _: blockages))


def told(at_ms: int, begin_ms: int | None = None) -> Readings:
    vehicles = Vehicles(motion())
    if begin_ms is not None:
        for minute in range(begin_ms, at_ms, 17 * MINUTE_MS):
            list(vehicles.between(minute, minute + MINUTE_MS, 0))
    (rows,) = vehicles.between(at_ms - MINUTE_MS, at_ms, 0)
    return rows


def _one_way_city() -> CityPack:
    """The little city, its north-south streets one-way, every second the other way."""
    roads = PACK.roads
    upright = np.abs(roads.lon[roads.tail] - roads.lon[roads.head]) < 1e-9
    column = np.rint((roads.lon[roads.tail] - roads.lon.min()) / 0.004).astype(int)
    turned = upright & (column % 2 == 1)
    points = roads.points.reshape(-1, 2, 2)
    points = np.where(turned[:, None, None], points[:, ::-1], points).reshape(-1, 2)
    tail, head = np.where(turned, roads.head, roads.tail), np.where(turned, roads.tail, roads.head)
    return city(roads=replace(roads, tail=tail, head=head, points=points, oneway=upright))


def test_every_vehicle_is_on_a_street():
    rows = told(MORNING)
    assert rows.lon is not None
    assert rows.lat is not None
    assert len(rows) > 10
    assert max(off_road_m(lon, lat, PACK.roads) for lon, lat in zip(rows.lon, rows.lat, strict=True)) < 1


def test_whoever_begins_to_look_finds_everybody_where_they_were():
    now, before = told(MORNING), told(MORNING, begin_ms=MORNING - 9 * HOUR_MS)
    assert now.thing == before.thing
    assert np.array_equal(now.value, before.value)
    assert np.array_equal(now.lon, before.lon)  # type: ignore[arg-type]  # vehicles always have a place


def test_nobody_jumps():
    moving = motion()
    last: dict[int, tuple[float, float]] = {}
    for minute in range(240):
        at_ms = MORNING + minute * MINUTE_MS
        moving.run(at_ms)
        rows = np.flatnonzero(moving.way >= 0)
        (lon, lat, _), _ = moving.now(rows, at_ms)
        here = {row: place for row, *place in zip(rows.tolist(), lon.tolist(), lat.tolist(), strict=True)}
        for row in here.keys() & last.keys():
            gone_m = np.hypot(here[row][0] - last[row][0], here[row][1] - last[row][1]) * 111_195.0
            assert gone_m < 1600, roll().thing[row]
        last = here


def test_vehicles_are_as_fast_as_their_streets():
    moving = motion()
    moving.run(MORNING)
    taxis = np.flatnonzero((roll().sort == TAXI) & moving.moving)
    _, kmh = moving.now(taxis, MORNING)
    at_ms = np.full(len(moving._kmh), MORNING, dtype=np.int64)
    streets = Flow(TOWN, lambda _: ()).kmh(moving._streets, at_ms)
    through = moving.to_m[taxis] < roll().ways.length_m[moving.way[taxis]]  # not those who arrive within the minute
    assert (kmh[through] > 0.8 * streets.min()).all()
    assert (kmh[through] < 1.2 * streets.max()).all()


def test_what_blocks_a_street_holds_them_up():
    there = [Blockage(0.0, 0.0, MORNING - 2 * HOUR_MS)]
    free, held = motion(), motion(*there)
    for one in (free, held):
        one.run(MORNING)
    near = np.hypot(free._streets.lon, free._streets.lat) < 0.003
    assert held._kmh[near].mean() < 0.7 * free._kmh[near].mean()
    assert np.array_equal(held._kmh[~near] < free._kmh[~near] / 2, np.zeros((~near).sum(), bool))
    assert not np.array_equal(free.from_m, held.from_m)


def test_one_way_streets_are_driven_one_way():
    ways = roll_of(Town(_one_way_city(), 7)).ways
    assert not (ways.back & ways.roads.oneway[ways.edge]).any()
    assert ways.back.any()


@pytest.mark.parametrize("pack", [PACK, _one_way_city()], ids=["two-way", "one-way"])
def test_a_way_goes_from_junction_to_junction_without_a_gap(pack: CityPack):
    roads, hubs = pack.roads, hubs_of(Town(pack, 7))
    arcs, number = ways_between(roads, hubs)
    rounds = tours(roads, hubs.node[:3], 9000.0)
    assert len(arcs) == len(hubs) * (len(hubs) - 1) == (number >= 0).sum()
    for edge, back in [*arcs, *rounds]:
        begin = np.where(back, roads.head[edge], roads.tail[edge])
        end = np.where(back, roads.tail[edge], roads.head[edge])
        assert (end[:-1] == begin[1:]).all()
    for (edge, back), node in zip(rounds, hubs.node.tolist(), strict=False):
        if len(edge):  # there and back again
            assert node == (roads.head if back[0] else roads.tail)[edge[0]]
            assert node == (roads.tail if back[-1] else roads.head)[edge[-1]]


def test_buses_rest_at_night_and_taxis_do_not():
    night, morning = (np.bincount(told(at).attributes["sort"].astype(int), minlength=5) for at in (NIGHT, MORNING))
    assert morning[0] > night[0]
    assert night[TAXI] > 0


def test_a_bin_is_emptied_while_its_truck_is_beside_it():
    trucks, begin_s = roll().rounds(WASTE_TRUCK)
    stands = PACK.roads.tail[trucks[0][0][::5]]
    lon, lat, zone_ms = PACK.roads.lon[stands], PACK.roads.lat[stands], 8 * HOUR_MS
    for bin_, at_s in enumerate(collections(TOWN, lon, lat, trucks, begin_s).passed_s.tolist()):
        at_ms = (MORNING + zone_ms) // (TWICE_S * 1000) * TWICE_S * 1000 + at_s * 1000 - zone_ms
        moving = motion()
        moving.run(at_ms)
        out = np.flatnonzero((roll().sort == WASTE_TRUCK) & (moving.way >= 0))
        (east, north, _), _ = moving.now(out, at_ms)
        assert (np.hypot(east - lon[bin_], north - lat[bin_]) * 111_195.0).min() < 600


def test_the_whole_city_has_a_vehicle_for_each_thousand_residents(yunzhou: CityPack):
    every = roll_of(Town(yunzhou, 1))
    people = yunzhou.areas.all[0].population
    assert people is not None
    assert len(every) == pytest.approx(people / 1000, rel=0.02)
    assert len(set(every.thing.tolist())) == len(every)
    assert set(every.sort.tolist()) == set(range(len(VEHICLE_SORTS)))
