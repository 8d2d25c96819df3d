"""The made-up city's closed streets: works and accidents close them, nobody drives through, and they open again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city.readings import Readings
from geo.pack import CityPack
from geo.place import Point
from sources.base import Fact
from sources.made_up.closures import Closures
from sources.made_up.detours import shut_only, spares
from sources.made_up.hubs import hubs_of, ways_between
from sources.made_up.roll import roll_of
from sources.made_up.streets import Flow
from sources.made_up.town import Town
from sources.made_up.traffic import Traffic
from sources.made_up.world import World
from sources.moments import DAY_MS, HOUR_MS, to_ms
from sources.routes import Routes
from tests.sources.little_city import NOON, city, grid

PACK, NOON_MS = city(), to_ms(NOON)
TOWN = Town(PACK, 7)
Row = tuple[datetime, str, float]


DRIVEN = roll_of(TOWN).ways.edge


def told(seed: int, *times_ms: int) -> list[Row]:
    """What is told to whoever listens at the first time, and then at the others."""
    closures = Closures(World(TOWN if seed == TOWN.seed else Town(PACK, seed)), DRIVEN)
    spans = zip((times_ms[0] - 1, *times_ms), times_ms, strict=False)
    return [row for after_ms, until_ms in spans for row in rows(closures.between(after_ms, until_ms, 0))]


def rows(facts: Iterable[Fact]) -> list[Row]:
    return [
        row
        for fact in facts
        if isinstance(fact, Readings)
        for row in zip(fact.at.tolist(), fact.thing, fact.value.tolist(), strict=True)
    ]


def standing(told: Iterable[Row]) -> set[str]:
    """What is closed for whoever heard this, the newest last."""
    newest = {thing: value for _, thing, value in sorted(told)}
    return {thing for thing, value in newest.items() if value}


def test_the_same_seed_closes_the_same_streets_and_another_seed_others():
    span = NOON_MS - 3 * HOUR_MS, NOON_MS
    assert told(7, *span) == told(7, *span) != told(8, *span)


@given(hours=st.lists(st.floats(0.01, 4), min_size=1, max_size=3))
@settings(deadline=None, max_examples=3)
def test_whoever_begins_to_listen_hears_what_is_still_closed(hours: list[float]):
    times_ms = [NOON_MS + int(after * HOUR_MS) for after in np.cumsum([0.0, *hours])]
    works = set(PACK.roads.edge_id[TOWN.works.edges].tolist())
    assert standing(told(7, *times_ms)) & works == standing(told(7, times_ms[-1])) & works


def test_works_last_for_days_or_for_a_night_and_the_street_opens_again():
    found = list(TOWN.works.during(NOON_MS, NOON_MS + 40 * DAY_MS))
    lasts_h = np.array([(one.until_ms - one.since_ms) / HOUR_MS for one in found if one.until_ms is not None])
    assert len(lasts_h) == len(found)
    assert ((lasts_h > 48) | (lasts_h < 8)).all()
    assert (lasts_h > 48).any()
    assert (lasts_h < 8).any()
    said = told(7, NOON_MS - DAY_MS, NOON_MS)
    assert {thing for _, thing, value in said if value} - standing(said)


def test_no_closure_cuts_anybody_off():
    roads, edges = PACK.roads, TOWN.works.edges
    assert len(TOWN.works.stretches) > 3
    shut = np.zeros(len(roads), dtype=np.bool_)
    shut[edges] = True
    assert all(spares(roads, np.array(stretch), shut) for stretch in TOWN.works.stretches)


def test_the_only_street_to_somewhere_is_never_closed():
    roads = grid()
    corner = np.flatnonzero((roads.tail == 0) | (roads.head == 0))
    shut = np.zeros(len(roads), dtype=np.bool_)
    assert spares(roads, corner[:1], shut)
    shut[corner[0]] = True
    assert not spares(roads, corner[1:], shut)


def test_neither_works_nor_an_accident_close_a_street_that_a_line_runs_over():
    driven = set(PACK.roads.edge_id[DRIVEN].tolist())
    assert not {thing for _, thing, _ in told(7, NOON_MS - DAY_MS, NOON_MS)} & driven


def test_a_detector_beside_a_closed_street_tells_no_speed():
    loops = Traffic(TOWN, Flow(TOWN, lambda _: ()), lambda edge, _: edge == 3)
    (speeds,) = loops.between(NOON_MS, NOON_MS + HOUR_MS, 0)
    assert "speed_detector_3" not in speeds.thing
    assert "speed_detector_4" in speeds.thing


def test_a_crew_drives_around_a_closed_street_until_it_opens():
    roads, routes = PACK.roads, Routes(PACK.roads)
    ends = (Point(float(roads.lon[node]), float(roads.lat[node])) for node in (5, 6))
    start, end = ends
    (edge,) = np.flatnonzero((roads.tail == 5) & (roads.head == 6)).tolist()
    shut = np.zeros(len(roads), dtype=np.bool_)
    shut[edge] = True
    taken = list[bool]()
    for conditions in (None, shut_only(shut), None):
        routes.refill(conditions=conditions)
        way = routes.between(start, end)
        assert way is not None
        taken.append(edge in way.edges)
    assert taken == [True, False, True]


def test_no_way_takes_a_banned_turn():
    roads = PACK.roads
    arcs, _ = ways_between(roads, hubs_of(TOWN))
    before, after = next((edge[:2].tolist() for edge, _ in arcs if len(edge) > 1), (0, 0))
    at = next(iter({roads.tail[before], roads.head[before]} & {roads.tail[after], roads.head[after]}))
    strict = replace(roads, banned=np.array([[before, at, after]]))
    calm = Town(city(roads=strict), 7)
    ways, number = ways_between(strict, hubs_of(calm))
    assert len(ways) == (number >= 0).sum() > 0
    turns = {turn for edge, _ in ways for turn in zip(edge[:-1].tolist(), edge[1:].tolist(), strict=True)}
    assert (before, after) not in turns
    for edge, back in ways:
        begin = np.where(back, roads.head[edge], roads.tail[edge])
        end = np.where(back, roads.tail[edge], roads.head[edge])
        assert (end[:-1] == begin[1:]).all()


@pytest.mark.xdist_group("made_up_city")
def test_the_whole_city_always_has_some_streets_closed(yunzhou: CityPack):
    town = Town(yunzhou, 1)
    count = [len(list(town.works.during(at, at))) for at in range(NOON_MS, NOON_MS + 20 * DAY_MS, 5 * HOUR_MS)]
    assert 1 <= np.mean(count) <= 6
    assert not np.isin(town.works.edges, roll_of(town).ways.edge).any()
