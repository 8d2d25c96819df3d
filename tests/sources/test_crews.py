"""Crews do what our desk orders, once, and nothing after they were released."""

from datetime import timedelta

import pytest

from geo.place import Point
from incidents.notice import Order, What
from sources.agenda import Agenda
from sources.crews import Crews
from sources.driving import Fleet
from sources.moments import to_ms
from sources.travel import Travel
from tests.sources.little_city import NOON, city

HOUR_LATER = to_ms(NOON) + 3_600_000


def an_order(number: str = "A1", *, go: bool = True, after_s: float = 0, lon: float = 0.006) -> Order:
    return Order(at=NOON + timedelta(seconds=after_s), number=number, unit="engine0", go=go, lon=lon, lat=0.002)


@pytest.fixture
def crews() -> Crews:
    pack = city()
    units = list(pack.units.values())
    fleet, agenda = Fleet(units, pack.roads), Agenda()
    agenda.run(to_ms(NOON))
    return Crews(pack.units, fleet, Travel(units, pack.roads), agenda, 1)


def story(crews: Crews, until_ms: int = HOUR_LATER) -> list[tuple[str, What]]:
    crews.agenda.run(until_ms)
    return [(one.number, one.what) for one in crews.said(until_ms)]


WHOLE = [What.EN_ROUTE, What.ON_SCENE, What.MADE_SAFE, What.CLEARED]


def test_a_crew_turns_out_arrives_makes_it_safe_and_clears(crews: Crews):
    crews.ordered(an_order())
    crews.agenda.run(HOUR_LATER)
    leave, arrive, safe, clear = crews.said(HOUR_LATER)
    assert [leave.what, arrive.what, safe.what, clear.what] == WHOLE
    assert leave.expected_at == arrive.at
    assert 30 <= (leave.at - NOON).total_seconds() <= 75
    assert 45 <= (arrive.at - leave.at).total_seconds() < 600
    assert (2 * 60 <= (safe.at - arrive.at).total_seconds() <= 7 * 60, safe.how) == (True, "fenced")
    assert 8 * 60 <= (clear.at - arrive.at).total_seconds() <= 25 * 60
    assert not crews.has("engine0")


def test_the_same_order_twice_is_one(crews: Crews):
    crews.ordered(an_order())
    crews.ordered(an_order(after_s=5))
    assert story(crews) == [("A1", what) for what in WHOLE]


def test_a_released_crew_says_no_more_and_drives_home(crews: Crews):
    crews.ordered(an_order())
    crews.agenda.run(to_ms(NOON) + 80_000)
    crews.ordered(an_order(go=False, after_s=90))
    assert story(crews) == [("A1", What.EN_ROUTE)]
    assert crews.fleet.is_home("engine0", HOUR_LATER)


def test_a_second_order_waits_for_the_first(crews: Crews):
    crews.ordered(an_order("A1"))
    crews.ordered(an_order("A2", after_s=10))
    assert story(crews, HOUR_LATER + 3_600_000) == [(number, what) for number in ("A1", "A2") for what in WHOLE]


def test_an_order_waits_for_a_unit_that_somebody_else_has(crews: Crews):
    crews.busy = lambda _: True
    crews.ordered(an_order())
    assert story(crews) == []
    assert crews.freed("engine0", HOUR_LATER)
    assert story(crews, HOUR_LATER + 3_600_000) == [("A1", what) for what in WHOLE]


def test_an_order_without_a_place_is_done_where_the_unit_is(crews: Crews):
    crews.ordered(an_order(lon=float("nan")))
    assert story(crews) == [("A1", what) for what in WHOLE]
    unit = crews.units["engine0"]
    assert crews.fleet.about("engine0", HOUR_LATER) == Point(unit.lon, unit.lat)


def test_an_order_for_an_unknown_unit_is_nobody_s(crews: Crews):
    crews.ordered(Order(at=NOON, number="A1", unit="submarine", go=True, lon=0, lat=0))
    assert story(crews) == []
