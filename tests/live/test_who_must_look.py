"""Who must look: what was seen and left calls again, what nobody accepted calls, and that nobody is there is said."""

import pytest

from incidents.annunciation import AlarmState
from incidents.office.alarms import AlarmWish
from incidents.roles import Actor
from incidents.timing.scheduler import Claim
from tests.incidents.office_hands import EVERY
from tests.live.watched import Watched, waits

UNSEEN, SEEN = AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_signal_that_was_seen_and_not_decided_on_calls_again_once_on_every_rung(watched: Watched):
    key = f"signal:{waits(watched, 2)}"
    room, desk = watched.room, watched.room.desk

    def later(**span: float) -> AlarmState:
        room.clock.turn(**span)
        claim = Claim(holder="test", at=room.clock())
        desk.time.claim(claim)
        desk.time.keep(claim)
        return watched.states()[key]

    def see() -> AlarmState:
        li = Actor(by="li", roles=EVERY)
        return watched.duty.annunciator.act(AlarmWish(key=key, action="see", actor=li, console="1")).state

    assert (later(seconds=1), see(), later(seconds=1)) == (UNSEEN, SEEN, SEEN)
    called = []
    for _ in range(72):  # half an hour each: a day and a half
        called.append(later(minutes=30) is UNSEEN)
        if called[-1]:
            see()
    signal = desk.signals.find(key.removeprefix("signal:"))
    assert len(signal.breached) == sum(name in str(signal.breached) for name in ("accept", "verify"))
    assert 3 <= sum(called) <= 3 * len(signal.breached), "on each rung of each clock once, and not for ever"
    assert not any(called[-5:])
    [alarm] = watched.duty.annunciator.live()
    assert alarm.seen_on == ("1",)


@pytest.mark.parametrize(("level", "calls"), [(1, True), (2, False)])
def test_what_was_accepted_by_itself_at_level_1_is_announced(watched: Watched, level: int, calls: bool):  # noqa: FBT001 - expected
    signal = watched.room.signal(origin="119", command="119", level=level, category="M0110")
    incident = watched.room.desk.receive(signal, "119").incident
    assert incident is not None
    watched.shows(incident)
    assert watched.states(seconds=1) == ({f"accepted:{incident.number}": UNSEEN} if calls else {})
    watched.shows()
    assert set(watched.states(seconds=1).values()) <= {AlarmState.RETURNED}, "urgent ones wait to be seen"


def test_54_that_no_desk_is_open_while_an_urgent_alarm_waits_is_a_problem_of_the_house(watched: Watched):
    waits(watched, 2)
    watched.states(seconds=1)
    assert watched.duty.problem == "", "somebody may still come"
    watched.states(seconds=61)
    assert "no desk is open" in watched.duty.problem
    watched.watching.tell("page", "1", hidden=False)
    watched.states(seconds=1)
    assert watched.duty.problem == ""
    watched.watching.tell("page", "1", hidden=True)
    watched.states(seconds=61)
    assert watched.duty.problem, "a page out of sight is nobody"


def test_54_an_empty_desk_is_no_problem_while_all_is_calm(watched: Watched):
    watched.states(hours=1)
    assert watched.duty.problem == ""
