"""Client: one screen as the broadcaster knows it."""

from dataclasses import dataclass, field

from live.masked import WHOLE, View


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
    frame_sent_at: float | None = None
    frame_waits: bool = False
    ids_known: dict[str, int] = field(default_factory=dict[str, int])
    wants: frozenset[str] = frozenset()
    asks: frozenset[str] | None = None
    gap: bool = False

    def layers(self, always: frozenset[str]) -> frozenset[str]:
        """The layers that are drawn on it, where all others draw `always`."""
        return always | self.wants if self.view.drawn else frozenset()
