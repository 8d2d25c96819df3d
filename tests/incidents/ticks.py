"""Ticks: time passes at a desk, and what it brought about."""

from datetime import datetime

from incidents.messages import Message
from incidents.ports import Claim
from tests.incidents.builders import Room


def tick(room: Room, at: datetime | None = None, holder: str = "one") -> int:
    """What has its turn by then is done."""
    room.clock.now = at or room.clock.now
    return room.desk.time.keep(Claim(holder=holder, at=room.clock.now))


def steps(room: Room) -> list[str]:
    return [f"{one.plan.partition('/')[2]} {one.name}" for one in room.record.fired.values()]


def told(room: Room) -> dict[str, list[Message]]:
    """The messages of clocks, by who gets them, the oldest first."""
    found: dict[str, list[Message]] = {}
    for one in sorted(room.record.mail.values(), key=lambda one: one.at):
        if one.about:
            found.setdefault(one.to, []).append(one)
    return found
