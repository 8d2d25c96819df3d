"""The way out: a chief on duty is told that logging out hands nothing over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accounts.caller import NOBODY
from incidents.roles import Role
from incidents.shifts import Line, Shift, ShiftState
from screens import door

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LINE = Line(about="urgent", words={"zh": "火", "en": "fire"})
DAY = Shift(
    name="day", state=ShiftState.ON, roster={"chen": frozenset({Role.CHIEF})}, leader="qian", begins_at=NOON,
    ends_at=NOON + timedelta(hours=8),
)  # fmt: skip
CHEN, LI = (replace(NOBODY, by=name) for name in ("chen", "li"))


@pytest.mark.parametrize(
    ("shift", "said"),
    [
        (DAY, "You are the chief of shift day"),
        (
            replace(DAY, state=ShiftState.HANDOVER, handed_at=NOON, lines=(LINE, replace(LINE, by="hu"), LINE)),
            "2 lines of its sheet are not ticked",
        ),
    ],
)
def test_a_chief_who_leaves_is_told_what_stays_open(shift: Shift, said: str):
    assert said in door.inside(CHEN, "en", shift)
    assert "role='alert'" not in door.inside(LI, "en", shift)


def test_whose_shift_is_closed_or_not_planned_just_goes():
    assert "role='alert'" not in door.inside(CHEN, "en", replace(DAY, state=ShiftState.CLOSED))
    assert "role='alert'" not in door.inside(CHEN, "en")
