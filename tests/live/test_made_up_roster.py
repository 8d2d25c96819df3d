"""People who do not exist stand their watches: planned, begun, handed over line by line and signed, by the machine."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.roles import Role
from incidents.shifts import Line, ShiftState
from live.made_up_roster import MadeUpRoster, watch_at
from tests.incidents.office_hands import ADMIN, CHIEF, Duty, plan

CITY = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 20, 10, 0, tzinfo=CITY)


@pytest.fixture
def duty() -> Duty:
    made = Duty(further=[Line(about="unit", words={"zh": f"{n}", "en": f"{n}"}) for n in range(4)])
    made.clock.now = MORNING
    return made


def turn(roster: MadeUpRoster, duty: Duty, to: datetime, every_s: float = 60) -> None:
    while duty.clock.now < to:
        duty.clock.now = min(to, duty.clock.now + timedelta(seconds=every_s))
        roster.turn(duty.clock.now)


@pytest.mark.parametrize(
    ("hour", "name"),
    [(0, "20261120-00"), (7, "20261120-00"), (8, "20261120-08"), (16, "20261120-16"), (23, "20261120-16")],
)  # fmt: skip
def test_watches_change_at_midnight_at_eight_and_at_four(hour: int, name: str):
    watch = watch_at(MORNING.replace(hour=hour, minute=59), CITY)
    assert (watch.name, (watch.ends_at - watch.begins_at)) == (name, timedelta(hours=8))


def test_the_first_turn_puts_a_whole_shift_on_duty(duty: Duty):
    MadeUpRoster(duty.rota, CITY).turn(MORNING)
    now = duty.rota.duty(MORNING)
    assert now.present is not None
    assert now.next is not None
    assert (now.present.name, now.present.made_up, now.next.name) == ("20261120-08", True, "20261120-16")
    assert {role for roles in now.present.roster.values() for role in roles} == {
        Role.CHIEF, Role.CALL_TAKER, Role.DISPATCHER, Role.COLLECTOR
    }  # fmt: skip
    assert now.present.leader


def test_a_shift_hands_over_at_its_end_by_the_same_steps_as_any_other(duty: Duty):
    roster = MadeUpRoster(duty.rota, CITY)
    roster.turn(MORNING)
    turn(roster, duty, MORNING.replace(hour=15, minute=59))
    before = duty.rota.find("20261120-08")
    assert (before.state, all(line.by for line in before.lines)) == (ShiftState.HANDOVER, True)
    turn(roster, duty, MORNING.replace(hour=16, minute=1))
    [chief], [follows] = before.chiefs, duty.rota.find("20261120-16").chiefs
    log = [(one.action, one.by) for one in duty.rota.log("20261120-08")]
    assert log == [
        ("plan", chief), ("begin", chief), ("hand_over", chief), *([("tick", follows)] * 5), ("sign_out", chief),
        ("take_over", follows),
    ]  # fmt: skip
    now = duty.rota.duty(duty.clock.now)
    assert (now.present and now.present.name, now.next and now.next.name) == ("20261120-16", "20261121-00")
    assert duty.record.messages(9) == ()


def test_after_days_without_power_the_shift_of_now_takes_over_at_once(duty: Duty):
    MadeUpRoster(duty.rota, CITY).turn(MORNING)
    duty.clock.now = later = MORNING + timedelta(days=3)
    MadeUpRoster(duty.rota, CITY).turn(later)
    present = duty.rota.duty(later).present
    assert present is not None
    assert present.name == "20261123-08"
    duty.rota.tend(later)
    assert duty.record.messages(9) == (), "nobody is called of what is settled"


def test_to_a_shift_of_people_they_hand_over_and_sign_and_the_rest_is_done_by_people(duty: Duty):
    roster = MadeUpRoster(duty.rota, CITY)
    roster.turn(MORNING)
    duty.act("20261120-16", "roster", "root", roster={"chen": CHIEF}, leader="qian")
    turn(roster, duty, MORNING.replace(hour=16, minute=5))
    left = duty.rota.find("20261120-08")
    assert (left.state, left.signed_out, {one.by for one in left.lines}) == (ShiftState.HANDOVER, left.chiefs[0], {""})
    duty.act("20261120-08", "tick", "chen", lines=tuple(range(1, len(left.lines) + 1)))
    assert duty.act("20261120-08", "take_over", "chen").state is ShiftState.CLOSED
    turn(roster, duty, MORNING.replace(hour=23))
    present = duty.rota.duty(duty.clock.now).present
    assert present is not None
    assert (present.name, present.made_up) == ("20261120-16", False)


def test_where_people_plan_their_own_shifts_they_are_left_alone(duty: Duty):
    duty.rota.plan(plan("own", "chen", MORNING.astimezone(UTC)), ADMIN)
    MadeUpRoster(duty.rota, CITY).turn(MORNING)
    now = duty.rota.duty(MORNING)
    assert (now.present, now.next and now.next.name) == (None, "own")


def test_after_people_they_take_over_what_is_handed_over_to_them(duty: Duty):
    roster = MadeUpRoster(duty.rota, CITY)
    roster.turn(MORNING)
    duty.act("20261120-08", "roster", "root", roster={"chen": CHIEF}, leader="qian")
    turn(roster, duty, MORNING.replace(hour=15, minute=55))
    duty.act("20261120-08", "hand_over", "chen", note="")
    roster.turn(duty.clock.now)
    duty.act("20261120-08", "sign_out", "chen")
    turn(roster, duty, MORNING.replace(hour=16, minute=5))
    left, present = duty.rota.find("20261120-08"), duty.rota.duty(duty.clock.now).present
    assert (left.state, left.signed_out) == (ShiftState.CLOSED, "chen")
    assert present is not None
    assert (present.name, left.signed_in) == ("20261120-16", present.chiefs[0])


def test_what_people_do_not_hand_over_is_relieved_an_hour_late_and_nobody_signs_for_them(duty: Duty):
    roster = MadeUpRoster(duty.rota, CITY)
    roster.turn(MORNING)
    duty.act("20261120-08", "roster", "root", roster={"chen": CHIEF}, leader="qian")
    turn(roster, duty, MORNING.replace(hour=16, minute=59))
    assert duty.rota.find("20261120-08").state is ShiftState.ON
    turn(roster, duty, MORNING.replace(hour=17, minute=2))
    left, present = duty.rota.find("20261120-08"), duty.rota.duty(duty.clock.now).present
    assert present is not None
    assert (left.state, present.name, present.made_up) == (ShiftState.CLOSED, "20261120-16", True)
    assert "chen" not in {left.signed_out, left.signed_in}
    assert left.signed_out in left.chiefs
    turn(roster, duty, MORNING.replace(hour=16) + timedelta(days=2), every_s=300)
    there = duty.rota.duty(duty.clock.now).present
    assert there is not None
    assert there.made_up
