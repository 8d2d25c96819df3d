"""An alarm is seen by somebody, and nothing that is over comes back by being seen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.annunciation import Alarm, AlarmState, Touch
from incidents.machines.annunciation import ROWS, possible, touched
from incidents.roles import Role
from tests.incidents.builders import NOON

LATER = NOON + timedelta(minutes=2)
RING = Alarm(key="smoke", level=3, at=NOON, state=AlarmState.UNACKNOWLEDGED, present=True)
SHELF = {"note": "maintenance", "until": LATER + timedelta(hours=2)}


def touch(role: Role = Role.CALL_TAKER, **facts: object) -> Touch:
    given = Touch(by="li", roles=frozenset({role}), at=LATER)
    return replace(given, **facts)  # type: ignore[arg-type] - by name


def codes(answer: object) -> list[str]:
    assert isinstance(answer, tuple), answer
    assert all(one.words["zh"] and one.words["en"] for one in answer)
    return [one.code for one in answer]


def in_state(state: AlarmState) -> Alarm:
    present = state is not AlarmState.RETURNED
    return replace(RING, state=state, present=present, shelved_until=LATER if state is AlarmState.SHELVED else None)


@pytest.mark.parametrize(
    ("row", "state"),
    [(row, one) for row in ROWS for one in row.comes_from],
    ids=lambda one: getattr(one, "id", str(one)),
)
def test_every_row_allows_its_role_and_refuses_another(row, state: AlarmState):  # noqa: ANN001 - a row
    alarm = in_state(state)
    after = touched(alarm, row.action, touch(row.roles[0], **SHELF))
    assert isinstance(after, Alarm)
    assert after.state in row.to
    assert codes(touched(alarm, row.action, touch(Role.WALL, **SHELF))) == ["not_yours"]


def test_08_seeing_what_was_over_a_moment_before_does_not_open_it_again():
    over = touched(replace(RING, state=AlarmState.ACKNOWLEDGED), "return", touch(Role.SYSTEM))
    assert isinstance(over, Alarm)
    assert over.state is AlarmState.NORMAL
    assert codes(touched(over, "see", touch(at=LATER + timedelta(milliseconds=1)))) == ["over_already"]


def test_34_what_comes_again_is_announced_again():
    over = touched(RING, "return", touch(Role.SYSTEM))
    assert isinstance(over, Alarm)
    again = touched(over, "raise", touch(Role.SYSTEM))
    assert isinstance(again, Alarm)
    assert (over.state, again.state, again.seen_by) == (AlarmState.RETURNED, AlarmState.UNACKNOWLEDGED, "")


@pytest.mark.parametrize(
    ("level", "seconds", "fades"), [(3, 60, True), (3, 59, False), (2, 600, False), (1, 600, False)]
)
def test_only_what_is_calm_clears_by_itself(level: int, seconds: int, fades: bool):  # noqa: FBT001 - expected
    alarm = replace(RING, state=AlarmState.RETURNED, level=level)
    after = touched(alarm, "fade", touch(Role.SYSTEM, at=NOON + timedelta(seconds=seconds)))
    assert isinstance(after, Alarm) is fades


@pytest.mark.parametrize(
    ("facts", "told", "code"),
    [
        ({}, {"until": LATER + timedelta(hours=9)}, "shelved_briefly"),
        ({}, {"until": None}, "shelved_briefly"),
        ({}, {"note": " "}, "shelved_for_a_reason"),
        ({"human": True}, {}, "nobody_calls"),
        ({"level": 2}, {}, "chief_shelves"),
    ],
)
def test_71_nothing_is_shelved_for_ever_nor_without_a_reason(facts: dict, told: dict, code: str):
    assert codes(touched(replace(RING, **facts), "shelve", touch(**SHELF | told))) == [code]


def test_who_shelved_it_is_kept_while_it_is_on_the_shelf_and_a_hand_may_take_it_off():
    shelved = touched(RING, "shelve", touch(**SHELF))
    assert isinstance(shelved, Alarm)
    assert (shelved.shelved_by, possible(shelved, frozenset({Role.DISPATCHER}))) == (touch().by, ("unshelve",))
    back = touched(shelved, "unshelve", touch(Role.DISPATCHER))
    assert isinstance(back, Alarm)
    assert (back.shelved_by, back.shelved_until) == ("", None)


@pytest.mark.parametrize(
    ("facts", "role", "offered"),
    [
        ({}, Role.DISPATCHER, ("see", "shelve")),
        ({"level": 2}, Role.DISPATCHER, ("see",)),
        ({"level": 2}, Role.CHIEF, ("see", "shelve")),
        ({"human": True}, Role.CHIEF, ("see",)),
        ({}, Role.LEADER, ()),
    ],
)
def test_nothing_is_offered_that_is_refused_whatever_is_said(facts: dict, role: Role, offered: tuple[str, ...]):
    assert possible(replace(RING, **facts), frozenset({role})) == offered


def test_71_what_is_shelved_comes_back_by_itself_as_it_is_by_then():
    shelved = touched(RING, "shelve", touch(**SHELF))
    assert isinstance(shelved, Alarm)
    assert codes(touched(shelved, "unshelve", touch(Role.SYSTEM))) == ["shelved_long_enough"]
    due = touch(Role.SYSTEM, at=SHELF["until"])
    back, gone = touched(shelved, "unshelve", due), touched(replace(shelved, present=False), "unshelve", due)
    assert isinstance(back, Alarm)
    assert isinstance(gone, Alarm)
    assert (back.state, gone.state, back.shelved_until) == (AlarmState.UNACKNOWLEDGED, AlarmState.NORMAL, None)


def test_a_cause_that_goes_while_nobody_is_told_is_kept_in_mind():
    suppressed = replace(RING, state=AlarmState.SUPPRESSED)
    gone = touched(suppressed, "return", touch(Role.SYSTEM))
    assert isinstance(gone, Alarm)
    after = touched(gone, "unsuppress", touch(Role.SYSTEM))
    assert isinstance(after, Alarm)
    assert after.state is AlarmState.NORMAL


def test_what_cannot_be_done_now_is_said():
    assert codes(touched(in_state(AlarmState.SHELVED), "fade", touch(Role.SYSTEM))) == ["not_now"]
