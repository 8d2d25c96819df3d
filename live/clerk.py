"""The clerk: sends the messages that are due, seals the log every hour, and clears the shelf; no beat waits for it.

A photo that was laid down for a signal belongs to nobody until the signal is accepted. What no incident holds after a
week is taken away: of a refused signal it would lie there for ever.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from incidents.attachments import LEFT_FOR, LOOKED_AT_FOR, PARTS
from incidents.incident import Incident
from incidents.messages import (
    LEASE,
    Channel,
    Message,
    NotDelivered,
    Recheck,
    dropped,
    not_delivered,
    reason_to_drop,
    sent,
)
from incidents.ports import Checkpoint, Record, StoreUnavailable
from live.clock import real_now

HOUR = timedelta(hours=1)
CLEARED_EVERY = timedelta(minutes=1)  # one part of the shelf; so all of it every four hours
AT_ONCE = 100  # messages taken in one go
log = logging.getLogger(__name__)


class Clerk:
    """Sends and seals; `channels` are the ways out of the house by name.

    `rechecks` are asked before each message whether there is a reason to drop it that only its writer knows.
    `delivered` is told of each that was sent; a clerk that dies between the two sends and tells again.
    """

    def __init__(
        self, record: Record, channels: Mapping[str, Channel], clock: Callable[[], datetime],
        rechecks: Iterable[Recheck] = (), delivered: Callable[[Message], None] = lambda _: None,
        real: Callable[[], datetime] = real_now,
    ) -> None:  # fmt: skip
        self.record = record
        self._channels = channels
        self._clock = clock
        self._rechecks = tuple(rechecks)
        self._delivered = delivered
        self._sealed_at: datetime | None = None
        self._away = False
        self._real = real
        self._cleared_at, self._part = real(), 0

    def turn(self) -> None:
        """Do what is due. What the record or a disk cannot take now is done at a later turn."""
        try:
            self.send_due()
            now = self._clock()
            if self._sealed_at is None or now - self._sealed_at >= HOUR:
                self.seal(now)
            self.clear_shelf()
        except (StoreUnavailable, OSError) as why:
            if not self._away:
                log.error("%s Messages and checkpoints wait.", why)  # noqa: TRY400 - the sentence says it all
            self._away = True
            return
        self._away = False

    def seal(self, now: datetime) -> Checkpoint | None:
        """A checkpoint of the log as it is now; for a handover of the shift, too."""
        made = self.record.checkpoint(now)
        self._sealed_at = now
        return made

    def clear_shelf(self) -> int:
        """How much was taken away of what no incident holds, of the one part of the shelf whose turn it is."""
        now, shelf = self._real(), self.record.shelf
        if now - self._cleared_at < CLEARED_EVERY:
            return 0
        until = now - LEFT_FOR
        left = [
            one for one in shelf.lying(self._part, until - LOOKED_AT_FOR, until) if not self.record.holders(one)
        ]  # fmt: skip
        for one in left:
            shelf.clear(one)
        self._cleared_at, self._part = now, (self._part + 1) % PARTS
        return len(left)

    def send_due(self) -> int:
        """How many were sent of what is due; what is not true any more is dropped, what cannot be delivered put off."""
        now = self._clock()
        taken = self.record.take_due(now, now + LEASE, AT_ONCE)
        settled = [self._settled(one) for one in taken]
        self.record.settle(settled)
        return sum(one.sent_at is not None for one in settled)

    def _settled(self, message: Message) -> Message:
        now, channel = self._clock(), self._channels.get(message.channel)
        if channel is None:
            return not_delivered(message, f"there is no channel {message.channel}", now)
        why = reason_to_drop(message, self._incident(message), now, drill_safe=channel.drill_safe)
        why = why or next((said for recheck in self._rechecks if (said := recheck(message))), None)
        if why is not None:
            return dropped(message, why)
        try:
            channel.send(message)
        except NotDelivered as problem:
            log.warning("A message to %s was not delivered: %s", message.to, problem)
            return not_delivered(message, str(problem), now)
        self._delivered(message)
        return sent(message, now)

    def _incident(self, message: Message) -> Incident | None:
        return self.record.find(message.number) if message.number else None
