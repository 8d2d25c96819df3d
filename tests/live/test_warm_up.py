"""Warming up: how far back each source is asked, at the first start and after a stop."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from live.measures.archive import Recorded
from live.warm_up import _begins, began
from sources import open_source
from sources.made_up.source import MadeUp
from tests.live.builders import NOON
from tests.sources.little_city import city

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Memory:
    """What a source says of its memory."""

    name: str
    remembers: timedelta
    tells_incidents: bool


DISPATCH = Memory("dispatch", DAY, tells_incidents=True)
BRIDGES = Memory("bridges", 120 * DAY, tells_incidents=False)


def test_incidents_are_known_since_those_began_to_tell_who_tell_of_them(tmp_path: Path):
    assert began(tmp_path, [DISPATCH, BRIDGES], NOON) == NOON - DAY
    assert began(tmp_path, [DISPATCH, BRIDGES], NOON + 3 * DAY) == NOON - DAY


def test_at_the_first_start_each_tells_all_that_it_remembers():
    assert _begins([DISPATCH, BRIDGES], NOON, None, Recorded()) == {"dispatch": NOON - DAY, "bridges": NOON - 120 * DAY}


def test_after_a_stop_readings_are_told_anew_and_incidents_where_the_record_ends():
    begins = _begins([DISPATCH, BRIDGES], NOON, NOON - 2 * DAY, Recorded())
    assert begins == {"dispatch": NOON - 2 * DAY, "bridges": NOON - 120 * DAY}


def test_whose_readings_are_written_down_tells_only_what_came_after_them():
    told = Recorded(NOON - timedelta(hours=3), frozenset({"dispatch", "bridges"}))
    begins = _begins([DISPATCH, BRIDGES], NOON, NOON - timedelta(hours=3), told)
    assert begins["dispatch"] == NOON - DAY
    assert NOON - timedelta(hours=4) < begins["bridges"] < NOON - timedelta(hours=3)
    of_others = Recorded(NOON - timedelta(hours=3), frozenset({"another"}))
    assert _begins([BRIDGES], NOON, None, of_others) == {"bridges": NOON - 120 * DAY}


def test_in_the_made_up_city_only_commands_and_units_tell_of_incidents():
    telling = {one.name for one in open_source("made_up", city(), 1) if isinstance(one, MadeUp) and one.tells_incidents}
    assert telling == {f"made_up.{name}" for name in ("commands", "management", "complaints", "units")}
