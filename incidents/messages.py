"""Messages: what leaves the house, decided purely: whether one may still be sent, and when it is tried again.

A message is written in the transaction of what it tells of and sent later, by a worker; nobody waits for a telephone.
Before each try everything is looked at again: whoever was cleared meanwhile is not called. It is sent at least once: a
worker that dies after sending sends it again, so a channel that can takes `key` to tell the second from the first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from incidents.guards import Words
from incidents.incident import Incident
from incidents.lifecycle import STATE_TITLES

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)
MOST_TRIES = 12  # about an hour
LEASE = timedelta(minutes=1)  # so long a worker has for what it took; then another may take it


class MessageState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # it was not true any more, or may not leave
    FAILED = "failed"  # tried until it was given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one receiver by one channel; two with the same `key` are one, whoever wrote it first.

    `exercise` marks what must not leave the house. It is sent only while its incident `number` is in one of the states
    `only_in` (none named: in any), while `unit`, where one is named, is still on it, and until `until`. `about` names
    the steps of clocks that it tells of, `signals` are those whose reporter it answers. `next_at` is when it is tried
    next, `why` the reason of what became of it.
    """

    key: str
    channel: str
    to: str
    words: Words
    at: datetime
    next_at: datetime
    number: str = ""
    exercise: bool = False
    only_in: tuple[str, ...] = ()
    unit: str = ""
    about: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    until: datetime | None = None
    state: MessageState = MessageState.WAITING
    tries: int = 0
    sent_at: datetime | None = None
    why: Words = field(default_factory=dict[str, str])


class NotDelivered(Exception):
    """A channel could not deliver; it is tried again."""


class Channel(Protocol):
    """A way out of the house. Only one that reaches nobody outside is safe for drills."""

    @property
    def drill_safe(self) -> bool:
        """Whether an exercise may go this way."""
        ...

    def send(self, message: Message) -> None:
        """Deliver it. Raises `NotDelivered`."""
        ...


Recheck = Callable[[Message], Words | None]  # a reason to drop a message that its writer alone knows, such as a clock's


def reason_to_drop(message: Message, incident: Incident | None, now: datetime, *, drill_safe: bool) -> Words | None:
    """Why this message must not be sent any more, None where it may."""
    if message.exercise and not drill_safe:
        return {"zh": "演练消息不得外发。", "en": "An exercise must not leave the house."}
    if message.until is not None and now > message.until:
        return {"zh": "已过时效。", "en": "It came too late to be of use."}
    return _reason_of_incident(message, incident) if message.number else None


def _reason_of_incident(message: Message, incident: Incident | None) -> Words | None:
    if incident is None:
        return {"zh": "案卷已查不到。", "en": "Its incident cannot be found."}
    if message.only_in and incident.state.value not in message.only_in:
        title = STATE_TITLES[incident.state]
        return {"zh": f"案卷已是“{title['zh']}”。", "en": f"The incident is {title['en']} by now."}
    if message.unit and message.unit not in incident.live_units:
        return {"zh": f"{message.unit} 已不在本案。", "en": f"{message.unit} is no longer on the incident."}
    return None


def sent(message: Message, now: datetime) -> Message:
    """The message, delivered."""
    return replace(message, state=MessageState.SENT, sent_at=now, why={})


def dropped(message: Message, why: Words) -> Message:
    """The message that is not sent, and why."""
    return replace(message, state=MessageState.DROPPED, why=why)


def not_delivered(message: Message, why: str, now: datetime) -> Message:
    """The message after a try that failed: tried again after twice the pause, and given up in the end."""
    words = {"zh": f"未送达：{why}", "en": f"Not delivered: {why}"}
    if message.tries >= MOST_TRIES:
        return replace(message, state=MessageState.FAILED, why=words)
    return replace(message, next_at=now + pause(message.tries), why=words)


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries, from one on.

    >>> [pause(tries).total_seconds() for tries in (1, 2, 3, 8, 12)]
    [5.0, 10.0, 20.0, 600.0, 600.0]
    """
    return min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)


MESSAGE_TITLES: Mapping[MessageState, Words] = MappingProxyType(
    {
        MessageState.WAITING: {"zh": "待发", "en": "waiting"},
        MessageState.SENT: {"zh": "已发", "en": "sent"},
        MessageState.DROPPED: {"zh": "不再发送", "en": "dropped"},
        MessageState.FAILED: {"zh": "发送失败", "en": "failed"},
    }
)
