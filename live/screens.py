"""Screens: whose session each open socket belongs to; what is over is shut, whatever its page would like."""

from collections.abc import Callable, Collection

MOST = 12  # of one session: a desk with many tabs, or the screens of one wall
Over = Callable[[Collection[str]], frozenset[str]]


class Screens:
    """The open sockets by session; `shut` ends the connection of one."""

    def __init__(self, shut: Callable[[str], None]) -> None:
        self._shut = shut
        self._session_of: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._session_of)

    def has_room(self, session: str) -> bool:
        """Whether one more screen of this session may come in; who has no session is not counted."""
        return not session or sum(one == session for one in self._session_of.values()) < MOST

    def came(self, sid: str, session: str) -> None:
        """A screen of this session came in."""
        self._session_of[sid] = session

    def went(self, sid: str) -> None:
        """A screen went."""
        self._session_of.pop(sid, None)

    def look_after(self, over: Over) -> None:
        """Shut every socket whose session is over."""
        gone = over(set(self._session_of.values()))
        for sid in [sid for sid, session in self._session_of.items() if session in gone]:
            self.went(sid)
            self._shut(sid)
