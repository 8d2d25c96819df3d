"""The ladder of emergencies, in seconds: units that do not answer, leave or arrive, and signals that nobody hears."""

from datetime import datetime, timedelta

import pytest

from incidents.timing.ladder import Hearer
from incidents.timing.plans import UnitWatched, steps_of_signal, steps_of_unit
from tests.incidents.timing.cities import MIN, here

FRIDAY = "2026-11-20 16:30"
S = timedelta(seconds=1)


def unit(**more: datetime | timedelta | None) -> UnitWatched:
    return UnitWatched(dispatched_at=here(FRIDAY), turnout=80 * S, promised_at=here(FRIDAY) + 6 * MIN, **more)  # type: ignore[arg-type] - a test names the facts it wants


def seconds(one: UnitWatched, now: datetime) -> dict[str, float]:
    return {step.name: (step.at - here(FRIDAY)).total_seconds() for step in steps_of_unit(one, now)}


def test_a_unit_that_does_not_answer():
    assert seconds(unit(), here(FRIDAY)) == {"page_again": 30, "alternate": 60, "not_left": 110, "lost": 720}


def test_a_unit_that_answers_but_does_not_leave():
    assert seconds(unit(acknowledged_at=here(FRIDAY) + 20 * S), here(FRIDAY)) == {"not_left": 110, "lost": 720}


@pytest.mark.parametrize(("minutes", "slips"), [(7, False), (7.1, True), (6, False), (5, False)])
def test_a_unit_that_comes_later_than_it_said(minutes: float, slips: bool):  # noqa: FBT001 - a row of the table
    at = here(FRIDAY) + 3 * MIN
    one = unit(en_route_at=here(FRIDAY) + MIN, expected_at=here(FRIDAY) + minutes * MIN, told_at=at)
    assert seconds(one, at) == ({"slipped": 180.0} if slips else {}) | {"lost": 720.0}


def test_a_short_way_slips_by_a_quarter():
    at = here(FRIDAY)
    one = UnitWatched(
        dispatched_at=at, en_route_at=at, promised_at=at + 100 * S, expected_at=at + 126 * S, told_at=at + 50 * S
    )
    assert seconds(one, at) == {"slipped": 50, "lost": 200}


def test_a_crew_at_work_is_asked_every_twenty_minutes_since_its_last_word():
    there = here(FRIDAY)
    quiet = steps_of_unit(unit(on_scene_at=there), there + 45 * MIN)
    assert [step.at for step in quiet] == [there + 20 * MIN, there + 40 * MIN, there + 60 * MIN]
    spoke = steps_of_unit(unit(on_scene_at=there, reported_at=there + 30 * MIN), there + 45 * MIN)
    assert [step.at for step in spoke] == [there + 50 * MIN]
    assert not {step.name for step in spoke} & {step.name for step in quiet}
    assert steps_of_unit(unit(on_scene_at=there, cleared_at=there + 50 * MIN), there + 60 * MIN) == ()


def test_a_signal_of_level_1_goes_from_console_to_console():
    at = here(FRIDAY)
    found = steps_of_signal(1, at, acknowledged=False)
    assert [(step.at - at) / S for step in found] == [20, 60, 120]
    assert [step.rung.hears[0] for step in found] == [
        Hearer.SECOND_CONSOLE, Hearer.ALL_CONSOLES, Hearer.LEADER_ON_DUTY,
    ]  # fmt: skip
    assert steps_of_signal(1, at, acknowledged=True) == steps_of_signal(2, at, acknowledged=False) == ()
