"""A desk that nobody can see is told to the others."""

import pytest

from incidents.annunciation import AlarmState
from live.watching import Watching
from tests.live.watched import Watched, waits

UNSEEN, SEEN = AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_54_a_hidden_tab_is_nobody_who_watches_and_the_second_console_hears_of_it(watched: Watched):
    watched.watching.tell("page-1", "1", hidden=False)
    watched.watching.tell("page-2", "2", hidden=False)
    urgent = f"signal:{waits(watched, 2)}"
    assert set(watched.states(minutes=6)) == {urgent}, "somebody may be looking"
    watched.watching.tell("page-1", "1", hidden=True)
    assert set(watched.states(seconds=19)) == {urgent}
    assert set(watched.states(seconds=1)) == {urgent, "console:1"}
    told = next(one for one in watched.duty.annunciator.live() if one.key == "console:1")
    assert told.sound_at("2") == "urgent"
    watched.watching.tell("page-1", "1", hidden=False)
    assert watched.states(seconds=2)["console:1"] is AlarmState.RETURNED


def test_54_another_process_leaves_alone_what_only_this_one_can_know(watched: Watched):
    watched.watching.tell("page-1", "1", hidden=True)
    assert watched.states(minutes=6) == {"console:1": AlarmState.UNACKNOWLEDGED}
    watched.watching = Watching(lambda: 0.0)
    watched.opened().turn()
    assert watched.states(seconds=2) == {"console:1": AlarmState.UNACKNOWLEDGED}


def test_54_a_tab_that_is_hidden_for_long_is_told_of_though_all_is_calm(watched: Watched):
    watched.watching.tell("page-1", "1", hidden=True)
    assert watched.states(minutes=4) == {}
    assert set(watched.states(minutes=2)) == {"console:1"}
