"""A handover that nobody signs is told to the leader on duty, once, and only while it is true."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.messages import Message
from tests.incidents.office_hands import Duty


@pytest.fixture
def duty() -> Duty:
    return Duty()


def told(duty: Duty) -> tuple[Message, ...]:
    return duty.record.messages(9)


def test_the_leader_on_duty_hears_once_of_a_handover_that_nobody_signed(duty: Duty):
    ends_at = duty.began().ends_at
    for minutes in (15, 16, 30):
        duty.clock.now = ends_at + timedelta(minutes=minutes)
        duty.rota.tend(duty.clock())
        assert len(told(duty)) == (minutes > 15)
    [message] = told(duty)
    assert (message.to, message.words["en"]) == (
        "qian", "Shift day ended 16 min ago and is not handed over. Chief: chen."
    )  # fmt: skip
    assert duty.rota.recheck(message) is None
    duty.act("day", "roster", "chen", ends_at=ends_at + timedelta(hours=4))
    assert duty.rota.recheck(message) is not None, "a chief who stays on is not late"
    assert duty.rota.recheck(replace(message, key="20261120-0001/1/called/E01")) is None


def test_09_a_leader_is_not_called_of_what_was_signed_between_writing_and_sending(duty: Duty):
    duty.handed()
    duty.clock.turn(minutes=16)
    duty.rota.tend(duty.clock())
    [message] = told(duty)
    duty.act("day", "tick", "hu", lines=(1,))
    duty.act("day", "sign_out", "chen")
    duty.act("day", "take_over", "hu")
    why = duty.rota.recheck(message)
    assert why is not None
    assert why["zh"]
