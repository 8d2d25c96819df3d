"""Which clock runs when, and that every category can be read."""

from datetime import timedelta

import pytest

from incidents.categories import Category, all_categories
from incidents.details import NOTHING, Details
from incidents.incident import Incident, State
from incidents.timing.limit import limit
from incidents.timing.limits import Track
from tests.incidents.builders import NOON, Clock, Room
from tests.incidents.timing.cities import CITY, here

FENCED = Details(kind="fenced")


def due(incident: Incident) -> tuple[str, float | None]:
    minutes = None if incident.due_at is None else (incident.due_at - NOON).total_seconds() / 60
    return incident.due, minutes


def test_an_urgent_incident_runs_from_clock_to_clock(room: Room):
    number = room.incident().number
    steps = [("file", "li"), ("assign", "li"), ("en_route", "E01"), ("on_scene", "E01")]
    steps += [("make_safe", "E01"), ("clear", "E01")]
    steps += [("report_done", "E01"), ("assign_check", "li"), ("check_pass", "li"), ("close", "chen")]
    clocks = [due(room.desk.find(number))]
    for action, by in steps:
        room.clock.turn(minutes=1)
        told = FENCED if action == "make_safe" else NOTHING
        clocks.append(due(room.desk.act(number, action, by=by, unit="E01", details=told)))
    assert clocks == [
        ("file", 10), ("dispatch", 11), ("turnout", 7), ("arrive", 32), ("make_safe", 32), ("dispose", 122),
        ("dispose", 122), ("check", 127), ("check", 127), ("close", 69), ("", None),
    ]  # fmt: skip


def test_an_emergency_is_dispatched_in_a_minute_and_reached_in_its_time(room: Room):
    incident = room.incident(category="E2001", level=1)
    assert due(incident) == ("dispatch", 1)
    filed = room.desk.act(incident.number, "file", by="li")
    assert due(filed) == ("dispatch", 1)
    assert due(room.desk.act(incident.number, "assign", by="li", unit="E01")) == ("acknowledge", 0.5)
    assert due(room.desk.act(incident.number, "en_route", by="E01", unit="E01")) == ("arrive", 320 / 60)
    assert due(room.desk.act(incident.number, "on_scene", by="E01", unit="E01")) == ("make_safe", 30)
    assert due(room.desk.act(incident.number, "make_safe", by="E01", details=FENCED)) == ("", None)


def test_sending_a_second_unit_does_not_wind_the_clock_up(room: Room):
    first = room.incident(State.DISPATCHED)
    room.clock.turn(minutes=5)
    assert due(room.desk.act(first.number, "assign", by="li", unit="E02")) == due(first)


def test_redoing_it_gives_what_was_left_and_the_time_of_the_check_is_not_charged(room: Room):
    checking = room.incident(State.CHECKING)
    checked_for = room.clock.turn(minutes=20) - checking.times[State.FEEDBACK]
    redo = room.desk.act(checking.number, "check_fail", by="li", note="still dark")
    assert checking.close_by is not None
    assert (redo.due, redo.due_at) == ("dispose", checking.close_by + checked_for)


def test_the_senders_own_limit_counts_before_the_categorys(room: Room):
    promise = NOON + timedelta(hours=1)
    assert room.incident(State.DISPATCHED, close_by=promise).close_by == promise


@pytest.mark.parametrize(
    ("category", "filed", "closed"),
    [
        ("M0102", "2026-11-23 08:50", "2026-11-23 14:20"),  # routine: half an hour, and 4 hours, of office time
        ("M0110", "2026-11-23 08:50", "2026-11-25 17:30"),  # 3 working days after the one it is dispatched on
        ("M0504", "2026-11-23 08:50", "2026-11-20 19:20"),  # 2 hours of the patrol, which is out until half past seven
        ("U0404", "2026-11-20 17:30", "2026-11-23 17:30"),  # urgent: ten minutes at any time
        ("H8003", "2026-11-23 08:50", "2026-11-27 17:20"),  # an answer is owed in 7 days
    ],
)
def test_limits_count_the_working_time_of_the_city(category: str, filed: str, closed: str):
    room = Room(clock=Clock(here("2026-11-20 17:20")), calendars=CITY)
    number = room.incident(category=category).number
    assert room.desk.find(number).due_at == here(filed)
    room.desk.act(number, "file", by="li")
    assert room.desk.act(number, "assign", by="li", unit="E01").close_by == here(closed)


@pytest.mark.parametrize("category", all_categories().values(), ids=lambda one: one.code)
def test_every_category_says_what_it_is(category: Category):
    assert category.title["zh"]
    assert category.title["en"]
    assert category.level in (1, 2, 3, 4)
    assert category.limit
    assert category.track is Track.EMERGENCY or category.promise is not None


def test_all_118_categories_are_there():
    assert len(all_categories()) == 118


def test_a_limit_that_cannot_be_read_is_named():
    with pytest.raises(ValueError, match="'soon' is not a limit"):
        limit("soon")
