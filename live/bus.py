"""The bus: what is said is heard by everybody, in order, one after the other."""

import logging
from collections import deque
from collections.abc import Callable
from typing import Protocol

from city.events import Event

Listener = Callable[[Event], None]
log = logging.getLogger(__name__)


class BusUnavailable(Exception):
    """The Redis that should carry the bus cannot be reached."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"The bus at {address} is unavailable: {why.rstrip('.')}. Start that Redis, or set live.bus to memory."
        )


class Bus(Protocol):
    """Carries events from whoever says them to whoever listens.

    Events are delivered in the order in which they were said. A listener may say something while it is being told
    something: that is delivered after the present event. A listener that fails is logged; the others go on. `problem`
    says why other processes are not heard now; it is empty when all is well.
    """

    problem: str

    def subscribe(self, listener: Listener) -> None:
        """Tell this listener everything from now on."""
        ...

    def publish(self, event: Event) -> None:
        """Say one thing."""
        ...

    def drain(self) -> None:
        """Deliver what was said and not heard yet; when this returns, all of it was heard."""
        ...


def open_bus(address: str, stream: str) -> Bus:
    """The bus at `memory` or at the address of a Redis. Raises `BusUnavailable`."""
    if address == "memory":
        return MemoryBus()
    from live.redis_bus import open_redis  # noqa: PLC0415 - takes 0.3 s, and one process needs none of it

    return open_redis(address, stream)


class MemoryBus:
    """The bus inside one process."""

    problem = ""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._waiting: deque[Event] = deque()
        self._delivering = False

    def subscribe(self, listener: Listener) -> None:
        """Tell this listener everything from now on."""
        self._listeners.append(listener)

    def publish(self, event: Event) -> None:
        """Say one thing; it is delivered before this returns, unless a delivery is going on already."""
        self._waiting.append(event)
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._waiting:
                deliver(self._waiting.popleft(), self._listeners)
        finally:
            self._delivering = False

    def drain(self) -> None:
        """Nothing waits here: all that is said is delivered at once."""


def deliver(event: Event, listeners: list[Listener]) -> None:
    """Tell every listener of one event; one that fails is logged with its trace, the others go on."""
    for listener in tuple(listeners):
        try:
            listener(event)
        except Exception:
            log.exception("A listener failed on %s; the others go on.", type(event).__name__)
