"""Client: one screen as the broadcaster knows it, and how far it is."""

from collections import deque
from dataclasses import dataclass, field

from live.masked import WHOLE, View
from live.sheet import Seen


@dataclass(slots=True)
class Client:
    """One screen: what is on its way to it, what waits, and which layers it wants besides those that all see.

    `view` is what it sees of the picture. `asks` is what it wants next, None if it did not say, and `gap` that it asks
    for the whole picture.
    """

    name: str
    view: View = WHOLE
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
    asks: frozenset[str] | None = None
    gap: bool = False

    def layers(self, always: frozenset[str]) -> frozenset[str]:
        """The layers that are drawn on it, where all others draw `always`."""
        return always | self.wants if self.view.drawn else frozenset()

    def seen(self, always: frozenset[str]) -> Seen:
        """What it sees: screens that see the same are sent the same."""
        return self.view, self.layers(always)
