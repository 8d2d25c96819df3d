"""A shift hands over line by line, with two signatures, and stays responsible until the second."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.machines.shift import moved
from incidents.roles import Role
from incidents.shifts import GROUPS, OWN, Hand, Line, Shift, ShiftState, overdue, ticked
from tests.incidents.builders import NOON

CHIEF = frozenset({Role.CHIEF})
PLANNED = Shift(
    name="day", state=ShiftState.PLANNED, roster={"chen": CHIEF, "li": frozenset({Role.CALL_TAKER})}, leader="qian",
    begins_at=NOON, ends_at=NOON + timedelta(hours=8),
)  # fmt: skip
LINES = tuple(Line(about="sound", words={"zh": "声音", "en": "sound"}) for _ in range(2))


def hand(by: str = "chen", roles: frozenset[Role] = CHIEF) -> Hand:
    return Hand(by=by, roles=roles, at=NOON)


def after(shift: Shift, *steps: tuple[str, str]) -> Shift:
    for action, by in steps:
        moved_on = moved(shift, action, hand(by), LINES)
        assert isinstance(moved_on, Shift), moved_on
        shift = moved_on
    return shift


def codes(answer: object) -> list[str]:
    assert isinstance(answer, tuple), answer
    return [one.code for one in answer]


HANDED = (("begin", "chen"), ("hand_over", "chen"))


def test_a_shift_is_on_from_its_beginning_until_the_next_chief_has_signed():
    handed = after(PLANNED, *HANDED, ("sign_out", "chen"))
    assert [one.roles_of("chen") for one in (PLANNED, after(PLANNED, HANDED[0]), handed)] == [frozenset(), CHIEF, CHIEF]
    closed = after(ticked(ticked(handed, 0, "hu"), 1, "hu"), ("take_over", "hu"))
    assert (closed.state, closed.signed_out, closed.signed_in) == (ShiftState.CLOSED, "chen", "hu")
    assert closed.roles_of("chen") == frozenset()


def test_72_a_line_that_nobody_ticked_holds_the_handover_up():
    handed = after(PLANNED, *HANDED, ("sign_out", "chen"))
    assert codes(moved(ticked(handed, 0, "hu"), "take_over", hand("hu"))) == ["all_ticked"]


def test_every_unmet_condition_is_named():
    handed = after(PLANNED, *HANDED)
    assert codes(moved(handed, "take_over", hand("hu"))) == ["all_ticked", "signed_out"]
    signed = after(handed, ("sign_out", "chen"))
    assert codes(moved(signed, "take_over", hand("chen"))) == ["all_ticked", "another_takes_over"]
    assert codes(moved(handed, "sign_out", hand("hu"))) == ["own_sheet"]
    assert codes(moved(replace(PLANNED, roster={}, leader=""), "begin", hand())) == ["has_a_chief", "has_a_leader"]
    assert codes(moved(PLANNED, "begin", hand("li", frozenset({Role.CALL_TAKER})))) == ["not_yours"]
    assert codes(moved(PLANNED, "hand_over", hand())) == ["not_now"]


def test_a_shift_that_stays_on_begins_its_sheet_anew():
    stayed = after(PLANNED, *HANDED, ("sign_out", "chen"), ("stay_on", "chen"))
    assert (stayed.state, stayed.lines, stayed.signed_out) == (ShiftState.ON, (), "")


@pytest.mark.parametrize(("minutes", "late"), [(15, False), (16, True)])
def test_a_quarter_of_an_hour_late_the_leader_hears_of_it(minutes: int, late: bool):  # noqa: FBT001 - expected
    now = PLANNED.ends_at + timedelta(minutes=minutes)
    assert overdue(after(PLANNED, *HANDED), now) is late
    assert not overdue(PLANNED, now)


def test_every_line_stands_under_a_heading_and_what_no_heading_knows_is_the_shifts_own():
    known = {about: group for group, abouts in GROUPS.items() for about in abouts}
    assert {about: Line(about=about, words={}).group for about in known} == known
    assert Line(about="of_another_time", words={}).group == OWN
