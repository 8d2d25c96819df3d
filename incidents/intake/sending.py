"""Sending: what somebody is told who is sent to look whether a signal is true."""

from datetime import datetime

from incidents.intake.reception import Reception
from incidents.messages import Message
from incidents.tidings import BOOK


def sent(one: Reception, now: datetime) -> Message:
    """The message to whoever was sent to look at this signal last."""
    signal = one.signal
    zh = signal.address or signal.detail
    en = signal.address_en or signal.detail_en or zh
    return Message(
        key=f"{one.number}/{one.version}/sent/{one.looker}", channel=BOOK, to=one.looker, at=now, next_at=now,
        exercise=signal.made_up or signal.exercise,
        words={
            "zh": f"请前往核实线索 {one.number}，{one.level} 级：{zh or one.category}",
            "en": f"Go and look at signal {one.number}, level {one.level}: {en or one.category}",
        },
    )  # fmt: skip
