"""A client of the broadcaster: one screen, and how far it is."""

from collections import deque
from dataclasses import dataclass, field

Seen = tuple[bool, frozenset[str]]  # whether masked, and which layers besides those that all see


@dataclass(slots=True)
class Client:
    """One screen: what is on its way to it, what waits, and which layers it wants besides those that all see.

    One that is `masked` is told nothing that may be about a person.
    """

    name: str
    masked: bool = False
    sent_at: float | None = None
    waiting: bytes | None = None
    lags: bool = False
    rest: deque[str] = field(default_factory=deque[str])  # incidents of its snapshot that are still to come
    rest_is_next: bool = False
    room: int = 1  # doubled each time that it lags before it has all: nobody starves
    frame_sent_at: float | None = None
    frame_waits: bool = False
    ids_known: dict[str, int] = field(default_factory=dict[str, int])
    wants: frozenset[str] = frozenset()

    @property
    def seen(self) -> Seen:
        """What it sees: screens that see the same are sent the same."""
        return self.masked, self.wants
