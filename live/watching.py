"""Watching: at which consoles somebody may be looking; a page behind another window is looked at by nobody."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MOST = 200  # consoles that one process remembers
CONSOLE = re.compile(r"[0-9A-Za-z_.-]{1,12}")


@dataclass(frozen=True, slots=True)
class _Page:
    console: str
    hidden_since: float | None  # None while it is in sight


class Watching:
    """What the pages of the desks say of themselves, by socket; `monotonic` gives real seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._pages: dict[str, _Page] = {}
        self._heard_of: dict[str, None] = {}
        self._seen_at = monotonic()  # when a page was last in sight

    def tell(self, page: str, console: object, *, hidden: bool) -> None:
        """A page is in sight, or hidden; one that names no console is not heard."""
        if not isinstance(console, str) or not CONSOLE.fullmatch(console):
            return
        self._heard_of[console] = None
        if len(self._heard_of) > MOST:
            del self._heard_of[next(iter(self._heard_of))]
        self._look()
        before = self._pages.get(page)
        since = self._monotonic() if before is None or before.hidden_since is None else before.hidden_since
        self._pages[page] = _Page(console, since if hidden else None)

    def went(self, page: str) -> None:
        """A page was closed."""
        self._look()
        self._pages.pop(page, None)

    def knows(self, console: str) -> bool:
        """Whether a page of this console ever spoke here; of others another process may know."""
        return console in self._heard_of

    def hidden(self, least_s: float) -> tuple[str, ...]:
        """The consoles of which every page has been hidden for so long."""
        now = self._monotonic()
        out = {
            one.console for one in self._pages.values() if one.hidden_since is None or now - one.hidden_since < least_s
        }
        return tuple(sorted({one.console for one in self._pages.values()} - out))

    def deserted(self, least_s: float) -> bool:
        """Whether no page of any desk was in sight for so long."""
        self._look()
        return self._monotonic() - self._seen_at >= least_s

    def _look(self) -> None:
        if any(one.hidden_since is None for one in self._pages.values()):
            self._seen_at = self._monotonic()
