"""Incidents of the made-up city: they run their course, with units that are really free, and mostly in time."""

from collections import Counter
from datetime import datetime
from functools import cache
from itertools import pairwise

import pytest

from geo.search.words import is_chinese
from incidents.categories import all_categories
from incidents.notice import Order, What
from sources.made_up.stories import read_stories
from sources.made_up.town import Town
from sources.made_up.world import COMMANDS, World
from sources.moments import to_ms
from tests.sources.little_city import NOON, city
from tests.sources.stories import DAY, MINUTE, Told, complete, told_by

IN_ORDER = list(What)
PACK = city()


@cache
def a_day() -> Told:
    """A day of the little city."""
    return told_by(PACK, NOON - DAY, NOON)


def test_every_incident_runs_its_course_in_order():
    for notices in a_day().values():
        told = [one for one in notices if not one.unit]
        assert [one.what for one in told] == sorted((one.what for one in told), key=IN_ORDER.index)
        assert [one.at for one in notices] == sorted(one.at for one in notices)
    for notices in complete(a_day()):
        sent = Counter(one.unit for one in notices if one.what is What.DISPATCHED and one.unit)
        assert sent == Counter(one.unit for one in notices if one.what is What.CLEARED)


def test_the_first_word_tells_everything_about_an_incident():
    categories = {story.category for story in read_stories()}
    assert categories <= set(all_categories())
    for notices in complete(a_day()):
        first = notices[0]
        assert first.category in categories
        assert first.level in (1, 2, 3, 4)
        assert first.address
        assert first.address_en
        assert not is_chinese(first.address_en)
        assert first.detail
        assert first.due_at is not None
        assert first.lon is not None


def test_no_unit_is_on_two_incidents_at_once():
    moves = sorted(
        (one for notices in told_by(PACK, NOON - DAY, NOON, seed=6).values() for one in notices if one.unit),
        key=lambda one: one.at,
    )
    begun = {one.reference for one in moves if one.what is What.DISPATCHED}
    holder: dict[str, str] = {}
    for one in moves:
        if one.what is What.DISPATCHED:
            assert one.unit not in holder, f"{one.unit} is sent to {one.reference} while on {holder[one.unit]}"
            holder[one.unit] = one.reference
        elif one.reference in begun and one.unit in holder:
            assert holder[one.unit] == one.reference
            if one.what is What.CLEARED:
                del holder[one.unit]


def test_one_complaint_waits_for_us_every_four_to_eight_minutes():
    firsts = [notices[0] for notices in a_day().values()]
    ours = sorted(one.at for one in firsts if one.origin == "12345" and one.what is What.RECEIVED)
    gaps = [(later - sooner) / MINUTE for sooner, later in pairwise(ours)]
    assert 4 <= min(gaps) < max(gaps) <= 8


def test_colleagues_see_to_what_we_leave_lying_after_twenty_minutes():
    for notices in complete({name: one for name, one in a_day().items() if name.startswith("12345")}):
        assert notices[1].what is What.FILED
        assert notices[1].at - notices[0].at == 20 * MINUTE


def test_colleagues_leave_alone_what_our_desk_has_sent_somebody_to():
    world = World(Town(PACK, 5))
    waiting = [
        one for one in world.heard(["12345"], to_ms(NOON - 10 * MINUTE), to_ms(NOON)) if one.what is What.RECEIVED
    ]
    ours = waiting[-1]
    assert ours.lon is not None
    assert ours.lat is not None
    world.ordered(Order(at=NOON, number="A1", unit="rescue0", go=True, lon=ours.lon, lat=ours.lat))
    later = world.heard(["12345"], to_ms(NOON), to_ms(NOON + 3 * 60 * MINUTE))
    assert ours.reference not in {one.reference for one in later}
    crew = world.crews.said(to_ms(NOON + 3 * 60 * MINUTE))
    assert [(one.number, one.what) for one in crew] == [
        ("A1", What.EN_ROUTE),
        ("A1", What.ON_SCENE),
        ("A1", What.MADE_SAFE),
        ("A1", What.CLEARED),
    ]


def test_a_house_that_starts_again_keeps_what_its_desk_had_taken():
    waiting = World(Town(PACK, 5)).heard(["12345"], to_ms(NOON - 10 * MINUTE), to_ms(NOON))
    ours = next(one for one in waiting if one.what is What.RECEIVED)
    assert ours.lon is not None
    assert ours.lat is not None
    again = World(Town(PACK, 5))
    again.ordered(Order(at=NOON, number="A1", unit="rescue0", go=True, lon=ours.lon, lat=ours.lat))
    told = again.heard(["12345"], to_ms(NOON - DAY / 4), to_ms(NOON + DAY / 4), whole=True)
    assert [one.what for one in told if one.reference == ours.reference] == [What.RECEIVED]


def test_a_unit_on_our_orders_is_sent_nowhere_else():
    world = World(Town(PACK, 5))
    world.run(to_ms(NOON))
    for name in PACK.units:
        world.ordered(Order(at=NOON, number=f"A{name}", unit=name, go=True, lon=0.002, lat=0.002))
    world.run(to_ms(NOON + 2 * 60 * MINUTE))
    ordered: dict[str, datetime] = {}
    for one in world.crews.said(to_ms(NOON + 2 * 60 * MINUTE)):
        ordered.setdefault(one.unit, one.at)
        if one.what is What.CLEARED:
            assert one.at > ordered[one.unit]
    assert set(ordered) == set(PACK.units)


def test_a_city_without_units_still_ends_what_begins():
    done = complete(told_by(city(units={}), NOON - DAY / 2, NOON))
    assert len(done) > 100
    assert all(not one.unit for notices in done for one in notices)


@pytest.mark.parametrize("whole", [True, False])
def test_nobody_hears_the_end_of_a_story_without_its_beginning(*, whole: bool):
    world = World(Town(PACK, 5))
    first = world.heard(COMMANDS, to_ms(NOON), to_ms(NOON + MINUTE), whole=whole)
    later = world.heard(COMMANDS, to_ms(NOON + MINUTE), to_ms(NOON + DAY / 4), whole=whole)
    begun = {one.reference for one in [*first, *later] if one.what is What.RECEIVED}
    assert {one.reference for one in [*first, *later]} == begun
    assert any(one.at < NOON for one in first) == whole
