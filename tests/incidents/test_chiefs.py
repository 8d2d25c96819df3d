"""A shift begins when its time has come, and by whom the account, too, still calls chief."""

import pytest

from incidents.office.wishes import ShiftWish
from incidents.roles import Actor
from incidents.shifts import ShiftState
from tests.incidents.office_hands import CHIEF, TAKER, Duty
from tests.incidents.test_rota import refused


@pytest.fixture
def duty() -> Duty:
    return Duty()


def test_a_shift_does_not_begin_long_before_its_time(duty: Duty):
    duty.planned()
    duty.clock.turn(seconds=-1)
    assert refused(lambda: duty.act("day", "begin", "chen")) == ["too_early"]
    duty.clock.turn(seconds=1)
    assert duty.act("day", "begin", "chen").state is ShiftState.ON


@pytest.mark.parametrize("action", ["begin", "hand_over", "sign_out", "stay_on", "roster"])
def test_who_is_no_chief_any_more_is_none_on_the_roster(duty: Duty, action: str):
    duty.planned() if action == "begin" else duty.began() if action in ("hand_over", "roster") else duty.handed()
    before = duty.rota.find("day")
    assert refused(lambda: duty.act("day", action, "chen", roles=TAKER, leader="wu")) == ["chief_no_longer"]
    assert duty.rota.find("day") == before


@pytest.mark.parametrize("action", ["tick", "take_over"])
def test_who_is_no_chief_any_more_does_not_take_over(duty: Duty, action: str):
    duty.handed()
    assert refused(lambda: duty.act("day", action, "hu", roles=TAKER, lines=(1,))) == ["chief_no_longer"]


def test_a_chief_who_is_off_duty_takes_over_by_their_account(duty: Duty):
    duty.handed()
    chief = Actor(by="hu", roles=frozenset(), account_roles=CHIEF)
    ticked = duty.rota.act(ShiftWish(name="day", action="tick", actor=chief, lines=(1,)))
    assert ticked.lines[0].by == "hu"
