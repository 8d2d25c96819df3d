"""Late: a handover that nobody has signed a quarter of an hour after its end is told to the leader on duty, once."""

from dataclasses import replace
from datetime import datetime

from incidents.messages import Message
from incidents.office.steps import Step, stream
from incidents.roles import Actor, Role
from incidents.shifts import Shift, overdue
from incidents.tidings import BOOK

ITSELF = Actor(by="onescreen", roles=frozenset({Role.SYSTEM}))
_UNSIGNED = "/unsigned"


def unheard(shift: Shift, now: datetime) -> bool:
    """Whether the leader on duty must hear that nobody has signed, and has not heard it yet."""
    return overdue(shift, now) and shift.told_at is None


def told(before: Shift, now: datetime) -> Step:
    """The shift whose leader was told."""
    after = replace(before, version=before.version + 1, told_at=now)
    return Step(before=before, after=after, action="unsigned", body={"leader": before.leader})


def message(shift: Shift, now: datetime) -> Message:
    """What the leader on duty is told of a handover that nobody has signed in time."""
    minutes = int((now - shift.ends_at).total_seconds()) // 60
    chiefs = "、".join(shift.chiefs)
    return Message(
        key=f"{stream(shift.name)}/{shift.version}{_UNSIGNED}", channel=BOOK, to=shift.leader, at=now, next_at=now,
        exercise=shift.made_up,
        words={
            "zh": f"班次 {shift.name} 到点 {minutes} 分钟仍未完成交接，值班长 {chiefs}，请督促。",
            "en": f"Shift {shift.name} ended {minutes} min ago and is not handed over. Chief: {chiefs}.",
        },
    )  # fmt: skip


def shift_of(said: Message) -> str:
    """The shift that such a message is about, "" where it is about something else."""
    told_of = said.key.startswith(stream("")) and said.key.endswith(_UNSIGNED)
    return said.key.removeprefix(stream("")).removesuffix(_UNSIGNED).rpartition("/")[0] if told_of else ""
